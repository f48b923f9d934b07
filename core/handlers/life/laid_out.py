"""A set as its people see it: its dates, its mix, the board it forms on."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from core.handlers.call import names, who
from core.message import Own, Revise, Room, Who
from core.ports import Work
from core.rules.calendar.pattern import Every, Pattern
from core.rules.calendar.rhythm import Occurrence
from core.rules.life.learning_set import SMALLEST, LearningSet, Standing
from core.rules.life.state import SetState
from core.rules.session.session import Session
from core.words import life as words

MOST = 400  # dates: a year and more of a daily set
A_MONDAY = date(2024, 1, 1)
_UNITS = {Every.DAY: "day", Every.WEEK: "week", Every.MONTH: "month"}


def days_of(s: LearningSet) -> tuple[date, ...]:
    """All dates of the contract, as the rhythm gives them."""
    return tuple(d for d in s.rhythm.all_dates(MOST) if s.ends is None or d <= s.ends)


def next_date(work: Work, s: LearningSet, now: datetime) -> Occurrence | None:
    """The next date of the rhythm that has no session yet."""
    known = {p.occurrence for p in work.of(Session).where(set=s.id) if not p.unplanned}
    for o in s.rhythm.occurrences():
        if s.ends is not None and o.day > s.ends:
            return None
        if o.starts > now and o.day not in known:
            return o
    return None


def still_to_come(s: LearningSet, now: datetime) -> tuple[Occurrence | None, tuple[date, ...]]:
    """The next date that the rhythm gives after `now`, None where there is none, and it with all that follow."""
    first = next((o for o in s.rhythm.occurrences() if o.starts > now), None)
    if first is None:
        return None, ()
    return first, tuple(d for d in days_of(s) if d >= first.day)


def dates(s: LearningSet, since: datetime | None = None) -> words.Dates:
    """How often and when; with `since` without the dates that had gone by then."""
    first, days = (s.rhythm.first, days_of(s)) if since is None else still_to_come(s, since)
    return words.Dates(
        often(s.rhythm.pattern),
        s.rhythm.at,
        s.zone,
        s.minutes,
        first.starts if first else None,
        len(days),
        days[-1] if days else None,
    )


def often(p: Pattern) -> words.Often:
    on = p.on[0] if p.on else None
    weekday = A_MONDAY + timedelta(days=on.weekday if on else 0)
    nth = (p.positions[0] if p.positions else on.nth) if on else 0
    return words.Often(_UNITS[p.every], p.interval, weekday, nth, several=len(p.on) > 1 and not p.positions)


def mix(work: Work, s: LearningSet) -> tuple[tuple[Who, Own], ...]:
    """Those who present, in order of joining, each with what they do."""
    inside = [m for m in s.members if m.standing is Standing.ACCEPTED and m.presents]
    people = names(work, (m.person for m in inside))
    return tuple((people[m.person], m.function) for m in inside)


def show_forming(work: Work, s: LearningSet) -> None:
    """Bring the board of a set that forms up to date; of one that has begun there is none."""
    if s.state is not SetState.FORMING:
        return
    missing = max(0, SMALLEST - len(s.rota))
    lead = who(work, s.facilitator) if s.facilitator else None
    message = words.founded(s.id, s.name, s.theme, dates(s), s.mode, mix(work, s), missing, lead)
    work.say(Revise(f"set-{s.id}/forming", Room(s.id), message))


def shrink_forming(work: Work, s: LearningSet) -> None:
    """The set has begun: the board it formed on is one line."""
    work.say(Revise(f"set-{s.id}/forming", Room(s.id), words.has_begun(s.name), only_edit=True))
