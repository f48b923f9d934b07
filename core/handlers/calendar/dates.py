"""A set's dates become sessions: the next one always has its row, a later one once somebody touches it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import takewhile

from core.handlers import agenda
from core.handlers.call import names
from core.handlers.life import lifecycle
from core.message import CalendarEvent, Room, Say, Who
from core.names import PersonId, Phase, SessionId
from core.ports import Work
from core.rules.calendar.clock import wall
from core.rules.calendar.schedule import Planned, dates, untouched
from core.rules.due import Moment, SetView
from core.rules.life import contract
from core.rules.life.learning_set import LearningSet
from core.rules.life.person import Person
from core.rules.life.state import MEETS
from core.rules.session.session import Session, opens_too_late
from core.words import calendar as words


def next_session(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    """The next date of the rhythm gets its session; where there is none, the end review begins."""
    del moment
    if ensure_next(work, view.set, now) is None:
        lifecycle.no_date_left(work, view.set, now)


def ensure_next(work: Work, s: LearningSet, now: datetime) -> Session | None:
    """The next session, made where the rhythm's next date comes before any that is planned; a set that does not
    meet just now gets none.
    """
    planned = work.of(Session).where(set=s.id, phase=Phase.PLANNED.value)
    first = min(planned, key=lambda p: p.starts, default=None)
    latest = work.of(LearningSet).get(s.id) or s  # a session's end may have ended the set
    if latest.state not in MEETS:
        return first
    fresh = next(untouched(s, work.of(Session).where(set=s.id), now), None)
    if fresh is None or (first is not None and first.starts <= fresh.starts):
        return first
    return _make(work, s, fresh)


def row_of(work: Work, s: LearningSet, when: Planned) -> Session:
    """The session of a date, made where it has none."""
    return when.session or _make(work, s, when)


def _make(work: Work, s: LearningSet, when: Planned) -> Session:
    made = work.of(Session).add(_fresh(work, s, when))
    show_event(work, made)
    return made


def _fresh(work: Work, s: LearningSet, when: Planned) -> Session:
    earlier = [e for e in work.of(Session).where(set=s.id) if not e.unplanned]
    waits = any(
        e.untold for e in earlier
    )  # what was only just cancelled keeps who is down until everybody knows
    template, minutes, mode, adapted = contract.session_plan(s)
    return Session(
        SessionId(0),
        0,
        s.id,
        when.occurrence,
        when.starts,
        minutes,
        template,
        mode,
        adapted=adapted,
        queue=() if waits else agenda.carried_over(work, s),
    )


def show_event(work: Work, session: Session) -> None:
    """The session as the platform's own calendar shows it."""
    starts = session.starts if session.phase is Phase.PLANNED else None
    work.say(CalendarEvent(session.id, session.set, words.TITLE, starts, session.minutes))


def to_come(work: Work, s: LearningSet, now: datetime) -> Iterator[Planned]:
    """All dates after `now`, cancelled ones among them."""
    return dates(s, work.of(Session).where(set=s.id), now)


def following(work: Work, s: LearningSet, now: datetime) -> datetime | None:
    """When the set meets next."""
    return next((p.starts for p in to_come(work, s, now) if not p.cancelled), None)


def on_day(work: Work, s: LearningSet, day: date, now: datetime) -> Planned | None:
    """The date that the set's calendar has on this day, or whose rhythm gave it this day."""
    found = None
    for each in to_come(work, s, now):
        if each.occurrence == day or local_day(s, each.starts) == day:
            found = found if found is not None and not found.cancelled else each
        if each.starts.date() > day and each.session is None:
            break
    return found


def local_day(s: LearningSet, at: datetime) -> date:
    return wall(at, s.zone)[0]


# --- where people live ----------------------------------------------------------------------------------------------


def zones(work: Work, s: LearningSet) -> tuple[tuple[PersonId, str], ...]:
    """Everybody in the set with their zone, "" where it is not known."""
    found = work.of(Person).where(id=s.people) if s.people else ()
    return tuple((p.id, p.zone) for p in found)


def place(work: Work, s: LearningSet) -> str:
    """The name of the set's zone, for a room whose people live in several; else ""."""
    several = {s.zone, *(zone for _, zone in zones(work, s) if zone)}
    return city(s.zone) if len(several) > 1 else ""


def city(zone: str) -> str:
    """A zone as people call it: "London", "New York"."""
    return zone.rpartition("/")[2].replace("_", " ")


# --- who is down ----------------------------------------------------------------------------------------------------


def presenters(work: Work, s: LearningSet, session: Session) -> list[Who]:
    """Who is down to present, in order."""
    down = agenda.down(work, s, session)
    found = names(work, down)
    return [found[p] for p in down if p in found]


# --- missed ---------------------------------------------------------------------------------------------------------


def missed(work: Work, s: LearningSet, session: Session, now: datetime) -> None:
    """The bot was away for the whole of a session, and perhaps of those after it: said once; nobody loses a turn, and
    the next is planned, which is today's where there is still time for it.
    """
    gone = replace(
        session, phase=Phase.NOT_MET, phase_no=session.phase_no + 1, phase_until=None, untold=False
    )
    gone = work.of(Session).save(gone)
    down = agenda.down(work, s, gone)
    more, last = _passed_since(work, s, gone, now)
    coming = _make(work, s, last) if last is not None else ensure_next(work, s, now)
    agenda.session_ended(work, s, gone)
    lifecycle.after_session(work, s, gone, now)
    starts = coming.starts if coming is not None and coming.starts > now else None
    message = words.could_not_host(gone.starts, starts, place(work, s), kept=bool(down), more=more)
    work.say(Say(f"session-{gone.id}/missed", Room(s.id), message))


def _passed_since(work: Work, s: LearningSet, gone: Session, now: datetime) -> tuple[int, Planned | None]:
    """How many of the rhythm's dates have gone by as well, and the last of them if it can still be opened."""
    if s.state not in MEETS:
        return 0, None
    rows = work.of(Session).where(set=s.id)
    passed = list(takewhile(lambda d: d.starts <= now, untouched(s, rows, gone.starts)))
    if passed and not opens_too_late(_fresh(work, s, passed[-1]), now):
        return len(passed) - 1, passed[-1]
    return len(passed), None
