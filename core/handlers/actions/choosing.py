"""How somebody would like to be asked about their actions: one choice for all they have in a set."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers.actions import kept
from core.handlers.actions.adding import how_to_ask
from core.handlers.call import Call
from core.names import Asking, No
from core.ports import Work
from core.request import Reply
from core.rules.actions.action import Action
from core.rules.life.learning_set import LearningSet
from core.rules.refused import Refused
from core.words import actions as words


def choose(work: Work, call: Call, now: datetime) -> Reply:
    action, s = _about(work, call)
    how, on = call.arg("how"), call.arg("on")
    if not how:
        return Reply.say(how_to_ask(work, s, action, now))
    weekday = int(on) if on in ("0", "1", "2", "3", "4", "5", "6") else action.on
    for mine in kept.open_of(work, call.actor.id):
        if mine.set == s.id:
            work.of(Action).save(_chosen(mine, s, how, weekday))
    if how == "never":
        return Reply.say(words.not_asked())
    day = weekday if weekday is not None else s.check_in_day
    if how == "private":
        return Reply.say(words.asked_in_private(action.moment, day))
    return Reply.say(words.asked_in_the_channel(s.check_in_day, also_private=s.asking is not Asking.CHANNEL))


def day(work: Work, call: Call, now: datetime) -> Reply:
    del now
    action, _ = _about(work, call)
    return Reply.say(words.which_day(action.moment))


def _about(work: Work, call: Call) -> tuple[Action, LearningSet]:
    action = kept.action_named(work, call)
    s = work.of(LearningSet).get(action.set) if action is not None else None
    if action is None or s is None:
        raise Refused(No.NO_ACTION)
    return action, s


def _chosen(action: Action, s: LearningSet, how: str, weekday: int | None) -> Action:
    if how == "never":
        return replace(action, never=True)
    if how == "private":
        return replace(action, never=False, asking=Asking.PRIVATE, on=weekday)
    return replace(
        action, never=False, asking=None if s.asking is not Asking.PRIVATE else Asking.BOTH, on=None
    )
