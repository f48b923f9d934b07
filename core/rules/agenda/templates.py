"""The templates: which stages a session has, and their minutes (domain.md §3; `first` and `day`: design.md §12)."""

from __future__ import annotations

from dataclasses import dataclass


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

    @property
    def planned(self) -> int:
        """What the stages add up to; `minutes` where the template fits."""
        around = self.opening + self.progress + self.bids + self.review + self.spare
        return around + self.turns * self.turn.total + sum(self.breaks)


# fmt: off
TEMPLATES: dict[str, Template] = {t.name: t for t in (
    #        name   min  open prog bids              pres clar expl refr refl plan  turns review spare breaks
    Template("60",   60,   6,   4,   3, TurnMinutes(  4,   6,  14,   2,   3,   5),   1,    10,    3),
    Template("90",   90,   8,   8,   5, TurnMinutes(  5,   8,  22,   3,   6,   6),   1,    15,    4),
    Template("120", 120,   8,  10,   6, TurnMinutes(  5,   6,  16,   3,   5,   5),   2,    14,    2),
    Template("180", 180,  10,  15,   8, TurnMinutes(  5,   6,  16,   3,   5,   5),   3,    15,    2, (0, 10)),
    Template("day", 360,  20,  30,  10, TurnMinutes(  5,   8,  22,   3,   6,   6),   4,    20,    5, (15, 45, 15)),
)}
# fmt: on
TASTER = TurnMinutes(3, 3, 9, 1, 2, 2)  # design.md §12, within the template `first`
