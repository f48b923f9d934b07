"""The parts of a turn: who questions and in what order, who watches, who has the facilitator's part."""

from __future__ import annotations

from collections.abc import Sequence

from core.names import Coming, Mode, PersonId
from core.rules.session.session import Session

ENOUGH_WITHOUT = 3  # whoever facilitates asks no questions where at least so many others do
LEFT_TO_QUESTION = 4  # a reflector is named only where at least so many others still question


def go_round(rota: Sequence[PersonId], presenter: PersonId) -> tuple[PersonId, ...]:
    """Everybody but the presenter, in the order of the set, from the one who comes after the presenter."""
    at = rota.index(presenter) if presenter in rota else -1
    return tuple(p for p in (*rota[at + 1 :], *rota[: max(at, 0)]) if p != presenter)


def here(session: Session, people: Sequence[PersonId], *, heard: bool) -> tuple[PersonId, ...]:
    """Those of `people` who can be counted on. Where lines are `heard` (in writing) it is those who are present,
    if anybody is; else all who have not said that they stay away.
    """
    present = tuple(p for p in people if p in session.present) if heard else ()
    return present or tuple(p for p in people if session.answered(p) is not Coming.NO)


def questioners(
    session: Session, rota: Sequence[PersonId], presenter: PersonId, facilitates: PersonId | None
) -> tuple[PersonId, ...]:
    """Who asks, in order: those who are here, whoever facilitates only where too few others do."""
    heard = session.mode is Mode.WRITTEN
    everybody = go_round(rota, presenter)
    others = here(session, tuple(p for p in everybody if p != facilitates), heard=heard)
    return others if len(others) >= ENOUGH_WITHOUT else here(session, everybody, heard=heard)


def longest_ago(people: Sequence[PersonId], history: Sequence[PersonId | None]) -> PersonId | None:
    """Of `people`, whoever is not in `history` (oldest first) or the longest ago; the first of equals."""
    last = {p: i for i, p in enumerate(history, 1) if p is not None}
    return min(people, key=lambda p: last.get(p, 0), default=None)


def reflector(order: Sequence[PersonId], history: Sequence[PersonId | None]) -> PersonId | None:
    """Who watches and speaks first at the reflection: rotated, and only where enough others can question."""
    return longest_ago(order, history) if len(order) > LEFT_TO_QUESTION else None
