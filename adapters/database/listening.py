"""Between processes on PostgreSQL: whoever puts something into the outbox says so, and couriers hear it at once.

SQLite has no such thing; there a courier looks every second.
"""

from __future__ import annotations

from collections.abc import Callable

import psycopg
from sqlalchemy import URL, Connection, func, select

from adapters.database import prepared
from core.ports import Away

CHANNEL = "als_outbox"
_NOTIFY = select(func.pg_notify(CHANNEL, ""))


def call(connection: Connection) -> None:
    """Tell those who listen, when this transaction has been committed."""
    if connection.dialect.name == "postgresql":
        prepared.read(connection, _NOTIFY)


def can_listen(url: URL) -> bool:
    return url.get_backend_name() == "postgresql"


async def listen(url: URL, heard: Callable[[], None]) -> None:
    """Call `heard` in this loop whenever somebody has put something into the outbox, until cancelled. Raises Away."""
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            heard()
            async for _ in connection.notifies():
                heard()
    except psycopg.OperationalError as e:
        raise Away("the line to the record broke") from e
