"""Beside the flow: help in hard situations, parking, handing over, who was there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers import named
from core.handlers.call import Call, current_session, facilitators, names, open_turn
from core.handlers.session import panel
from core.handlers.session.asked import capped, must_lead, running_session
from core.message import Own, Private, Revise, Say
from core.names import ISSUE_CAP, Hard, No, Phase
from core.ports import Work
from core.request import Ask, Reply
from core.rules.life.learning_set import LearningSet, leads
from core.rules.life.person import Person
from core.rules.refused import Refused
from core.rules.session.session import Session
from core.words import hard
from core.words import panel as panel_words
from core.words import session as words


def help_me(work: Work, call: Call, now: datetime) -> Reply:
    del now
    s, session = running_session(work, call)
    must_lead(s, session, open_turn(work, session), call.actor.id)
    return Reply.say(hard.menu(f"session-{session.id}"))


def help_with(work: Work, call: Call, now: datetime) -> Reply:
    del now
    s, session = running_session(work, call)
    must_lead(s, session, open_turn(work, session), call.actor.id)
    return Reply.say(hard.words_for(Hard(call.arg("what"))))


def park_form(work: Work, call: Call, now: datetime) -> Ask | None:
    del now
    _, session = running_session(work, call)
    return words.park_form(f"session-{session.id}")


def park(work: Work, call: Call, now: datetime) -> Reply:
    """A line that waits for the review, in its writer's own words."""
    del now
    _, session = running_session(work, call)
    if session.phase is Phase.REVIEW:
        raise Refused(No.MOMENT_PASSED)
    line = Own(capped(call.arg("words") or call.words, ISSUE_CAP))
    put_aside(work, session, line)
    return Reply.say(words.parked())


def put_aside(work: Work, session: Session, line: Own) -> None:
    """Once, however many think of it."""
    if line not in session.parked:
        work.of(Session).save(replace(session, parked=(*session.parked, line)))


def hand_over(work: Work, call: Call, now: datetime) -> Reply:
    """The facilitator's part, and its panel, go to somebody else of the set for the rest of the session."""
    s, session = running_session(work, call)
    turn = open_turn(work, session)
    if not leads(s, call.actor.id):
        must_lead(s, session, turn, call.actor.id)
    to = next(iter(named.people(work, call, call.arg("to") or call.words)), None)
    if to is None:
        raise Refused(No.NOBODY_NAMED)
    if not s.here(to.id):
        raise Refused(No.NOT_IN_SET)
    if turn is not None:
        if to.id == turn.presenter:
            raise Refused(No.NOT_NOW)
        turn = work.of(type(turn)).save(replace(turn, host=to.id))
    key = f"session-{session.id}/handed-{work.count(f'session-{session.id}/handed')}"
    work.say(Say(key, Private(to.id), panel_words.yours_now(), expires=session.limit))
    panel.show(work, s, replace(session, facilitator=to.id), turn, now)
    return Reply.say(panel_words.handed(to.who))


# --- who was there ----------------------------------------------------------------------------------------------


def attended(work: Work, call: Call, now: datetime) -> Reply:
    """[That is right]."""
    del now
    _, session = _its_session(work, call)
    session = work.of(Session).save(replace(session, confirmed=True))
    _noted(work, session)
    return Reply.quiet()


def attendance_form(work: Work, call: Call, now: datetime) -> Ask | None:
    del now
    _, session = _its_session(work, call)
    people = {p.id: p for p in work.of(Person).where(id=session.present)} if session.present else {}
    here = [people[p] for p in session.present]
    return words.attendance_form(f"session-{session.id}", [p.who for p in here], [p.account for p in here])


def attendance(work: Work, call: Call, now: datetime) -> Reply:
    """Who was there, as the facilitator says."""
    del now
    s, session = _its_session(work, call)
    people = named.people(work, call, call.arg("here"))
    here = tuple(p.id for p in people if s.here(p.id))
    session = work.of(Session).save(replace(session, present=here, confirmed=True))
    _noted(work, session)
    return Reply.quiet()


def _its_session(work: Work, call: Call) -> tuple[LearningSet, Session]:
    s = call.the_set
    number = call.request.of.partition("@")[0].removeprefix("session-")
    session = work.of(Session).get(int(number)) if number.isdigit() else current_session(work, s.id)
    if session is None or session.phase is Phase.PLANNED:
        raise Refused(No.NOTHING_OPEN)
    if call.actor.id not in (session.panel, *facilitators(s, session, None)):
        raise Refused(No.ONLY_FACILITATOR)
    return s, session


def _noted(work: Work, session: Session) -> None:
    if session.panel is None or session.live:
        return
    people = names(work, session.present)
    message = words.noted_attendance([people[p] for p in session.present])
    work.say(Revise(f"session-{session.id}/panel-{session.panel}", Private(session.panel), message))
