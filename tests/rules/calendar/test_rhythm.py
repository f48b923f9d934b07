"""Rhythms as a set would say them, and those that are none."""

from datetime import date, time
from timeit import timeit

import pytest

from core.rules.calendar.clock import wall
from core.rules.calendar.pattern import Every, OnDay, Pattern, read_rule
from core.rules.calendar.rhythm import LAST_DAY, Rhythm, plan

TUESDAY = date(2027, 1, 12)


def rhythm(rule: str, starts: date = TUESDAY, ends: date | None = None, count: int | None = None) -> Rhythm:
    return Rhythm(rule, time(10), "Europe/London", starts, ends, count)


# fmt: off
SAID = [
    # what a set says                   the rule                                          the first days of 2027 from 12 January
    ("every week",                      "FREQ=WEEKLY;BYDAY=TU",                           "01-12 01-19 01-26"),
    ("every two weeks",                 "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",                "01-12 01-26 02-09"),
    ("Tuesday and Thursday",            "FREQ=WEEKLY;BYDAY=TU,TH",                        "01-12 01-14 01-19"),
    ("the second Tuesday",              "FREQ=MONTHLY;BYDAY=2TU",                         "01-12 02-09 03-09"),
    ("first and third Tuesday",         "FREQ=MONTHLY;BYDAY=1TU,3TU",                     "01-19 02-02 02-16"),
    ("the last Friday",                 "FREQ=MONTHLY;BYDAY=-1FR",                        "01-29 02-26 03-26"),
    ("every third month, 1st Monday",   "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO",              "04-05 07-05 10-04"),
    ("the 31st, short months left out", "FREQ=MONTHLY;BYMONTHDAY=31",                     "01-31 03-31 05-31"),
    ("the last day of the month",       "FREQ=MONTHLY;BYMONTHDAY=-1",                     "01-31 02-28 03-31"),
    ("the last working day",            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",  "01-29 02-26 03-31"),
    ("working days",                    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",               "01-12 01-13 01-14"),
    ("monthly, not in summer",          "FREQ=MONTHLY;BYMONTH=1,6,9;BYDAY=1TU",           "06-01 09-07"),
    ("weekly, no day named",            "FREQ=WEEKLY",                                    "01-12 01-19 01-26"),
]
REFUSED = [
    "", "FREQ=HOURLY", "FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=90", "FREQ=YEARLY", "FREQ=WEEKLY;BYHOUR=10",
    "FREQ=DAILY;BYSECOND=1", "FREQ=WEEKLY;UNTIL=20270630", "FREQ=WEEKLY;COUNT=5", "FREQ=WEEKLY;INTERVAL=0",
    "FREQ=WEEKLY;INTERVAL=27", "FREQ=WEEKLY;BYDAY=2TU", "FREQ=WEEKLY;BYMONTHDAY=3", "FREQ=MONTHLY;BYMONTHDAY=0",
    "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYDAY=6MO", "FREQ=MONTHLY;BYDAY=XX", "FREQ=MONTHLY;BYSETPOS=1",
    "FREQ=MONTHLY;BYDAY=1MO,TU", "FREQ=MONTHLY;BYWEEKNO=3", "FREQ=WEEKLY;FREQ=WEEKLY", "FREQ", "freq=weekly",
    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=DAILY;INTERVAL=3;BYDAY=MO", "FREQ=WEEKLY;INTERVAL=x",
    "FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2",
]
# fmt: on


@pytest.mark.parametrize(("rule", "days"), [said[1:] for said in SAID], ids=[said[0] for said in SAID])
def test_a_set_meets_as_its_rule_says(rule: str, days: str) -> None:  # SC1
    found = rhythm(rule, ends=date(2027, 12, 31)).all_dates(3)
    assert " ".join(day.strftime("%m-%d") for day in found) == days


@pytest.mark.parametrize("rule", REFUSED)
def test_what_no_set_would_want_is_no_rhythm(rule: str) -> None:  # SC1
    with pytest.raises(ValueError, match=r"meet|number|weekday|rule"):
        rhythm(rule)


@pytest.mark.parametrize(
    ("zone", "at", "starts", "ends", "count"),
    [
        ("Europe/Lundon", time(10), TUESDAY, None, None),
        ("Europe/London", time(10, 0, 30), TUESDAY, None, None),
        ("Europe/London", time(10), date(1969, 12, 31), None, None),
        ("Europe/London", time(10), TUESDAY, date(2027, 1, 11), None),
        ("Europe/London", time(10), TUESDAY, None, 0),
        ("Europe/London", time(10), TUESDAY, None, 1001),
    ],
)
def test_a_rhythm_that_cannot_be_is_refused(
    zone: str, at: time, starts: date, ends: date | None, count: int | None
) -> None:
    with pytest.raises(ValueError, match=r"zone|minute|between|after|sessions"):
        Rhythm("FREQ=WEEKLY", at, zone, starts, ends, count)


def test_a_set_meets_at_ten_on_the_wall_all_year_though_utc_moves() -> None:  # SC5
    year = rhythm("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", ends=date(2027, 12, 31))
    assert {wall(each.starts, "Europe/London")[1] for each in year.occurrences()} == {time(10)}
    assert {each.starts.hour for each in year.occurrences()} == {9, 10}


def test_the_end_is_the_last_day_and_the_count_the_number_of_times() -> None:  # SC1
    assert rhythm("FREQ=WEEKLY", ends=date(2027, 1, 26)).all_dates()[-1] == date(2027, 1, 26)
    assert len(rhythm("FREQ=WEEKLY", count=6).all_dates()) == 6
    assert len(rhythm("FREQ=WEEKLY", ends=date(2027, 1, 26), count=6).all_dates()) == 3


def test_the_next_session_is_found_from_any_day() -> None:  # SC1
    fortnight = rhythm("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", ends=date(2027, 2, 9))
    days = [
        fortnight.on_or_after(date(2027, 1, 26)),
        fortnight.after(date(2027, 1, 26)),
        fortnight.after(TUESDAY),
    ]
    assert [each.day.isoformat() if each else None for each in days] == [
        "2027-01-26",
        "2027-02-09",
        "2027-01-26",
    ]
    assert fortnight.after(date(2027, 2, 9)) is None
    assert fortnight.after(date.max) is None
    assert fortnight.between(date(2027, 1, 13), date(2027, 1, 25)) == ()
    assert fortnight.first is not None
    assert fortnight.first.day == TUESDAY


def test_a_rhythm_without_an_end_stops_where_the_calendar_of_this_house_does() -> None:
    for_ever = rhythm("FREQ=WEEKLY")
    last = for_ever.on_or_after(date(2199, 12, 26))
    assert last is not None
    assert last.day <= LAST_DAY
    assert for_ever.after(LAST_DAY) is None


def test_looking_a_century_ahead_costs_no_more_than_looking_a_week_ahead() -> None:
    for_ever = rhythm("FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU")
    near = timeit(lambda: for_ever.after(TUESDAY), number=300)
    far = timeit(lambda: for_ever.after(date(2190, 1, 1)), number=300)
    assert far < 20 * near  # walking there takes 500 times as long


# fmt: off
APART = [
    ("FREQ=WEEKLY;BYDAY=TU", 7), ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", 14), ("FREQ=WEEKLY;BYDAY=TU,TH", 2),
    ("FREQ=MONTHLY;BYDAY=2TU", 28), ("FREQ=MONTHLY;BYDAY=1TU,3TU", 14), ("FREQ=MONTHLY;BYMONTHDAY=15", 31),
    ("FREQ=DAILY", 1), ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", 91),
]
# fmt: on


@pytest.mark.parametrize(("rule", "days"), APART)
def test_how_far_sessions_are_apart_is_the_usual_gap_whatever_the_ends(rule: str, days: int) -> None:  # SC1
    assert rhythm(rule).days_apart() == days
    assert rhythm(rule, count=1).days_apart() == days


def test_a_plan_begins_on_the_first_fitting_day_and_counts_weeks_from_there() -> None:  # SC1
    pattern = read_rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")
    planned = plan(pattern, time(10), "Europe/London", date(2027, 1, 14))
    assert planned.starts == date(2027, 1, 19)
    assert planned.all_dates(2) == (date(2027, 1, 19), date(2027, 2, 2))


def test_a_rhythm_can_be_said_in_words_from_its_pattern() -> None:  # SC1
    assert rhythm("FREQ=WEEKLY;INTERVAL=2").pattern == Pattern(Every.WEEK, 2, (OnDay(1),))
    assert rhythm("FREQ=MONTHLY;BYDAY=-1FR").pattern == Pattern(Every.MONTH, 1, (OnDay(4, -1),))
    assert rhythm("FREQ=MONTHLY").pattern == Pattern(Every.MONTH, 1, month_days=(12,))


def test_a_rhythm_that_never_falls_is_refused_before_anybody_looks_for_it() -> None:
    with pytest.raises(ValueError, match="never"):
        rhythm("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30", starts=date(2027, 2, 1))
