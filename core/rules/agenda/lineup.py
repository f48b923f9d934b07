"""Who is down to present in a session: those who signed up, then whoever the rota has next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.names import PersonId, SessionId, SetId


@dataclass(frozen=True)
class Lineup:
    """What people said about a session's turns. The session's own `queue` holds who signed up, in order.

    The two ways of skipping (AG4): `away` is absence: the next presents, and the place in the rota stays what
    it is. `kept` is a holiday, or "not this time": the turn itself is kept, and comes first in the next session.
    """

    id: int
    version: int
    set: SetId
    session: SessionId
    away: tuple[PersonId, ...] = ()
    kept: tuple[PersonId, ...] = ()
    bids: tuple[PersonId, ...] = ()  # who said "I have something", in order
    votes: tuple[tuple[PersonId, PersonId], ...] = ()  # (who, for whom), where more bid than fit

    def is_away(self, person: PersonId) -> Lineup:
        return replace(self._without(person), away=(*self._without(person).away, person))

    def keeps(self, person: PersonId) -> Lineup:
        return replace(self._without(person), kept=(*self._without(person).kept, person))

    def is_back(self, person: PersonId) -> Lineup:
        return self._without(person)

    def _without(self, person: PersonId) -> Lineup:
        away = tuple(p for p in self.away if p != person)
        return replace(self, away=away, kept=tuple(p for p in self.kept if p != person))

    def bid(self, person: PersonId) -> Lineup:
        return self if person in self.bids else replace(self, bids=(*self.bids, person))

    def vote(self, person: PersonId, bidder: PersonId) -> Lineup:
        """One tap each; the last one counts."""
        others = tuple(v for v in self.votes if v[0] != person)
        return replace(self, votes=(*others, (person, bidder)))


def down(
    signed: Sequence[PersonId], ranked: Sequence[PersonId], lineup: Lineup | None, places: int
) -> tuple[PersonId, ...]:
    """Who presents, in order. All who signed up are in it, even where that is more than fit: the agenda says so.
    `ranked` is the whole rota, whoever is next first; somebody who is not in it any more is not down.
    """
    out = {*lineup.away, *lineup.kept} if lineup else set()
    first = [p for p in dict.fromkeys(signed) if p not in out]
    rest = [p for p in ranked if p not in out and p not in first]
    return (*first, *rest[: max(0, places - len(first))])


def chosen(first: Sequence[PersonId], lineup: Lineup, places: int) -> tuple[PersonId, ...]:
    """Who presents after the bids: by the taps, then those who were down, then in order of bidding."""
    asked = tuple(dict.fromkeys((*first, *lineup.bids)))
    taps = {p: sum(choice == p for _, choice in lineup.votes) for p in asked}
    ranked = sorted(asked, key=lambda p: -taps[p])
    picked = set(ranked[:places])
    return tuple(p for p in ranked if p in picked)


def carried(queue: Sequence[PersonId], lineup: Lineup | None) -> tuple[PersonId, ...]:
    """Who comes first in the next session: whose turn was kept, then who was down and did not come to it."""
    kept = lineup.kept if lineup else ()
    return tuple(dict.fromkeys((*kept, *queue)))


def put_first(queue: Sequence[PersonId], person: PersonId) -> tuple[PersonId, ...]:
    return (person, *(p for p in queue if p != person))
