"""The week's board in the set's channel: on the set's weekday and hour, not in the days around a session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from core.names import ActionStatus, Due, Told
from core.rules.actions.action import Action
from core.rules.actions.asked import AskedLine
from core.rules.actions.asking import PEACE, InHand, on_the_board
from core.rules.calendar.clock import instant, wall
from core.rules.due import Moment, SetView
from core.rules.life.learning_set import LearningSet
from core.rules.life.state import SetState

ASKS = (SetState.CONTRACTED, SetState.ACTIVE, SetState.REVIEWING)
AROUND_A_SESSION = 3  # days before and after it without a board: actions come up there
STALE = timedelta(hours=8)  # a board later than that is left out
WEEK = timedelta(weeks=1)


def moments(view: SetView) -> Iterator[Moment]:
    if view.set.state in ASKS:
        yield Moment(next_check_in(view.set), Due.CHECK_IN, view.set.id, standing=True)


def next_check_in(s: LearningSet) -> datetime:
    """The set's weekday and hour that follow the check-in last seen to, or the set's first day."""
    if s.checked_in is None:
        return on_or_after(s, s.rhythm.starts)
    return on_or_after(s, wall(s.checked_in, s.zone)[0] + timedelta(days=1))


def latest_check_in(s: LearningSet, now: datetime) -> datetime:
    """The last such hour that has come."""
    this_week = on_or_after(s, wall(now, s.zone)[0] - timedelta(days=6))
    return this_week if this_week <= now else on_or_after(s, wall(now, s.zone)[0] - timedelta(days=13))


def on_or_after(s: LearningSet, day: date) -> datetime:
    return instant(day + timedelta(days=(s.check_in_day - day.weekday()) % 7), s.check_in_at, s.zone)


def first_after(
    s: LearningSet, weekday: int, session: datetime | None, now: datetime, *, board: bool = True
) -> date:
    """The first such weekday on which something written down now is asked about; on the channel's `board` not
    before the set's first day.
    """
    day = wall(now, s.zone)[0] + timedelta(days=PEACE + 1)
    if board:
        day = max(day, s.rhythm.starts)
    day += timedelta(days=(weekday - day.weekday()) % 7)
    meets = wall(session, s.zone)[0] if session is not None else None
    while meets is not None and abs((meets - day).days) <= AROUND_A_SESSION:
        day += WEEK
    return day


def is_near(s: LearningSet, session: datetime | None, now: datetime) -> bool:
    """Whether a session is so near, before or after, that there is no board."""
    if session is None:
        return False
    return abs((wall(session, s.zone)[0] - wall(now, s.zone)[0]).days) <= AROUND_A_SESSION


def lines(in_hand: Iterable[InHand], s: LearningSet, now: datetime) -> tuple[AskedLine, ...]:
    """What stands on the board: none where everybody has spoken of theirs in the last days."""
    today = wall(now, s.zone)[0]
    shown = [
        it.action
        for it in in_hand
        if on_the_board(it) and (it.action.snoozed_until is None or it.action.snoozed_until <= today)
    ]
    if all(_told_lately(a, now) for a in shown):
        return ()
    return tuple(AskedLine(a.id, answer=_said(a) if _told_lately(a, now) else None) for a in shown)


def _told_lately(a: Action, now: datetime) -> bool:
    return now - a.last_reported <= timedelta(days=PEACE)


def _said(a: Action) -> ActionStatus | None:
    """What the owner said lately, where the set heard it."""
    return a.status if a.told not in (None, Told.PRIVATE) and a.status is not ActionStatus.OPEN else None
