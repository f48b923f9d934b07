"""A set founded in one line, typed on Wednesday 18 November 2026."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules.calendar.misread import Misread, Why
from core.rules.calendar.phrase import NewSet, read_new
from core.rules.calendar.rhythm import Rhythm

TODAY = date(2026, 11, 18)
TUESDAY = "FREQ=WEEKLY;BYDAY=TU"
FORTNIGHT = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"

# fmt: off
RHYTHMS = [
    # after the name                                       the rule
    ("weekly on Tuesday 10:00",                             TUESDAY),
    ("every Tuesday at 10",                                 TUESDAY),
    ("Tuesdays 10am",                                       TUESDAY),
    ("every week on tue, 10.00",                            TUESDAY),
    ("once a week, Tuesday, 10 am",                         TUESDAY),
    ("every 2 weeks on Tuesday 10:00",                      FORTNIGHT),
    ("every two weeks tues 10:00",                          FORTNIGHT),
    ("every other week on Tuesday at 10:00",                FORTNIGHT),
    ("every other Tuesday 10:00",                           FORTNIGHT),
    ("fortnightly on Tuesdays at 10:00",                    FORTNIGHT),
    ("on Tuesday 10:00 every second week",                  FORTNIGHT),
    ("every fortnight Tuesday 10h00",                       FORTNIGHT),
    ("every Tuesday and Thursday 10:00",                    "FREQ=WEEKLY;BYDAY=TU,TH"),
    ("weekly on Mon, Wed & Fri 10:00",                      "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
    ("every 4 weeks on Thu 10:00",                          "FREQ=WEEKLY;INTERVAL=4;BYDAY=TH"),
    ("every weekday 10:00",                                 "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("daily on weekdays 10:00",                             "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("Monday to Friday 10:00",                              "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("every week, Tue-Thu, 10:00",                          "FREQ=WEEKLY;BYDAY=TU,WE,TH"),
    ("every 3 days at 10:00",                               "FREQ=DAILY;INTERVAL=3"),
    ("monthly on the 2nd Tuesday 10:00",                    "FREQ=MONTHLY;BYDAY=2TU"),
    ("second Tuesday of the month 10:00",                   "FREQ=MONTHLY;BYDAY=2TU"),
    ("every 2nd Tuesday of the month 10:00",                "FREQ=MONTHLY;BYDAY=2TU"),
    ("first Monday of each month, 10:00",                   "FREQ=MONTHLY;BYDAY=1MO"),
    ("on the last Friday of every month 10:00",             "FREQ=MONTHLY;BYDAY=-1FR"),
    ("first and third Thursday of the month 10:00",         "FREQ=MONTHLY;BYDAY=1TH,3TH"),
    ("every 2 months on the first Monday 10:00",            "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO"),
    ("quarterly on the 1st Monday 10:00",                   "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO"),
    ("monthly on the 15th 10:00",                           "FREQ=MONTHLY;BYMONTHDAY=15"),
    ("on the 15th of each month at 10:00",                  "FREQ=MONTHLY;BYMONTHDAY=15"),
    ("last day of the month 10:00 every month",             "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("first day of every month 10:00",                      "FREQ=MONTHLY;BYMONTHDAY=1"),
    ("monthly on the last working day 10:00",               "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
    ("every 4 weeks 10:00 from Tue 12 Jan",                 "FREQ=WEEKLY;INTERVAL=4;BYDAY=TU"),
]
NAMES = [
    ('"Ward leaders" weekly on Tuesday 10:00',              "Ward leaders"),
    ("“Ward leaders” weekly on Tuesday 10:00",              "Ward leaders"),
    ("'Ward leaders' weekly on Tuesday 10:00",              "Ward leaders"),
    ("Ward leaders weekly on Tuesday 10:00",                "Ward leaders"),
    ("Ward leaders, weekly on Tuesday 10:00",               "Ward leaders"),
    ("Ward leaders – every Tuesday 10:00",                  "Ward leaders"),
    ("weekly on Tuesday 10:00 “Ward leaders”",              "Ward leaders"),
    ("Ana’s set weekly on Tuesday 10:00",                   "Ana’s set"),
    ("Ana's set weekly on Tuesday 10:00",                   "Ana's set"),
    ("Every voice counts weekly on Tuesday 10:00",          "Every voice counts"),
    ("Monday club every Tuesday 10:00",                     "Monday club"),
    ("On the move every Tuesday 10:00",                     "On the move"),
    ('"Every Tuesday at 10:00" every Wednesday 11:00',      "Every Tuesday at 10:00"),
    ("قادة الأجنحة weekly on Tuesday 10:00",                 "قادة الأجنحة"),
    ("🙂 <@U1> *set* weekly on Tuesday 10:00",               "🙂 <@U1> *set*"),
]
MISREAD = [
    # the line                                              why                     what                near
    ("",                                                    Why.NO_NAME,            "",                 ()),
    ("weekly on Tuesday 10:00",                             Why.NO_NAME,            "",                 ()),
    ('"" weekly on Tuesday 10:00',                          Why.NO_NAME,            "",                 ()),
    ("Ward",                                                Why.NO_RHYTHM,          "",                 ("every week", "every 2 weeks", "monthly on the 2nd Tuesday")),
    ("Ward Tuesday 10:00",                                  Why.NO_RHYTHM,          "",                 ("every Tuesday", "every 2 weeks on Tuesday")),
    ("Ward every 4 weeks 10:00",                            Why.NO_DAY,             "",                 ("on Tuesday",)),
    ("Ward monthly 10:00",                                  Why.NO_DAY,             "",                 ("on the 2nd Tuesday", "on the 15th")),
    ("Ward monthly on Friday 10:00",                        Why.NO_DAY,             "",                 ("on the 1st Friday", "on the 2nd Friday")),
    ("Ward weekly on Tuesday",                              Why.NO_TIME,            "",                 ()),
    ("Ward weekly on Tuesday 25:00",                        Why.UNKNOWN_TIME,       "25:00",            ()),
    ("Ward weekly on Tuesday at 3",                         Why.AMBIGUOUS_TIME,     "at 3",             ("03:00", "15:00")),
    ("Ward every second Tuesday 10:00",                     Why.AMBIGUOUS_RHYTHM,   "every second Tuesday", ("every 2 weeks on Tuesday", "the second Tuesday of the month")),
    ("Ward biweekly Tuesday 10:00",                         Why.AMBIGUOUS_RHYTHM,   "biweekly",         ("every 2 weeks", "every Tuesday and Thursday")),
    ("Ward weekly Tue 10:00 Europe/Lundon",                 Why.UNKNOWN_ZONE,       "Europe/Lundon",    ("Europe/London", "Europe/Lisbon")),
    ("Ward weekly Tue 10:00 Lodnon",                        Why.UNKNOWN_ZONE,       "Lodnon",           ("Europe/London",)),
    ("Ward weekly Tue 10:00 EST",                           Why.UNKNOWN_ZONE,       "EST",              ("America/New_York", "America/Toronto", "Australia/Sydney")),
    ("Ward weekly Tue 10:00 Mars/Olympus",                  Why.UNKNOWN_ZONE,       "Mars/Olympus",     ()),
    ("Ward weekly Tue 10:00 from 01/02/2027",               Why.AMBIGUOUS_DATE,     "01/02/2027",       ("2027-02-01", "2027-01-02")),
    ("Ward weekly Tue 10:00 from 2020-01-07",               Why.PAST_DATE,          "2020-01-07",       ("2027-01-07",)),
    ("Ward weekly Tue 10:00 to 2020-01-07",                 Why.PAST_DATE,          "2020-01-07",       ("2027-01-07",)),
    ("Ward weekly Tue 10:00 from someday soon",             Why.UNKNOWN_DATE,       "someday soon",     ()),
    ("Ward weekly Tue 10:00 from 2027-09-07 to 2027-06-30", Why.ENDS_BEFORE_START,  "2027-06-30",       ()),
    ("Ward weekly Tue 10:00 from 13 Jan to 15 Jan 2027",    Why.NO_SESSION,         "2027-01-15",       ("2027-01-19",)),
    ("Ward weekly Tue 10:00 for 20 minutes",                Why.TOO_SHORT,          "for 20 minutes",   ("30 minutes",)),
    ("Ward weekly Tue 10:00 for 9 hours",                   Why.TOO_LONG,           "for 9 hours",      ("480 minutes",)),
    ("Ward weekly Tue 10:00 for 2000 sessions",             Why.TOO_MANY,           "for 2000 sessions", ("1000",)),
    ("Ward weekly Tue 10:00 11:00",                         Why.LEFT_OVER,          "11:00",            ()),
    ("Ward weekly Tue 10:00 hurrah",                        Why.LEFT_OVER,          "hurrah",           ()),
    ("Ward weekly Tue 10:00 until",                         Why.LEFT_OVER,          "until",            ()),
    ("Ward weekly Tue 10:00 in the office",                 Why.LEFT_OVER,          "the office",       ()),
    ("Ward weekly Tue 10:00 for 12 weeks",                  Why.LEFT_OVER,          "for 12 weeks",     ()),
    ("Ward every 99 weeks Tue 10:00",                       Why.NO_RHYTHM,          "every 99",         ("every week", "every 2 weeks", "monthly on the 2nd Tuesday")),
]
PARTS = [
    ("New York",                        {"zone": "America/New_York"}),
    ("in London",                       {"zone": "Europe/London"}),
    ("UK time",                         {"zone": "Europe/London"}),
    ("for 1h30",                        {"minutes": 90}),
    ("for an hour and a half",          {"minutes": 90}),
    ("to 11:30",                        {"minutes": 90}),
    ("90 min in Asia/Kolkata",          {"minutes": 90, "zone": "Asia/Kolkata"}),
    ("until the end of March",          {"ends": date(2027, 3, 31)}),
    ("starting next Tuesday",           {"starts": date(2026, 11, 24)}),
    ("from 1 September to 30 June",     {"starts": date(2027, 9, 1), "ends": date(2028, 6, 30)}),
    ("from 12 Jan – 30 June",           {"starts": date(2027, 1, 12), "ends": date(2027, 6, 30)}),
    ("for 6 sessions",                  {"count": 6}),
    ("for six months from January",     {"months": 6, "starts": date(2027, 1, 1)}),
]
# fmt: on


def read(line: str) -> NewSet:
    found = read_new(line, TODAY)
    assert isinstance(found, NewSet), found
    return found


def test_the_whole_line_of_the_manual_is_read() -> None:  # SC1
    line = '"Ward leaders" every 2 weeks on Tuesday 10:00 Europe/London for 90 minutes from 2027-01-12 to 2027-06-30'
    found = read(line)
    assert (found.name, found.minutes) == ("Ward leaders", 90)
    assert found.rhythm("UTC", TODAY) == Rhythm(
        FORTNIGHT, time(10), "Europe/London", date(2027, 1, 12), date(2027, 6, 30)
    )


@pytest.mark.parametrize(("words", "rule"), RHYTHMS)
def test_a_rhythm_is_read_however_people_say_it(words: str, rule: str) -> None:  # SC1
    found = read(f'"Ward leaders" {words}')
    assert (found.pattern.rule, found.at) == (rule, time(10))
    assert read(f"Ward leaders {words}") == found


@pytest.mark.parametrize(("line", "name"), NAMES)
def test_a_name_is_what_stands_in_quotation_marks_or_before_the_rhythm(line: str, name: str) -> None:
    assert read(line).name == name


@pytest.mark.parametrize(("line", "why", "what", "near"), MISREAD)
def test_a_line_that_cannot_be_read_says_what_is_wrong_with_it(
    line: str, why: Why, what: str, near: tuple[str, ...]
) -> None:
    assert read_new(line, TODAY) == Misread(why, what, near)


@pytest.mark.parametrize(("words", "said"), PARTS)
def test_zone_length_and_ends_are_read_in_any_order_and_may_be_left_out(  # SC1
    words: str, said: dict[str, object]
) -> None:
    plain = read("Ward weekly on Tuesday 10:00")
    found = read(f"Ward weekly on Tuesday 10:00 {words}")
    parts = ("zone", "minutes", "starts", "ends", "months", "count")
    assert {
        part: getattr(found, part) for part in parts if getattr(found, part) != getattr(plain, part)
    } == said


def test_what_the_line_left_out_comes_from_whoever_asked() -> None:  # SC1
    found = read("Ward every 2 weeks on Tuesday 10:00 for 3 months").rhythm(
        "Europe/London", date(2026, 11, 19)
    )
    assert found == Rhythm(FORTNIGHT, time(10), "Europe/London", date(2026, 11, 24), date(2027, 2, 18))


def test_an_end_before_the_beginning_that_the_caller_chose_is_told() -> None:
    found = read("Ward weekly on Tuesday 10:00 until 2026-11-20").rhythm("Europe/London", date(2026, 11, 19))
    assert found == Misread(Why.NO_SESSION, "2026-11-20", ("2026-11-24",))


SCRAPS = (
    "every each 2 0 999 other second last first weeks month monthly daily on tue tuesday and weekday the 31st of 10:00 "
    "25:00 at 3 10am Europe/London london for 90 minutes 1h30 sessions from to until 2027-01-12 01/02/2027 30 june - – "
    '"x" “ in EST year 2000 ² ٣ meet fortnight days'
)
scraps = st.lists(st.sampled_from(SCRAPS.split()), max_size=14)


@settings(max_examples=1500)
@given(
    st.text(max_size=120)
    | scraps.map(" ".join)
    | scraps.map(lambda some: "Ward weekly Tue 10:00 " + " ".join(some))
)
def test_any_line_gives_a_set_that_can_meet_or_a_reason(line: str) -> None:
    found = read_new(line, TODAY)
    if isinstance(found, Misread):
        assert len(found.what) <= 60
        return
    rhythm = found.rhythm("Europe/London", date(2026, 11, 19))
    assert found.name
    assert isinstance(rhythm, Misread) or rhythm.first is not None


# fmt: off
LONG = ["a " * 10_000, "every week " * 1800, "x weekly " + "10:00 " * 3000, "1" * 20_000, '"' * 20_000, "on " * 6600,
        "every " * 3300, "a/b" * 6600, "(" * 20_000, "tue " * 5000, " " * 20_000, '"' + "x" * 19_990 + '"', "“" * 20_000]
# fmt: on


@pytest.mark.parametrize("line", LONG, ids=[line[:12] for line in LONG])
def test_twenty_thousand_characters_are_a_line_like_any_other(line: str) -> None:
    assert isinstance(read_new(line, TODAY), Misread)
