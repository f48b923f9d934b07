"""Wall clocks and instants, across the changes of clocks."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules.calendar.clock import instant, is_zone, nearest_zones, wall, zone_named
from tests.rules.calendar.walk import starts_at

# fmt: off
CHANGES = [
    # zone                  day           wall     UTC              because
    ("Europe/London",       "2027-03-28", "00:59", "28 00:59"),   # before the change
    ("Europe/London",       "2027-03-28", "01:00", "28 01:00"),   # left out: 02:00 BST
    ("Europe/London",       "2027-03-28", "01:30", "28 01:00"),   # left out: 02:00 BST
    ("Europe/London",       "2027-03-28", "02:00", "28 01:00"),
    ("Europe/London",       "2027-10-31", "01:30", "31 00:30"),   # twice: the first, still BST
    ("Europe/London",       "2027-10-31", "02:00", "31 02:00"),
    ("America/New_York",    "2027-03-14", "02:30", "14 07:00"),   # left out: 03:00 EDT
    ("America/New_York",    "2027-11-07", "01:30", "07 05:30"),   # twice: the first, still EDT
    ("Australia/Sydney",    "2027-10-03", "02:15", "02 16:00"),   # left out: 03:00 AEDT
    ("Australia/Sydney",    "2027-04-04", "02:15", "03 15:15"),   # twice: the first, still AEDT
    ("Australia/Lord_Howe", "2027-10-03", "02:10", "02 15:30"),   # half an hour left out: 02:30
    ("Australia/Lord_Howe", "2027-10-03", "02:30", "02 15:30"),
    ("Australia/Lord_Howe", "2027-04-04", "01:45", "03 14:45"),   # half an hour twice: the first
    ("America/Havana",      "2027-03-14", "00:00", "14 05:00"),   # midnight itself is left out
    ("Pacific/Apia",        "2011-12-30", "10:00", "30 10:00"),   # a whole day left out: 31 December, 00:00
    ("Pacific/Apia",        "2011-12-31", "10:00", "30 20:00"),
    ("Asia/Kolkata",        "2027-03-28", "10:00", "28 04:30"),
    ("UTC",                 "2027-03-28", "10:00", "28 10:00"),
]
# fmt: on


@pytest.mark.parametrize(("zone", "day", "shown", "utc"), CHANGES)
def test_a_time_left_out_moves_on_and_a_time_shown_twice_means_the_first(  # SC5
    zone: str, day: str, shown: str, utc: str
) -> None:
    found = instant(date.fromisoformat(day), time.fromisoformat(shown), zone)
    assert (found.strftime("%d %H:%M"), found.tzinfo) == (utc, UTC)


ODD = (
    "Europe/London",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Pacific/Chatham",
    "America/Havana",
    "Asia/Gaza",
)


def changes(zone: str, year: int) -> list[datetime]:
    """The naive wall clock shown just before each change of clocks in a year."""
    hours = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=n) for n in range(0, 8760, 6)]
    place = ZoneInfo(zone)
    shown = [hour.astimezone(place) for hour in hours]
    return [one.replace(tzinfo=None) for one, two in pairwise(shown) if one.utcoffset() != two.utcoffset()]


@pytest.mark.parametrize("zone", ODD)
def test_around_every_change_of_clocks_the_instant_is_the_one_found_by_scanning_minutes(
    zone: str,
) -> None:  # SC5
    for year in range(1995, 2060, 7):
        for change in changes(zone, year):
            for minutes in range(-120, 600, 7):
                shown = change + timedelta(minutes=minutes)
                assert instant(shown.date(), shown.time(), zone) == starts_at(
                    shown.date(), shown.time(), zone
                )


zones = st.sampled_from(sorted(name for name in available_timezones() if is_zone(name)))


@settings(max_examples=500)
@given(
    st.dates(date(1990, 1, 1), date(2100, 12, 31)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    zones,
)
def test_the_wall_shows_the_time_that_was_asked_for_or_the_first_after_a_gap(
    day: date, at: time, zone: str
) -> None:  # SC5
    shown_on, shown_at = wall(instant(day, at, zone), zone)
    if (shown_on, shown_at) != (day, at):
        assert datetime.combine(shown_on, shown_at) > datetime.combine(day, at)
        before = instant(day, at, zone) - timedelta(minutes=1)
        assert datetime.combine(*wall(before, zone)) < datetime.combine(day, at)


def test_the_same_instant_stands_on_each_readers_own_wall() -> None:  # SC4
    at = instant(date(2027, 3, 16), time(10), "Europe/London")
    assert {
        zone: wall(at, zone)[1].isoformat("minutes") for zone in ("America/New_York", "Asia/Kolkata")
    } == {
        "America/New_York": "06:00",  # New York has changed, London has not
        "Asia/Kolkata": "15:30",
    }


# fmt: off
NAMES = [
    ("Europe/London", "Europe/London"), ("europe/london", "Europe/London"), ("london", "Europe/London"),
    ("LONDON", "Europe/London"), (" New  York ", "America/New_York"), ("new_york", "America/New_York"),
    ("London time", "Europe/London"), ("UK", "Europe/London"), ("utc", "UTC"), ("GMT", "UTC"),
    ("Buenos Aires", "America/Buenos_Aires"), ("Lundon", None), ("EST", None), ("Etc/GMT+5", None),
    ("US/Eastern", None), ("", None), ("../../etc/passwd", None), ("x" * 20_000, None), ("\x00", None),
]
NEAR = [
    ("Lodnon", ("Europe/London",)), ("Europe/Lundon", ("Europe/London",)), ("EST", ("America/New_York",)),
    ("US/Eastern", ("America/New_York",)), ("lond", ("Europe/London",)), ("the", ()), ("", ()), ("x" * 20_000, ()),
]
# fmt: on


@pytest.mark.parametrize(("typed", "meant"), NAMES)
def test_a_zone_is_known_by_its_name_or_its_city_and_nothing_else(
    typed: str, meant: str | None
) -> None:  # SC4
    assert zone_named(typed) == meant


@pytest.mark.parametrize(("typed", "near"), NEAR)
def test_an_unknown_zone_is_answered_with_the_likeliest(typed: str, near: tuple[str, ...]) -> None:  # SC4
    found = nearest_zones(typed)
    assert found[: len(near) or None] == near
    assert all(is_zone(zone) for zone in found)


def test_only_area_and_city_names_are_zones() -> None:
    assert [
        name for name in ("Europe/London", "UTC", "GB", "Etc/UTC", "EST", "localtime", "") if is_zone(name)
    ] == [
        "Europe/London",
        "UTC",
    ]
