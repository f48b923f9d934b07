"""Workspaces that the bot comes to and leaves: what is kept for its return, and what is removed after a grace."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from adapters.database import keeping, prepared
from adapters.database.columns import metadata
from adapters.database.promises import outbox, places, wakes
from adapters.database.tables import installations, workspaces

GRACE = timedelta(days=30)
LEAVING = "gone/"  # before the number of a workspace that is being removed: its own name is free again
NUMBER = select(workspaces.c.id).where(workspaces.c.name == bindparam("of_name"))
GOES = (
    select(workspaces.c.id)
    .where(
        workspaces.c.gone.is_not(None),
        or_(workspaces.c.gone <= bindparam("of_before"), workspaces.c.name.startswith(LEAVING)),
    )
    .order_by(workspaces.c.gone)
    .limit(1)
    .with_for_update(skip_locked=True)
)


def number(connection: Connection, workspace: str) -> int | None:
    found: int | None = prepared.value(connection, NUMBER, {"of_name": workspace})
    return found


def made(connection: Connection, workspace: str) -> int:
    """The number of a workspace, which is made on first sight. Raises IntegrityError where somebody was faster."""
    known = number(connection, workspace)
    if known is not None:
        return known
    making = insert(workspaces).values(name=workspace).returning(workspaces.c.id)
    return int(connection.execute(making).scalar_one())


def is_there(workspace: Any) -> Any:
    """Whether the workspace of this column lets the bot in."""
    return workspace.not_in(select(workspaces.c.id).where(workspaces.c.gone.is_not(None)))


def is_gone(connection: Connection, workspace: str) -> bool:
    query = select(workspaces.c.gone).where(workspaces.c.name == workspace)
    return connection.scalar(query) is not None


def left(connection: Connection, workspace: str, now: datetime, installed: datetime | None) -> bool:
    """See core.ports.Store.left."""
    query = select(workspaces).where(workspaces.c.name == workspace).with_for_update()
    row = connection.execute(query).first()
    if row is None:
        return False
    mine = installations.c.workspace == row.id
    if (
        installed is not None
        and connection.scalar(select(installations.c.installed).where(mine)) != installed
    ):
        return False
    let_in = connection.execute(delete(installations).where(mine)).rowcount > 0
    if row.gone is None:
        connection.execute(update(workspaces).where(workspaces.c.id == row.id).values(gone=now))
    return let_in or row.gone is None


def returned(connection: Connection, workspace: str, now: datetime) -> None:
    """See core.ports.Store.returned."""
    c = workspaces.c
    row = connection.execute(select(workspaces).where(c.name == workspace).with_for_update()).first()
    if row is None or row.gone is None:
        return
    connection.execute(update(workspaces).where(c.id == row.id).values(gone=None))
    keeping.was_away(connection, wakes.c.workspace == row.id, now, max(now - row.gone, timedelta(0)))
    # What was to be tried again later had a token that was no longer good.
    o, p = outbox.c, places.c
    waiting = (o.workspace == row.id, o.done_at.is_(None), o.state == "waiting", o.next_at > now)
    connection.execute(update(outbox).where(*waiting).values(next_at=now))
    held = (p.workspace == row.id, or_(p.next_at > now, p.blocked_until.is_not(None)), p.claimed_by.is_(None))
    connection.execute(update(places).where(*held).values(next_at=now, blocked_until=None))


def purge(connection: Connection, before: datetime, most: int) -> int:
    """Remove at most `most` rows of workspaces that the bot left `before` then. Answers how many. From the first row
    on a workspace's name is free: whoever comes back finds nothing, never a half.
    """
    c, removed = workspaces.c, 0
    while removed < most and (id_ := prepared.value(connection, GOES, {"of_before": before})) is not None:
        connection.execute(update(workspaces).where(c.id == id_).values(name=f"{LEAVING}{id_}"))
        for theirs in _of_workspaces():
            removed += keeping.remove(connection, theirs, id_, most - removed)
        if removed < most:
            removed += connection.execute(delete(workspaces).where(c.id == id_)).rowcount
    return removed


@cache
def _of_workspaces() -> tuple[keeping.Past, ...]:
    """Of every table of something in a workspace, what refers to others first."""
    theirs = [t for t in reversed(metadata.sorted_tables) if "workspace" in t.columns]
    return tuple(keeping.past(t, t.c.workspace == keeping.LIMIT) for t in theirs)
