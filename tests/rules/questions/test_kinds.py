"""The bank: three for the stage in hand, others the next time, challenging ones only by permission."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.names import Level, QuestionKind, Stage
from core.rules.questions.kinds import KINDS, SHOWN, kinds_for, mixed, shown
from core.words.bank import BANK


def test_every_kind_has_its_questions_and_there_are_sixty_at_least() -> None:
    assert set(BANK) == set(QuestionKind)
    texts = [line.text for lines in BANK.values() for line in lines]
    assert len(texts) >= 60
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("level", list(Level))
def test_challenging_questions_are_shown_only_where_the_presenter_permits(stage: Stage, level: Level) -> None:
    challenging = QuestionKind.CHALLENGING in kinds_for(stage, level)
    assert challenging is (level is Level.BOLD and QuestionKind.CHALLENGING in KINDS[stage])
    assert kinds_for(stage, level)


@given(stage=st.sampled_from(Stage), person=st.integers(1, 10_000), time=st.integers(1, 500))
def test_nobody_is_shown_the_same_three_twice_in_a_row(stage: Stage, person: int, time: int) -> None:
    pool = mixed(BANK, kinds_for(stage, Level.STRAIGHT))
    now, again = shown(pool, person, time), shown(pool, person, time + 1)
    assert len({line.text for line in now}) == SHOWN
    assert {line.text for line in now} != {line.text for line in again}


@given(stage=st.sampled_from(Stage), person=st.integers(1, 10_000))
def test_nothing_comes_twice_before_nearly_all_have_come_once(stage: Stage, person: int) -> None:
    pool = mixed(BANK, kinds_for(stage, Level.BOLD))
    times = len(pool) // SHOWN
    seen = [line.text for time in range(1, times + 1) for line in shown(pool, person, time)]
    assert len(set(seen)) == len(seen)


@given(person=st.integers(1, 10_000), time=st.integers(1, 12))
def test_three_at_once_are_of_three_kinds_while_questions_open_up(person: int, time: int) -> None:
    kinds = kinds_for(Stage.QUESTIONING, Level.STRAIGHT)
    pool = mixed(BANK, kinds)
    kind_of = {line.text: kind for kind, lines in BANK.items() for line in lines}
    assert len({kind_of[line.text] for line in shown(pool, person, time)}) >= 2
