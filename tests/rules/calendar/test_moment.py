"""Typed times, lengths, moments and steps, read on Tuesday 2 March 2027 at 09:30."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules.calendar.misread import Misread, Why
from core.rules.calendar.moment import read_length, read_moment, read_step, read_time

TODAY, CLOCK = date(2027, 3, 2), time(9, 30)

# fmt: off
TIMES = [
    ("10:00", "10:00"), ("10.30", "10:30"), ("10h30", "10:30"), ("10am", "10:00"), ("2 p.m.", "14:00"),
    ("2:30 pm", "14:30"), ("12am", "00:00"), ("12pm", "12:00"), ("noon", "12:00"), ("at 10", "10:00"),
    ("10", "10:00"), ("14", "14:00"), ("10 o'clock", "10:00"), ("02:30", "02:30"), ("23:59", "23:59"),
]
NO_TIMES = [
    ("25:00", Why.UNKNOWN_TIME, ()), ("10:60", Why.UNKNOWN_TIME, ()), ("13pm", Why.UNKNOWN_TIME, ()),
    ("ten", Why.UNKNOWN_TIME, ()), ("10:00:00", Why.UNKNOWN_TIME, ()), ("", Why.NO_TIME, ()),
    ("2:30", Why.AMBIGUOUS_TIME, ("02:30", "14:30")), ("at 3", Why.AMBIGUOUS_TIME, ("03:00", "15:00")),
]
LENGTHS = [
    ("90", 90), ("90 minutes", 90), ("for 90 min", 90), ("1h30", 90), ("1h", 60), ("an hour", 60),
    ("an hour and a half", 90), ("1.5 hours", 90), ("two hours", 120), ("half an hour", 30),
    ("2 hours 15 minutes", 135), ("6 hours", 360),
]
NO_LENGTHS = [("20 minutes", Why.TOO_SHORT), ("9h", Why.TOO_LONG), ("a while", Why.UNKNOWN_LENGTH), ("", Why.UNKNOWN_LENGTH)]
MOMENTS = [
    ("tue 10:00",           "2027-03-02 10:00"),  # still to come today
    ("tue 09:00",           "2027-03-09 09:00"),
    ("tue 9:30",            "2027-03-09 09:30"),
    ("Tue 2 Mar 10:21",     "2027-03-02 10:21"),
    ("2027-03-02 10:21",    "2027-03-02 10:21"),
    ("2027-03-02T10:21",    "2027-03-02 10:21"),
    ("Thu 4 Mar 14:00",     "2027-03-04 14:00"),
    ("Thu 4 Mar at 2pm",    "2027-03-04 14:00"),
    ("14:00 on Thu 4 Mar",  "2027-03-04 14:00"),
    ("at 10 on friday",     "2027-03-05 10:00"),
    ("tomorrow 9am",        "2027-03-03 09:00"),
    ("10:00",               "2027-03-02 10:00"),
    ("09:00",               "2027-03-03 09:00"),
]
NO_MOMENTS = [
    ("wednesday", Why.NO_TIME), ("", Why.NO_TIME), ("today 08:00", Why.PAST_DATE), ("2026-03-02 10:00", Why.PAST_DATE),
    ("01/02/2028 10:00", Why.AMBIGUOUS_DATE), ("tomorrow at 3", Why.AMBIGUOUS_TIME), ("fri 25:00", Why.UNKNOWN_TIME),
    ("someday 10:00", Why.UNKNOWN_DATE), ("Mon 4 Mar 10:00", Why.WRONG_WEEKDAY),
]
STEPS = [
    ("+1d", timedelta(days=1)), ("+2h30m", timedelta(hours=2, minutes=30)), ("+ 90 minutes", timedelta(minutes=90)),
    ("+1w 2d", timedelta(days=9)),
]
# fmt: on


@pytest.mark.parametrize(("typed", "at"), TIMES)
def test_a_time_of_day_is_read_however_it_is_typed(typed: str, at: str) -> None:  # SC1
    assert read_time(typed) == time.fromisoformat(at)


@pytest.mark.parametrize(("typed", "why", "near"), NO_TIMES)
def test_a_time_that_could_be_night_or_afternoon_is_asked_about(
    typed: str, why: Why, near: tuple[str, ...]
) -> None:
    assert read_time(typed) == Misread(why, typed, near)


@pytest.mark.parametrize(("typed", "minutes"), LENGTHS)
def test_a_session_lasts_what_people_type(typed: str, minutes: int) -> None:
    assert read_length(typed) == minutes


@pytest.mark.parametrize(("typed", "why"), NO_LENGTHS)
def test_a_session_lasts_from_half_an_hour_to_a_long_day(typed: str, why: Why) -> None:
    found = read_length(typed)
    assert isinstance(found, Misread)
    assert found.why is why


@pytest.mark.parametrize(("typed", "when"), MOMENTS)
def test_a_session_moves_to_a_day_and_a_time_still_to_come(typed: str, when: str) -> None:  # SC7
    at = datetime.fromisoformat(when)
    assert read_moment(typed, TODAY, CLOCK) == (at.date(), at.time())


@pytest.mark.parametrize(("typed", "why"), NO_MOMENTS)
def test_a_session_moves_to_no_moment_that_is_past_or_unclear(typed: str, why: Why) -> None:  # SC7
    found = read_moment(typed, TODAY, CLOCK)
    assert isinstance(found, Misread)
    assert found.why is why


@pytest.mark.parametrize(("typed", "step"), STEPS)
def test_a_clock_is_moved_on_by_weeks_days_hours_and_minutes(typed: str, step: timedelta) -> None:
    assert read_step(typed) == step


@pytest.mark.parametrize("typed", ["1d", "+", "+1x", "+0d", "+99999w", "-1d", "", "+1d" * 9000])
def test_a_step_goes_forward_and_not_beyond_ten_years(typed: str) -> None:
    found = read_step(typed)
    assert isinstance(found, Misread)
    assert found.why is Why.UNKNOWN_STEP


SCRAPS = "at 10 3 10:00 25:61 10am pm . 1h30 for half an hour and a minutes tue 4 mar +1d +2h ² ٣"
pieces = st.sampled_from(SCRAPS.split())
texts = (
    st.text(max_size=100)
    | st.lists(pieces, max_size=9).map(" ".join)
    | st.lists(pieces, max_size=9).map("".join)
)


@settings(max_examples=1000)
@given(texts)
def test_any_text_gives_a_moment_to_come_or_a_reason(text: str) -> None:
    moment = read_moment(text, TODAY, CLOCK)
    assert isinstance(moment, Misread) or moment >= (TODAY, CLOCK)
    step = read_step(text)
    assert isinstance(step, Misread) or step > timedelta()
    assert isinstance(read_time(text), Misread | time)
    length = read_length(text)
    assert isinstance(length, Misread) or 30 <= length <= 480
