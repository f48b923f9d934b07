"""The calendar against a walk over every day: over 10,000 rhythms, zones and years."""

from datetime import date, time, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.rules.calendar.clock import is_zone
from core.rules.calendar.pattern import Every, OnDay, Pattern, read_rule
from core.rules.calendar.rhythm import Rhythm
from tests.rules.calendar.walk import days_of, starts_at

EXAMPLES = 1_000  # of each of three kinds
ODD = (
    "Australia/Lord_Howe",  # half an hour
    "Pacific/Apia",  # a day left out
    "Africa/Casablanca",  # back for Ramadan
    "Pacific/Chatham",  # three quarters of an hour
    "America/Havana",  # changes at midnight
    "Europe/London",
    "America/New_York",
)
ZONES = ODD + tuple(sorted(name for name in available_timezones() if is_zone(name)))

zones = st.sampled_from(ODD) | st.sampled_from(ZONES)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
times = st.builds(time, st.integers(0, 3) | st.integers(0, 23), st.sampled_from((0, 15, 30, 59)))
plain = st.builds(OnDay, st.integers(0, 6))
some_weekdays = st.lists(plain, min_size=1, max_size=5, unique=True)
nth = st.builds(OnDay, st.integers(0, 6), st.sampled_from((1, 2, 3, 4, 5, -1, -2)))
nths = st.lists(nth, min_size=1, max_size=2, unique=True)
weekdays = st.lists(plain, max_size=3, unique=True)
months = (
    st.just(()) | st.just(()) | st.sets(st.integers(1, 12), min_size=1).map(lambda each: tuple(sorted(each)))
)


month_days = st.lists(st.integers(1, 31) | st.integers(-31, -1), min_size=1, max_size=3, unique=True).map(
    tuple
)
every_months = st.integers(1, 13)


PATTERNS = {
    Every.DAY: st.one_of(
        st.builds(lambda n, some: Pattern(Every.DAY, n, months=some), st.integers(1, 40), months),
        st.builds(lambda on, some: Pattern(Every.DAY, 1, tuple(on), months=some), weekdays, months),
    ),
    Every.WEEK: st.builds(
        lambda n, on, in_months, cut: Pattern(Every.WEEK, n, tuple(on), months=in_months, week_start=cut),
        st.integers(1, 9),
        weekdays,
        months,
        st.sampled_from((0, 0, 0, 6)),
    ),
    Every.MONTH: st.one_of(
        st.builds(lambda n, on: Pattern(Every.MONTH, n, tuple(on)), every_months, weekdays | nths),
        st.builds(lambda on, some: Pattern(Every.MONTH, 1, tuple(on), months=some), weekdays | nths, months),
        st.builds(lambda n, each: Pattern(Every.MONTH, n, month_days=each), every_months, month_days),
        st.builds(
            lambda on, n: Pattern(Every.MONTH, 1, tuple(on), positions=(n,)),
            some_weekdays,
            st.sampled_from((1, 2, 4, -1)),
        ),
    ),
}


@pytest.mark.parametrize("every", Every)
def test_a_rhythm_falls_where_a_walk_over_every_day_finds_it(every: Every) -> None:  # SC1
    @settings(max_examples=EXAMPLES)
    @given(
        PATTERNS[every],
        times,
        zones,
        days,
        st.integers(0, 700),
        st.integers(0, 400),
        st.none() | st.integers(1, 30),
    )
    def holds(
        pattern: Pattern, at: time, zone: str, starts: date, span: int, later: int, count: int | None
    ) -> None:
        assume(pattern.falls_ever(starts))
        last = starts + timedelta(days=span)
        asked = starts + timedelta(days=later)
        ends = last if count is None or count % 2 else None
        rhythm = Rhythm(pattern.rule, at, zone, starts, ends, count)
        walked = [(day, starts_at(day, at, zone)) for day in days_of(rhythm, pattern, last)]
        found = rhythm.between(starts, last) if ends is None else tuple(rhythm.occurrences())
        assert [(each.day, each.starts) for each in found] == walked
        assert [(each.day, each.starts) for each in rhythm.between(asked, last)] == [
            each for each in walked if each[0] >= asked
        ]
        assert read_rule(rhythm.rule) == pattern

    holds()
