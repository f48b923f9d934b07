"""The reminders of a session: a table, and what it makes of the session that comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache

from core.names import Due, Mode, PersonId, Phase, SessionId
from core.rules.calendar.clock import instant, wall
from core.rules.calendar.rhythm import Rhythm
from core.rules.due import Moment, SetView
from core.rules.life.state import MEETS
from core.rules.session.session import Session

HOLIDAY_DAYS = 28  # the earliest day before a session on which the facilitator is asked about a holiday
MORNING, EVENING = time(9), time(20)


@dataclass(frozen=True)
class Nudge:
    """Said `days` before the session's day at `at` on the wall, or `before` its start. To the room by the set's clock
    and calendar; `privately` by each reader's own. Found `stale_after` late it is not said at all.
    """

    name: str  # in its key
    what: Due
    stale_after: timedelta
    days: int = 0
    at: time = MORNING
    before: timedelta | None = None
    privately: bool = False
    apart: int = 0  # only where sessions are at least so many days apart
    over_days: bool = True  # also where a session lasts a week, in writing


# fmt: off
NUDGES: tuple[Nudge, ...] = (
    #     name        what             stale after              when
    Nudge("week",     Due.WEEK_BEFORE, timedelta(days=2),       days=7, apart=14),
    Nudge("tomorrow", Due.DAY_BEFORE,  timedelta(hours=7),      days=1, privately=True),
    Nudge("one-hour", Due.HOUR_BEFORE, timedelta(minutes=45),   before=timedelta(hours=1), over_days=False),
)
# fmt: on
BY_DUE: dict[Due, Nudge] = {nudge.what: nudge for nudge in NUDGES}


def moments(view: SetView) -> Iterator[Moment]:
    for changed in view.untold:
        if changed.tell_at is not None:
            yield Moment(changed.tell_at, Due.TELL_CHANGE, changed.id, standing=True)
    s = view.session
    if s is None or s.phase is not Phase.PLANNED or view.set.state not in MEETS:
        return
    if view.set.region and not s.asked_about_holiday:
        yield Moment(_holiday_asked_at(s, view.set.zone), Due.HOLIDAY, s.id, standing=True)
    for nudge in NUDGES:
        yield from _of_nudge(nudge, view, s)


def _holiday_asked_at(s: Session, zone: str) -> datetime:
    """In the morning four weeks before; of a session that was moved later than that with the news of it, and in the
    morning where that comes at night.
    """
    at = instant(wall(s.starts, zone)[0] - timedelta(days=HOLIDAY_DAYS), MORNING, zone)
    if s.tell_at is None or s.tell_at <= at:
        return at
    day, clock = wall(s.tell_at, zone)
    if MORNING <= clock < EVENING:
        return s.tell_at
    return instant(day + timedelta(days=clock >= EVENING), MORNING, zone)


def _of_nudge(nudge: Nudge, view: SetView, s: Session) -> Iterator[Moment]:
    """None after the session's start; a private one for each person, whose id the moment is of."""
    if (s.mode is Mode.DAYS and not nudge.over_days) or _days_apart(view.set.rhythm) < nudge.apart:
        return
    readers = view.zones if nudge.privately else ((PersonId(0), ""),)
    for person, lives in readers:
        at = said_at(nudge, s.starts, lives or view.set.zone)
        yield Moment(at, nudge.what, person or s.id, stale_after=min(nudge.stale_after, s.starts - at))


def said_at(nudge: Nudge, starts: datetime, zone: str) -> datetime:
    """When a reminder of a session that begins at `starts` is due for readers in `zone`."""
    if nudge.before is not None:
        return starts - nudge.before
    return instant(wall(starts, zone)[0] - timedelta(days=nudge.days), nudge.at, zone)


def key(session: SessionId, moved: int, nudge: Nudge, person: PersonId | None = None) -> str:
    """Never repeated: a session's id, how often it was moved, and the reminder's name."""
    return f"session-{session}/r{moved}/{nudge.name}" + (f"/{person}" if person else "")


@lru_cache(maxsize=1024)
def _days_apart(rhythm: Rhythm) -> int:
    return rhythm.days_apart()
