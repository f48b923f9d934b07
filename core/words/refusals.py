"""How the bot says no: one clear sentence with the next step."""

from __future__ import annotations

from collections.abc import Mapping

from core.message import Choice, Choices, Line, Message, Name, Own, Part, Quote, Value
from core.names import No
from core.words import misread
from core.words._say import say, say_n


def sentence(no: No, facts: Mapping[str, Value], *, kept: str = "", at: str = "") -> Message:
    """Why not, and what one can do instead; `kept` names the form whose words are kept as a draft, and `at` its field
    that this is about.
    """
    parts = _misread(facts) if no is No.MISREAD else (_sentence(no, facts),)
    return Message(f"refused.{no.name.lower()}", (*parts, *_next_step(no), *_go_on(kept, at)))


def _next_step(no: No) -> tuple[Part, ...]:
    if no is No.RULES_FIRST:
        return (Choices((Choice(say("Show me the rules"), "rules show"),)),)
    return ()


def _go_on(form: str, at: str = "") -> tuple[Part, ...]:
    if not form:
        return ()
    args = (("form", form), *((("at", at),) if at else ()))
    again = Choice(say("Continue"), "continue", args=args)
    return (say("What you wrote is kept for a day."), Choices((again,)))


def page_kept(form: str, page: int, pages: int, *, rest_will_do: bool) -> Message:
    """A form in pages: one of them is in."""
    on = Choice(say("Go on"), "continue", args=(("form", form), ("page", str(page + 1))), main=True)
    if not rest_will_do:
        line = say("Noted: part {page} of {pages}.", page=page, pages=pages)
        return Message("form.page", (line, Choices((on,))))
    line = say("Noted. The rest is as most have it, unless you would rather choose.")
    done = Choice(say("That will do"), "continue", args=(("form", form), ("enough", "yes")), main=True)
    return Message(
        "form.page", (line, Choices((done, Choice(say("Let me choose"), "continue", args=on.args))))
    )


def your_words(words: tuple[Own, ...]) -> Message:
    """To the one who wrote them alone."""
    line = say("That form does not open just now. This is what you wrote, kept for a day:")
    return Message("draft.words", (line, *(Quote(w) for w in words)))


def _misread(facts: Mapping[str, Value]) -> tuple[Part, ...]:
    why, what = facts.get("why"), facts.get("what")
    if not isinstance(why, Name) or not isinstance(what, Own):
        return (_sentence(No.EMPTY, facts),)
    return misread.lines(why.text, what, [facts[k] for k in ("near1", "near2", "near3") if k in facts])


def _sentence(no: No, facts: Mapping[str, Value]) -> Line:
    # fmt: off
    lines = {
        No.UNKNOWN_COMMAND:    _unknown(facts),
        No.MOMENT_PASSED:      say("That moment has passed. The latest message shows where we are."),
        No.NOT_YOURS:          say("That is for somebody else to press just now."),
        No.NOT_IN_SET:         say("This belongs to a set that you are not in."),
        No.NO_SET_HERE:        say("There is no set here yet. /als set new founds one."),
        No.ROOM_TAKEN:         say("Say that in a room that is no set's yet, outside of any thread."),
        No.NOTHING_OPEN:       say("Nothing is open just now. /als home shows what comes next."),
        No.SOMEBODY_PRESENTS:  say("{who} is presenting.", **facts),
        No.NOT_NOW:            say("That has to wait a little. /als home shows what comes next."),
        No.EMPTY:              say("A few words are needed here."),
        No.TOO_LONG:           say("That is {n} characters; {cap} fit. Could you say it more briefly?", **facts),
        No.BUSY:               say("It is busy just now. Nothing was changed; please press again."),
        No.ONLY_FACILITATOR:   say("That is for whoever facilitates."),
        No.WHO:                say("I am not sure who is meant. A name of your set, as in /als rota swap @Ben, will do."),
        No.NOT_DOWN:           say("You are not down for that session. /als present puts you down."),
        No.PAUSED:             say("The clock has stopped. It goes on with [Go on]."),
        No.NO_TIME:            say("There is no time left for that: what follows keeps its minutes."),
        No.MINDED:             say("Somebody would rather keep to the time here."),
        No.DRAFT_GONE:         say("That is no longer kept: it was taken, or its day is over."),
        No.DAY_UNKNOWN:        say("Which day is “{day}”? “Friday”, “15 March” or “in two weeks” would do.", **facts),
        No.DAY_PAST:           say("“{day}” has gone by. Which day to come would suit you?", **facts),
        No.DAY_UNCLEAR:        say("“{day}” could be {near1} or {near2}. Which one? Say the month by name.", **facts),
        No.DAY_OF_ANOTHER_NAME: say("“{day}”: that would be {near1}, or {near2}. Which one?", **facts),
        No.DAY_TOO_FAR:        say("“{day}” is very far away. Is there a first step that is nearer?", **facts),
        No.ACTION_OF_ANOTHER:  say("That action is somebody else's, and only they can say how it goes."),
        No.ACTION_FOR_ANOTHER: say("Everybody writes their own actions. They could: /als action add and what they will do."),
        No.ACTION_CLOSED:      say("“{words}” is closed already. /als action list shows what is open.", **facts),
        No.ENOUGH_ACTIONS:     say("You have {n} in hand, which is plenty. /als action list shows them.", **facts),
        No.NO_ACTION:          say("There is no such action any more. /als action list shows yours."),
        No.WHICH_SET:          say("In which set? Say it in that set's channel, or use the form: /als action add"),
        No.WORDS_GONE:         say("Those words are gone already."),
        No.NO_ISSUE_KEPT:      say("No words of yours are kept from any turn."),
        No.ASKED_OF_YOU:       say("This time the questions come to you. Yours come when somebody else presents."),
        No.QUESTIONS_LATER:    say("Questions come in a moment, when whoever presents has said enough."),
        No.ASK_ALOUD:          say("We are speaking today: ask it aloud, or note it with /als session note."),
        No.ASKED_TWICE:        say("You have asked, and once more to follow. The next one is for your next turn."),
        No.ASKED_TWO:          say("You have asked your two. /als session note keeps a third for whoever presents."),
        No.NOT_IN_ROUND:       say("This round is among the others. You can say it in the thread at any time."),
        No.SOMEBODY_ASKS:      say("{who} is asking just now. Your place comes.", **facts),
        No.SOMEBODY_NOTES:     say("{who} is noting already. /als session note takes yours too.", **facts),
        No.QUESTION_PASSED:    say("That moment has passed. {who} is asking just now.", **facts),
    } | _in_the_life_of_a_set(facts) | _about_dates(facts)
    # fmt: on
    return lines[no]


def _in_the_life_of_a_set(facts: Mapping[str, Value]) -> dict[No, Line]:
    # fmt: off
    return {
        No.SET_PAUSED:         say("Your set is pausing. /als set resume takes it up again."),
        No.NOT_IN_THIS_STATE:  say("That is not open for your set just now. /als set shows where it stands."),
        No.TOO_FEW:            say_n("One more person is needed before you begin. /als set invite asks them.",
                                     "{n} more people are needed before you begin. /als set invite asks them.", _n(facts)),
        No.TOO_MANY:           say_n("A set has at most {most} who present, and one place is free. Nobody was invited.",
                                     "A set has at most {most} who present, and {n} places are free. Nobody was invited.",
                                     _n(facts, "free"), most=_n(facts)),
        No.YOUR_TURN_IS_OPEN:  say("Your turn is open just now. [Stop here] ends it; then the way out is free."),
        No.NO_SET_TO_JOIN:     say("There is no such set to join. /als set find shows those that are open to others."),
        No.NO_DATE_LEFT:       say("All its dates have gone by. /als set schedule gives it new ones."),
        No.SESSION_IS_OPEN:    say("You are meeting just now. Once the session has closed, the set can pause."),
        No.PAUSE_UNTIL_LATER:  say("A pause lasts until a later day. Which one?"),
        No.STAGE_NEEDS_TIME:   say("Presenting, questions and the review need at least a minute each."),
        No.SET_FULL:           say("All {n} places are taken by now. /als set find shows other sets.", **facts),
        No.NOT_INVITED:        say("This invitation is not open to you. Whoever facilitates can invite you."),
        No.IN_ALREADY:         say("You are in already. /als set leave is the way out, at any time and without reasons."),
        No.NOBODY_NAMED:       say("Who is it to be? Their names go with it."),
        No.NOT_A_MEMBER:       say("They are not in your set. /als set invite asks them."),
        No.FACILITATES_ALREADY: say("They facilitate already. A deputy is somebody else."),
        No.MISREAD:            say("That I could not read."),
        No.MINUTES_DO_NOT_FIT: say("That adds up to {n} minutes, and the session has {of}. Take {over} away somewhere.", **facts),
        No.UNKNOWN_SETTING:    say("I do not know the setting “{what}”. /als set settings alone shows them all.", **facts),
        No.NOT_A_NUMBER:       say("“{what}” is no number that fits here; {least} to {most} do.", **facts),
        No.RULES_FIRST:        say("Before you present, there are the ground rules to agree to. /als rules show has them."),
        No.LAST_RULE:          say("That is the only one left. You could change its wording."),
        No.NO_SUCH_RULE:       say("The rules are numbered 1 to {n}. /als rules show has them.", **facts),
        No.ENOUGH_RULES:       say("There are {n} rules already. You could change the wording of one.", **facts),
        No.NO_SUCH_CHOICE:     say("That is not one of the choices. The form shows them all."),
        No.RULES_PENDING:      say("A proposal is waiting for answers already. /als rules show has it."),
    }
    # fmt: on


def _n(facts: Mapping[str, Value], name: str = "n") -> int:
    n = facts.get(name, 0)
    return n if isinstance(n, int) else 0


def _unknown(facts: Mapping[str, Value]) -> Line:
    if facts.get("near") in (None, Name("")):
        return say("I do not know that one. /als help shows what there is.")
    if "other" in facts:
        return say("There are two of those: /als {near} or /als {other}?", **facts)
    if facts["near"] == Name("help"):
        return say("I do not know that one. Did you mean /als help? It shows what there is.")
    return say("I do not know that one. Did you mean /als {near}? /als help shows what there is.", **facts)


def _about_dates(facts: Mapping[str, Value]) -> dict[No, Line]:
    # fmt: off
    return {
        No.TIME_PAST:          say("That time has gone by. Which time to come would suit you?"),
        No.MEETS_THEN:         say("You meet on {starts} already. Which other time would suit you?", **facts),
        No.MEETING_NOW:        say("You are meeting just now. A later one can be moved by its day, as in /als set move 30 March to 1 April."),
        No.NO_SESSION_THAT_DAY: say("You do not meet on that day. /als set schedule shows all dates."),
        No.TOLD_ALREADY:       say("Everybody knows already. /als set move gives it another time, or brings it back."),
        No.BEGUN:              say("We have begun. Come in whenever you can."),
        No.REGION_UNKNOWN:     say("I do not know the holidays of “{what}”. A country, or a part of it, would do: GB, GB-ENG, FR.", **facts),
        No.NOT_A_COUNT:        say("“{what}” is no number. 3, for example, is.", **facts),
        No.NAME_UNKNOWN:       say("I do not know who “{what}” is. With an @ before their name I do.", **facts),
        No.REVIEWING:          say("We are looking at what we learned just now. You can say it here, to everybody."),
        No.ANSWER_UNKNOWN:     say("Yes, no or late? /als rsvp late, for example."),
    }
    # fmt: on


def something_broke(reference: Name, *, kept: str = "") -> Message:
    text = say(
        "Something went wrong on my side, and nothing was changed. Whoever runs me can look up {reference}.",
        reference=reference,
    )
    return Message("refused.bug", (text, *_go_on(kept)))
