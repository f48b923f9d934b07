"""When a presenter is asked to prepare: two days before, on a working day, at a decent hour of theirs."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from core.names import Due, Phase
from core.rules.calendar.clock import instant, wall
from core.rules.due import Moment, SetView
from core.rules.life.state import SetState

DAYS_BEFORE = 2
ASKED_AT = time(9, 30)
EVENING = time(16)  # nobody is asked after this; the next look finds the next morning
LOOK_EVERY = timedelta(hours=4)  # shorter than the hours in which people may be asked
EARLIEST, LATEST = timedelta(hours=112), timedelta(hours=20)  # before the start; a weekend fits in between
MEETS = (SetState.CONTRACTED, SetState.ACTIVE)


def moments(view: SetView) -> Iterator[Moment]:
    """Looks at who is down, all through the days in which somebody may have to be asked: who that is and what time
    it is for them is no business of the set's clock.
    """
    s = view.session
    if s is None or s.phase is not Phase.PLANNED or view.set.state not in MEETS:
        return
    before = EARLIEST
    while before >= LATEST:
        yield Moment(s.starts - before, Due.PREPARE, s.id, stale_after=LOOK_EVERY)
        before -= LOOK_EVERY


def asked_from(starts: datetime, zone: str) -> datetime:
    """From when somebody in `zone` may be asked about the session that begins at `starts`: 09:30 two days before,
    or on the Friday where that is a weekend.
    """
    day = wall(starts, zone)[0] - timedelta(days=DAYS_BEFORE)
    while day.weekday() >= 5:
        day -= timedelta(days=1)
    return instant(day, ASKED_AT, zone)


def may_ask(starts: datetime, zone: str, now: datetime) -> bool:
    """Whether `now` is a good time to ask."""
    day, at = wall(now, zone)
    return now >= asked_from(starts, zone) and day.weekday() < 5 and ASKED_AT <= at < EVENING
