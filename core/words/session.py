"""What the bot says around the turns of a session."""

from collections.abc import Sequence
from datetime import datetime

from core.message import At, Choice, Choices, Line, Message, Part, Who
from core.names import Phase, SessionId
from core.words._say import say


def phase(now: Phase, session: SessionId, queue: Sequence[Who]) -> Message:
    """The one message that opens a phase."""
    of = f"session-{session}"
    return Message(f"session.{now.name.lower()}", _parts(now, of, queue))


def _parts(now: Phase, of: str, queue: Sequence[Who]) -> tuple[Part, ...]:
    match now:
        case Phase.CHECK_IN:
            return (
                say("Welcome. Let us arrive first: how are you, in one sentence?"),
                say("What is said here stays here; anyone may pass at any time."),
                Choices((Choice(say("I am here"), "session here", of),)),
            )
        case Phase.PROGRESS:
            return (say("Since last time: how did it go, and what did it teach you?"),)
        case Phase.BIDS:
            return (_bids(queue), Choices((Choice(say("I have something"), "agenda bid", of),)))
        case Phase.REVIEW:
            return (
                say(
                    "Now for what we learned: about the issue, about ourselves, about how we worked together."
                ),
                say("Whoever's turn it was, one thing you take away. Say it here, or keep it for yourself."),
            )
        case _:
            raise AssertionError(now)


def _bids(queue: Sequence[Who]) -> Line:
    if queue:
        return say("{who} is down for today. Is anything more pressing for somebody?", who=queue[0])
    return say("Who would like to bring something today?")


def closed(following: datetime | None) -> Message:
    if following is None:
        return Message("session.closed", (say("That was our last date. Go well."),), mood="done")
    line = say("Next: {starts}. Go well.", starts=At(following, "day time"))
    return Message("session.closed", (line,), mood="done")


def is_anybody_there(session: SessionId) -> Message:
    of = f"session-{session}"
    return Message(
        "session.nobody",
        (
            say("Nobody has pressed or said anything yet. Are you meeting?"),
            Choices((Choice(say("We are here"), "session here", of),)),
        ),
    )
