"""A session's minutes: its phases, its turns, and the review that nothing can eat."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.names import Mode, PersonId, Phase, SessionId, SetId, TurnId
from core.rules.agenda.templates import TEMPLATES
from core.rules.refused import Refused
from core.rules.session import session as sessions
from core.rules.session.session import BREATH, Session

STARTS = datetime(2027, 3, 2, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LIVE = [name for name, t in TEMPLATES.items() if not t.days and not t.steps]


def a_session(template: str, queue: int = 1, turns: int = 0) -> Session:
    return Session(
        id=SessionId(9),
        version=1,
        set=SetId(1),
        occurrence=date(2027, 3, 2),
        starts=STARTS,
        minutes=TEMPLATES[template].minutes,
        template=template,
        mode=Mode.WRITTEN,
        turns=tuple(TurnId(i) for i in range(1, turns + 1)),
        queue=tuple(PersonId(i) for i in range(1, queue + 1)),
    )


at = st.integers(0, 400).map(lambda m: STARTS + m * MINUTE)
before_the_review = st.sampled_from([Phase.CHECK_IN, Phase.PROGRESS, Phase.BIDS])


@given(st.sampled_from(LIVE), before_the_review, st.integers(0, 60), st.integers(0, 30))
def test_no_phase_reaches_into_the_review_however_often_it_is_made_longer(  # LS16
    template: str, phase: Phase, late: int, presses: int
) -> None:
    s = sessions.enter(a_session(template), phase, STARTS + late * MINUTE)
    for _ in range(presses):
        try:
            s = sessions.extend(s)
        except Refused:  # no time is left for that
            break
    assert s.phase_until is not None
    assert s.phase_until <= s.review_by


@given(st.sampled_from(LIVE), at)
def test_a_review_that_begins_in_time_has_all_of_its_minutes(template: str, now: datetime) -> None:  # LS16
    s = a_session(template)
    if now <= s.review_by:
        assert sessions.enter(s, Phase.REVIEW, now).phase_until == now + s.plan.review * MINUTE


@given(st.sampled_from(LIVE), st.integers(0, 4), at)
def test_a_turn_leaves_the_review_and_a_breath_and_as_many_whole_turns_as_fit(
    template: str, waiting: int, now: datetime
) -> None:
    s = a_session(template, waiting)
    if not sessions.a_turn_fits(s, now):
        return
    limit = sessions.turn_limit(s, now)
    assert limit <= s.review_by - BREATH
    whole = s.plan.turn.total * MINUTE
    if limit < s.review_by - BREATH:  # then it gives way to others, and has its own minutes first
        assert now + whole <= limit
        assert limit + BREATH + whole <= s.review_by


def test_a_session_that_nobody_could_open_for_most_of_its_time_is_not_opened() -> None:
    s = a_session("90")
    assert not sessions.opens_too_late(s, STARTS + 30 * MINUTE)
    assert sessions.opens_too_late(s, STARTS + 60 * MINUTE)


def test_a_phase_without_an_end_cannot_be_made_longer() -> None:
    with pytest.raises(Refused):
        sessions.extend(replace(a_session("90"), phase=Phase.TURNS))


def test_the_break_comes_after_the_turn_that_the_template_says() -> None:
    three_hours = a_session("180")
    assert [sessions.break_after(three_hours, n) for n in range(5)] == [0, 0, 10, 0, 0]
