"""What a set may choose: minutes that fit, a template for any length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.names import No, Step
from core.rules.agenda.templates import TASTER, TEMPLATES
from core.rules.life.founding import template_for
from core.rules.life.settings import adapted, stages_line
from core.rules.refused import Refused


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_minutes_of_every_template_add_up(name: str) -> None:
    assert TEMPLATES[name].planned == TEMPLATES[name].minutes


def test_a_first_session_is_as_it_was_agreed() -> None:
    steps = {s.step: s.minutes for s in TEMPLATES["first"].steps}
    assert list(steps.values()) == [20, 5, 20, 5, 20, 12, 8]
    assert steps[Step.TASTER] == TASTER.total == 20


@given(st.integers(60, 480))
def test_any_length_from_an_hour_on_has_a_template_that_fills_it(minutes: int) -> None:
    name, own = template_for(minutes)
    plan = own or TEMPLATES[name]
    assert plan.planned == plan.minutes == minutes


@given(st.integers(0, 60), st.integers(1, 60))
def test_minutes_are_taken_where_they_fit_and_refused_where_they_do_not(bids: int, explore: int) -> None:
    before = TEMPLATES["90"]
    line = f"bids {bids}, explore {explore}"
    over = before.planned - before.spare - before.bids - before.turn.explore + bids + explore - 90
    if over > 0:
        with pytest.raises(Refused) as no:
            adapted(before, line, 90)
        assert no.value.facts["over"] == over
    else:
        after = adapted(before, line, 90)
        assert (after.planned, after.bids, after.turn.explore) == (90, bids, explore)


def test_the_line_that_a_set_is_shown_reads_as_what_it_has() -> None:
    for name in ("60", "90", "120"):
        assert (
            adapted(TEMPLATES[name], stages_line(TEMPLATES[name]), TEMPLATES[name].minutes) == TEMPLATES[name]
        )


@pytest.mark.parametrize(
    ("line", "no"),
    [("lunch 30", No.UNKNOWN_SETTING), ("explore", No.UNKNOWN_SETTING), ("explore 0", No.STAGE_NEEDS_TIME),
     ("review 999", No.NOT_A_NUMBER), ("turns 0", No.NOT_A_NUMBER)],
)  # fmt: skip
def test_what_cannot_be_is_refused(line: str, no: No) -> None:
    with pytest.raises(Refused) as refused:
        adapted(TEMPLATES["90"], line, 90)
    assert refused.value.no is no
