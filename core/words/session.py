"""What the bot says around the turns of a session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.message import At, Choice, Choices, Lasting, Line, Message, Own, Part, People, Who
from core.names import ISSUE_CAP, WORDS_CAP, Phase, SessionId
from core.request import Ask, Field
from core.words import actions
from core.words._say import say, say_n


@dataclass(frozen=True)
class Around:
    """A session as its room sees it."""

    session: SessionId
    queue: Sequence[Who] = ()
    minutes: int = 0
    until: datetime | None = None
    next_: Who | None = None  # whoever the rota has, where nobody signed up
    parked: Sequence[Own] = ()


def phase(now: Phase, a: Around) -> Message:
    """The one message that opens a phase."""
    return Message(f"session.{now.name.lower()}", _parts(now, a))


def _parts(now: Phase, a: Around) -> tuple[Part, ...]:
    of = f"session-{a.session}"
    match now:
        case Phase.CHECK_IN:
            return (
                say("Welcome. Let us arrive first: how are you, in one sentence?"),
                say("What is said here stays here; anyone may pass at any time."),
                Choices((Choice(say("I am here"), "session here", of),)),
            )
        case Phase.BIDS:
            return _bids(a, of)
        case Phase.BREAK:
            return (_break(a),)
        case Phase.REVIEW:
            return _review(a, of)
        case _:
            raise AssertionError(now)


def _bids(a: Around, of: str) -> tuple[Part, ...]:
    something = Choice(say("I have something"), "agenda bid", of)
    if len(a.queue) > 1:
        line = say(
            "{people} are down for today. Is anything more pressing for somebody?",
            people=People(tuple(a.queue)),
        )
    elif a.queue:
        line = say("{who} is down for today. Is anything more pressing for somebody?", who=a.queue[0])
    elif a.next_ is not None:
        line = say("{who} is next in the order. Who would like to bring something today?", who=a.next_)
        return (line, Choices((something, Choice(say("Not today"), "agenda not-now", of))))
    else:
        line = say("Who would like to bring something today?")
    return (line, Choices((something,)))


def _break(a: Around) -> Line:
    assert a.until is not None
    if a.queue:
        return say(
            "A break of {n}. We go on at {at}, with {who}.",
            n=Lasting(a.minutes),
            at=At(a.until),
            who=a.queue[0],
        )
    return say("A break of {n}. We go on at {at}.", n=Lasting(a.minutes), at=At(a.until))


def _review(a: Around, of: str) -> tuple[Part, ...]:
    parked: tuple[Part, ...] = ()
    if a.parked:
        lines = tuple(say("“{words}”", words=words) for words in a.parked)
        parked = (say("Put aside for now, on the way here:"), *lines)
    return (
        say(
            "{n} for what we learned: about the issue, about ourselves, about how we worked together.",
            n=Lasting(a.minutes),
        ),
        say("Whoever's turn it was, one thing you take away. Say it here, or keep it for yourself."),
        *parked,
        Choices((Choice(say("A note to myself"), "learned note", of),)),
    )


# --- closing ----------------------------------------------------------------------------------------------------


def closed(following: datetime | None, down: Who | None, written: Sequence[actions.Item]) -> Message:
    """The last line: the next date, who is down, and the actions; nothing of what was said."""
    # fmt: off
    if following is None:
        first = say("That was our last date.")
    elif down is None:
        first = say("Next: {starts}.", starts=At(following, "day time"))
    else:
        first = say("Next: {starts}. {who} is down to present.", starts=At(following, "day time"), who=down)
    # fmt: on
    lines = tuple(actions.named(item) for item in written)
    return Message("session.closed", (first, *lines, say("Go well.")), mood="done")


def interrupted(following: datetime | None) -> Message:
    parts: tuple[Part, ...] = (say("We end here for today. There is no time left to do the rest well."),)
    if following is not None:
        parts = (*parts, say("Next: {starts}.", starts=At(following, "day time")))
    return Message("session.interrupted", parts, mood="done")


def you_hold_the_time() -> Message:
    """Said to who gets the panel unasked, before it comes."""
    line = say("You hold the time today, since nobody facilitates this set. Anyone may do it another time.")
    return Message("session.you_hold_the_time", (line,))


def we_did_not_meet(*, kept: bool) -> Message:
    """`kept`: somebody was down to present."""
    line = say("We did not meet today. The turn is kept.") if kept else say("We did not meet today.")
    return Message("session.not_met", (line,), mood="done")


def no_time_for(who: Who) -> Message:
    line = say("There is not enough time left for {who}'s turn. It is kept for next time.", who=who)
    return Message("session.no_time", (line,))


# --- who is there -----------------------------------------------------------------------------------------------


def is_anybody_there(session: SessionId) -> Message:
    of = f"session-{session}"
    return Message(
        "session.nobody",
        (
            say("Nobody has pressed or said anything yet. Are you meeting?"),
            Choices(
                (
                    Choice(say("We are here"), "session here", of, main=True),
                    Choice(say("Not today"), "session close", of),
                )
            ),
        ),
    )


def too_few(session: SessionId, here: int, needed: int) -> Message:
    """`needed` is what the set agreed; both count those who present."""
    of = f"session-{session}"
    return Message(
        "session.too_few",
        (
            say_n(
                "One of you is here; you agreed to meet with {needed}. What would you like?",
                "{n} of you are here; you agreed to meet with {needed}. What would you like?",
                here,
                needed=needed,
            ),
            Choices(
                (
                    Choice(say("Go on anyway"), "session here", of, main=True),
                    Choice(say("Another day"), "session close", of, (("how", "move"),)),
                    Choice(say("Close for today"), "session close", of),
                )
            ),
        ),
    )


def going_on() -> Message:
    return Message("session.going_on", (say("We go on."),), mood="done")


def closing_for_today(*, move: bool, kept: bool) -> Message:
    if move and not kept:
        line = say("Closed for today. /als set move finds another day.")
        return Message("session.close_move", (line,), mood="done")
    if not kept:
        return Message("session.close", (say("Closed for today."),), mood="done")
    if move:
        line = say("Closed for today; the turn is kept. /als set move finds another day.")
        return Message("session.close_move", (line,), mood="done")
    return Message("session.close", (say("Closed for today. The turn is kept."),), mood="done")


# --- parking, attendance ---------------------------------------------------------------------------------------


def park_form(of: str, command: str = "session park") -> Ask:
    field = Field("words", say("What should wait until the end?"), "line", cap=ISSUE_CAP)
    return Ask("park", say("Put something aside"), (field,), command, of)


def parked_until(starts: datetime) -> Message:
    """Outside a session: it waits for the next one."""
    line = say("Put aside. It comes back in the review on {starts}.", starts=At(starts, "day"))
    return Message("session.parked", (line,))


def parked() -> Message:
    return Message("session.parked", (say("Put aside. It comes back when we look at what we learned."),))


def attendance_form(of: str, here: Sequence[Who], accounts: Sequence[str]) -> Ask:
    names = " ".join(f"@{w.name}" for w in here)
    field = Field(
        "here",
        say("Who was here?"),
        "people",
        cap=WORDS_CAP,
        initial=names,
        hint=say("Take out, or add."),
        chosen=tuple(accounts),
    )
    return Ask("attendance", say("Who was here"), (field,), "session attendance", of)


def noted_attendance(here: Sequence[Who]) -> Message:
    if not here:
        return Message("session.attendance", (say("Noted: nobody."),))
    return Message("session.attendance", (say("Noted: {people}.", people=People(tuple(here))),))


def reframe_form(of: str) -> Ask:
    field = Field("issue", say("What is the question now?"), "line", cap=ISSUE_CAP)
    return Ask("reframe", say("Say it again"), (field,), "session reframe", of)
