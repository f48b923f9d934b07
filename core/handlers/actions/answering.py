"""What an owner says of an action: done, moving, stuck, changed. Nobody else can say it for them."""

from __future__ import annotations

from datetime import date, datetime

from core.handlers.actions import boards, kept, listing
from core.handlers.actions.reading import items, the_day
from core.handlers.actions.telling import asked_of, record
from core.handlers.call import Call
from core.names import ActionStatus, AskStep, No, Told
from core.ports import Work
from core.request import Ask, Reply
from core.rules.actions.action import (
    OPEN,
    Action,
    CheckIn,
    checked,
    must_be_open,
    reopen,
    report,
    reword,
    sign_of,
)
from core.rules.actions.asked import Asked
from core.rules.refused import Refused, about
from core.words import actions as words
from core.words import asking as ask_words


def done(work: Work, call: Call, now: datetime) -> Reply:
    return answer(work, call, ActionStatus.DONE, now)


def moving(work: Work, call: Call, now: datetime) -> Reply:
    return answer(work, call, ActionStatus.MOVING, now)


def stuck(work: Work, call: Call, now: datetime) -> Reply:
    return answer(work, call, ActionStatus.STUCK, now)


def rest(work: Work, call: Call, now: datetime) -> Reply:
    return answer(work, call, ActionStatus.RESTING, now)


def let_go(work: Work, call: Call, now: datetime) -> Reply:
    return answer(work, call, ActionStatus.LET_GO, now)


def reopened(work: Work, call: Call, now: datetime) -> Reply:
    """[Not done after all]: it stands as its owner last said it stood."""
    action = kept.action_named(work, call)
    if action is None:
        raise Refused(No.NO_ACTION)
    said = [c.answer for c in work.of(CheckIn).where(action=action.id) if c.answer in OPEN]
    after = reopen(action, said[-1] if said else ActionStatus.OPEN, now)
    return record(work, asked_of(work, call), after, AskStep.REOPENED, now)


def answer(work: Work, call: Call, said: ActionStatus, now: datetime) -> Reply:
    """The owner's word on the action that is meant; where that is not clear they are asked which."""
    asked = asked_of(work, call)
    action = meant(work, call, asked)
    if action is None:
        return _which(work, call, asked, said, now)
    told = asked.told if asked is not None else Told.PRIVATE
    return record(work, asked, report(action, said, told, now), AskStep.ANSWERED, now)


def meant(work: Work, call: Call, asked: Asked | None) -> Action | None:
    """The action that the button was for; else the actor's only one on the board pressed, or in hand at all."""
    named = kept.action_named(work, call)
    if named is not None:
        return named
    mine = [a for a in kept.open_of(work, call.actor.id) if asked is None or asked.holds(a.id)]
    return mine[0] if len(mine) == 1 and (asked is None or _is_current(work, asked)) else None


def _is_current(work: Work, asked: Asked) -> bool:
    """Whether nothing has been asked in front of the set since."""
    if asked.set is None:
        return True
    last = boards.last_board(work, asked.set)
    return last is not None and last.id == asked.id


def _which(work: Work, call: Call, asked: Asked | None, said: ActionStatus, now: datetime) -> Reply:
    mine = kept.open_of(work, call.actor.id)
    if asked is None:
        return Reply.say(words.which(items(work, mine, now), said) if mine else words.none_of_mine())
    if not _is_current(work, asked) and mine:
        return Reply.say(ask_words.that_was_last_time(items(work, mine, now)))
    on_it = tuple(a for a in mine if asked.holds(a.id))
    if not on_it:
        _must_be_in_set(work, call)
        return Reply.say(ask_words.nothing_of_yours())
    return Reply.say(words.which(items(work, on_it, now), said, asked.id))


def _must_be_in_set(work: Work, call: Call) -> None:
    """A stranger to the set is told so, rather than that they have no action in it."""
    del work
    assert call.the_set is not None


# --- other words -----------------------------------------------------------------------------------------------


def change_form(work: Work, call: Call, now: datetime) -> Ask | None:
    """The form with the action as it stands; none where it is not clear which one is meant."""
    del now
    action = meant(work, call, asked_of(work, call))
    if action is None:
        return None
    must_be_open(action)
    typed, sign = _as_typed(action), action.sign.words
    asked = asked_of(work, call)
    args = (("asked", str(asked.id)),) if asked is not None else ()
    return words.form(action.words.words, typed, sign, of=action.moment, command="action changed", args=args)


def changed(work: Work, call: Call, now: datetime) -> Reply:
    asked = asked_of(work, call)
    if not call.request.submitted:
        if not call.request.of and kept.open_of(work, call.actor.id):
            return Reply.say(listing.mine(work, call, now))
        return _which(work, call, asked, ActionStatus.CHANGED, now)
    action = kept.action_named(work, call)
    if action is None:
        raise Refused(No.NO_ACTION)
    told = asked.told if asked is not None else Told.PRIVATE
    with about("by"):
        by = _by(call, action, now)
    with about("what"):
        own = checked(call.arg("what"))
    with about("sign"):
        sign = sign_of(call.arg("sign"))
    after = reword(action, own, by, sign, told, now)
    return record(work, asked, after, AskStep.REWORDED, now)


def _by(call: Call, action: Action, now: datetime) -> date | None:
    """The day in the form; one that stands as it was may have passed meanwhile."""
    typed = call.arg("by")
    return action.by if typed == _as_typed(action) else the_day(typed, call.actor, now)


def _as_typed(action: Action) -> str:
    return action.by.isoformat() if action.by is not None else ""
