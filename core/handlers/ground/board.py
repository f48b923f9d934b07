"""The ground rules as people see them: the rule in hand, the whole proposal, what was agreed."""

from __future__ import annotations

from dataclasses import replace

from core.message import Line, Own, Revise, Room, Say
from core.ports import Work
from core.rules.ground.pack import GroundRules, Rule, State
from core.rules.life.learning_set import LearningSet
from core.words import ground as words


def wording(rule: Rule) -> Line | Own:
    if rule.own:
        return rule.own
    assert rule.of is not None, "a rule has the pack's words or the set's own"
    return words.rule(rule.of)


def wordings(rules: tuple[Rule, ...]) -> tuple[Line | Own, ...]:
    return tuple(wording(r) for r in rules)


def without_deadline(s: LearningSet) -> LearningSet:
    return replace(s, rules_until=None)


def show(work: Work, s: LearningSet, g: GroundRules) -> None:
    """Bring the board of this edition up to date: of the rule in hand, or of the whole."""
    room, whole = Room(s.id), f"ground-{g.id}/whole"
    match g.state:
        case State.DRAFTED:
            message = words.one(g.moment, g.at + 1, len(g.rules), wording(g.in_hand), talk=bool(g.talk))
            work.say(Revise(f"ground-{g.id}/one", room, message))
        case State.PROPOSED:
            work.say(Revise(whole, room, words.whole(g.moment, wordings(g.rules), talk=bool(g.talk))))
        case State.AGREED:
            work.say(Revise(whole, room, words.agreed(g.edition, wordings(g.rules))))
        case State.DROPPED:
            work.say(Revise(whole, room, words.was_dropped(), only_edit=True))
            # an edit pings nobody, and that they have no ground rules is for all of them to hear
            message = words.dropped(before=bool(s.rules_edition))
            work.say(Say(f"ground-{g.id}/dropped", room, message))


def shrink(work: Work, s: LearningSet, g: GroundRules, seen: int) -> None:
    """The rules have been gone through, the first `seen` of them at least: that board keeps one line."""
    message = words.gone_through(seen, len(g.rules))
    work.say(Revise(f"ground-{g.id}/one", Room(s.id), message, only_edit=True))
