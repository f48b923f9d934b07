"""Words for the hard situations of a session: what I notice, what it does, and the set decides."""

from core.message import Choice, Choices, Line, Message
from core.names import Hard
from core.words._say import say

# fmt: off
LABELS: dict[Hard, Line] = {
    Hard.ADVICE:     say("Advice instead of questions"),
    Hard.LEADING:    say("Leading questions"),
    Hard.RAPID:      say("Questions too fast"),
    Hard.REPEATED:   say("The same question again"),
    Hard.ONE_ON_ONE: say("Two people only"),
    Hard.SILENT:     say("Somebody is silent"),
    Hard.LONG:       say("A long story"),
    Hard.SHIFTED:    say("It became another issue"),
    Hard.SOLVING:    say("Straight to solutions"),
    Hard.UNANSWERED: say("Questions left hanging"),
    Hard.RANK:       say("Somebody pulls rank"),
    Hard.LATE:       say("Late, or half here"),
    Hard.TIRED:      say("The energy is low"),
    Hard.NO_ACTION:  say("No action, or a vague one"),
    Hard.FINISH_UP:  say("They want the last minutes"),
    Hard.TOLD:       say("Something was told outside"),
}

# What I notice · what it does · what the set decides.
SAY: dict[Hard, tuple[Line, Line, Line]] = {
    Hard.ADVICE: (
        say("“I notice that we have begun to suggest things.”"),
        say("“When I hear answers, I stop looking for my own.”"),
        say("“What could we ask instead?”")),
    Hard.LEADING: (
        say("“I notice that some questions carry an answer inside.”"),
        say("“They take us to where the asker is already standing.”"),
        say("“Shall we try the next one as if we did not know?”")),
    Hard.RAPID: (
        say("“I notice that the questions come quickly.”"),
        say("“There is little room to think between them.”"),
        say("“Shall we take two breaths before each answer, and before each question?”")),
    Hard.REPEATED: (
        say("“I notice that we have come back to this one.”"),
        say("“Perhaps it is the one that matters; perhaps we are stuck on it.”"),
        say("“Which of the two is it, and what have we not asked yet?”")),
    Hard.ONE_ON_ONE: (
        say("“I notice that two of us are in conversation, and the rest of us are watching.”"),
        say("“We lose what the others see.”"),
        say("“How shall we bring everybody back in?”")),
    Hard.SILENT: (
        say("“I notice that we have not heard everybody.”"),
        say("“Silence may be thinking, and it may be waiting to be asked.”"),
        say("“Would somebody who has not spoken like the next question? Passing is fine.”")),
    Hard.LONG: (
        say("“I notice that this has become a long story.”"),
        say("“The more we know, the harder it is to see what matters.”"),
        say("“In one sentence, what is the part we should stay with?”")),
    Hard.SHIFTED: (
        say("“I notice that we speak of something else than we began with.”"),
        say("“It may be the real issue, or a way round it.”"),
        say("“Which one would you like us to stay with?” Ask the presenter; it is their choice.")),
    Hard.SOLVING: (
        say("“I notice that we are already looking for the way out.”"),
        say("“We may be solving something we have not understood.”"),
        say("“What do we not know yet?”")),
    Hard.UNANSWERED: (
        say("“I notice that some questions are still in the air.”"),
        say("“They need no answer now, and they may be the best ones to take home.”"),
        say("“Which of them do you want to keep?” Ask the presenter.")),
    Hard.RANK: (
        say("“I notice that somebody's position has come into the room.”"),
        say("“It makes some questions harder to ask.”"),
        say("“In here we are peers. What would help us to be?”")),
    Hard.LATE: (
        say("“I notice that we are not all here yet, in one way or another.”"),
        say("“The one whose time it is feels that first.”"),
        say("“What did we agree about being here, and does it still suit us?”")),
    Hard.TIRED: (
        say("“I notice that it has become quiet and heavy.”"),
        say("“It may be the hour, and it may be the issue.”"),
        say("“What do we need: a minute's silence, a stretch, or to name what is heavy?”")),
    Hard.NO_ACTION: (
        say("“I notice that there is a wish, and not yet something to do.”"),
        say("“Without a first step it will look the same next time.”"),
        say("“What is the smallest thing you could do this week, and how will you know?”")),
    Hard.FINISH_UP: (
        say("“I notice that we would like to use the last minutes for the issue.”"),
        say("“What we learn now is what we take to the next one.”"),
        say("“I keep these minutes for learning. What helped us today, and what got in the way?”")),
    Hard.TOLD: (
        say("“I hear that something from here was spoken of outside.”"),
        say("“It makes it harder for everybody to bring what is real.”"),
        say("“What did we agree, and what do we need now to go on trusting it?”")),
}
# fmt: on


def menu(session: str) -> Message:
    """`session` as choices name it: `session-9`."""
    return Message(
        "hard.menu",
        (
            say("What is happening? Only you see this."),
            Choices(
                tuple(
                    Choice(label, "session help-with", session, (("what", hard.value),))
                    for hard, label in LABELS.items()
                )
            ),
        ),
    )


def words_for(hard: Hard) -> Message:
    noticed, does, decide = SAY[hard]
    return Message(
        "hard.words", (say("You might say, in words of your own:"), noticed, does, decide), mood="calm"
    )
