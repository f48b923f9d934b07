"""When a presenter is asked: two days before, at a decent hour of theirs."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.agenda.due import EARLIEST, LATEST, LOOK_EVERY, asked_from, may_ask
from core.rules.calendar.clock import wall

TUESDAY = datetime(2027, 3, 2, 10, tzinfo=UTC)
ZONES = ("Europe/London", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland")


@pytest.mark.parametrize(
    ("starts", "day"),
    [
        (TUESDAY, "2027-02-26"),
        (TUESDAY + timedelta(days=1), "2027-03-01"),
        (TUESDAY + timedelta(days=3), "2027-03-03"),
    ],
)
def test_two_days_before_or_on_the_friday_where_that_is_a_weekend(starts: datetime, day: str) -> None:
    assert wall(asked_from(starts, "Europe/London"), "Europe/London")[0].isoformat() == day


@given(st.integers(0, 366 * 24), st.sampled_from(ZONES))
def test_everybody_can_be_asked_at_one_of_the_looks(hours: int, zone: str) -> None:
    starts = TUESDAY + timedelta(hours=hours)
    looks = int((EARLIEST - LATEST) / LOOK_EVERY) + 1
    assert any(may_ask(starts, zone, starts - EARLIEST + n * LOOK_EVERY) for n in range(looks))
