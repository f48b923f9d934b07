"""Engines: SQLite in WAL mode with BEGIN IMMEDIATE, or PostgreSQL through psycopg 3."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

WRITES = "als_writes"


def open_engine(url: str) -> Engine:
    """An engine for `sqlite:///…` or `postgresql://…`. Nothing is connected yet."""
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"check_same_thread": False})
        event.listen(engine, "connect", _pragmas)
        event.listen(engine, "begin", _begin)
        return engine
    return create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), pool_pre_ping=True)


def _pragmas(raw: Any, _: object) -> None:
    raw.isolation_level = None  # SQLAlchemy's own BEGIN, below, decides
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        raw.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, True)
    # A plain BEGIN that reads and then writes loses to any other writer at once (libraries.md §5).
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def lock_wait(connection: Connection, seconds: float, *, writes: bool) -> None:
    """How long this connection's next transaction waits for a lock, and whether it will write."""
    millis = int(seconds * 1000)
    connection.execution_options(**{WRITES: writes})
    if connection.dialect.name == "sqlite":
        raw: Any = connection.connection.driver_connection
        raw.execute(f"PRAGMA busy_timeout = {millis}")
    else:
        connection.execute(text(f"SET lock_timeout = {millis}"))
        connection.commit()


def is_lock_timeout(error: DBAPIError) -> bool:
    said = str(error.orig)
    return "database is locked" in said or "lock timeout" in said
