"""The bank of questions: for whoever is stuck. By kind, in our own words (domain.md §6)."""

from collections.abc import Mapping

from core.message import Line
from core.names import QuestionKind
from core.words._say import say

K = QuestionKind

BANK: Mapping[QuestionKind, tuple[Line, ...]] = {
    K.CLARIFYING: (
        say("“Who is in this, besides you?”"),
        say("“Since when has it been so?”"),
        say("“What has been done so far?”"),
        say("“By when does something have to happen?”"),
        say("“Who decides about this?”"),
        say("“How often does it happen?”"),
        say("“What is yours to do in it, by your role?”"),
        say("“Which part of it is new?”"),
        say("“Who knows that you bring this here?”"),
        say("“How many people does it touch?”"),
        say("“What was agreed, and with whom?”"),
    ),
    K.OPEN: (
        say("“What is happening, as you see it?”"),
        say("“What would you like to be different?”"),
        say("“How would you tell this to a friend?”"),
        say("“What makes it hard?”"),
        say("“What have you not said yet?”"),
        say("“What works already, if only a little?”"),
        say("“Where in all this are you stuck?”"),
        say("“What are you hoping for, from this hour?”"),
    ),
    K.PROBING: (
        say("“What else?”"),
        say("“What makes it matter now?”"),
        say("“What lies under that?”"),
        say("“When you say …, what do you mean by it?”"),
        say("“What happens just before it happens?”"),
        say("“Which of these weighs most?”"),
        say("“What is the smallest part of it that would change the rest?”"),
        say("“How did it come to be like this?”"),
    ),
    K.REFLECTIVE: (
        say("“What do you notice about your own part in it?”"),
        say("“What do you do when it happens?”"),
        say("“When have you met something like this before?”"),
        say("“What did you hear yourself say just now?”"),
        say("“What are you protecting?”"),
        say("“What would the you of five years ago have done?”"),
        say("“What do you avoid looking at here?”"),
    ),
    K.FEELING: (
        say("“How do you feel when that happens?”"),
        say("“What is it like to talk about it here?”"),
        say("“What worries you most?”"),
        say("“What gives you energy in it?”"),
        say("“What would be a relief?”"),
        say("“How do you think they feel about it?”"),
    ),
    K.HYPOTHETICAL: (
        say("“If that were not in the way, what then?”"),
        say("“If nothing changed for a year, what would happen?”"),
        say("“What would you do if you knew that you could not fail?”"),
        say("“If it were solved tomorrow, how would you notice?”"),
        say("“What would somebody whom you admire see in it?”"),
        say("“If you were away for a month, what would become of it?”"),
    ),
    K.CHALLENGING: (
        say("“What are you taking for granted?”"),
        say("“If you did not believe that, what could you do?”"),
        say("“What do you gain by leaving it as it is?”"),
        say("“How do you know that it is so?”"),
        say("“What would they say that you are not seeing?”"),
        say("“What are you not willing to give up?”"),
    ),
    K.STAKEHOLDER: (
        say("“Who knows about it?”"),
        say("“Who cares about it, and who does not?”"),
        say("“Who could do something about it?”"),
        say("“Who would see it quite differently?”"),
        say("“Whom have you not asked yet?”"),
        say("“Who gains by the way things are?”"),
    ),
    K.REFRAMING: (
        say("“What is the question now?”"),
        say("“What is this really about for you?”"),
        say("“Which question would be worth living with for a month?”"),
        say("“If it had a title, what would it be?”"),
        say("“What is it not about any more?”"),
    ),
    K.ACTION: (
        say("“What will you do first?”"),
        say("“By when?”"),
        say("“How will you know that it worked?”"),
        say("“What could keep you from it?”"),
        say("“Who could be with you in it?”"),
        say("“What is the smallest step that would count?”"),
        say("“What will you tell us about it next time?”"),
    ),
    K.LEARNING: (
        say("“What did you learn about the issue?”"),
        say("“What did you learn about yourself?”"),
        say("“Which question will you take away?”"),
        say("“What did you hear that you could use yourself?”"),
        say("“How did we work together?”"),
        say("“What surprised you?”"),
        say("“What would you do differently next time?”"),
    ),
}
