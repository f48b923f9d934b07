"""Typed dates, read on Wednesday 18 November 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules.calendar.day import read_by, read_day
from core.rules.calendar.misread import Misread, Why

TODAY = date(2026, 11, 18)

# fmt: off
READ = [
    ("2027-03-15",      "2027-03-15"), ("2027/3/15",          "2027-03-15"), ("15 March 2027",     "2027-03-15"),
    ("15 Mar 27",       "2027-03-15"), ("15th of March",      "2027-03-15"), ("March 15th, 2027",  "2027-03-15"),
    ("mar 15",          "2027-03-15"), ("Mon 15 Mar",         "2027-03-15"), ("on Monday, 15 March", "2027-03-15"),
    ("15-Mar-2027",     "2027-03-15"), ("13/02/2027",         "2027-02-13"), ("02/13/2027",        "2027-02-13"),
    ("02/02/2027",      "2027-02-02"), ("13.2.2027",          "2027-02-13"), ("Tue 02/03/2027",    "2027-03-02"),
    ("15/3",            "2027-03-15"), ("18 November",        "2026-11-18"), ("17 November",       "2027-11-17"),
    ("29 Feb",          "2028-02-29"), ("the 20th",           "2026-11-20"), ("the 17th",          "2026-12-17"),
    ("today",           "2026-11-18"), ("Tomorrow",           "2026-11-19"), ("the day after tomorrow", "2026-11-20"),
    ("Friday",          "2026-11-20"), ("fri.",               "2026-11-20"), ("this friday",       "2026-11-20"),
    ("wednesday",       "2026-11-25"), ("this wednesday",     "2026-11-18"), ("next fri",          "2026-11-27"),
    ("next monday",     "2026-11-23"), ("friday next week",   "2026-11-27"), ("Friday week",       "2026-11-27"),
    ("a week on Friday", "2026-11-27"), ("two weeks on Thursday", "2026-12-03"), ("a week today",  "2026-11-25"),
    ("in two weeks",    "2026-12-02"), ("in 10 days",         "2026-11-28"), ("three weeks’ time", "2026-12-09"),
    ("in a fortnight",  "2026-12-02"), ("in a month",         "2026-12-18"), ("two weeks from monday", "2026-12-07"),
    ("2 weeks after 15 March", "2027-03-29"), ("3 days before the end of March", "2027-03-28"),
    ("next week",       "2026-11-25"), ("next month",         "2026-12-18"), ("end of March",      "2027-03-31"),
    ("end of the month", "2026-11-30"), ("end of next month", "2026-12-31"), ("end of the week",   "2026-11-20"),
    ("end of next week", "2026-11-27"), ("the end of the year", "2026-12-31"), ("mid-March",       "2027-03-15"),
    ("start of April",  "2027-04-01"), ("March",              "2027-03-01"), ("end of February 2028", "2028-02-29"),
    ("first Monday of March", "2027-03-01"), ("the last Friday in January", "2027-01-29"),
]
NOT_READ = [
    ("01/02/2027",          Why.AMBIGUOUS_DATE, ("2027-02-01", "2027-01-02")),
    ("01.02.2027",          Why.AMBIGUOUS_DATE, ("2027-02-01", "2027-01-02")),
    ("1/2",                 Why.AMBIGUOUS_DATE, ("2027-02-01", "2027-01-02")),
    ("2026-11-17",          Why.PAST_DATE,      ("2027-11-17",)),
    ("15 March 2026",       Why.PAST_DATE,      ("2027-03-15",)),
    ("29 Feb 2024",         Why.PAST_DATE,      ("2028-02-29",)),
    ("yesterday",           Why.PAST_DATE,      ("2027-11-17",)),
    ("2099-01-01",          Why.TOO_FAR,        ()),
    ("in 999 months",       Why.TOO_FAR,        ()),
    ("Mon 16 March 2027",   Why.WRONG_WEEKDAY,  ("2027-03-16", "2027-03-15")),
    ("Sun 18/03",           Why.WRONG_WEEKDAY,  ("2027-03-18", "2027-03-21")),
    ("2027-02-30",          Why.UNKNOWN_DATE,   ()),
    ("31 February",         Why.UNKNOWN_DATE,   ()),
    ("0/0/2027",            Why.UNKNOWN_DATE,   ()),
    ("fri 10",              Why.UNKNOWN_DATE,   ()),
    ("every second tuesday", Why.UNKNOWN_DATE,  ()),
    ("may I",               Why.UNKNOWN_DATE,   ()),
    ("week",                Why.UNKNOWN_DATE,   ()),
    ("soon",                Why.UNKNOWN_DATE,   ()),
    ("🙂",                  Why.UNKNOWN_DATE,   ()),
    ("",                    Why.UNKNOWN_DATE,   ()),
]
ACTIONS = [
    ("Ask the matron to chair by Friday",       "Ask the matron to chair",  "2026-11-20"),
    ("Ask the matron to chair, by Friday.",     "Ask the matron to chair",  "2026-11-20"),
    ("Leave it with Ben until 15 March",        "Leave it with Ben",        "2027-03-15"),
    ("Talk to Cho BEFORE the end of March",     "Talk to Cho",              "2027-03-31"),
    ("Stand by Ben by Friday",                  "Stand by Ben",             "2026-11-20"),
    ("by Friday",                               "",                         "2026-11-20"),
    ("Stand by me",                             "Stand by me",              None),
    ("Cut the list by 1/2",                     "Cut the list by 1/2",      None),
    ("Move the date by two weeks",              "Move the date by two weeks", None),
    ("Call Ben on Friday",                      "Call Ben on Friday",       None),
    ("  ",                                      "",                         None),
]
# fmt: on


@pytest.mark.parametrize(("typed", "day"), READ)
def test_a_typed_day_is_the_next_such_day(typed: str, day: str) -> None:  # SC1
    assert read_day(typed, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(("typed", "why", "near"), NOT_READ)
def test_what_can_be_taken_in_two_ways_or_cannot_be_is_not_guessed(
    typed: str, why: Why, near: tuple[str, ...]
) -> None:
    assert read_day(typed, TODAY) == Misread(why, typed, near)


@pytest.mark.parametrize(("typed", "action", "day"), ACTIONS)
def test_an_action_keeps_its_words_and_gives_up_its_date(typed: str, action: str, day: str | None) -> None:
    assert read_by(typed, TODAY) == (action, date.fromisoformat(day) if day else None)


def test_an_action_with_a_date_that_cannot_be_is_asked_about_the_date_alone() -> None:
    found = read_by("Ask the matron by 01/02/2027", TODAY)
    assert found == Misread(Why.AMBIGUOUS_DATE, "01/02/2027", ("2027-02-01", "2027-01-02"))


@pytest.mark.parametrize("days", range(7))
def test_next_friday_is_the_friday_of_next_week_on_whatever_day_it_is_said(days: int) -> None:
    monday = date(2026, 11, 16)
    assert read_day("next friday", monday + timedelta(days=days)) == date(2026, 11, 27)


SCRAPS = (
    "by on in the a next last end of 1st 15 31 0 99 2027 1999 0000 march feb mon fri week weeks month year days "
    "after before from / - . , : 01/02 2027-02-30 one two fortnight today mid- until ² ٣"
)
pieces = st.sampled_from(SCRAPS.split())
texts = (
    st.text(max_size=80)
    | st.lists(pieces, max_size=9).map(" ".join)
    | st.lists(pieces, max_size=9).map("".join)
)


@settings(max_examples=1500)
@given(texts, st.dates(date(1990, 1, 1), date(2150, 12, 31)))
def test_any_text_gives_a_day_from_today_on_or_a_reason(text: str, today: date) -> None:
    found = read_day(text, today)
    assert found.why in Why if isinstance(found, Misread) else found >= today
    read_by(f"Ask {text}", today)


@pytest.mark.parametrize("text", ["by " * 7000, "1 " * 10_000, " by 1" * 4000, "monday" * 3000, "(" * 20_000])
def test_twenty_thousand_characters_are_read_or_refused_like_any_other(text: str) -> None:
    found = read_day(text, TODAY)
    assert isinstance(found, Misread)
    assert len(found.what) <= 60
    assert read_by(text, TODAY) == (text.strip(), None)
