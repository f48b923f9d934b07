"""The reminders of a session: a week, a day and an hour before it; and what they show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.message import (
    Aside,
    At,
    Choice,
    Choices,
    Line,
    Message,
    Part,
    People,
    Who,
)
from core.names import SessionId
from core.words._say import say
from core.words.calendar import answers


def week_before(session: SessionId, starts: datetime, place: str, presents: Sequence[Who]) -> Message:
    return Message(
        "calendar.week_before",
        (_down(starts, place, presents), say("Will you be there?"), answers(session)),
    )


def _down(starts: datetime, place: str, presents: Sequence[Who]) -> Line:
    at = At(starts, "day time", place)
    if not presents:
        return say("We meet on {starts}.", starts=at)
    if len(presents) == 1:
        return say("We meet on {starts}. {who} is down to present.", starts=at, who=presents[0])
    return say(
        "We meet on {starts}. {people} are down to present.", starts=at, people=People(tuple(presents))
    )


def day_before(session: SessionId, starts: datetime) -> Message:
    """To somebody who has not answered."""
    return Message(
        "calendar.day_before",
        (say("Your set meets tomorrow at {at}. Will you be there?", at=At(starts)), answers(session)),
    )


def hour_before(
    session: SessionId, starts: datetime, place: str, presents: Sequence[Who], *, late: bool
) -> Message:
    at = At(starts, place=place)
    if not presents:
        line = say("We meet at {at}. Agenda and ground rules:", at=at)
    elif len(presents) == 1:
        line = say("We meet at {at}. {who} presents. Agenda and ground rules:", at=at, who=presents[0])
    else:
        line = say("We meet at {at}. {people} present. Agenda and ground rules:", at=at, people=People(tuple(presents)))  # fmt: skip
    parts: list[Part] = [line, Choices((Choice(say("Show me"), "session brief", f"session-{session}"),))]
    if late:
        parts.insert(0, Aside(say("This comes late: I was away.")))
    return Message("calendar.hour_before", tuple(parts))
