"""After an answer: smaller, later, to the set, at rest; a line for oneself, and what it taught."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.handlers import agenda
from core.handlers.actions import kept
from core.handlers.actions.again import come_back, history
from core.handlers.actions.reading import the_day, today
from core.handlers.actions.telling import asked_of, record
from core.handlers.call import Call, current_session
from core.names import WORDS_CAP, AskStep, No, Told
from core.ports import Work
from core.request import Ask, Reply
from core.rules.actions.action import Action, checked, must_be_open, postpone, reword, snooze
from core.rules.actions.action import rest as at_rest
from core.rules.agenda.issue import Issue
from core.rules.life.learning_set import LearningSet
from core.rules.refused import Refused, about
from core.rules.session.turn import Turn
from core.words import asking as words

A_WEEK = timedelta(days=7)


def _mine(work: Work, call: Call) -> Action:
    action = kept.action_named(work, call)
    if action is None:
        raise Refused(No.NO_ACTION)
    return action


def _of(ask: Ask, call: Call) -> Ask:
    """The form about the action that the button was for."""
    return replace(ask, of=call.request.of, args=tuple(call.request.args.items()))


def smaller_form(work: Work, call: Call, now: datetime) -> Ask | None:
    del now
    action = _mine(work, call)
    must_be_open(action)
    return _of(words.smaller_form(action.words.words), call)


def smaller(work: Work, call: Call, now: datetime) -> Reply:
    action = _mine(work, call)
    with about("by"):
        by = the_day(call.arg("by"), call.actor, now)
    with about("what"):
        own = checked(call.arg("what"))
    after = reword(action, own, by, action.sign, Told.PRIVATE, now)
    return record(work, asked_of(work, call), after, AskStep.REWORDED, now)


def date_form(work: Work, call: Call, now: datetime) -> Ask | None:
    del now
    must_be_open(_mine(work, call))
    return _of(words.date_form(), call)


def date_(work: Work, call: Call, now: datetime) -> Reply:
    by = the_day(call.arg("by"), call.actor, now)
    if by is None:
        raise Refused(No.EMPTY)
    after = postpone(_mine(work, call), by, Told.PRIVATE, now)
    return record(work, asked_of(work, call), after, AskStep.POSTPONED, now)


def not_now(work: Work, call: Call, now: datetime) -> Reply:
    after = snooze(_mine(work, call), today(call.actor, now) + A_WEEK, now)
    return record(work, asked_of(work, call), after, AskStep.SNOOZED, now)


def later_form(work: Work, call: Call, now: datetime) -> Ask | None:
    del now
    must_be_open(_mine(work, call))
    return _of(words.later_form(), call)


def later(work: Work, call: Call, now: datetime) -> Reply:
    until = the_day(call.arg("until"), call.actor, now)
    if until is None:
        raise Refused(No.EMPTY)
    after = snooze(_mine(work, call), until, now)
    return record(work, asked_of(work, call), after, AskStep.SNOOZED, now)


def note_form(work: Work, call: Call, now: datetime) -> Ask | None:
    del now
    _mine(work, call)
    return _of(words.note_form(), call)


def note(work: Work, call: Call, now: datetime) -> Reply:
    line = checked(call.arg("line"), WORDS_CAP)
    return record(work, asked_of(work, call), _mine(work, call), AskStep.NOTED, now, line)


def learned_form(work: Work, call: Call, now: datetime) -> Ask | None:
    del now
    _mine(work, call)
    return _of(words.learned_form(), call)


def learned(work: Work, call: Call, now: datetime) -> Reply:
    """What it taught: kept for its owner alone, unless they bring it."""
    line = checked(call.arg("line"), WORDS_CAP)
    return record(work, asked_of(work, call), _mine(work, call), AskStep.LEARNED, now, line)


def enough(work: Work, call: Call, now: datetime) -> Reply:
    return record(work, asked_of(work, call), _mine(work, call), AskStep.ENOUGH, now)


def bring(work: Work, call: Call, now: datetime) -> Reply:
    """[Take it to the set]: the issue it came from is on the agenda again, and the action rests until then."""
    action = _mine(work, call)
    must_be_open(action)
    s = work.of(LearningSet).get(action.set)
    assert s is not None
    turn = work.of(Turn).get(action.turn) if action.turn is not None else None
    line = (turn.new_issue or turn.issue) if turn is not None else action.words
    issue = agenda.bring(work, s, action.person, line or action.words)
    earlier = work.of(Issue).get(turn.brought) if turn is not None and turn.brought is not None else None
    if earlier is not None:
        issue = come_back(work, issue, earlier)
    session = current_session(work, s.id)
    if session is not None and not session.live:
        agenda.sign_up(work, s, session, action.person)
    after = replace(at_rest(action, Told.PRIVATE, now), status=action.status, quiet=True)
    reply = record(work, asked_of(work, call), after, AskStep.TO_THE_SET, now)
    return replace(reply, messages=(*reply.messages, history(work, s, issue, now))) if earlier else reply
