"""Days and times that people type for a session: on the set's own calendar and clock."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from core.handlers import misread
from core.rules.calendar.clock import instant, wall
from core.rules.calendar.day import read_day
from core.rules.calendar.misread import Misread, Why
from core.rules.calendar.moment import read_moment, read_time
from core.rules.life.learning_set import LearningSet
from core.rules.refused import Refused

NEXT_YEARS = timedelta(days=270)  # a day named without its year that is further off was meant to be past
_A_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)


def choice(value: str) -> date | None:
    """The day that an option of a form stands for."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def the_day(s: LearningSet, typed: str, now: datetime) -> date:
    """A day to come, or today. Raises Refused with a hint for one that cannot be."""
    read = read_day(typed, wall(now, s.zone)[0])
    if isinstance(read, Misread):
        raise _refusal(read, now)
    _must_not_be_a_year_off(typed, read, now)
    return read


def the_time(typed: str) -> time:
    """A time on the wall. Raises Refused."""
    read = read_time(typed)
    if isinstance(read, Misread):
        raise misread.refused(read)
    return read


def the_start(s: LearningSet, typed: str, before: datetime, now: datetime) -> datetime:
    """When a session that was to begin at `before` begins instead: a day and a time, a day at the same time, or a
    time on the same day. Raises Refused.
    """
    day, clock = wall(now, s.zone)
    same_day, same_time = wall(before, s.zone)
    at = read_time(typed)
    if not isinstance(at, Misread):
        return instant(same_day, at, s.zone)
    only_day = read_day(typed, day)
    if not isinstance(only_day, Misread):
        _must_not_be_a_year_off(typed, only_day, now)
        return instant(only_day, same_time, s.zone)
    read = read_moment(typed, day, clock)
    if isinstance(read, Misread):
        raise _refusal(only_day if read.why is Why.NO_TIME else read, now)
    _must_not_be_a_year_off(typed, read[0], now)
    return instant(*read, s.zone)


def _must_not_be_a_year_off(typed: str, day: date, now: datetime) -> None:
    """“1 March” on 4 March means the one that has gone by, not next year's. Raises Refused."""
    if day - now.date() > NEXT_YEARS and _A_MONTH.search(typed) and str(day.year) not in typed:
        raise misread.refused(Misread(Why.PAST_DATE, " ".join(typed.split())))


def _refusal(read: Misread, now: datetime) -> Refused:
    if read.why is Why.WRONG_WEEKDAY:  # “Tue 23 Feb” a day later is this year's, not a Wednesday of the next
        _must_not_be_a_year_off(read.what, date.fromisoformat(read.near[0]), now)
    return misread.refused(read)
