"""What `als doctor` asks of a record: where the sets meet, and which workspaces the bot has left."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, String, cast, func, literal, select

from adapters.database.engine import unit
from adapters.database.promises import places
from adapters.database.tables import sets, workspaces
from core.names import Platform
from core.rules.life.state import SetState

WAIT = 10.0  # seconds for a lock


@dataclass(frozen=True)
class Room:
    """The room of a set; `room` is "" where none could be opened, or none is open yet."""

    workspace: str
    set: int
    room: str


def rooms(engine: Engine, platform: Platform) -> list[Room]:
    """The rooms of all sets that have not ended, where the bot is let in."""
    p = places.c
    query = (
        select(workspaces.c.name, sets.c.id, func.coalesce(p.room, "").label("room"))
        .join_from(sets, workspaces, workspaces.c.id == sets.c.workspace)
        .outerjoin(places, p.place == literal("set-") + cast(sets.c.id, String))
        .where(
            workspaces.c.gone.is_(None),
            sets.c.platform == platform.value,
            sets.c.state != SetState.CLOSED.value,
        )
        .order_by(sets.c.id)
    )
    with unit(engine, WAIT, writes=False) as connection:
        return [Room(row.name, row.id, row.room) for row in connection.execute(query)]


def has_sets(engine: Engine) -> bool:
    """Whether any set goes on, where the bot is let in."""
    query = (
        select(sets.c.id)
        .join_from(sets, workspaces, workspaces.c.id == sets.c.workspace)
        .where(workspaces.c.gone.is_(None), sets.c.state != SetState.CLOSED.value)
        .limit(1)
    )
    with unit(engine, WAIT, writes=False) as connection:
        return connection.scalar(query) is not None


def left(engine: Engine) -> int:
    """How many workspaces have taken the bot out, and are not yet removed."""
    query = select(func.count()).select_from(workspaces).where(workspaces.c.gone.is_not(None))
    with unit(engine, WAIT, writes=False) as connection:
        return connection.scalar(query) or 0
