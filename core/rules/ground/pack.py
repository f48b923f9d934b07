"""Ground rules, edition by edition: gone through one at a time, proposed, agreed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from core.message import Own
from core.names import GroundRule, No, PersonId, SetId
from core.rules.refused import Refused

STANDS_FOR = timedelta(days=7)  # how long a proposal made between sessions waits for answers
MOST_RULES = 20
RULE_CAP = 280
RAREST = 26  # weeks between two times that the rules come up in the channel


class State(StrEnum):
    DRAFTED = "drafted"  # being gone through, one at a time
    PROPOSED = "proposed"
    AGREED = "agreed"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Rule:
    """One of the default pack, perhaps in the set's own wording, or one of the set's own (`of` is None)."""

    of: GroundRule | None
    own: Own = Own("")


DEFAULT = tuple(Rule(of) for of in GroundRule)
PROTECTING = (GroundRule.CONFIDENTIALITY, GroundRule.LIMITS)


@dataclass(frozen=True)
class GroundRules:
    """One edition. It is kept when the next is agreed."""

    id: int
    version: int
    set: SetId
    edition: int  # from 1; what members agree to
    rules: tuple[Rule, ...] = DEFAULT
    state: State = State.DRAFTED
    at: int = 0  # while drafted: the rule in hand
    fine: tuple[PersonId, ...] = ()
    talk: tuple[PersonId, ...] = ()  # who would like to talk about it; shown to nobody

    @property
    def moment(self) -> str:
        return f"ground-{self.id}@{self.at}.{len(self.rules)}" if self.drafted else f"ground-{self.id}"

    @property
    def drafted(self) -> bool:
        return self.state is State.DRAFTED

    @property
    def in_hand(self) -> Rule:
        return self.rules[self.at]


def _must_be(g: GroundRules, state: State) -> None:
    if g.state is not state:
        raise Refused(No.MOMENT_PASSED)


def keep(g: GroundRules) -> GroundRules:
    """The rule in hand stays; the next one comes, or after the last the whole is proposed."""
    _must_be(g, State.DRAFTED)
    return _onward(replace(g, at=g.at + 1, talk=()))


def leave_out(g: GroundRules) -> GroundRules:
    _must_be(g, State.DRAFTED)
    if len(g.rules) == 1:
        raise Refused(No.LAST_RULE)
    return _onward(replace(g, rules=g.rules[: g.at] + g.rules[g.at + 1 :], talk=()))


def leaves_with_care(g: GroundRules) -> bool:
    """Whether the rule in hand is left out only after a question back: it protects people, or somebody would like
    to talk about it.
    """
    return bool(g.talk) or g.in_hand.of in PROTECTING


def reword(g: GroundRules, words: Own) -> GroundRules:
    """The rule in hand in the set's own words; it stays in hand, for all to see."""
    _must_be(g, State.DRAFTED)
    _check(words)
    changed = replace(g.in_hand, own=words)
    return replace(g, rules=(*g.rules[: g.at], changed, *g.rules[g.at + 1 :]), talk=())


def _onward(g: GroundRules) -> GroundRules:
    return propose(g) if g.at >= len(g.rules) else g


def propose(g: GroundRules) -> GroundRules:
    """The whole, for everybody to answer: rules not gone through stay as they are."""
    _must_be(g, State.DRAFTED)
    return replace(g, state=State.PROPOSED, at=0, fine=(), talk=())


def with_rule(g: GroundRules, words: Own, instead: int | None) -> tuple[Rule, ...]:
    """These rules with one more, or with the one numbered `instead` (from 1) in other words, or without it
    where no words are given.
    """
    if instead is None:
        _check(words)
        if len(g.rules) >= MOST_RULES:
            raise Refused(No.ENOUGH_RULES, n=MOST_RULES)
        return (*g.rules, Rule(None, words))
    if not 1 <= instead <= len(g.rules):
        raise Refused(No.NO_SUCH_RULE, n=len(g.rules))
    if not words and len(g.rules) == 1:
        raise Refused(No.LAST_RULE)
    if words:
        _check(words)
    new = (replace(g.rules[instead - 1], own=words),) if words else ()
    return g.rules[: instead - 1] + new + g.rules[instead:]


def _check(words: Own) -> None:
    if not words.words.strip():
        raise Refused(No.EMPTY)
    if len(words.words) > RULE_CAP:
        raise Refused(No.TOO_LONG, cap=RULE_CAP, n=len(words.words))


def fine(g: GroundRules, person: PersonId) -> GroundRules:
    if g.state not in (State.PROPOSED, State.AGREED):
        raise Refused(No.MOMENT_PASSED)
    said = g.fine if person in g.fine else (*g.fine, person)
    return replace(g, fine=said, talk=tuple(p for p in g.talk if p != person))


def would_talk(g: GroundRules, person: PersonId) -> GroundRules:
    """Somebody would like to talk about it: consent waits."""
    if g.state not in (State.PROPOSED, State.DRAFTED):
        raise Refused(No.MOMENT_PASSED)
    said = g.talk if person in g.talk else (*g.talk, person)
    return replace(g, talk=said, fine=tuple(p for p in g.fine if p != person))


def decide(g: GroundRules, people: Iterable[PersonId], *, over: bool) -> GroundRules:
    """Agreed as soon as everybody is fine with it; when its time is over, where most are and nobody would like
    to talk about it. What is neither is dropped then.
    """
    if g.state is not State.PROPOSED:
        return g
    here = set(people)
    yes = len(here & set(g.fine))
    if not g.talk and (yes == len(here) or (over and 2 * yes > len(here))):
        return replace(g, state=State.AGREED)
    return replace(g, state=State.DROPPED) if over else g
