"""What becomes of a question: kept, passed, moved on from, or answered in writing."""

from __future__ import annotations

from datetime import datetime

from core.handlers.call import Call, who
from core.handlers.questions import board
from core.handlers.questions import round as rounds
from core.handlers.questions.state import Now, in_hand, open_question, parts
from core.handlers.session import running
from core.message import Own, Say, Thread
from core.names import WORDS_CAP, Mode, No, Stage
from core.ports import Work
from core.request import Ask, Reply
from core.rules.questions.round import Do, Part, Question, close
from core.rules.refused import Refused
from core.words import questions as words


def keep(work: Work, call: Call, now: datetime) -> Reply:
    return _close(work, call, Do.KEEP, now)


def pass_(work: Work, call: Call, now: datetime) -> Reply:
    return _close(work, call, Do.DECLINE, now)


def next_(work: Work, call: Call, now: datetime) -> Reply:
    return _close(work, call, Do.NEXT, now)


def _close(work: Work, call: Call, do: Do, now: datetime) -> Reply:
    going, question = in_hand(work, call)
    ended = close(question, do, parts(going, question, call.actor.id))
    over(work, going, ended, now)
    return Reply.quiet()


def over(work: Work, going: Now, ended: Question, now: datetime) -> None:
    """A question has ended: its record, then whoever comes next, or what follows the last answer."""
    board.show(work, going.turn, work.of(Question).save(ended))
    if going.turn.stage is not Stage.QUESTIONING or open_question(work, going.turn) is not None:
        return
    if going.turn.last_answer:
        running.question_ended(work, going.set, going.session, going.turn, now)
    else:
        rounds.invite_next(work, going.session, going.turn, now)


def form(work: Work, call: Call, now: datetime) -> Ask | None:
    """The box for an answer in writing, for the presenter of a week."""
    del now
    _, question = _mine(work, call)
    return words.answer_form(question.moment, question.place)


def answer(work: Work, call: Call, now: datetime) -> Reply:
    """`/als session answer`: said in the thread, and kept nowhere else."""
    going, question = _mine(work, call)
    text = call.arg("answer") or call.words
    if not text:
        raise Refused(No.EMPTY)
    if len(text) > WORDS_CAP:
        raise Refused(No.TOO_LONG, cap=WORDS_CAP, n=len(text))
    ended = close(question, Do.NEXT, {Part.PRESENTER})
    message = words.answer(question.place, who(work, call.actor.id), Own(text))
    key = f"question-{question.id}/answer"
    work.say(Say(key, Thread(going.turn.id), message, expires=going.turn.limit))
    over(work, going, ended, now)
    return Reply.quiet()


def _mine(work: Work, call: Call) -> tuple[Now, Question]:
    going, question = in_hand(work, call)
    if call.actor.id != going.turn.presenter:
        raise Refused(No.NOT_YOURS)
    if going.turn.mode is Mode.SPOKEN:
        raise Refused(No.MOMENT_PASSED)
    close(question, Do.NEXT, {Part.PRESENTER})
    return going, question
