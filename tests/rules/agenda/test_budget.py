"""Minutes: presenters and a session's length (AG8)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.agenda.budget import budget, fits, offers, places
from core.rules.agenda.templates import TEMPLATES

AN_HOUR_OR_SO = ("60", "90", "120", "180", "day")


@pytest.mark.parametrize("name", AN_HOUR_OR_SO)
def test_every_template_fits_its_own_session(name: str) -> None:
    t = TEMPLATES[name]
    assert budget(t, t.minutes, t.turns, signed=False).over == 0
    assert places(t, t.minutes) == t.turns


def test_two_presenters_in_ninety_minutes_are_42_minutes_too_many_and_one_fits() -> None:
    t = TEMPLATES["90"]
    assert budget(t, 90, 2, signed=True).over == 42
    found = offers(t, 90, 2, signed=True)
    assert (found.presenters, found.turn, found.minutes) == (1, None, 135)


def test_three_presenters_in_two_hours_and_a_half_fit_with_shorter_questioning() -> None:
    t = TEMPLATES["120"]
    over = budget(t, 150, 3, signed=True).over
    found = offers(t, 150, 3, signed=True)
    assert over == 3
    assert found.turn is not None
    assert found.turn.explore == t.turn.explore - 1


@given(st.sampled_from(AN_HOUR_OR_SO), st.integers(30, 480), st.integers(1, 8), st.booleans())
def test_whatever_is_offered_really_fits(name: str, minutes: int, presenters: int, signed: bool) -> None:
    t = TEMPLATES[name]
    found = offers(t, minutes, presenters, signed=signed)
    if found.presenters is not None:
        assert budget(t, minutes, found.presenters, signed=signed).over == 0
        assert fits(t, minutes, presenters, signed=signed) == found.presenters
    if found.turn is not None:
        assert budget(replace(t, turn=found.turn), minutes, presenters, signed=signed).over == 0
    if found.minutes is not None:
        assert budget(t, found.minutes, presenters, signed=signed).over == 0
