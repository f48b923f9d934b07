"""The templates: which stages a session has, and their minutes (domain.md §3; `first` and `day`: design.md §12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from core.names import Phase, Stage, Step


@dataclass(frozen=True)
class TurnMinutes:
    """One presenter's slot, in minutes."""

    present: int
    clarify: int
    explore: int
    reframe: int
    reflect: int
    plan: int

    @property
    def total(self) -> int:
        return self.present + self.clarify + self.explore + self.reframe + self.reflect + self.plan


@dataclass(frozen=True)
class StepMinutes:
    """A named step of a first session."""

    step: Step
    minutes: int


@dataclass(frozen=True)
class Slot:
    """A phase or stage of a session held over days: from one wall-clock time to another in the set's zone, days
    counted from the session's first. What is still open at `ends` may be finished until `grace`.
    """

    phase: Phase
    stage: Stage | None  # within a turn
    begins: tuple[int, time]
    ends: tuple[int, time]
    grace: tuple[int, time] | None = None


@dataclass(frozen=True)
class Template:
    name: str
    minutes: int
    opening: int  # welcome and check-in
    progress: int
    bids: int
    turn: TurnMinutes
    turns: int
    review: int
    spare: int
    breaks: tuple[int, ...] = ()  # after the first, second … turn
    steps: tuple[StepMinutes, ...] = ()  # instead of the phases around the turn, in a first session
    days: tuple[Slot, ...] = ()  # when each part is, in a session held over days

    @property
    def planned(self) -> int:
        """What the stages add up to; `minutes` where the template fits."""
        if self.steps:
            return sum(s.minutes for s in self.steps)
        around = self.opening + self.progress + self.bids + self.review + self.spare
        return around + self.turns * self.turn.total + sum(self.breaks)


TASTER = TurnMinutes(3, 3, 9, 1, 2, 2)  # design.md §12, within the template `first`
_MORNING, _NOON, _FIVE, _NIGHT = time(9), time(12), time(17), time(21)
_DAY = 24 * 60

# fmt: off
FIRST_STEPS = (
    StepMinutes(Step.WHO,     20),
    StepMinutes(Step.HOW,      5),
    StepMinutes(Step.RULES,   20),
    StepMinutes(Step.MATTERS,  5),
    StepMinutes(Step.TASTER,  20),
    StepMinutes(Step.DATES,   12),
    StepMinutes(Step.CLOSE,    8),
)
# Monday to the Tuesday after, where the session's day is a Monday (domain.md §3).
WEEK_DAYS = (
    #    phase            stage               begins         ends           grace
    Slot(Phase.CHECK_IN, None,               (0, _MORNING), (1, _MORNING)),
    Slot(Phase.PROGRESS, None,               (0, _MORNING), (1, _MORNING)),
    Slot(Phase.BIDS,     None,               (0, _MORNING), (1, _MORNING)),
    Slot(Phase.TURNS,    Stage.PRESENTING,   (1, _MORNING), (1, _FIVE),    (2, _MORNING)),
    Slot(Phase.TURNS,    Stage.CLARIFYING,   (1, _MORNING), (2, _NOON)),
    Slot(Phase.TURNS,    Stage.QUESTIONING,  (2, _NOON),    (3, _FIVE),    (4, _MORNING)),
    Slot(Phase.TURNS,    Stage.REFRAMING,    (4, _MORNING), (4, _FIVE),    (7, _MORNING)),
    Slot(Phase.TURNS,    Stage.REFLECTING,   (4, _MORNING), (4, _FIVE),    (7, _MORNING)),
    Slot(Phase.TURNS,    Stage.PLANNING,     (4, _MORNING), (4, _FIVE),    (7, _MORNING)),
    Slot(Phase.REVIEW,   None,               (7, _MORNING), (7, _NIGHT),   (8, _MORNING)),
)
# In `week` a turn's numbers are spans on the clock, Tuesday 09:00 to Friday 17:00; `days` says when.
_WEEK_TURN = TurnMinutes(480, 1140, 1740, 960, 0, 480)

TEMPLATES: dict[str, Template] = {t.name: t for t in (
    #        name   min  open prog bids              pres clar expl refr refl plan  turns review spare breaks
    Template("60",   60,   6,   4,   3, TurnMinutes(  4,   6,  14,   2,   3,   5),   1,    10,    3),
    Template("90",   90,   8,   8,   5, TurnMinutes(  5,   8,  22,   3,   6,   6),   1,    15,    4),
    Template("120", 120,   8,  10,   6, TurnMinutes(  5,   6,  16,   3,   5,   5),   2,    14,    2),
    Template("180", 180,  10,  15,   8, TurnMinutes(  5,   6,  16,   3,   5,   5),   3,    15,    2, (0, 10)),
    Template("day", 360,  20,  30,  10, TurnMinutes(  5,   8,  22,   3,   6,   6),   4,    20,    5, (15, 45, 15)),
    Template("week", 8 * _DAY, _DAY, 0, 0, _WEEK_TURN, 1, _DAY, 8 * _DAY - 2 * _DAY - _WEEK_TURN.total, days=WEEK_DAYS),
    # The last two steps keep their minutes whatever the taster took, as the review of other sessions does.
    Template("first", 90,  0,   0,   0, TASTER,                                      1,    20,    0, steps=FIRST_STEPS),
)}
# fmt: on
