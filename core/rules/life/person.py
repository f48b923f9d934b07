"""A person: one account on one platform, with a zone, a language and what they chose for themselves."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from core.message import Who
from core.names import PersonId, Platform, Reach
from core.rules.calendar.clock import wall

# Quiet (design.md §5): outside sessions at most so many unprompted messages to one person, over all sets. One of
# the week's is left free for what is tied to a session, which goes first.
A_DAY, A_WEEK, A_WEEK_BUT_FOR_SESSIONS = 1, 3, 2
WEEK = timedelta(days=7)
WINDOW_OPENS, WINDOW_MINUTES = time(9), 7 * 60  # 09–16, theirs


@dataclass(frozen=True)
class Person:
    id: PersonId
    version: int
    platform: Platform
    account: str  # the platform's id of them
    name: str
    zone: str = ""  # IANA; "" until they or their platform tell
    language: str = "en"
    hints: bool = True  # False after [No more hints]
    asked_as_it_is: int = 0  # times [Ask it as it is] was pressed; from two on, hints stay silent
    nudged: tuple[datetime, ...] = ()  # the unprompted messages of the last week
    asked_through: date | None = None  # the last day of theirs on which it was looked whether to ask
    zone_chosen: bool = False  # their own word for it counts more than the platform's
    reach: Reach = Reach.YES
    home_at: datetime | None = None  # when they last opened a home that stands and can be drawn anew

    @property
    def who(self) -> Who:
        return Who(self.id, self.name)


def may_nudge(person: Person, now: datetime, *, of_a_session: bool = False) -> bool:
    """Whether one more unprompted message is within what a person gets in a day and a week of theirs."""
    zone = person.zone or "UTC"
    today = wall(now, zone)[0]
    days = [wall(at, zone)[0] for at in person.nudged]
    this_week = sum(day > today - WEEK for day in days)
    return days.count(today) < A_DAY and this_week < (A_WEEK if of_a_session else A_WEEK_BUT_FOR_SESSIONS)


def nudged(person: Person, now: datetime) -> Person:
    """The person after an unprompted message at `now`; what is older than a week counts no longer."""
    recent = tuple(at for at in person.nudged if at > now - WEEK - timedelta(days=1))
    return replace(person, nudged=(*recent, now))


def hour_of(person: PersonId) -> time:
    """When in their day a person is asked: between nine and four, spread over people, the same every time."""
    minute = zlib.crc32(f"person-{person}".encode()) % WINDOW_MINUTES
    return time(WINDOW_OPENS.hour + minute // 60, minute % 60)
