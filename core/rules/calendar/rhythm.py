"""When a set meets: a repeating day, a time on the wall, a zone, a beginning and perhaps an end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import islice, pairwise
from statistics import median_low
from typing import Literal

from dateutil import rrule

from core.rules.calendar.clock import instant, is_zone
from core.rules.calendar.pattern import Every, OnDay, Pattern, read_rule

FIRST_DAY = date(1970, 1, 1)
LAST_DAY = date(2199, 12, 31)  # no rhythm runs on for ever, so that a rule that never falls is soon done
MOST_SESSIONS = 1000
_FREQUENCIES: Mapping[Every, Literal[1, 2, 3]] = {
    Every.DAY: rrule.DAILY,
    Every.WEEK: rrule.WEEKLY,
    Every.MONTH: rrule.MONTHLY,
}
_NEVER_AGAIN = 366


@dataclass(frozen=True)
class Occurrence:
    """A day on the set's own calendar and the UTC instant at which it begins there."""

    day: date
    starts: datetime


@dataclass(frozen=True)
class Rhythm:
    """`rule` (an RRULE without UNTIL and COUNT) from `starts` on, at `at` on the wall in `zone`.

    `ends` is the last day on which it can fall; `count` the number of times; with both, the
    earlier. Weeks and months are counted from the one that holds `starts`, which need not be an
    occurrence itself (`plan` makes it one). Anything that cannot be: ValueError.
    """

    rule: str
    at: time
    zone: str
    starts: date
    ends: date | None = None
    count: int | None = None

    def __post_init__(self) -> None:
        if not read_rule(self.rule).falls_ever(self.starts):
            raise ValueError("by this rule a set would never meet")
        if not is_zone(self.zone):
            raise ValueError(f"not a zone: {self.zone[:40]}")
        if self.at.tzinfo is not None or self.at.second or self.at.microsecond:
            raise ValueError("a set meets at a whole minute on the wall")
        if not FIRST_DAY <= self.starts <= LAST_DAY:
            raise ValueError("a rhythm starts between 1970 and 2199")
        if self.ends is not None and self.ends < self.starts:
            raise ValueError("a rhythm ends after it starts")
        if self.count is not None and not 1 <= self.count <= MOST_SESSIONS:
            raise ValueError("a rhythm has 1 to 1000 sessions")

    @cached_property
    def pattern(self) -> Pattern:
        """What the rule says, for words. A monthly or weekly rule that names no day has that of `starts`."""
        pattern = read_rule(self.rule)
        if pattern.on or pattern.month_days:
            return pattern
        if pattern.every is Every.WEEK:
            return replace(pattern, on=(OnDay(self.starts.weekday()),))
        if pattern.every is Every.MONTH:
            return replace(pattern, month_days=(self.starts.day,))
        return pattern

    @property
    def first(self) -> Occurrence | None:
        """The first occurrence; None where the rule falls on no day before its end."""
        return next(self.occurrences(), None)

    def occurrences(self) -> Iterator[Occurrence]:
        """All, in order: endless to the eye where neither `ends` nor `count` is set (the last is in 2199)."""
        return map(self._on, self._dates())

    def all_dates(self, limit: int = 400) -> tuple[date, ...]:
        """The first `limit` days, or all if they are fewer."""
        return tuple(islice(self._dates(), limit))

    def between(self, a: date, b: date) -> tuple[Occurrence, ...]:
        """Those from the day `a` to the day `b`, both included."""
        return tuple(map(self._on, self._dates_from(a, min(b, LAST_DAY))))

    def on_or_after(self, day: date) -> Occurrence | None:
        """The first on `day` or later."""
        return next(map(self._on, self._dates_from(day)), None)

    def after(self, day: date) -> Occurrence | None:
        """The first on a day later than `day`."""
        return self.on_or_after(day + timedelta(days=1)) if day < LAST_DAY else None

    def days_apart(self) -> int:
        """Days from one session to the next: the middle one of the first 25 gaps, whatever the ends are.

        Every two weeks is 14, monthly 28 to 31, Tuesday and Thursday every week 2; a rule that
        falls once only, 366.
        """
        days = islice(_walk(self.pattern, self.starts, LAST_DAY), 26)
        gaps = [(later - earlier).days for earlier, later in pairwise(days)]
        return median_low(gaps) if gaps else _NEVER_AGAIN

    def _on(self, day: date) -> Occurrence:
        return Occurrence(day, instant(day, self.at, self.zone))

    def _dates(self, last: date = LAST_DAY) -> Iterator[date]:
        return islice(_walk(self.pattern, self.starts, min(self.ends or LAST_DAY, last)), self.count)

    def _dates_from(self, day: date, last: date = LAST_DAY) -> Iterator[date]:
        """As `_dates`, from `day` on; without a count to be kept, the years before are not walked."""
        if self.count is not None:
            return (found for found in self._dates(last) if found >= day)
        near = _whole_periods(self.pattern, self.starts, min(day, LAST_DAY))
        found = _walk(self.pattern, near, min(self.ends or LAST_DAY, last))
        return (each for each in found if each >= day)


def plan(
    pattern: Pattern, at: time, zone: str, starts: date, ends: date | None = None, count: int | None = None
) -> Rhythm:
    """A rhythm whose first session is the first fitting day on or after `starts`, as people mean it:
    "every two weeks on Tuesday from Thursday 14 January" begins on the 19th, not on the 26th.
    """
    nearest = next(_walk(replace(pattern, interval=1), starts, LAST_DAY), starts)
    begins = nearest if ends is None or nearest <= ends else starts
    return Rhythm(pattern.rule, at, zone, begins, ends, count)


def _walk(pattern: Pattern, starts: date, last: date) -> Iterator[date]:
    """Days, never instants: dateutil repeats or skips hours where aware datetimes meet a clock change."""
    rule = rrule.rrule(
        _FREQUENCIES[pattern.every],
        dtstart=datetime.combine(starts, time()),
        until=datetime.combine(last, time()),
        interval=pattern.interval,
        wkst=rrule.weekday(pattern.week_start),
        byweekday=[rrule.weekday(day.weekday, day.nth or None) for day in pattern.on] or None,
        bymonthday=pattern.month_days or None,
        bymonth=pattern.months or None,
        bysetpos=pattern.positions or None,
    )
    return (found.date() for found in rule)


def _whole_periods(pattern: Pattern, starts: date, day: date) -> date:
    """A later beginning of the same rule, still at or before `day`, so that `interval` counts on unbroken."""
    if day <= starts:
        return starts
    match pattern.every:
        case Every.DAY:
            return starts + timedelta(days=(day - starts).days // pattern.interval * pattern.interval)
        case Every.WEEK:
            week = starts - timedelta(days=(starts.weekday() - pattern.week_start) % 7)
            periods = (day - week).days // (7 * pattern.interval)
            return max(starts, week + timedelta(weeks=periods * pattern.interval))
        case Every.MONTH:
            months = (day.year - starts.year) * 12 + day.month - starts.month
            month = starts.year * 12 + starts.month - 1 + months // pattern.interval * pattern.interval
            return max(starts, date(month // 12, month % 12 + 1, 1))
