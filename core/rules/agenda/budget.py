"""The agenda of a session in minutes: what fits, by how much it does not, and what would help (AG7, AG8)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.names import Item
from core.rules.agenda.templates import Template, TurnMinutes

SHORTEST_QUESTIONING = (
    8  # minutes; half of the shortest template's questioning, and below it a round does not go round
)
ROUND_TO = 5  # a longer session is offered in whole fives


@dataclass(frozen=True)
class Slot:
    """One line of an agenda. `n` numbers the turns from 0."""

    item: Item
    minutes: int
    n: int = 0


@dataclass(frozen=True)
class Budget:
    slots: tuple[Slot, ...]
    minutes: int  # what the session has

    @property
    def needs(self) -> int:
        return sum(s.minutes for s in self.slots)

    @property
    def over(self) -> int:
        """By how many minutes it does not fit; 0 where it does."""
        return max(0, self.needs - self.minutes)


@dataclass(frozen=True)
class Offers:
    """Ways to make it fit; None where that way does not help."""

    presenters: int | None  # so many fit
    turn: TurnMinutes | None  # with less questioning each
    minutes: int | None  # a session of this length


def budget(template: Template, minutes: int, presenters: int, *, signed: bool) -> Budget:
    """The standing agenda for so many presenters. Where somebody has signed up, bidding takes a minute."""
    slots = [
        Slot(Item.CHECK_IN, template.opening),
        Slot(Item.PROGRESS, template.progress),
        Slot(Item.BIDS, min(1, template.bids) if signed else template.bids),
    ]
    for n in range(presenters):
        slots.append(Slot(Item.TURN, template.turn.total, n))
        pause = template.breaks[n] if n < min(len(template.breaks), presenters - 1) else 0
        if pause:
            slots.append(Slot(Item.BREAK, pause, n))
    slots.append(Slot(Item.REVIEW, template.review))
    return Budget(tuple(s for s in slots if s.minutes), minutes)


def offers(template: Template, minutes: int, presenters: int, *, signed: bool) -> Offers:
    """What would make an agenda fit that does not."""
    over = budget(template, minutes, presenters, signed=signed).over
    if not over:
        return Offers(None, None, None)
    fit = fits(template, minutes, presenters, signed=signed)
    cut = -(-over // max(1, presenters))
    explore = template.turn.explore - cut
    shorter = replace(template.turn, explore=explore) if explore >= SHORTEST_QUESTIONING else None
    longer = -(-(minutes + over) // ROUND_TO) * ROUND_TO
    return Offers(fit or None, shorter if presenters else None, longer)


def fits(template: Template, minutes: int, most: int, *, signed: bool) -> int:
    """How many of at most `most` presenters have room for a whole turn; possibly none."""
    for n in range(most, 0, -1):
        if not budget(template, minutes, n, signed=signed).over:
            return n
    return 0


def places(template: Template, minutes: int) -> int:
    """How many the rota puts down: as many as the template has turns and the session's minutes hold; at least one."""
    return max(1, fits(template, minutes, template.turns, signed=True))
