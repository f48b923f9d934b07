"""What an owner says of an action: done, moving, stuck, changed. Nobody else can say it for them."""

from __future__ import annotations

from datetime import datetime

from core.handlers.actions import kept, listing
from core.handlers.actions.reading import items, the_day
from core.handlers.call import Call
from core.message import Message
from core.names import ActionStatus, No, Told
from core.ports import Work
from core.request import Ask, Reply
from core.rules.actions.action import Action, CheckIn, checked, must_be_open, report, reword, sign_of
from core.rules.refused import Refused
from core.words import actions as words


def done(work: Work, call: Call, now: datetime) -> Reply:
    return answer(work, call, ActionStatus.DONE, now)


def moving(work: Work, call: Call, now: datetime) -> Reply:
    return answer(work, call, ActionStatus.MOVING, now)


def stuck(work: Work, call: Call, now: datetime) -> Reply:
    return answer(work, call, ActionStatus.STUCK, now)


def answer(work: Work, call: Call, said: ActionStatus, now: datetime) -> Reply:
    """The owner's word on the action that the button was for, or on their only one; else they are asked which."""
    action = kept.action_named(work, call) or _only(work, call)
    if action is None:
        return Reply.say(_which(work, call, said, now))
    told = Told.PRIVATE
    after = keep(work, report(action, said, told, now), now)
    return Reply.say(words.heard(items(work, (after,), now)[0]))


def keep(work: Work, after: Action, now: datetime) -> Action:
    """Save what was said, and write it down beside what was said before."""
    assert after.told is not None
    work.of(CheckIn).add(CheckIn(0, 0, after.id, None, after.status, now, after.told))
    return work.of(Action).save(after)


def _only(work: Work, call: Call) -> Action | None:
    mine = kept.open_of(work, call.actor.id)
    return mine[0] if len(mine) == 1 else None


def _which(work: Work, call: Call, said: ActionStatus, now: datetime) -> Message:
    mine = kept.open_of(work, call.actor.id)
    if not mine:
        return words.none_of_mine()
    return words.which(items(work, mine, now), said)


# --- other words -----------------------------------------------------------------------------------------------


def change_form(work: Work, call: Call, now: datetime) -> Ask | None:
    """The form with the action as it stands; none where it is not clear which one is meant."""
    del now
    action = kept.action_named(work, call) or _only(work, call)
    if action is None:
        return None
    must_be_open(action)
    by = action.by.isoformat() if action.by is not None else ""
    return words.form(action.words.words, by, action.sign.words, of=action.moment, command="action changed")


def changed(work: Work, call: Call, now: datetime) -> Reply:
    action = kept.action_named(work, call)
    if action is None:
        return Reply.say(listing.mine(work, call, now))
    if not call.request.submitted:
        raise Refused(No.EMPTY)
    by = action.by if call.arg("by") == _as_typed(action) else the_day(call.arg("by"), call.actor, now)
    after = reword(action, checked(call.arg("what")), by, sign_of(call.arg("sign")), Told.PRIVATE, now)
    after = keep(work, after, now)
    return Reply.say(words.changed(items(work, (after,), now, long=True)[0]))


def _as_typed(action: Action) -> str:
    """A date that has passed may stand as it was."""
    return action.by.isoformat() if action.by is not None else ""
