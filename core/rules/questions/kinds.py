"""Which kinds of questions help in which stage (domain.md §6), and which of them somebody is shown next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from core.names import Level, QuestionKind, Stage

T = TypeVar("T")
K = QuestionKind
SHOWN = 3
# fmt: off
KINDS: Mapping[Stage, tuple[QuestionKind, ...]] = {
    Stage.PRESENTING:  (K.CLARIFYING,),
    Stage.CLARIFYING:  (K.CLARIFYING,),
    Stage.QUESTIONING: (K.OPEN, K.REFLECTIVE, K.STAKEHOLDER, K.PROBING, K.FEELING, K.HYPOTHETICAL, K.CHALLENGING),
    Stage.REFRAMING:   (K.REFRAMING,),
    Stage.REFLECTING:  (K.LEARNING,),
    Stage.PLANNING:    (K.ACTION,),
    Stage.OVER:        (K.LEARNING,),
}
# fmt: on


def kinds_for(stage: Stage, level: Level) -> tuple[QuestionKind, ...]:
    """Challenging ones only where the presenter permits them."""
    return tuple(k for k in KINDS[stage] if k is not K.CHALLENGING or level is Level.BOLD)


def mixed(by_kind: Mapping[QuestionKind, Sequence[T]], kinds: Sequence[QuestionKind]) -> list[T]:
    """All of these kinds, one of each in turn, so that three in a row differ in kind where there are kinds enough."""
    longest = max(len(by_kind[k]) for k in kinds)
    return [by_kind[k][i] for i in range(longest) for k in kinds if i < len(by_kind[k])]


def shown(pool: Sequence[T], person: int, time: int) -> list[T]:
    """The three that a person is shown the `time`-th time (from 1): nothing comes twice before all have come once,
    and different people begin at different places.
    """
    first = (person * 7 + (time - 1) * SHOWN) % len(pool)
    return [pool[(first + i) % len(pool)] for i in range(min(SHOWN, len(pool)))]
