"""`/als set move` and `/als set cancel`: a session at another time, or not at all, and everybody hears of it."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import islice

from core.handlers import agenda
from core.handlers.calendar import dates, reading
from core.handlers.calendar.steering import must_steer, offered
from core.handlers.call import Call, current_session
from core.handlers.life import lifecycle
from core.message import At, Private, Revise, Room, Say
from core.names import No, Phase, SessionId
from core.ports import Work
from core.request import Ask, Reply
from core.rules.calendar import change
from core.rules.calendar.clock import instant, wall
from core.rules.calendar.due import NUDGES, key
from core.rules.calendar.schedule import Planned, clash
from core.rules.due import Moment, SetView
from core.rules.life.learning_set import LearningSet
from core.rules.life.state import MEETS, SetState
from core.rules.refused import Refused, about
from core.rules.session.session import Session
from core.words import calendar as words

CHOICES = 8  # sessions that a form offers
_TO = re.compile(r"^(?:(?:from )?(?P<which>.*?)\s*\bto\s+)?(?P<when>.+)$", re.IGNORECASE | re.DOTALL)


# --- asked for ------------------------------------------------------------------------------------------------------


def move_form(work: Work, call: Call, now: datetime) -> Ask | None:
    """The form with the session as it stands, unless the rules would refuse."""
    s = _steering(work, call)
    if call.request.of.startswith("session-"):
        session = offered(work, call, now)
        which, starts = [], session.starts
    else:
        which = [(p.occurrence.isoformat(), p.starts) for p in islice(dates.to_come(work, s, now), CHOICES)]
        if not which:
            raise Refused(No.NOTHING_OPEN)
        starts = which[0][1]
    day, at = wall(starts, s.zone)
    return words.move_form(call.request.of, which, day.isoformat(), f"{at:%H:%M}", dates.city(s.zone))


def move(work: Work, call: Call, now: datetime) -> Reply:
    s = _steering(work, call)
    dates.ensure_next(work, s, now)
    if call.request.submitted:
        when = _which(work, call, s, call.arg("which"), now)
        with about("day"):
            day = reading.the_day(s, call.arg("day"), now)
        with about("at"):
            starts = instant(day, reading.the_time(call.arg("at")), s.zone)
    else:
        typed = _TO.match(call.words)
        assert typed is not None, "a command without words opens its form"
        when = _which(work, call, s, typed["which"] or "", now)
        starts = reading.the_start(s, typed["when"], when.starts, now)
    with about("day"):
        _must_be_free(work, s, when, starts, now)
    session = dates.row_of(work, s, when)
    moved = work.of(Session).save(change.move(session, starts, now))
    dates.ensure_next(work, s, now)
    if not moved.untold:  # moved back to where everybody knows it
        return Reply.say(words.undone(moved.starts))
    at_once = _tell_if_due(work, s, moved, now)
    was = session.was or session.starts
    there = elsewhere(s, call.actor.zone, starts)
    return Reply.say(words.moved(moved.id, moved.moved, was, starts, there, told=at_once))


def cancel_form(work: Work, call: Call, now: datetime) -> Ask | None:
    s = _steering(work, call)
    planned = (p for p in dates.to_come(work, s, now) if not p.cancelled)
    which = [(p.occurrence.isoformat(), p.starts) for p in islice(planned, CHOICES)]
    if not which:
        raise Refused(No.NOTHING_OPEN)
    return words.cancel_form(which)


def cancel(work: Work, call: Call, now: datetime) -> Reply:
    s = _steering(work, call)
    dates.ensure_next(work, s, now)
    when = _which(work, call, s, call.arg("which") or call.words, now)
    return _cancel(work, s, dates.row_of(work, s, when), now)


def cancel_offered(work: Work, call: Call, now: datetime) -> Reply:
    """[Cancel it], [Skip it]: of the session as it was when this was offered."""
    return _cancel(work, call.the_set, offered(work, call, now), now)


def _cancel(work: Work, s: LearningSet, session: Session, now: datetime) -> Reply:
    cancelled = work.of(Session).save(change.cancel(session, now))
    dates.ensure_next(work, s, now)
    assert cancelled.was is not None
    at_once = _tell_if_due(work, s, cancelled, now)
    return Reply.say(words.cancelled(cancelled.id, cancelled.moved, cancelled.was, told=at_once))


def undo(work: Work, call: Call, now: datetime) -> Reply:
    session = _slip(work, call)
    back = work.of(Session).save(change.undo(session, now))
    return Reply.say(words.undone(back.starts))


def tell_now(work: Work, call: Call, now: datetime) -> Reply:
    session = _slip(work, call)
    if not session.untold:
        raise Refused(No.TOLD_ALREADY)
    tell(work, call.the_set, session, now)
    return Reply.say(words.all_told())


def _slip(work: Work, call: Call) -> Session:
    number = call.request.of.partition("-")[2]
    session = work.of(Session).get(int(number)) if number.isdigit() else None
    if session is None or session.set != call.the_set.id or call.arg("r") != str(session.moved):
        raise Refused(No.MOMENT_PASSED)
    must_steer(call.the_set, session, call.actor.id)
    return session


# --- which, and whether it can be -----------------------------------------------------------------------------------


def _steering(work: Work, call: Call) -> LearningSet:
    s = call.the_set
    session = current_session(work, s.id)
    must_steer(s, session, call.actor.id)
    if s.state not in MEETS:
        raise Refused(No.SET_PAUSED if s.state is SetState.PAUSED else No.NOT_IN_THIS_STATE)
    return s


def _which(work: Work, call: Call, s: LearningSet, typed: str, now: datetime) -> Planned:
    """The date that is meant: the one a choice was offered for, the day that was typed, else the next."""
    if call.request.of.startswith("session-"):
        session = offered(work, call, now)
        return Planned(session.occurrence, session.starts, session)
    if typed:
        chosen = reading.choice(typed) if call.request.submitted else None
        found = dates.on_day(work, s, chosen or reading.the_day(s, typed, now), now)
        if found is None:
            raise Refused(No.NO_SESSION_THAT_DAY)
        return found
    live = current_session(work, s.id)
    if live is not None and live.live:
        raise Refused(No.MEETING_NOW)
    following = next((p for p in dates.to_come(work, s, now) if not p.cancelled), None)
    if following is None:
        raise Refused(No.NOTHING_OPEN)
    return following


def _must_be_free(work: Work, s: LearningSet, when: Planned, starts: datetime, now: datetime) -> None:
    """Raises Refused for a time that has gone by, or in which the set meets anyway."""
    if starts <= now:
        raise Refused(No.TIME_PAST)
    minutes = when.session.minutes if when.session else s.minutes
    other = clash(dates.to_come(work, s, now), when.occurrence, starts, minutes)
    if other is None and not when.cancelled and starts == when.starts:
        other = when
    if other is not None:
        raise Refused(No.MEETS_THEN, starts=At(other.starts, "day time"))


def elsewhere(s: LearningSet, zone: str, starts: datetime) -> words.Elsewhere | None:
    """The set's own clock, for a reader in `zone` whose clock shows something else."""
    day, at = wall(starts, s.zone)
    if not zone or wall(starts, zone) == (day, at):
        return None
    return words.Elsewhere(at, dates.city(s.zone))


# --- everybody is told ----------------------------------------------------------------------------------------------


def tell_change(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    session = work.of(Session).get(moment.of)
    assert session is not None
    tell(work, view.set, session, now)


def _tell_if_due(work: Work, s: LearningSet, session: Session, now: datetime) -> bool:
    due = session.tell_at is not None and session.tell_at <= now
    if due:
        tell(work, s, session, now)
    return due


def tell(work: Work, s: LearningSet, session: Session, now: datetime) -> None:
    """The room hears where the session is now; what was said of the old time loses its buttons."""
    assert session.was is not None
    known_as = session.moved if session.was == session.starts else session.moved - 1
    take_back(work, s, session.id, known_as, session.was)
    after = work.of(Session).save(change.told(session, now))
    dates.show_event(work, after)
    place = dates.place(work, s)
    if after.phase is Phase.CANCELLED:
        _tell_cancelled(work, s, after, session.was, place, now)
        return
    if session.was == after.starts or _was_cancelled(work, session):
        message = words.takes_place(after.id, after.starts, place)
    else:
        message = words.has_moved(after.id, session.was, after.starts, place)
    work.say(Say(f"session-{after.id}/r{after.moved}/moved", Room(s.id), message, expires=after.starts))


def _was_cancelled(work: Work, session: Session) -> bool:
    return work.was_said(f"session-{session.id}/r{session.moved - 1}/cancelled")


def _tell_cancelled(
    work: Work, s: LearningSet, session: Session, was: datetime, place: str, now: datetime
) -> None:
    following = dates.ensure_next(work, s, now)
    agenda.session_ended(work, s, session)
    following = work.of(Session).get(following.id) if following is not None else None
    is_next = (
        following is not None and following.starts > was
    )  # else a later date goes, and nobody's turn with it
    down = dates.presenters(work, s, following) if following is not None and is_next else []
    starts = following.starts if following is not None else None
    message = words.is_cancelled(was, starts, down, place)
    work.say(Say(f"session-{session.id}/r{session.moved}/cancelled", Room(s.id), message))
    lifecycle.after_session(work, s, session, now)


def take_back(work: Work, s: LearningSet, session: SessionId, moved: int, was: datetime) -> None:
    """Reminders of a time that no longer holds, shrunk to a line; those not delivered yet are dropped."""
    overtaken = words.overtaken(was)
    for nudge in NUDGES:
        for person in s.people if nudge.privately else (None,):
            place = Room(s.id) if person is None else Private(person)
            board = key(session, moved, nudge, person)
            if work.was_said(board):
                work.say(Revise(board, place, overtaken, only_edit=True))
    for person in s.people:
        board = f"session-{session}/r{moved}/quorum/{person}"
        if work.was_said(board):
            work.say(Revise(board, Private(person), overtaken, only_edit=True))
