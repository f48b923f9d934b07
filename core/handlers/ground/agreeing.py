"""Who agrees to which edition of the ground rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers.ground import board
from core.message import Line, Message
from core.names import GroundRule, No, PersonId
from core.ports import Work
from core.rules.ground.pack import DEFAULT, GroundRules, State, decide
from core.rules.life.learning_set import LearningSet
from core.rules.refused import Refused
from core.words import ground as words


def in_force(work: Work, s: LearningSet) -> GroundRules | None:
    """The edition agreed last."""
    if not s.rules_edition:
        return None
    found = work.of(GroundRules).where(set=s.id, edition=s.rules_edition)
    return found[0] if found else None


def open_one(work: Work, s: LearningSet) -> GroundRules | None:
    """The edition that is being gone through, or waits for answers."""
    found = work.of(GroundRules).where(set=s.id, state=(State.DRAFTED.value, State.PROPOSED.value))
    return found[-1] if found else None


def settle(work: Work, s: LearningSet, g: GroundRules, now: datetime, *, over: bool = False) -> GroundRules:
    """Save this edition and whatever follows from the answers to it; show where it stands. One more yes is not
    shown, so that nobody is watched for theirs.
    """
    before = work.of(GroundRules).get(g.id)
    g = work.of(GroundRules).save(decide(g, s.people, over=over))
    if g.state is State.AGREED and s.rules_edition < g.edition:
        s = replace(s, rules_edition=g.edition, rules_since=now, rules_until=None)
        for person in g.fine:
            s = has_agreed(s, person, g.edition)
    elif g.state is State.DROPPED:
        s = replace(s, rules_until=None)
    work.of(LearningSet).save(s)
    if before is None or (before.state, bool(before.talk)) != (g.state, bool(g.talk)):
        board.show(work, s, g)
    return g


def has_agreed(s: LearningSet, person: PersonId, edition: int) -> LearningSet:
    m = s.member(person)
    return s.with_member(replace(m, agreed=max(m.agreed, edition))) if m else s


def must_have_agreed(s: LearningSet, person: PersonId) -> None:
    """Who presents has agreed to the ground rules in force. Raises Refused; a set without any asks nothing."""
    if not may_present(s, person):
        raise Refused(No.RULES_FIRST)


def may_present(s: LearningSet, person: PersonId) -> bool:
    m = s.member(person)
    return m is None or m.agreed >= s.rules_edition


def to_agree(work: Work, s: LearningSet, person: PersonId) -> Message | None:
    """The ground rules, to agree to, for somebody who has not; None where there is nothing to agree to."""
    m, g = s.member(person), in_force(work, s)
    if m is None or g is None or m.agreed >= g.edition:
        return None
    return words.shown(f"set-{s.id}", g.edition, board.wordings(g.rules), agreed=False)


def short_reminder(work: Work, s: LearningSet, nth: int) -> Line:
    """One line for the welcome of a session, its `nth` of the set (from 0): another rule each time. What is said
    stays here, where a set has not agreed on rules of its own.
    """
    g = in_force(work, s)
    if g is None:
        return words.rule(GroundRule.CONFIDENTIALITY)
    return words.short(board.wording(g.rules[nth % len(g.rules)]))


def rules_or_pack(work: Work, s: LearningSet) -> GroundRules:
    """What is in force, else the default pack, not on the record and of edition 0."""
    return in_force(work, s) or GroundRules(0, 0, s.id, 0, DEFAULT, State.AGREED)
