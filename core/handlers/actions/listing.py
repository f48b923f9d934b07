"""`/als action list`: the set's actions in its room, one's own anywhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers.actions import kept
from core.handlers.actions.reading import items
from core.handlers.call import Call
from core.message import Message, Room
from core.names import ActionStatus, Phase, Told
from core.ports import Work
from core.request import Reply
from core.rules.actions.action import Action
from core.rules.life.learning_set import LearningSet
from core.rules.session.session import Session
from core.words import actions as words


def show(work: Work, call: Call, now: datetime) -> Reply:
    """In the set's room, what the set has in hand; elsewhere, or asked for, the actor's own over all sets."""
    if isinstance(call.place, Room) and call.arg("whose") != "mine":
        return Reply.say(_of_the_set(work, call.the_set, now))
    return Reply.say(mine(work, call, now))


def mine(work: Work, call: Call, now: datetime) -> Message:
    actions = kept.open_of(work, call.actor.id)
    return words.mine(items(work, actions, now), several_sets=len({a.set for a in actions}) > 1)


def _of_the_set(work: Work, s: LearningSet, now: datetime) -> Message:
    actions = work.of(Action).where(set=s.id)
    open_ones = [as_told(a) for a in actions if a.is_open]
    since = last_met(work, s, now)
    done = [a for a in actions if a.status is ActionStatus.DONE and a.told is not Told.PRIVATE]
    recent = [a for a in done if since is None or a.last_reported >= since]
    return words.of_the_set(items(work, open_ones, now), items(work, recent, now))


def as_told(action: Action) -> Action:
    """The action as the set knows it: what was said in private stays there."""
    return replace(action, status=ActionStatus.OPEN) if action.told is Told.PRIVATE else action


def last_met(work: Work, s: LearningSet, now: datetime) -> datetime | None:
    """When the set last met."""
    held = work.of(Session).where(set=s.id, phase=(Phase.CLOSED.value, Phase.INTERRUPTED.value))
    return max((h.starts for h in held if h.starts <= now), default=None)
