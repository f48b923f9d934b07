"""Pausing and resuming; the set as its people see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from core.handlers import misread
from core.handlers.call import Call, current_session, who
from core.handlers.life import laid_out
from core.handlers.life.laid_out import next_date
from core.message import Room, Say
from core.names import No, Phase
from core.ports import Work
from core.request import Ask, Reply
from core.rules.calendar.clock import wall
from core.rules.calendar.day import read_day
from core.rules.calendar.misread import Misread
from core.rules.due import Moment, SetView
from core.rules.life import contract
from core.rules.life.learning_set import LearningSet
from core.rules.life.membership import must_arrange
from core.rules.life.state import SetState
from core.rules.refused import Refused
from core.rules.session.session import Session
from core.words import contract as words
from core.words import life as life_words

A_MOMENT = timedelta(seconds=1)


def arranged(call: Call) -> LearningSet:
    """The set of this call, for whoever may arrange it. Raises Refused."""
    if call.set is None:
        raise Refused(No.NO_SET_HERE)
    must_arrange(call.set, call.actor.id)
    return call.set


def show(work: Work, call: Call, now: datetime) -> Reply:
    """The set with every date of its contract, for one of its people."""
    s = call.the_set
    since = _since(work, s, now)
    lead = [
        (label, who(work, p))
        for label, p in zip(life_words.role_labels(), (s.facilitator, s.deputy), strict=True)
        if p
    ]
    message = life_words.shown(
        s.name,
        words.state(s.state.value),
        laid_out.dates(s, since),
        laid_out.days_of(s) if since is None else laid_out.still_to_come(s, since)[1],
        laid_out.mix(work, s),
        lead,
    )
    return Reply.say(message)


def _since(work: Work, s: LearningSet, now: datetime) -> datetime | None:
    """Until the first session is held, what went by was never theirs; the one under way is."""
    if s.state not in (SetState.FORMING, SetState.CONTRACTED):
        return None
    session = current_session(work, s.id)
    return min(now, session.starts - A_MOMENT) if session is not None else now


# --- pauses -----------------------------------------------------------------------------------------------------


def pause_form(work: Work, call: Call, now: datetime) -> Ask | None:
    s = arranged(call)
    _may_pause(work, s, None)
    del now
    return words.pause_form(f"set-{s.id}")


def pause(work: Work, call: Call, now: datetime) -> Reply:
    """Until a day, or until somebody resumes."""
    s = arranged(call)
    until = _until(call, wall(now, s.zone)[0])
    s = work.of(LearningSet).save(_may_pause(work, s, until))
    n = work.count(f"set-{s.id}/pause")
    work.say(Say(f"set-{s.id}/paused-{n}", Room(s.id), words.paused(until, f"set-{s.id}")))
    return Reply.quiet()


def _may_pause(work: Work, s: LearningSet, until: date | None) -> LearningSet:
    session = current_session(work, s.id)
    if session is not None and session.live:
        raise Refused(No.SESSION_IS_OPEN)
    return contract.pause(s, until)


def _until(call: Call, today: date) -> date | None:
    typed = (call.arg("until") or call.words).removeprefix("until ").strip()
    if not typed:
        return None
    read = read_day(typed, today)
    if isinstance(read, Misread):
        raise misread.refused(read)
    if read == today:
        raise Refused(No.PAUSE_UNTIL_LATER)
    return read


def resume(work: Work, call: Call, now: datetime) -> Reply:
    _resume(work, arranged(call), now)
    return Reply.quiet()


def pause_over(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    """The day has come that the pause was for."""
    del moment
    _resume(work, view.set, now)


def _resume(work: Work, s: LearningSet, now: datetime) -> None:
    """Dates that fell into the pause are left out; the next one stands."""
    s = work.of(LearningSet).save(contract.resume(s))
    planned = work.of(Session).where(set=s.id, phase=Phase.PLANNED.value)
    for session in planned:
        if session.starts <= now:
            work.of(Session).save(replace(session, phase=Phase.CANCELLED))
    ahead = [p.starts for p in planned if p.starts > now]
    following = min(ahead, default=None)
    if following is None:
        o = next_date(work, s, now)
        following = o.starts if o else None
    n = work.count(f"set-{s.id}/resume")
    work.say(Say(f"set-{s.id}/resumed-{n}", Room(s.id), words.resumed(following)))
