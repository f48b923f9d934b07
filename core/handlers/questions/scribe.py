"""Questions noted for the presenter alone, by a member who has taken that part or by anybody who hears one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers.call import Call, names, who
from core.handlers.questions.state import going_on
from core.handlers.session import board
from core.message import Own, People, Private, Revise, Say
from core.names import QUESTION_CAP, No
from core.ports import Work
from core.request import Ask, Reply
from core.rules.questions.kept import For, Kept
from core.rules.refused import Refused
from core.rules.session.turn import Turn
from core.words import notes as note_words


def take(work: Work, call: Call, now: datetime) -> Reply:
    """A member takes the part: in `spoken`, one person notes what the presenter may want to read again."""
    del now
    going = going_on(work, call)
    turn = going.turn
    if call.actor.id == turn.presenter:
        raise Refused(No.NOT_YOURS)
    if turn.scribe not in (None, call.actor.id):
        raise Refused(No.SOMEBODY_NOTES, who=who(work, turn.scribe or call.actor.id))
    turn = work.of(Turn).save(replace(turn, scribe=call.actor.id))
    board.show(work, turn)
    show(work, turn)
    return Reply.quiet()


def show(work: Work, turn: Turn) -> None:
    """The scribe's own board, in private."""
    if turn.scribe is None:
        return
    n = len(work.of(Kept).where(turn=turn.id, person=turn.scribe, what=For.PRESENTER.value))
    message = note_words.you_note(f"turn-{turn.id}", who(work, turn.presenter), n)
    work.say(Revise(f"turn-{turn.id}/scribe", Private(turn.scribe), message, expires=turn.limit))


def form(work: Work, call: Call, now: datetime) -> Ask | None:
    del now
    going = going_on(work, call)
    return note_words.note_form(f"turn-{going.turn.id}", who(work, going.turn.presenter))


def note(work: Work, call: Call, now: datetime) -> Reply:
    """`/als session note`: a question, as somebody said it, for the presenter alone; they may note too."""
    going = going_on(work, call)
    text = call.arg("question") or call.words
    if not text:
        raise Refused(No.EMPTY)
    if len(text) > QUESTION_CAP:
        raise Refused(No.TOO_LONG, cap=QUESTION_CAP, n=len(text))
    turn = going.turn
    work.of(Kept).add(Kept(0, 0, turn.id, call.actor.id, For.PRESENTER, Own(text), now))
    if turn.scribe == call.actor.id:
        show(work, turn)
        return Reply.quiet()
    if turn.presenter == call.actor.id:
        return Reply.say(note_words.noted_for_yourself())
    return Reply.say(note_words.noted(who(work, turn.presenter), f"turn-{turn.id}"))


def give(work: Work, turn: Turn) -> None:
    """What was noted since the last time goes to the presenter; nobody else learns that there was anything."""
    waiting = work.of(Kept).where(turn=turn.id, what=For.PRESENTER.value, given=False)
    fresh = [k for k in waiting if k.person != turn.presenter]
    if not fresh:
        return
    by = names(work, [k.person for k in fresh])
    message = note_words.noted_for_you(f"turn-{turn.id}", len(fresh), People(tuple(by.values())))
    work.say(Say(f"turn-{turn.id}/notes-{fresh[-1].id}", Private(turn.presenter), message))
    for kept in fresh:
        work.of(Kept).save(replace(kept, given=True))


def notes(work: Work, call: Call, now: datetime) -> Reply:
    """[Show me], for the presenter and at any time after."""
    del now
    noted = work.of(Kept).where(turn=_my_turn(work, call).id, what=For.PRESENTER.value)
    if not noted:
        raise Refused(No.MOMENT_PASSED)
    return Reply.say(note_words.notes([k.words for k in noted]))


def not_now(work: Work, call: Call, now: datetime) -> Reply:
    del now
    _my_turn(work, call)
    return Reply.say(note_words.not_now())


def _my_turn(work: Work, call: Call) -> Turn:
    thing, _, number = call.request.of.partition("@")[0].partition("-")
    turn = work.of(Turn).get(int(number)) if thing == "turn" and number.isdigit() else None
    if turn is None or turn.presenter != call.actor.id:
        raise Refused(No.NOT_YOURS)
    return turn
