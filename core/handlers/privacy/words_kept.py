"""The words of a turn: seen, hidden, deleted by their presenter, and gone when their time is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers.call import Call
from core.handlers.questions import expiry
from core.message import Own, Private, Room, Thread, Unsay
from core.names import No
from core.ports import Work
from core.request import Reply
from core.rules.agenda.issue import Issue, IssueState
from core.rules.due import Moment, SetView
from core.rules.life.learning_set import LearningSet
from core.rules.privacy import keeping as rule
from core.rules.privacy.keeping import Held, Keeping
from core.rules.questions.round import Question
from core.rules.refused import Refused
from core.rules.session.session import Session
from core.rules.session.turn import Turn
from core.words import privacy as words

NOTHING = Own("")


def keep(work: Work, turn: Turn, now: datetime) -> None:
    """From now on the words of this turn, which is over, are kept for as long as the set decided."""
    if not work.of(Keeping).where(turn=turn.id):
        held = Held.HIDDEN if turn.stopped else Held.SHOWN
        work.of(Keeping).add(Keeping(0, 0, turn.set, turn.id, turn.presenter, now, held))


def kept_of(work: Work, s: LearningSet) -> tuple[Keeping, ...]:
    """Those of the set that are not gone yet."""
    return work.of(Keeping).where(set=s.id, held=(Held.SHOWN.value, Held.HIDDEN.value))


def words_go(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    """Their time is over: out of the thread and out of the record. Nobody is told; the set agreed to it."""
    del view, now
    k = work.of(Keeping).get(moment.of)
    if k is not None and k.held is not Held.GONE:
        _blank(work, work.of(Keeping).save(replace(k, held=Held.GONE)))


def mine(work: Work, call: Call, now: datetime) -> Reply:
    """The issues that the actor brought, with what can be done about their words."""
    del now
    found = work.of(Keeping).where(presenter=call.actor.id, held=(Held.SHOWN.value, Held.HIDDEN.value))
    return Reply.say(words.mine([_item(work, k) for k in found]))


def hide(work: Work, call: Call, now: datetime) -> Reply:
    del now
    k = work.of(Keeping).save(rule.hide(_meant(work, call), call.actor.id))
    _take_back(work, k)
    return Reply.say(words.hidden(_item(work, k)))


def ask_delete(work: Work, call: Call, now: datetime) -> Reply:
    """What cannot be undone is asked first."""
    del now
    k = _meant(work, call)
    rule.delete(k, call.actor.id)
    return Reply.say(words.really(_item(work, k)))


def delete(work: Work, call: Call, now: datetime) -> Reply:
    del now
    k = work.of(Keeping).save(rule.delete(_meant(work, call), call.actor.id))
    _blank(work, k)
    return Reply.say(words.deleted())


def _meant(work: Work, call: Call) -> Keeping:
    """The keeping that a button names, else the actor's latest."""
    kind, _, number = call.request.of.partition("-")
    if kind == "keeping" and number.isdigit():
        found = work.of(Keeping).get(int(number))
        if found is None:
            raise Refused(No.WORDS_GONE)
        return found
    latest = work.of(Keeping).where(presenter=call.actor.id, held=(Held.SHOWN.value, Held.HIDDEN.value))
    if not latest:
        raise Refused(No.NO_ISSUE_KEPT)
    return latest[-1]


def _item(work: Work, k: Keeping) -> words.Kept:
    turn = work.of(Turn).get(k.turn)
    s = work.of(LearningSet).get(k.set)
    assert turn is not None
    assert s is not None
    hidden = k.held is Held.HIDDEN
    return words.Kept(k.moment, turn.issue, turn.new_issue, k.until(s.words_kept_days), hidden=hidden)


def _blank(work: Work, k: Keeping) -> None:
    """No words of this turn stay anywhere that is ours: thread, record, what waits to be said."""
    _take_back(work, k)
    turn = work.of(Turn).get(k.turn)
    if turn is not None:
        work.of(Turn).save(replace(turn, issue=NOTHING, new_issue=NOTHING, told=NOTHING))
        brought = work.of(Issue).get(turn.brought) if turn.brought is not None else None
        if brought is not None and brought.state is not IssueState.WAITING:  # kept for another turn
            blank = replace(brought, line=NOTHING, why=NOTHING, tried=NOTHING, wanted=NOTHING)
            work.of(Issue).save(blank)
        expiry.forget(work, turn)


def _take_back(work: Work, k: Keeping) -> None:
    """Every message of ours that shows somebody's words of this turn is taken back: its boards and questions, what
    was written when people offered something to bring, and the presenter's own preparation.
    """
    turn = work.of(Turn).get(k.turn)
    if turn is None:
        return
    for stage_no in range(1, turn.stage_no + 1):
        work.say(Unsay(f"turn-{k.turn}/{stage_no}", Thread(k.turn)))
    for question in work.of(Question).where(turn=k.turn):
        work.say(Unsay(question.moment, Thread(k.turn)))
    session = work.of(Session).get(turn.session)
    work.say(Unsay(f"session-{turn.session}/who-today", Room(k.set)))
    for moved in range(session.moved + 1 if session is not None else 1):
        work.say(Unsay(f"session-{turn.session}/r{moved}/prepare-{k.presenter}", Private(k.presenter)))
