"""Moving and cancelling, against a plain list of dates kept by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.message import Own
from core.names import Coming, Mode, No, PersonId, Phase, Platform, SessionId, SetId
from core.rules.calendar import change
from core.rules.calendar.due import BY_DUE, NUDGES, key, moments
from core.rules.calendar.quorum import fails
from core.rules.calendar.rhythm import Rhythm
from core.rules.calendar.schedule import Planned, clash, dates
from core.rules.due import Moment, SetView
from core.rules.life.learning_set import LearningSet, Member, Standing
from core.rules.life.state import SetState
from core.rules.refused import Refused
from core.rules.session.session import Session
from tests.rules.calendar.walk import starts_at

MONDAY = datetime(2027, 2, 22, 9, tzinfo=UTC)
WEEKS = ("FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=4;BYDAY=TU")
ZONES = ("Europe/London", "America/New_York", "Australia/Sydney", "UTC")
HOME = tuple((PersonId(n), zone) for n, zone in enumerate((*ZONES, ""), start=1))


def a_set(rule: str = WEEKS[1], zone: str = "Europe/London", members: int = 4) -> LearningSet:
    people = tuple(Member(PersonId(n), Standing.ACCEPTED) for n in range(1, members + 1))
    rhythm = Rhythm(rule, time(10), zone, date(2027, 3, 2), date(2027, 12, 31))
    return LearningSet(
        id=SetId(1),
        version=1,
        platform=Platform.CONSOLE,
        name=Own("Leaders"),
        rhythm=rhythm,
        minutes=90,
        members=people,
        founder=PersonId(1),
        state=SetState.ACTIVE,
        ends=rhythm.ends,
    )


def a_session(s: LearningSet, when: Planned, n: int = 91) -> Session:
    return Session(SessionId(n), 1, s.id, when.occurrence, when.starts, s.minutes, s.template, Mode.WRITTEN)


def the_first(s: LearningSet) -> Session:
    return a_session(s, next(dates(s, (), MONDAY)))


steps = st.lists(
    st.tuples(st.sampled_from(("move", "cancel", "undo", "tell")), st.integers(0, 12), st.integers(0, 60 * 24 * 40)),
    max_size=25,
)  # fmt: skip


@given(steps, st.sampled_from(WEEKS), st.sampled_from(ZONES))
def test_after_any_moves_and_cancellations_the_schedule_is_what_a_list_kept_by_hand_says(
    done: list[tuple[str, int, int]], rule: str, zone: str
) -> None:
    s = a_set(rule, zone)
    rows: dict[date, Session] = {}
    by_hand: dict[date, tuple[datetime, bool]] = {}  # its start, and whether cancelled; walked day by day
    day, weeks = date(2027, 3, 2), {WEEKS[0]: 1, WEEKS[1]: 2, WEEKS[2]: 4}[rule]
    while day <= date(2027, 12, 31):
        by_hand[day] = (starts_at(day, time(10), zone), False)
        day += timedelta(weeks=weeks)
    known = dict(by_hand)
    for what, nth, minutes in done:
        day = list(by_hand)[nth % len(by_hand)]
        row = rows.get(day) or a_session(s, Planned(day, by_hand[day][0]), n=len(rows) + 1)
        starts = MONDAY + timedelta(minutes=minutes + 1)
        try:
            match what:
                case "move":
                    rows[day] = change.move(row, starts, MONDAY)
                    by_hand[day] = (starts, False)
                case "cancel":
                    rows[day] = change.cancel(row, MONDAY)
                    by_hand[day] = (by_hand[day][0], True)
                case "undo":
                    rows[day] = change.undo(row, MONDAY)
                    by_hand[day] = known[day]
                case _:
                    rows[day] = change.told(row, MONDAY)
                    known[day] = by_hand[day]
        except Refused:
            rows[day] = row
        if not rows[day].untold:
            known[day] = by_hand[day]
    found = [(p.starts, p.cancelled) for p in dates(s, rows.values(), MONDAY)]
    assert sorted(found) == sorted((start, cancelled) for start, cancelled in by_hand.values())
    assert [start for start, _ in found] == sorted(start for start, _ in found)


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 60 * 24 * 40)), max_size=12))
def test_the_keys_of_one_time_are_never_those_of_another(moves: list[tuple[bool, int]]) -> None:
    """Once people were told of a time, its keys are its own for ever."""
    session = the_first(a_set())
    times = {session.moved: session.starts}
    for tell, minutes in moves:
        try:
            session = change.move(session, MONDAY + timedelta(minutes=minutes), MONDAY)
        except Refused:
            continue
        if session.untold and tell:
            session = change.told(session, MONDAY)
        if not session.untold:
            assert times.setdefault(session.moved, session.starts) == session.starts
    keys = [key(session.id, r, nudge) for r in times for nudge in NUDGES]
    assert len(set(keys)) == len(keys)


def reminders(session: Session, s: LearningSet) -> list[Moment]:
    found = moments(SetView(s, session, None, zones=HOME))
    return [m for m in found if m.what in BY_DUE]


@given(
    st.sampled_from(WEEKS), st.sampled_from(ZONES), st.integers(0, 60 * 24 * 200), st.integers(0, 60 * 24 * 40)
)  # fmt: skip
def test_no_reminder_is_said_past_the_start_of_its_session(
    rule: str, zone: str, minutes: int, late: int
) -> None:
    s = a_set(rule, zone)
    session = replace(the_first(s), starts=MONDAY + timedelta(minutes=minutes))
    for reminder in reminders(session, s):
        assert reminder.at < session.starts
        found_at = reminder.at + timedelta(minutes=late)
        if reminder.is_due(MONDAY - timedelta(days=30), found_at):
            assert found_at < session.starts


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 24 * 40), st.integers(1, 24 * 40)), max_size=6))
def test_over_any_moves_each_reminder_is_said_once_and_only_of_the_time_that_holds(
    moves: list[tuple[int, int]],
) -> None:
    """An hourly look for 85 days; each move is (after so many hours, to so many hours later)."""
    s, hour = a_set(), timedelta(hours=1)
    session, since, said = the_first(s), MONDAY, list[tuple[str, datetime, datetime]]()
    for n in range(1, 24 * 85):
        now = MONDAY + n * hour
        for m in reminders(session, s):
            if m.is_due(since, now):
                nudge = BY_DUE[m.what]
                said.append((key(session.id, session.moved, nudge, PersonId(m.of) if nudge.privately else None), m.at, now))  # fmt: skip
                assert now < session.starts
        since = now
        for at, later in moves:
            if at == n and session.starts > now and session.starts != now + later * hour:
                session = change.told(change.move(session, now + later * hour, now), now)
    keys = [k for k, _, _ in said]
    assert len(set(keys)) == len(keys)


def test_a_week_before_nothing_is_said_to_a_set_that_meets_every_week() -> None:
    def names(rule: str) -> set[str]:
        s = a_set(rule)
        return {BY_DUE[m.what].name for m in reminders(the_first(s), s)}

    assert names(WEEKS[0]) == {"tomorrow", "one-hour"}
    assert names(WEEKS[1]) == names(WEEKS[2]) == {"week", "tomorrow", "one-hour"}


def test_a_day_before_is_nine_in_the_morning_by_everybodys_own_clock() -> None:
    s = a_set()
    session = the_first(s)  # Tue 2 Mar 10:00 in London
    said = {m.of: m.at for m in reminders(session, s) if BY_DUE[m.what].privately}
    assert said == {
        1: datetime(2027, 3, 1, 9, tzinfo=UTC),  # London
        2: datetime(2027, 3, 1, 14, tzinfo=UTC),  # New York
        3: datetime(2027, 2, 28, 22, tzinfo=UTC),  # Sydney: Monday there
        4: datetime(2027, 3, 1, 9, tzinfo=UTC),
        5: datetime(2027, 3, 1, 9, tzinfo=UTC),  # not known: the set's
    }


def test_a_slip_can_be_undone_until_everybody_knows() -> None:
    before = the_first(a_set())
    moved = change.move(before, before.starts + timedelta(days=2), MONDAY)
    assert moved.tell_at == MONDAY + timedelta(minutes=10)
    assert change.undo(moved, MONDAY) == before
    with pytest.raises(Refused) as no:
        change.undo(change.told(moved, MONDAY), MONDAY)
    assert no.value.no is No.TOLD_ALREADY


def test_what_was_moved_twice_before_anybody_knew_goes_back_to_what_they_know() -> None:
    before = the_first(a_set())
    once = change.move(before, before.starts + timedelta(days=2), MONDAY)
    twice = change.move(once, before.starts + timedelta(days=3), MONDAY)
    assert twice.moved == once.moved == 1
    assert change.undo(twice, MONDAY) == before
    assert change.move(twice, before.starts, MONDAY) == before
    assert change.undo(change.cancel(twice, MONDAY), MONDAY) == before


def test_with_little_time_left_everybody_is_told_at_once() -> None:
    before = the_first(a_set())
    now = before.starts - timedelta(hours=1)
    assert change.cancel(before, now).tell_at == now


def test_who_answered_for_another_time_is_asked_again() -> None:
    before = the_first(a_set()).answers(PersonId(1), Coming.YES)
    moved = change.move(before, before.starts + timedelta(days=2), MONDAY)
    assert change.undo(moved, MONDAY).coming == before.coming
    assert change.told(moved, MONDAY).coming == ()


@pytest.mark.parametrize("phase", [Phase.CHECK_IN, Phase.TURNS, Phase.CLOSED, Phase.NOT_MET])
def test_what_has_begun_or_is_over_can_neither_be_moved_nor_cancelled(phase: Phase) -> None:
    session = replace(the_first(a_set()), phase=phase)
    with pytest.raises(Refused):
        change.move(session, session.starts + timedelta(days=1), MONDAY)
    with pytest.raises(Refused):
        change.cancel(session, MONDAY)


def test_one_session_does_not_run_into_another() -> None:
    s = a_set(WEEKS[0])
    to_come = list(takewhile(lambda p: p.starts < MONDAY + timedelta(days=40), dates(s, (), MONDAY)))
    first, second = to_come[:2]
    hour = timedelta(hours=1)
    assert clash(to_come, first.occurrence, second.starts - hour, 90) == second
    assert clash(to_come, first.occurrence, second.starts + hour, 90) == second
    assert clash(to_come, first.occurrence, second.starts - timedelta(minutes=90), 90) is None
    assert clash(to_come, first.occurrence, second.starts + timedelta(minutes=90), 90) is None
    assert clash(to_come, first.occurrence, first.starts + hour, 90) is None


def test_the_quorum_fails_when_yes_late_and_unanswered_fall_below_it_together() -> None:
    s = a_set(members=5)  # agreed on four
    session = the_first(s)
    assert not fails(s, session.answers(PersonId(1), Coming.NO))
    two = session.answers(PersonId(1), Coming.NO).answers(PersonId(2), Coming.NO)
    assert fails(s, two)
    assert not fails(s, two.answers(PersonId(2), Coming.LATE))
    assert not fails(s, session.answers(PersonId(8), Coming.NO).answers(PersonId(9), Coming.NO))
