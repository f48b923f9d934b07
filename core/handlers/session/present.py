"""`/als present`: bring an issue, now, next, or at the next session."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.handlers import agenda, ground
from core.handlers.agenda.preparing import refresh
from core.handlers.call import Call, current_session, open_turn, who
from core.handlers.session import first, running
from core.message import Own
from core.names import ISSUE_CAP, Mode, No, Phase, SessionId
from core.ports import Work
from core.request import Ask, Reply
from core.rules.agenda.issue import Issue
from core.rules.agenda.templates import TEMPLATES
from core.rules.calendar.clock import wall
from core.rules.life.learning_set import LearningSet
from core.rules.life.state import SetState
from core.rules.refused import Refused
from core.rules.session import steps
from core.rules.session.session import Session
from core.words import present as words

BREATH = timedelta(minutes=1)


def form(work: Work, call: Call, now: datetime) -> Ask | None:
    """The form for an issue, unless the rules would refuse it; none in the middle of somebody's turn."""
    del now
    s = call.the_set
    ground.must_have_agreed(s, call.actor.id)
    if open_turn(work, current_session(work, s.id)) is not None:
        return None
    waiting = agenda.waiting(work, s, call.actor.id)
    return words.form(s.id, waiting.line.words if waiting else "")


def present(work: Work, call: Call, now: datetime) -> Reply:
    s = call.the_set
    ground.must_have_agreed(s, call.actor.id)
    session = current_session(work, s.id)
    turn = open_turn(work, session)
    if turn is not None and session is not None:
        if turn.presenter == call.actor.id:
            return Reply.say(words.your_time_now())
        if call.words or call.arg("issue"):
            agenda.bring(work, s, call.actor.id, _sentence(call))
        return Reply.say(words.next_after(who(work, turn.presenter), session.id))
    issue = agenda.bring(work, s, call.actor.id, _sentence(call))
    if session is None:
        others = sum(1 for p in s.people if p != call.actor.id)
        forming = s.state is SetState.FORMING
        return Reply.say(words.no_date_yet(s.id, others=others, forming=forming))
    if not session.live:
        return _outside(work, call, s, session, issue)
    return _inside(work, call, s, session, issue, now)


def _outside(work: Work, call: Call, s: LearningSet, session: Session, issue: Issue) -> Reply:
    """Now or next time; somebody who signed up already has only said it differently."""
    if call.actor.id in session.queue:
        refresh(work, session, issue)
        return Reply.say(words.put_down(session.id, issue.line, session.starts))
    return Reply.say(words.when(s.id, session.id, session.starts))


def _inside(work: Work, call: Call, s: LearningSet, session: Session, issue: Issue, now: datetime) -> Reply:
    """In a session where nobody presents: at once, unless others are down or the turns are over."""
    session = session.arrives(call.actor.id)
    if session.phase is Phase.STEPS and not steps.taster_offered(session):
        return Reply.say(first.put_down(work, s, session, call.actor.id, issue.line, now))
    others = agenda.bids_of(work, session) or [p for p in session.queue if p != call.actor.id]
    if session.phase is Phase.BIDS and others:
        agenda.has_something(work, s, session, issue, now)
        return Reply.quiet()
    begins = session.phase not in (Phase.STEPS, Phase.REVIEW) and not others
    if begins or session.phase is Phase.STEPS:
        running.begin_turn(work, s, session, issue, now)
        return Reply.quiet()
    agenda.sign_up(work, s, session, call.actor.id)
    return Reply.say(words.in_the_queue(next_time=session.phase is Phase.REVIEW))


def at_once(work: Work, call: Call, now: datetime) -> Reply:
    """[Now], outside a session: a session that nobody planned, of this one turn and its review."""
    s = call.the_set
    ground.must_have_agreed(s, call.actor.id)
    session = current_session(work, s.id)
    if session is not None and session.live:
        turn = open_turn(work, session)
        if turn is None:
            raise Refused(No.MOMENT_PASSED)
        return Reply.say(words.next_after(who(work, turn.presenter), session.id))
    fresh = work.of(Session).add(_unplanned(s, now))
    brought = agenda.brought_by(work, s, call.actor.id)
    running.begin_turn(work, s, fresh.arrives(call.actor.id), brought, now)
    return Reply.quiet()


def _unplanned(s: LearningSet, now: datetime) -> Session:
    """Within the hour, whatever the set's own sessions are."""
    plan = TEMPLATES["60"] if s.plan.days or s.plan.steps else s.plan
    minutes = plan.turn.total + plan.review + int(BREATH.total_seconds()) // 60
    return Session(
        id=SessionId(0),
        version=0,
        set=s.id,
        occurrence=wall(now, s.zone)[0],
        starts=now,
        minutes=minutes,
        template=plan.name,
        mode=Mode.WRITTEN if s.mode is Mode.DAYS else s.mode,
        adapted=replace(plan, opening=0, progress=0, bids=0, turns=1, breaks=()),
        unplanned=True,
    )


def _sentence(call: Call) -> Own:
    issue = call.arg("issue") or call.words
    if not issue:
        raise Refused(No.EMPTY)
    if len(issue) > ISSUE_CAP:
        raise Refused(No.TOO_LONG, cap=ISSUE_CAP, n=len(issue))
    return Own(issue)
