"""Public holidays, by region."""

from datetime import date, time

import pytest

from core.rules.calendar.holiday import is_holiday, is_region, on_holidays, without_holidays
from core.rules.calendar.rhythm import Rhythm

MONDAYS = Rhythm("FREQ=WEEKLY;BYDAY=MO", time(10), "Europe/London", date(2027, 3, 22), date(2027, 4, 5))


def test_easter_monday_is_a_holiday_in_england_and_not_in_scotland() -> None:  # SC6
    assert is_holiday(date(2027, 3, 29), "GB-ENG") == "Easter Monday"
    assert is_holiday(date(2027, 3, 29), "GB-SCT") is None


def test_a_set_of_no_region_has_no_holidays() -> None:  # SC6
    assert is_holiday(date(2027, 12, 25), "") is None


def test_sessions_on_a_holiday_drop_out_or_are_named() -> None:  # SC6
    kept = [each.day for each in without_holidays(MONDAYS.occurrences(), "GB-ENG")]
    named = [(each.day, name) for each, name in on_holidays(MONDAYS.occurrences(), "GB-ENG")]
    assert kept == [date(2027, 3, 22), date(2027, 4, 5)]
    assert named == [(date(2027, 3, 29), "Easter Monday")]


def test_holidays_have_english_names_where_the_library_has_them() -> None:  # SC6
    assert is_holiday(date(2027, 10, 3), "DE") == "German Unity Day"


def test_years_that_a_country_has_not_announced_warn_nobody() -> None:
    assert is_holiday(date(2060, 8, 15), "IN") in ("Independence Day", None)


@pytest.mark.parametrize(
    ("region", "known"),
    [
        ("GB", True),
        ("GB-ENG", True),
        ("", True),
        ("GB-", False),
        ("GB-XX", False),
        ("gb", False),
        ("XX", False),
    ],
)
def test_a_region_is_a_country_or_a_part_of_one(region: str, known: bool) -> None:
    assert is_region(region) is known


def test_an_unknown_region_is_an_error_and_not_a_year_without_holidays() -> None:
    with pytest.raises(KeyError):
        is_holiday(date(2027, 12, 25), "XX")
