"""How the record stands: what waits, since when, and when anybody was last awake. Numbers alone, by indexes alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, and_, func, select

from adapters.database.engine import unit
from adapters.database.keeping import AWAKE
from adapters.database.promises import marks, outbox, places, wakes

WAIT = 2.0  # seconds; whoever asks how the bot is should soon know


@dataclass(frozen=True)
class Standing:
    waiting: int  # errands not delivered yet
    oldest: datetime | None  # when the longest waiting of them was asked for
    blocked: int  # places with something waiting that a platform has told us to leave alone for now
    next_due: datetime | None  # when the next root is to be looked at; long past: the clock has fallen behind
    awake: datetime | None  # the last pulse of any process


def standing(engine: Engine, now: datetime) -> Standing:
    """Raises Busy, and DBAPIError where the record cannot be reached."""
    o, p = outbox.c, places.c
    blocked = and_(p.next_at.is_not(None), p.blocked_until.is_not(None), p.blocked_until > now)
    with unit(engine, WAIT, writes=False) as connection:
        waiting, oldest = connection.execute(
            select(func.count(), func.min(o.asked_at)).where(o.done_at.is_(None))
        ).one()
        return Standing(
            waiting,
            oldest,
            connection.scalar(select(func.count()).select_from(places).where(blocked)) or 0,
            connection.scalar(select(wakes.c.at).order_by(wakes.c.at).limit(1)),
            connection.scalar(select(marks.c.at).where(marks.c.name == AWAKE)),
        )
