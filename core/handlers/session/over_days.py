"""A session over days: the presenter writes when it suits, questions come in any order, stock is taken once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.handlers.call import Call, live_turn, names, parts_of, who
from core.handlers.questions.state import all_questions, open_questions
from core.handlers.session import running, week
from core.message import Own, Private, Say
from core.names import ISSUE_CAP, WORDS_CAP, Act, No, PersonId, Stage
from core.ports import Work
from core.request import Ask, Reply
from core.rules.due import Moment, SetView
from core.rules.life.learning_set import LearningSet
from core.rules.questions.round import Ending, Question
from core.rules.refused import Refused, about
from core.rules.session.session import Session
from core.rules.session.turn import Turn
from core.words import days as words

# --- the presenter ---------------------------------------------------------------------------------------------


def tell_form(work: Work, call: Call, now: datetime) -> Ask | None:
    del now
    turn = _mine(work, call)[2]
    return words.tell_form(turn.moment, turn.issue.words)


def tell(work: Work, call: Call, now: datetime) -> Reply:
    """[Present]: what the presenter wrote opens their week."""
    s, session, turn = _mine(work, call)
    with about("issue"):
        issue = _within(call.arg("issue") or call.words, ISSUE_CAP)
        if not issue:
            raise Refused(No.EMPTY)
    with about("more"):
        told = _within(call.arg("more"), WORDS_CAP)
    written = replace(turn, issue=Own(issue), told=Own(told))
    running.make(work, s, session, written, Act.SAID_ENOUGH, parts_of(s, session, turn, call.actor.id), now)
    return Reply.quiet()


def _within(text: str, cap: int) -> str:
    if len(text) > cap:
        raise Refused(No.TOO_LONG, cap=cap, n=len(text))
    return text


def _mine(work: Work, call: Call) -> tuple[LearningSet, Session, Turn]:
    """The actor's own turn over days, at its beginning. Raises Refused."""
    s, session, turn = live_turn(work, call)
    if turn.presenter != call.actor.id:
        raise Refused(No.NOT_YOURS)
    if turn.stage is not Stage.PRESENTING or not turn.days:
        raise Refused(No.MOMENT_PASSED)
    return s, session, turn


def tomorrow(work: Work, call: Call, now: datetime) -> Reply:
    s, session, turn = live_turn(work, call)
    after = running.make(work, s, session, turn, Act.TOMORROW, parts_of(s, session, turn, call.actor.id), now)
    week.yours(work, after, tomorrow=True)
    return Reply.quiet()


def weekend(work: Work, call: Call, now: datetime) -> Reply:
    s, session, turn = live_turn(work, call)
    running.make(work, s, session, turn, Act.WEEKEND, parts_of(s, session, turn, call.actor.id), now)
    return Reply.quiet()


def waiting(work: Work, call: Call, now: datetime) -> Reply:
    """[Show me]: the open questions, for the presenter to answer, keep or pass."""
    del now
    _, _, turn = live_turn(work, call)
    if turn.presenter != call.actor.id:
        raise Refused(No.NOT_YOURS)
    asked = _asked(open_questions(work, turn))
    people = names(work, [q.asker for q in asked])
    return Reply.say(words.waiting([(q.moment, q.place, people[q.asker], q.words) for q in asked]))


def _asked(questions: Sequence[Question]) -> list[Question]:
    return [q for q in questions if q.ending is Ending.ASKED]


# --- the last morning ------------------------------------------------------------------------------------------


def last_morning(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    """Once, on the questions' last morning: the presenter hears what waits, and who has not asked, that they may."""
    del moment, now
    turn = view.turn
    assert turn is not None
    n = len(_asked(open_questions(work, turn)))
    if n:
        message = words.some_wait(f"turn-{turn.id}", n)
        work.say(Say(f"turn-{turn.id}/some-wait", Private(turn.presenter), message, expires=turn.stage_until))
    presenter = who(work, turn.presenter)
    for person in _unheard(work, turn):
        message = words.not_asked_yet(presenter, turn.moment, turn.stage_until)
        key = f"turn-{turn.id}/not-asked-{person}"
        work.say(Say(key, Private(person), message, expires=turn.stage_until))


def _unheard(work: Work, turn: Turn) -> list[PersonId]:
    asked = {q.asker for q in all_questions(work, turn)}
    return [p for p in turn.order if p not in asked]


def pass_week(work: Work, call: Call, now: datetime) -> Reply:
    """Nothing is recorded: nobody is asked a second time anyway."""
    del now
    live_turn(work, call)
    return Reply.say(words.passed())
