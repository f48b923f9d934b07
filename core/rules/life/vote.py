"""The end review: who would go on, how, and what each takes away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from core.message import Own
from core.names import No, PersonId, SetId
from core.rules.refused import Refused

TAKEAWAY_CAP = 280


class Wish(StrEnum):
    FACILITATED = "facilitated"  # to go on, with a facilitator
    SELF = "self"  # to go on by ourselves
    END = "end"


@dataclass(frozen=True)
class Vote:
    person: PersonId
    wish: Wish


@dataclass(frozen=True)
class Takeaway:
    person: PersonId
    words: Own


@dataclass(frozen=True)
class Review:
    """The end review of one contract. Votes are shown to nobody, in no way that tells whose they are."""

    id: int
    version: int
    set: SetId
    contract: int
    votes: tuple[Vote, ...] = ()
    takeaways: tuple[Takeaway, ...] = ()


@dataclass(frozen=True)
class Outcome:
    renew: bool
    facilitated: bool | None = None  # None: as it was


def voted(r: Review, person: PersonId, wish: Wish) -> Review:
    """One voice each; the last word counts."""
    others = tuple(v for v in r.votes if v.person != person)
    return replace(r, votes=(*others, Vote(person, wish)))


def takes_away(r: Review, person: PersonId, words: Own) -> Review:
    if not words.words.strip():
        raise Refused(No.EMPTY)
    if len(words.words) > TAKEAWAY_CAP:
        raise Refused(No.TOO_LONG, cap=TAKEAWAY_CAP, n=len(words.words))
    others = tuple(t for t in r.takeaways if t.person != person)
    return replace(r, takeaways=(*others, Takeaway(person, words)))


def outcome(r: Review, people: Iterable[PersonId]) -> Outcome:
    """A majority of the answers decides; a tie or silence closes (design.md §12). Among those who would go on, a
    majority says how; a tie leaves it as it was. Only those still in the set are counted.
    """
    here = set(people)
    wishes = [v.wish for v in r.votes if v.person in here]
    end = wishes.count(Wish.END)
    go_on = len(wishes) - end
    if go_on <= end:
        return Outcome(renew=False)
    led, alone = wishes.count(Wish.FACILITATED), wishes.count(Wish.SELF)
    return Outcome(renew=True, facilitated=None if led == alone else led > alone)
