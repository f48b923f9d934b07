"""Whatever is pressed, in whatever order and at whatever moment: a turn ends, and its last words keep their time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.message import Own
from core.names import Act, Mode, PersonId, SessionId, SetId, Stage, TurnId
from core.rules.agenda.templates import TASTER, TEMPLATES
from core.rules.refused import Refused
from core.rules.session import minutes, turn
from core.rules.session.turn import LIVE, MOVES, By, Turn

NOW = datetime(2027, 3, 2, 10, 21, tzinfo=UTC)
LIVE_TEMPLATES = [t.turn for t in TEMPLATES.values() if not t.days] + [TASTER]
PEOPLES = [a for a in Act if a not in (Act.TIME_UP, Act.LAST_ANSWER, Act.GRACE_OVER, Act.OUT_OF_TIME)]

turn_minutes = st.sampled_from(LIVE_TEMPLATES)
slack = st.integers(-8, 40)  # minutes between the turn's whole length and its limit
parts = st.sets(st.sampled_from([By.PRESENTER, By.FACILITATOR, By.MEMBER]), min_size=1)
presses = st.lists(st.tuples(st.integers(0, 400), st.sampled_from(PEOPLES), parts), max_size=40)


def a_turn(m: object, spare: int, *, reflects: bool) -> Turn:
    assert isinstance(m, type(TASTER))
    whole = timedelta(minutes=m.total)
    fresh = Turn(
        id=TurnId(31),
        version=1,
        set=SetId(1),
        session=SessionId(9),
        presenter=PersonId(1),
        issue=Own("My team will not delegate"),
        mode=Mode.WRITTEN,
        minutes=m,
        stage=Stage.PRESENTING,
        stage_no=0,
        began=NOW,
        stage_began=NOW,
        stage_until=NOW,
        ends=NOW,
        limit=NOW + max(whole + timedelta(minutes=spare), timedelta(minutes=m.reframe + m.plan + 5)),
        order=(PersonId(2), PersonId(3)),
        wants_reflection=reflects,
    )
    return turn.begin(fresh, NOW)


def by_the_clock(t: Turn, until: datetime, *, asked: bool) -> list[Turn]:
    """Every state that the clock alone leads to, up to `until`."""
    states = [t]
    while t.live:
        if t.paused_at is not None:
            due, act = minutes.gives_out(t), Act.OUT_OF_TIME
        elif t.stage is Stage.QUESTIONING and asked and not t.last_answer:
            due, act = t.stage_until, Act.LAST_ANSWER
        else:
            due, act = t.stage_until, Act.GRACE_OVER if t.last_answer else Act.TIME_UP
        if due > until:
            break
        t = turn.move(t, act, {By.CLOCK}, max(due, t.stage_began))
        states.append(t)
    return states


def lived(t: Turn, pressed: list[tuple[int, Act, set[By]]], *, asked: bool) -> list[tuple[datetime, Turn]]:
    """A turn with presses at so many seconds after one another, to its end: each state with its beginning."""
    now, states = NOW, [(NOW, t)]
    for wait, act, by in pressed:
        now += timedelta(seconds=wait)
        for state in by_the_clock(t, now, asked=asked)[1:]:
            t = state
            states.append((t.stage_began, t))
        if not t.live:
            return states
        try:
            t = turn.move(t, act, by, now)
        except Refused:
            continue
        states.append((now, t))
    return states + [
        (s.stage_began, s) for s in by_the_clock(t, t.limit + timedelta(days=1), asked=asked)[1:]
    ]


@given(turn_minutes, slack, st.booleans(), st.booleans(), presses)
def test_a_turn_cannot_hang_and_is_over_at_its_limit(  # LS5
    m: object, spare: int, reflects: bool, asked: bool, pressed: list[tuple[int, Act, set[By]]]
) -> None:
    began, last = lived(a_turn(m, spare, reflects=reflects), pressed, asked=asked)[-1]
    assert last.stage is Stage.OVER
    assert began <= last.limit


@given(turn_minutes, slack, st.booleans(), st.booleans(), presses)
def test_no_stage_is_promised_time_beyond_the_limit(
    m: object, spare: int, reflects: bool, asked: bool, pressed: list[tuple[int, Act, set[By]]]
) -> None:
    for _, t in lived(a_turn(m, spare, reflects=reflects), pressed, asked=asked):
        assert t.stage_until <= minutes.latest(t, t.stage) or t.stage is Stage.OVER
        assert t.ends <= t.limit


@given(turn_minutes, slack, st.booleans(), st.booleans(), presses)
def test_reframing_and_planning_keep_their_minutes_whatever_came_before(  # LS10
    m: object, spare: int, reflects: bool, asked: bool, pressed: list[tuple[int, Act, set[By]]]
) -> None:
    for began, t in lived(a_turn(m, spare, reflects=reflects), pressed, asked=asked):
        if began != t.stage_began or t.paused_at is not None or t.minded or t.lent_from is not None:
            continue
        if t.stage is Stage.REFRAMING:
            assert t.stage_until - began >= timedelta(minutes=t.minutes.reframe)
        if t.stage is Stage.PLANNING:
            assert t.stage_until - began >= timedelta(minutes=t.minutes.plan)


@given(turn_minutes, st.sampled_from(LIVE), st.sampled_from(Act), parts)
def test_what_the_table_does_not_hold_is_refused(m: object, stage: Stage, act: Act, by: set[By]) -> None:
    t = replace(a_turn(m, 20, reflects=True), stage=stage)
    allowed = any((row.during, row.when) == (stage, act) and row.by in by for row in MOVES)
    try:
        turn.move(t, act, by, NOW)
    except Refused:
        return
    assert allowed


@given(turn_minutes, slack, st.integers(0, 60), st.integers(3, 300))
def test_after_an_absence_of_the_bot_a_turn_has_its_time_back_or_is_over(  # LS13
    m: object, spare: int, after: int, gone: int
) -> None:
    gap = timedelta(minutes=gone)
    before = by_the_clock(a_turn(m, spare, reflects=False), NOW + timedelta(minutes=after), asked=False)[-1]
    if not before.live:
        return
    now = NOW + timedelta(minutes=after) + gap
    back = turn.away(before, gap, now)
    if back.live:
        assert back.stage is before.stage
        assert back.stage_until == min(before.stage_until + gap, minutes.latest(back, back.stage))
    else:
        assert back.interrupted
        assert now > minutes.gives_out(before)
