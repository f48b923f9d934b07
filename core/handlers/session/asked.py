"""What people ask for while a session runs: its phases, and the moves of a turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers.call import (
    Call,
    current_session,
    facilitators,
    live_turn,
    of_its_moment,
    open_turn,
    parts_of,
)
from core.handlers.session import panel, phases, running
from core.message import Own
from core.names import ISSUE_CAP, Act, Mode, No, PersonId, Phase
from core.ports import Work
from core.request import Ask, Reply
from core.rules.life.learning_set import LearningSet
from core.rules.refused import Refused
from core.rules.session import session as sessions
from core.rules.session import turn as turns
from core.rules.session.session import Session
from core.rules.session.turn import Turn
from core.words import session as words
from core.words import yours


def running_session(work: Work, call: Call) -> tuple[LearningSet, Session]:
    """The live session of this call's set. Raises Refused where none is, or the moment has passed."""
    s = call.the_set
    session = current_session(work, s.id)
    if session is None or not session.live:
        raise Refused(No.MOMENT_PASSED if call.request.of else No.NOTHING_OPEN)
    of_its_moment(call, session, open_turn(work, session))
    return s, session


def must_lead(s: LearningSet, session: Session, turn: Turn | None, person: PersonId) -> None:
    if person not in facilitators(s, session, turn):
        raise Refused(No.ONLY_FACILITATOR)


# --- around the turns ------------------------------------------------------------------------------------------


def start(work: Work, call: Call, now: datetime) -> Reply:
    """[Start] opens early, or ends the check-in."""
    s = call.the_set
    session = current_session(work, s.id)
    if session is None:
        raise Refused(No.NOTHING_OPEN)
    of_its_moment(call, session, None)
    must_lead(s, session, None, call.actor.id)
    session = _leads_on(session, call.actor.id)
    if session.phase is Phase.PLANNED:
        phases.open_(work, s, session, now)
    elif session.phase is Phase.CHECK_IN:
        phases.leave_phase(work, s, session, now)
    else:
        raise Refused(No.MOMENT_PASSED)
    return Reply.quiet()


def _leads_on(session: Session, person: PersonId) -> Session:
    """Whoever leads on knows who is there: the bot asks no more."""
    return replace(session.arrives(person), asked_where_everybody_is=True)


def next_(work: Work, call: Call, now: datetime) -> Reply:
    s, session = running_session(work, call)
    if open_turn(work, session) is not None:
        return _move(work, call, now, Act.NEXT)
    must_lead(s, session, None, call.actor.id)
    phases.leave_phase(work, s, _leads_on(session, call.actor.id), now)
    return Reply.quiet()


def extend(work: Work, call: Call, now: datetime) -> Reply:
    s, session = running_session(work, call)
    if open_turn(work, session) is not None:
        return _move(work, call, now, Act.EXTEND)
    must_lead(s, session, None, call.actor.id)
    panel.show(work, s, sessions.extend(session), None, now)
    return Reply.quiet()


def here(work: Work, call: Call, now: datetime) -> Reply:
    """[I am here], of everybody; from whoever leads also [We are here] and [Go on anyway]."""
    del now
    s, session = running_session(work, call)
    if call.actor.id in facilitators(s, session, open_turn(work, session)):
        session = work.of(Session).save(_leads_on(session, call.actor.id))
        panel.settled(work, s, session, words.going_on())
    return Reply.quiet()


def mode(work: Work, call: Call, now: datetime) -> Reply:
    """At the start of a session: on a call today, or in writing."""
    s, session = running_session(work, call)
    must_lead(s, session, None, call.actor.id)
    if session.phase is not Phase.CHECK_IN:
        raise Refused(No.MOMENT_PASSED)
    panel.show(work, s, replace(session, mode=Mode(call.arg("mode"))), None, now)
    return Reply.quiet()


# --- in a turn -------------------------------------------------------------------------------------------------


def _move(work: Work, call: Call, now: datetime, act: Act) -> Reply:
    s, session, turn = live_turn(work, call)
    running.make(work, s, session, turn, act, parts_of(s, session, turn, call.actor.id), now)
    return Reply.quiet()


def enough(work: Work, call: Call, now: datetime) -> Reply:
    return _move(work, call, now, Act.SAID_ENOUGH)


def back(work: Work, call: Call, now: datetime) -> Reply:
    return _move(work, call, now, Act.BACK)


def mind(work: Work, call: Call, now: datetime) -> Reply:
    return _move(work, call, now, Act.MIND)


def pause(work: Work, call: Call, now: datetime) -> Reply:
    return _move(work, call, now, Act.PAUSE)


def resume(work: Work, call: Call, now: datetime) -> Reply:
    return _move(work, call, now, Act.RESUME)


def step_in(work: Work, call: Call, now: datetime) -> Reply:
    return _move(work, call, now, Act.STEP_IN)


def stop(work: Work, call: Call, now: datetime) -> Reply:
    return _move(work, call, now, Act.STOP)


def absent_presenter(work: Work, call: Call, now: datetime) -> Reply:
    return _move(work, call, now, Act.ABSENT)


def same(work: Work, call: Call, now: datetime) -> Reply:
    return _move(work, call, now, Act.STILL_SAME)


def reflect(work: Work, call: Call, now: datetime) -> Reply:
    return _move(work, call, now, Act.HEAR)


def ideas(work: Work, call: Call, now: datetime) -> Reply:
    return _move(work, call, now, Act.IDEAS)


def thanks(work: Work, call: Call, now: datetime) -> Reply:
    return _move(work, call, now, Act.ENOUGH)


def planned(work: Work, call: Call, now: datetime) -> Reply:
    return _move(work, call, now, Act.PLANNED)


def reframe_form(work: Work, call: Call, now: datetime) -> Ask | None:
    _, session, turn = live_turn(work, call)
    turns.move(turn, Act.SAY_AGAIN, parts_of(call.the_set, session, turn, call.actor.id), now)
    return words.reframe_form(turn.moment)


def reframe(work: Work, call: Call, now: datetime) -> Reply:
    """The presenter's own new wording, kept beside the first."""
    s, session, turn = live_turn(work, call)
    issue = capped(call.arg("issue") or call.words, ISSUE_CAP)
    worded = replace(turn, new_issue=Own(issue))
    running.make(work, s, session, worded, Act.SAY_AGAIN, parts_of(s, session, turn, call.actor.id), now)
    return Reply.quiet()


def again(work: Work, call: Call, now: datetime) -> Reply:
    """A turn that was cut short is taken up next time, or kept for later."""
    del now
    s = call.the_set
    turn = work.of(Turn).get(int(call.request.of.partition("-")[2] or 0))
    if turn is None or not turn.interrupted:
        raise Refused(No.MOMENT_PASSED)
    if turn.presenter != call.actor.id:
        raise Refused(No.NOT_YOURS)
    following = current_session(work, s.id)
    starts = None
    if call.arg("how") == "next" and following is not None and following.phase is Phase.PLANNED:
        queue = (turn.presenter, *(p for p in following.queue if p != turn.presenter))
        starts = work.of(Session).save(replace(following, queue=queue)).starts
    return Reply.say(yours.taken_up(starts))


def capped(text: str, cap: int) -> str:
    """Some words, at most so many characters. Raises Refused."""
    if not text:
        raise Refused(No.EMPTY)
    if len(text) > cap:
        raise Refused(No.TOO_LONG, cap=cap, n=len(text))
    return text
