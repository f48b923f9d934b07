"""Who comes: yes, no or late, without reasons; and what to do when too few can."""

from __future__ import annotations

from datetime import datetime

from core.handlers import agenda
from core.handlers.calendar import dates
from core.handlers.calendar.steering import offered
from core.handlers.call import Call, current_session, facilitators
from core.message import Private, Revise, Room, Say
from core.names import Coming, No, Phase
from core.ports import Work
from core.request import Reply
from core.rules.calendar import quorum
from core.rules.life.learning_set import LearningSet
from core.rules.life.state import MEETS
from core.rules.refused import Refused
from core.rules.session.session import Session
from core.words import calendar as words

# What people type; the buttons say the first of each.
# fmt: off
_TYPED = {
    Coming.YES:  ("yes", "y", "coming", "in", "ok", "i am coming", "i will"),
    Coming.NO:   ("no", "n", "not coming", "out", "apologies", "sorry", "cannot", "can't", "i cannot"),
    Coming.LATE: ("late", "coming late", "a bit late", "running late"),
}
# fmt: on
_MEANS = {word: answer for answer, typed in _TYPED.items() for word in typed}


def rsvp(work: Work, call: Call, now: datetime) -> Reply:
    s = call.the_set
    session = _session(work, call, s, now)
    typed = (call.arg("answer") or call.words).casefold().rstrip(".").replace("’", "'")
    if not typed:
        return Reply.say(words.will_you_come(session.id, session.starts, session.answered(call.actor.id)))
    answer = _MEANS.get(typed)
    if answer is None:
        raise Refused(No.ANSWER_UNKNOWN)
    presents = call.actor.id in agenda.down(work, s, session)
    session = work.of(Session).save(session.answers(call.actor.id, answer))
    if answer is Coming.NO:
        agenda.is_away(work, s, session, call.actor.id)
    else:
        agenda.is_back(work, s, session, call.actor.id)
    count(work, s, session)
    return Reply.say(words.answered(session.id, session.starts, answer, presents=presents))


def _session(work: Work, call: Call, s: LearningSet, now: datetime) -> Session:
    """The session that a button was for, else the next. Raises Refused once it has begun."""
    kind, _, number = call.request.of.partition("@")[0].partition("-")
    named = work.of(Session).get(int(number)) if kind == "session" and number.isdigit() else None
    if s.state in MEETS:
        dates.ensure_next(work, s, now)
    session = named or current_session(work, s.id)
    if session is None:
        raise Refused(No.NOTHING_OPEN)
    if session.live or (session.phase is Phase.PLANNED and session.starts <= now):
        raise Refused(No.BEGUN)
    if session.phase is not Phase.PLANNED:
        raise Refused(No.MOMENT_PASSED)
    return session


def count(work: Work, s: LearningSet, session: Session) -> None:
    """As soon as too few can come, whoever facilitates is asked what to do; once for each time of a session. Where
    somebody can come after all, the question is taken back.
    """
    fails = quorum.fails(s, session)
    for person in facilitators(s, session, None):
        board = f"session-{session.id}/r{session.moved}/quorum/{person}"
        if fails and not work.was_said(board):
            left = quorum.may_come(s, session)
            message = words.too_few(session.id, session.moved, session.starts, left, s.needed)
            work.say(Revise(board, Private(person), message, expires=session.starts))
        elif not fails and work.was_said(board):
            taken_back = words.enough_again(session.starts)
            work.say(Revise(board, Private(person), taken_back, expires=session.starts, only_edit=True))


def hold(work: Work, call: Call, now: datetime) -> Reply:
    """[Hold it anyway]: the set hears that it meets."""
    s = call.the_set
    session = offered(work, call, now)
    line = words.held_anyway(session.starts, dates.place(work, s))
    key = f"session-{session.id}/r{session.moved}/held"
    work.say(Say(key, Room(s.id), line, expires=session.starts))
    return Reply.say(words.holding())
