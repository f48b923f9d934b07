"""Who is in a set: invited, in, gone; and who has the facilitator's part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum

from core.message import Own
from core.names import No, PersonId
from core.rules.life.learning_set import LARGEST, LearningSet, Member, Standing, leads
from core.rules.life.state import SetState
from core.rules.refused import Refused

FUNCTION_CAP = 120


class Facilitated(StrEnum):
    """How the facilitator's part is held."""

    OUTSIDE = "outside"  # by somebody who does not present
    INSIDE = "inside"  # by somebody who presents too
    ROTATING = "rotating"
    SELF = "self"


def may_arrange(s: LearningSet, person: PersonId) -> bool:
    """Who may invite, pause and choose for the set: whoever facilitates; where nobody does, any member once the
    set has begun.
    """
    if leads(s, person):
        return True
    begun = s.state is not SetState.FORMING or s.lead is None
    return s.facilitator is None and begun and s.here(person)


def must_arrange(s: LearningSet, person: PersonId) -> None:
    if not s.here(person) and not leads(s, person):
        raise Refused(No.NOT_IN_SET)
    if not may_arrange(s, person):
        raise Refused(No.ONLY_FACILITATOR)


def asked(s: LearningSet) -> int:
    """How many invitations are still open."""
    return sum(m.standing is Standing.INVITED for m in s.members)


def places(s: LearningSet) -> int:
    """Places in the rota that nobody has or is being asked to take."""
    taken = sum(m.standing in (Standing.ACCEPTED, Standing.INVITED) and m.presents for m in s.members)
    return LARGEST - taken


def invite(s: LearningSet, people: tuple[PersonId, ...]) -> tuple[LearningSet, tuple[PersonId, ...]]:
    """The set with those asked who are neither in it nor being asked, and who they are. Nobody is asked where
    they would be more than eight.
    """
    if s.state in (SetState.CLOSED, SetState.REVIEWING):
        raise Refused(No.NOT_IN_THIS_STATE)
    fresh = tuple(p for p in people if not _is_around(s, p))
    if len(fresh) > places(s):
        raise Refused(No.TOO_MANY, n=LARGEST, free=max(0, places(s)))
    for person in fresh:
        before = s.member(person)
        m = replace(before, standing=Standing.INVITED, presents=True) if before else Member(person)
        s = s.with_member(m)
    return s, fresh


def _is_around(s: LearningSet, person: PersonId) -> bool:
    m = s.member(person)
    return m is not None and m.standing in (Standing.INVITED, Standing.ACCEPTED)


def accept(s: LearningSet, person: PersonId, today: date) -> LearningSet:
    """In, from an invitation; somebody who had declined may change their mind while a place is free."""
    m = s.member(person)
    if m is None or m.standing is Standing.LEFT:
        raise Refused(No.NOT_INVITED)
    if s.state in (SetState.CLOSED, SetState.REVIEWING):
        raise Refused(No.NOT_IN_THIS_STATE)
    if len(s.rota) >= LARGEST and m.presents and m.standing is not Standing.ACCEPTED:
        raise Refused(No.SET_FULL, n=LARGEST)
    others = replace(s, members=tuple(o for o in s.members if o.person != person))
    if m.standing is Standing.ACCEPTED:
        return s
    # Last in order of joining.
    return others.with_member(replace(m, standing=Standing.ACCEPTED, joined=today))


def decline(s: LearningSet, person: PersonId) -> LearningSet:
    m = s.member(person)
    if m is None or m.standing is Standing.LEFT:
        raise Refused(No.NOT_INVITED)
    if m.standing is Standing.ACCEPTED:
        raise Refused(No.IN_ALREADY)
    return s.with_member(replace(m, standing=Standing.DECLINED))


def with_function(s: LearningSet, person: PersonId, words: Own) -> LearningSet:
    m = s.member(person)
    if m is None or m.standing is not Standing.ACCEPTED:
        raise Refused(No.NOT_IN_SET)
    if len(words.words) > FUNCTION_CAP:
        raise Refused(No.TOO_LONG, cap=FUNCTION_CAP, n=len(words.words))
    return s.with_member(replace(m, function=words))


def leave(s: LearningSet, person: PersonId) -> LearningSet:
    """Gone; the deputy takes the facilitator's part where it was theirs."""
    m = s.member(person)
    s = s.with_member(replace(m or Member(person), standing=Standing.LEFT))
    if s.deputy == person:
        s = replace(s, deputy=None)
    if s.facilitator == person:
        s = replace(s, facilitator=s.deputy, deputy=None)
    return s


def facilitated_by(s: LearningSet, how: Facilitated, person: PersonId | None) -> LearningSet:
    """The set with the facilitator's part held this way. A facilitator from outside has no place in the rota and
    counts neither in the size nor in the quorum (design.md §12). Who gives the part back presents like the others.
    """
    if how in (Facilitated.ROTATING, Facilitated.SELF):
        return replace(s, facilitator=None, deputy=None, rotating=how is Facilitated.ROTATING)
    if person is None:
        raise Refused(No.NOBODY_NAMED)
    s = replace(s, facilitator=person, rotating=False, deputy=None if s.deputy == person else s.deputy)
    presents = how is Facilitated.INSIDE
    m = s.member(person)
    joins = m is None or not m.presents or m.standing is not Standing.ACCEPTED
    if presents and joins and len(s.rota) >= LARGEST:
        raise Refused(No.TOO_MANY, n=LARGEST, free=0)
    if m is None:
        return s.with_member(Member(person, Standing.ACCEPTED, presents=presents))
    return s.with_member(replace(m, standing=Standing.ACCEPTED, presents=presents))


def with_deputy(s: LearningSet, person: PersonId | None) -> LearningSet:
    if person is not None and not s.here(person):
        raise Refused(No.NOT_A_MEMBER)
    if person is not None and person == s.facilitator:
        raise Refused(No.FACILITATES_ALREADY)
    return replace(s, deputy=person)
