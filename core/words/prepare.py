"""Preparing a turn: asked in private, answered for oneself, shared as far as one likes."""

from __future__ import annotations

from datetime import datetime

from core.message import Aside, At, Choice, Choices, Facts, Line, Message, Own, Part, Quote
from core.names import ISSUE_CAP, WORDS_CAP, Level, SessionId
from core.request import Ask, Field
from core.words._say import say


def asked(session: SessionId, starts: datetime, line: Own, *, days: bool) -> Message:
    """Two days before; `days`: a session that is held over days."""
    of = f"session-{session}"
    head: tuple[Part, ...]
    if line and days:
        head = (
            say(
                "The week from {starts} is yours, if you still wish: “{line}”",
                starts=At(starts, "day"),
                line=line,
            ),
            say("There is nothing you must prepare. A few taps say how we may meet you."),
        )
    elif days:
        head = (
            say(
                "The week from {starts} is yours, if you still wish. One sentence is enough to begin.",
                starts=At(starts, "day"),
            ),
            say("You choose what the others see beforehand."),
        )
    elif line:
        head = (
            say("{starts} is yours, if you still wish: “{line}”", starts=At(starts, "day"), line=line),
            say("There is nothing you must prepare. A few taps say how we may meet you."),
        )
    else:
        head = (
            say(
                "{starts} is yours, if you still wish. One sentence is enough to begin.",
                starts=At(starts, "day"),
            ),
            say("You choose what the others see beforehand."),
        )
    first = Choice(say("Prepare") if line else say("Write a line"), "agenda prepare", of, main=True)
    rest = (
        Choice(say("Swap with somebody"), "rota swap", of),
        Choice(say("Not this time"), "agenda not-now", of),
    )
    return Message("prepare.asked", (*head, Choices((first, *rest))), mood="your turn")


def form(session: SessionId, line: Own, why: Own, tried: Own, wanted: Own) -> Ask:
    # fmt: off
    fields = (
        Field("line",   say("In one sentence"),            "line", required=False, cap=ISSUE_CAP, initial=line.words),
        Field("why",    say("Why it matters"),             "text", required=False, cap=WORDS_CAP, initial=why.words),
        Field("tried",  say("What I have tried"),          "text", required=False, cap=WORDS_CAP, initial=tried.words),
        Field("wanted", say("What I want from the set"),   "text", required=False, cap=WORDS_CAP, initial=wanted.words),
    )
    # fmt: on
    lead = say("Any of these, or none. Only you see them until you say otherwise.")
    return Ask("prepare", say("Prepare"), fields, "agenda prepare", f"session-{session}", lead=lead)


def level(session: SessionId, line: Own) -> Message:
    of = f"session-{session}"
    return Message(
        "prepare.level",
        (
            *_quoted(line),
            say("How challenging may we be?"),
            Choices(
                (
                    Choice(say("Gentle"), "agenda level", of, (("level", Level.GENTLE.value),)),
                    Choice(say("Straight"), "agenda level", of, (("level", Level.STRAIGHT.value),)),
                    Choice(say("Bold"), "agenda level", of, (("level", Level.BOLD.value),)),
                )
            ),
        ),
    )


def hear(session: SessionId, line: Own) -> Message:
    of = f"session-{session}"
    return Message(
        "prepare.hear",
        (
            *_quoted(line),
            say("Towards the end, would you like to hear what people noticed?"),
            Choices(
                (
                    Choice(say("Yes, please"), "agenda hear", of, (("yes", "1"),)),
                    Choice(say("No, thank you"), "agenda hear", of, (("yes", "0"),)),
                )
            ),
        ),
    )


def ideas(session: SessionId, line: Own) -> Message:
    of = f"session-{session}"
    return Message(
        "prepare.ideas",
        (
            *_quoted(line),
            say("May they offer ideas then, too?"),
            Choices(
                (
                    Choice(say("Ideas too"), "agenda ideas", of, (("yes", "1"),)),
                    Choice(say("What they noticed is enough"), "agenda ideas", of, (("yes", "0"),)),
                )
            ),
        ),
    )


def share(session: SessionId, line: Own, *, more: bool) -> Message:
    """`more`: there is more to share than the one sentence."""
    of = f"session-{session}"
    options = [
        Choice(say("Nothing"), "agenda share", of, (("what", "nothing"),)),
        Choice(say("The one sentence"), "agenda share", of, (("what", "line"),)),
    ]
    if more:
        options.append(Choice(say("All of it"), "agenda share", of, (("what", "all"),)))
    return Message(
        "prepare.share",
        (
            *_quoted(line),
            say("Until you begin, only you see this. What may the others see beforehand, on the agenda?"),
            Choices(tuple(options)),
        ),
    )


def ready(
    session: SessionId, starts: datetime, line: Own, chosen: Level, what: str, *, hear: bool, ideas: bool
) -> Message:
    of = f"session-{session}"
    rows = (
        (say("Questions may be"), _level(chosen)),
        (say("At the end"), _end(hear=hear, ideas=ideas)),
        (say("Beforehand the others see"), _shared(what)),
    )
    choices = (
        Choice(say("Change something"), "agenda prepare", of),
        Choice(say("Is it one for the set?"), "agenda check", of),
        Choice(say("Not this time"), "agenda not-now", of),
    )
    lead = say("All is ready for {starts}.", starts=At(starts, "day time"))
    return Message("prepare.ready", (lead, *_quoted(line), Facts(rows), Choices(choices)), mood="done")


def _quoted(line: Own) -> tuple[Part, ...]:
    return (Quote(line),) if line else ()


def _level(chosen: Level) -> Line:
    return {
        Level.GENTLE: say("gentle"),
        Level.STRAIGHT: say("straight"),
        Level.BOLD: say("bold"),
    }[chosen]


def _end(*, hear: bool, ideas: bool) -> Line:
    if not hear:
        return say("straight to your own last word")
    return say("what people noticed, and ideas") if ideas else say("what people noticed, no ideas")


def _shared(what: str) -> Line:
    return {
        "nothing": say("that you present, no more"),
        "line": say("the one sentence"),
        "all": say("all that you wrote"),
    }[what]


def in_private() -> Message:
    return Message("prepare.in_private", (say("Kept. The rest is in our private conversation."),))


def check(session: SessionId) -> Message:
    """Three questions for the presenter alone; there is no verdict, and nothing is kept (AG6)."""
    return Message(
        "prepare.check",
        (
            say("Three questions, for you alone. I ask for no answer and keep none."),
            say("Is it yours: are you part of it?"),
            say("Can you move some of it, however little?"),
            say("Is it open: could sensible people do different things?"),
            Aside(say("Where one of them gives you pause, another wording may be nearer to it.")),
            Choices((Choice(say("Say it differently"), "agenda prepare", f"session-{session}"),)),
        ),
    )


def given_up() -> Message:
    """What is left of the private board when the turn goes to another day."""
    return Message("prepare.given_up", (say("Not this time. What you wrote stays with you."),), mood="done")


def tomorrow(session: SessionId, starts: datetime, line: Own) -> Message:
    """The day before, to whoever is down."""
    of = f"session-{session}"
    yes = Choice(say("Yes"), "agenda still", of, main=True)
    no = Choice(say("Not today"), "agenda not-now", of)
    if line:
        head = say("Your set meets tomorrow at {starts}. Still “{line}”? Five minutes of talking is plenty; nothing to prepare.",
                   starts=At(starts), line=line)  # fmt: skip
        return Message(
            "prepare.tomorrow",
            (head, Choices((yes, Choice(say("Something else"), "agenda prepare", of), no))),
        )
    head = say("Your set meets tomorrow at {starts}, and the time is yours if you wish. Five minutes of talking is plenty; nothing to prepare.",
               starts=At(starts))  # fmt: skip
    return Message(
        "prepare.tomorrow", (head, Choices((yes, Choice(say("Write a line"), "agenda prepare", of), no)))
    )


def still(starts: datetime) -> Message:
    return Message("prepare.still", (say("Good. Until {starts}.", starts=At(starts, "day time")),))
