"""Writing an action down: from the planning board, by a form, or in one line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from core.handlers.actions import kept
from core.handlers.actions.reading import items, shown, the_day, words_and_day
from core.handlers.call import Call, current_session, open_turn
from core.handlers.session import board
from core.message import Message, Own
from core.names import ActionId, Asking, No, Stage
from core.ports import Work
from core.request import Ask, Reply
from core.rules.actions import weekly
from core.rules.actions.action import Action, checked, must_have_room, sign_of
from core.rules.life.learning_set import LearningSet
from core.rules.refused import Refused, about
from core.rules.session.turn import Turn
from core.words import actions as words


def form(work: Work, call: Call, now: datetime) -> Ask | None:
    """The form, unless the rules would refuse what it holds."""
    del now
    several = _several(work, call)
    if several:
        return words.in_which_set(words.form(of=call.request.of), {s.id: s.name for s in several})
    s = call.the_set
    turn = _turn(work, call, s)
    must_have_room(_beside(work, call, s, turn))
    return words.form(of=call.request.of)


def add(work: Work, call: Call, now: datetime) -> Reply:
    s = _set(work, call)
    turn = _turn(work, call, s)
    must_have_room(_beside(work, call, s, turn))
    first_here = not work.of(Action).where(person=call.actor.id, set=s.id)
    action = work.of(Action).add(_written(work, call, s, turn, now))
    said: list[Message] = []
    if turn is not None and turn.stage is Stage.PLANNING:
        board.show(work, turn)
    else:
        said.append(words.noted(items(work, (action,), now, long=True)[0]))
    if first_here:
        said.append(how_to_ask(work, s, action, now))
    return Reply.say(*said)


def _several(work: Work, call: Call) -> tuple[LearningSet, ...]:
    """The actor's sets, where the request does not tell which of several is meant."""
    if call.set is not None:
        return ()
    found = (work.of(LearningSet).get(i) for i in work.sets_of(call.actor.id))
    mine = tuple(s for s in found if s is not None and s.here(call.actor.id))
    return mine if len(mine) > 1 else ()


def _set(work: Work, call: Call) -> LearningSet:
    """The set of the place, else the one chosen in the form. Raises Refused where neither tells."""
    several = _several(work, call)
    if not several:
        return call.the_set
    chosen = next((s for s in several if str(s.id) == call.arg("set")), None)
    if chosen is None:
        raise Refused(No.WHICH_SET)
    return chosen


def how_to_ask(work: Work, s: LearningSet, action: Action, now: datetime) -> Message:
    """The question how its owner would like to be asked, with the first day that it would be."""
    weekday = action.on if action.on is not None else s.check_in_day
    session = current_session(work, s.id)
    meets, channel = session.starts if session is not None else None, s.asking is not Asking.PRIVATE
    first = shown(weekly.first_after(s, weekday, meets, now, board=channel), now)
    assert first is not None
    return words.how_to_ask(action.moment, weekday, first, channel=channel)


def _written(work: Work, call: Call, s: LearningSet, turn: Turn | None, now: datetime) -> Action:
    """The action as its owner wrote it; asked about as their last one was."""
    own, by, sign = _read(call, now)
    before = work.of(Action).where(person=call.actor.id, set=s.id)
    session = current_session(work, s.id)
    live = session.id if session is not None and session.live else None
    member = s.member(call.actor.id)
    fresh = Action(
        id=ActionId(0),
        version=0,
        set=s.id,
        session=turn.session if turn is not None else live,
        turn=turn.id if turn is not None else None,
        person=call.actor.id,
        words=own,
        by=by,
        sign=sign,
        made=now,
        last_reported=now,
        asking=member.asking if member is not None else None,
    )
    if before:
        last = before[-1]
        return replace(fresh, asking=last.asking, on=last.on, never=last.never)
    return fresh


def _read(call: Call, now: datetime) -> tuple[Own, date | None, Own]:
    """What, by when and the sign, from the form or from one line. Raises Refused."""
    if call.request.submitted:
        with about("what"):
            own = checked(call.arg("what"))
        with about("by"):
            by = the_day(call.arg("by"), call.actor, now)
        with about("sign"):
            return own, by, sign_of(call.arg("sign"))
    text = call.words
    if text.startswith("@") and text[1:].split(maxsplit=1)[:1] and call.request.people:
        raise Refused(No.ACTION_FOR_ANOTHER)
    what, by = words_and_day(text, call.actor, now)
    if call.arg("by"):
        by = the_day(call.arg("by"), call.actor, now)
    return checked(what), by, Own("")


def _turn(work: Work, call: Call, s: LearningSet) -> Turn | None:
    """The presenter's own turn that this belongs to: the one a button was offered for, else the one at its last
    stage. Written a little late it still belongs there.
    """
    kind, _, rest = call.request.of.partition("-")
    number = rest.partition("@")[0]
    if kind == "turn" and number.isdigit():
        turn = work.of(Turn).get(int(number))
        if turn is not None and turn.presenter != call.actor.id:
            raise Refused(No.NOT_YOURS)
        return turn
    turn = open_turn(work, current_session(work, s.id))
    if turn is not None and turn.stage is Stage.PLANNING and turn.presenter == call.actor.id:
        return turn
    return None


def _beside(work: Work, call: Call, s: LearningSet, turn: Turn | None) -> int:
    """How many actions there are already beside this one: of the turn, else open without a turn."""
    if turn is not None:
        return len(kept.of_turn(work, turn.id))
    mine = kept.open_of(work, call.actor.id)
    return len([a for a in mine if a.set == s.id and a.turn is None])
