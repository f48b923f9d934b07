"""`/als present`: bring an issue, now or next time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers import agenda, ground
from core.handlers.call import Call, current_session, open_turn, who
from core.handlers.session import running
from core.message import Own
from core.names import ISSUE_CAP, No, Phase
from core.ports import Work
from core.request import Ask, Reply
from core.rules.life.learning_set import LearningSet
from core.rules.refused import Refused
from core.rules.session.session import Session
from core.words import present as words


def form(work: Work, call: Call, now: datetime) -> Ask | None:
    """The form for an issue, unless the rules would refuse it."""
    del now
    _check(work, call)
    return words.form()


def present(work: Work, call: Call, now: datetime) -> Reply:
    line = Own(_issue(call))
    s, session = _check(work, call)
    brought = agenda.bring(work, s, call.actor.id, line)
    if session is not None and session.live and session.phase not in (Phase.STEPS, Phase.REVIEW):
        session = session.arrives(call.actor.id)
        running.begin_turn(work, s, session, brought, now)
        return Reply.quiet()
    if session is None:
        raise Refused(No.NOTHING_OPEN)
    queue = tuple(p for p in session.queue if p != call.actor.id)
    work.of(Session).save(replace(session, queue=(*queue, call.actor.id)))
    return Reply.say(words.put_down(line, session.starts))


def _check(work: Work, call: Call) -> tuple[LearningSet, Session | None]:
    s = call.the_set
    ground.must_have_agreed(s, call.actor.id)
    session = current_session(work, s.id)
    turn = open_turn(work, session)
    if turn is not None:
        raise Refused(No.SOMEBODY_PRESENTS, who=who(work, turn.presenter))
    return s, session


def _issue(call: Call) -> str:
    issue = call.arg("issue") or call.words
    if not issue:
        raise Refused(No.EMPTY)
    if len(issue) > ISSUE_CAP:
        raise Refused(No.TOO_LONG, cap=ISSUE_CAP, n=len(issue))
    return issue
