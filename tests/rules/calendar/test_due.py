"""When a session's reminders and questions are due."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from core.message import Own
from core.names import Due, Mode, PersonId, Platform, SessionId, SetId
from core.rules.calendar.due import moments
from core.rules.calendar.rhythm import Rhythm
from core.rules.due import SetView
from core.rules.life.learning_set import LearningSet
from core.rules.life.state import SetState
from core.rules.session.session import Session

RHYTHM = Rhythm("FREQ=WEEKLY;INTERVAL=2", time(10), "Europe/London", date(2027, 1, 12))
SET = LearningSet(SetId(1), 1, Platform.CONSOLE, Own("Wards"), RHYTHM, 90, (), PersonId(1), state=SetState.ACTIVE, region="GB-ENG")  # fmt: skip
GOOD_FRIDAY = datetime(2027, 3, 26, 10, tzinfo=UTC)
SESSION = Session(SessionId(1), 1, SetId(1), date(2027, 3, 26), GOOD_FRIDAY, 90, "90", Mode.WRITTEN)


def asked_at(session: Session) -> list[datetime]:
    return [m.at for m in moments(SetView(SET, session, None)) if m.what is Due.HOLIDAY]


def test_a_holiday_is_asked_about_four_weeks_ahead_in_the_morning() -> None:
    assert asked_at(SESSION) == [datetime(2027, 2, 26, 9, tzinfo=UTC)]


def test_a_session_moved_onto_a_holiday_at_night_is_asked_about_in_the_morning() -> None:
    for hour, minute, day in ((7, 26, 15), (23, 40, 16), (20, 0, 16)):
        moved = replace(SESSION, moved=1, tell_at=datetime(2027, 3, 15, hour, minute, tzinfo=UTC))
        assert asked_at(moved) == [datetime(2027, 3, day, 9, tzinfo=UTC)]


def test_a_session_moved_onto_a_holiday_by_day_is_asked_about_with_the_news() -> None:
    told = datetime(2027, 3, 15, 14, 10, tzinfo=UTC)
    assert asked_at(replace(SESSION, moved=1, tell_at=told)) == [told]
