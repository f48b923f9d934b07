"""The dates of a set: what the rhythm gives, with what was moved and cancelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import merge

from core.names import Phase
from core.rules.life.learning_set import LearningSet
from core.rules.session.session import Session

_TO_COME = (Phase.PLANNED, Phase.CANCELLED)


@dataclass(frozen=True)
class Planned:
    """A date to come. `session` is None where it is the rhythm's alone and nobody has touched it yet."""

    occurrence: date
    starts: datetime
    session: Session | None = None

    @property
    def cancelled(self) -> bool:
        return self.session is not None and self.session.phase is Phase.CANCELLED


def dates(s: LearningSet, rows: Iterable[Session], now: datetime) -> Iterator[Planned]:
    """All dates after `now` in order of time, `rows` being all sessions of the set. Endless where the rhythm is."""
    rows = tuple(rows)
    kept = sorted(
        (Planned(r.occurrence, r.starts, r) for r in rows if r.phase in _TO_COME and r.starts > now),
        key=_when,
    )
    return merge(kept, untouched(s, rows, now), key=_when)


def untouched(s: LearningSet, rows: Iterable[Session], now: datetime) -> Iterator[Planned]:
    """The dates of the rhythm after `now` that have no session yet."""
    known = {row.occurrence for row in rows if not row.unplanned}
    for o in s.rhythm.occurrences():
        if s.ends is not None and o.day > s.ends:
            return
        if o.starts > now and o.day not in known:
            yield Planned(o.day, o.starts)


def clash(dates_to_come: Iterable[Planned], moving: date, starts: datetime, minutes: int) -> Planned | None:
    """The date that a session of the occurrence `moving` would run into, if it began at `starts`."""
    span = timedelta(minutes=minutes)
    for each in dates_to_come:
        length = timedelta(minutes=each.session.minutes) if each.session else span
        if each.starts >= starts + span and each.occurrence != moving:
            return None
        if each.occurrence != moving and not each.cancelled and starts < each.starts + length:
            return each
    return None


def _when(each: Planned) -> datetime:
    return each.starts
