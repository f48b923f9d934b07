"""The fair rota: fewest turns, then longest ago, then order of joining (design.md §12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import assert_never

from core.names import PersonId
from core.rules.agenda.templates import TASTER
from core.rules.session.turn import Turn

NEVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Place:
    """Somebody in the rota and the day they joined; None for who was there from the beginning."""

    person: PersonId
    joined: date | None = None


@dataclass(frozen=True)
class Had:
    """A turn that counts."""

    presenter: PersonId
    at: datetime


@dataclass(frozen=True)
class Exchanged:
    """Two people swapped places; nobody else moves."""

    one: PersonId
    other: PersonId
    at: datetime


@dataclass(frozen=True)
class Standing:
    """Where somebody stands. `turns` is what the rota goes by: a newcomer joins level with whoever has had
    fewest, so that nobody catches up by presenting many times in a row. `had` is what they really had.
    """

    person: PersonId
    turns: int
    last: datetime
    order: int
    had: int = 0


@dataclass(frozen=True)
class Cycle:
    """A cycle is over when everybody in the rota has had one more turn."""

    number: int
    presented: tuple[PersonId, ...]
    waiting: tuple[PersonId, ...]  # whoever is next first


def counts(turn: Turn) -> bool:
    """A turn counts once it has come to its end. One that was stopped, or cut short by the session's end, leaves
    its presenter's place in the rota as it was; so does the short turn of a first session.
    """
    cut_short = turn.stopped or turn.interrupted or turn.put_off
    return not turn.live and not cut_short and turn.minutes != TASTER


def standings(
    places: Sequence[Place], turns: Iterable[Had], swaps: Iterable[Exchanged] = ()
) -> tuple[Standing, ...]:
    """Those in the rota (`places` in order of joining), whoever is next first."""
    had = tuple(turns)
    events: list[tuple[datetime, int, int, Place | Had | Exchanged]] = [
        *((_joined(p), 0, order, p) for order, p in enumerate(places)),
        *((t.at, 1, 0, t) for t in had),
        *((x.at, 2, 0, x) for x in swaps),
    ]
    now: dict[PersonId, Standing] = {}
    for _, _, order, what in sorted(events, key=lambda e: e[:3]):
        match what:
            case Place():
                level = min((s.turns for s in now.values()), default=0)
                now[what.person] = Standing(what.person, level, NEVER, order)
            case Had():
                _present(now, what)
            case Exchanged():
                _exchange(now, what)
            case _:
                assert_never(what)
    really = {p.person: sum(t.presenter == p.person for t in had) for p in places}
    ranked = sorted(now.values(), key=lambda s: (s.turns, s.last, s.order))
    return tuple(replace(s, had=really[s.person]) for s in ranked)


def _joined(place: Place) -> datetime:
    return datetime.combine(place.joined, time(), UTC) if place.joined else NEVER


def _present(now: dict[PersonId, Standing], turn: Had) -> None:
    if (s := now.get(turn.presenter)) is not None:
        now[s.person] = replace(s, turns=s.turns + 1, last=turn.at)


def _exchange(now: dict[PersonId, Standing], swap: Exchanged) -> None:
    """What decides among equals changes hands. The number of turns does not: a swap costs nobody a turn."""
    one, other = now.get(swap.one), now.get(swap.other)
    if one is not None and other is not None:
        now[one.person] = replace(one, last=other.last, order=other.order)
        now[other.person] = replace(other, last=one.last, order=one.order)


def cycle(ranked: Sequence[Standing]) -> Cycle:
    """Where the set is in its cycle."""
    fewest = min((s.turns for s in ranked), default=0)
    presented = sorted((s for s in ranked if s.turns > fewest), key=lambda s: (s.last, s.order))
    waiting = tuple(s.person for s in ranked if s.turns == fewest)
    return Cycle(fewest + 1, tuple(s.person for s in presented), waiting)
