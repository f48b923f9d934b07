"""Finding actions: those of a set, a turn, a person; the one that a request is about."""

from __future__ import annotations

from datetime import datetime

from core.handlers.actions.reading import items
from core.handlers.call import Call
from core.names import No, PersonId, SetId, TurnId
from core.ports import Work
from core.rules.actions.action import OPEN, Action, must_own
from core.rules.refused import Refused
from core.words import actions as words

_OPEN = tuple(s.value for s in OPEN)


def open_actions(work: Work, set_id: SetId) -> tuple[Action, ...]:
    """Those of the set that are neither done nor let go, oldest first."""
    return work.of(Action).where(set=set_id, status=_OPEN)


def open_of(work: Work, person: PersonId) -> tuple[Action, ...]:
    """A person's open actions, over all sets."""
    return work.of(Action).where(person=person, status=_OPEN)


def of_turn(work: Work, turn: TurnId) -> tuple[Action, ...]:
    return work.of(Action).where(turn=turn)


def planned(work: Work, turn: TurnId, now: datetime) -> tuple[words.Item, ...]:
    """What the presenter wrote down at the end of a turn, as the planning board shows it."""
    return items(work, of_turn(work, turn), now)


def action_named(work: Work, call: Call) -> Action | None:
    """The action that a button was offered for, if the request names one. Raises Refused when it is not the
    actor's own.
    """
    kind, _, number = call.request.of.partition("-")
    if kind != "action" or not number.isdigit():
        return None
    action = work.of(Action).get(int(number))
    if action is None:
        raise Refused(No.NO_ACTION)
    must_own(action, call.actor.id)
    return action
