"""A session is moved, cancelled, or put back. For a few minutes only the one who did it knows, so that a slip can be
undone before anybody rearranges their week.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.message import At
from core.names import No, Phase
from core.rules.refused import Refused
from core.rules.session.session import Session

UNDO = timedelta(minutes=10)
SOON = timedelta(hours=2)  # a session as near as this, and everybody is told at once


def move(session: Session, starts: datetime, now: datetime) -> Session:
    """The session at another time; a cancelled one is back, and everybody hears of that at once. What was said of
    the old time keeps its keys: `moved` goes up, once for each time that people are told.
    """
    if session.phase not in (Phase.PLANNED, Phase.CANCELLED):
        raise Refused(No.MEETING_NOW)
    if starts <= now:
        raise Refused(No.TIME_PAST)
    if session.untold and starts == session.was:
        return undo(session, now)
    is_back = session.phase is Phase.CANCELLED and not session.untold
    if starts == session.starts and not is_back:
        raise Refused(No.MEETS_THEN, starts=At(starts, "day time"))
    counted = session.untold and session.starts != session.was
    moved = session.moved if counted else session.moved + 1
    there = replace(session, starts=starts, moved=moved, phase=Phase.PLANNED, asked_about_holiday=False)
    return _untold(there, session, now, at_once=is_back)


def cancel(session: Session, now: datetime) -> Session:
    if session.live:
        raise Refused(No.MEETING_NOW)
    if session.phase is not Phase.PLANNED:
        raise Refused(No.MOMENT_PASSED)
    return _untold(replace(session, phase=Phase.CANCELLED), session, now)


def undo(session: Session, now: datetime) -> Session:
    """The session as people know it. Refused once they were told, or where its time has come meanwhile."""
    if not session.untold or session.was is None or _is_being_told(session, now):
        raise Refused(No.TOLD_ALREADY)
    if session.was <= now:
        raise Refused(No.TIME_PAST)
    back = session.starts != session.was
    return replace(
        session,
        starts=session.was,
        moved=session.moved - 1 if back else session.moved,
        phase=Phase.PLANNED,
        was=None,
        tell_at=None,
        untold=False,
    )


def told(session: Session, now: datetime) -> Session:
    """Everybody knows. Who had answered for another time is asked again."""
    coming = session.coming if session.starts == session.was else ()
    return replace(session, was=None, tell_at=now, untold=False, coming=coming)


def _untold(after: Session, before: Session, now: datetime, *, at_once: bool = False) -> Session:
    was = before.was if before.untold and before.was is not None else before.starts
    soon = min(was, after.starts) - now < SOON or (before.untold and _is_being_told(before, now))
    return replace(after, was=was, tell_at=now if soon or at_once else now + UNDO, untold=True)


def _is_being_told(session: Session, now: datetime) -> bool:
    return session.tell_at is not None and session.tell_at <= now
