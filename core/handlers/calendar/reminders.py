"""The reminders of a session: a week before in the channel, a day before in private, an hour before in the channel."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from core.handlers import agenda, quiet
from core.handlers.calendar import changing, dates
from core.message import Message, Private, Room, Say
from core.names import Coming, Due, PersonId
from core.ports import Work
from core.rules.calendar.clock import instant, wall
from core.rules.calendar.due import BY_DUE, key
from core.rules.due import Moment, SetView
from core.rules.life.learning_set import LearningSet
from core.rules.session.session import Session
from core.words import reminders as words

JUST_TOLD = timedelta(days=3)  # who heard of a new time, and was asked, within these hears nothing yet
LATE = timedelta(minutes=5)  # from then on a reminder says that it comes late


def week_before(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    s, session = _known(work, view, now)
    if session.tell_at is not None and now - session.tell_at < JUST_TOLD:
        return
    presents = dates.presenters(work, s, session)
    message = words.week_before(session.id, session.starts, dates.place(work, s), presents)
    _say(work, s, session, moment.what, message)


def hour_before(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    s, session = _known(work, view, now)
    late = now - moment.at > LATE
    presents = dates.presenters(work, s, session)
    message = words.hour_before(session.id, session.starts, dates.place(work, s), presents, late=late)
    _say(work, s, session, moment.what, message)


def _say(work: Work, s: LearningSet, session: Session, what: Due, message: Message) -> None:
    board = key(session.id, session.moved, BY_DUE[what])
    work.say(Say(board, Room(s.id), message, expires=session.starts))


def _known(work: Work, view: SetView, now: datetime) -> tuple[LearningSet, Session]:
    """The session that a reminder is about; where its time was changed a moment ago, everybody hears that first."""
    session = view.session
    assert session is not None
    if session.untold:
        changing.tell(work, view.set, session, now)
        session = work.of(Session).get(session.id)
        assert session is not None
    return view.set, session


def day_before(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    """To the presenter, and to those who have not answered; nobody else hears anything."""
    s, session = _known(work, view, now)
    person = PersonId(moment.of)
    given = session.answered(person)
    message = agenda.day_before(work, s, session, person)
    if given is Coming.NO or (given is not None and message is None):
        return
    if not quiet.may_nudge(work, person, now, of_a_session=True):
        return
    message = message or words.day_before(session.id, session.starts)
    zone = dict(view.zones).get(person) or s.zone
    midnight = instant(wall(session.starts, zone)[0], time(), zone)  # from then on it is no longer tomorrow
    board = key(session.id, session.moved, BY_DUE[moment.what], person)
    work.say(Say(board, Private(person), message, expires=min(midnight, session.starts)))
    quiet.nudged(work, person, now)
