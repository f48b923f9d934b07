"""Engines, and a transaction on one: SQLite in WAL mode with BEGIN IMMEDIATE, or PostgreSQL through psycopg 3."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from math import ceil
from threading import Lock
from time import perf_counter
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from core.ports import Away, Busy, Conflict

WRITES = "als_writes"
MILLIS = "als_millis"
LINE = "als_line"
# What an engine raises may end in a log, and its parameters are members' words before they are sealed, or ids.
QUIET: dict[str, Any] = {"hide_parameters": True}
POOL: dict[str, Any] = {"pool_size": 10, "max_overflow": 30, "pool_timeout": 10}


def open_engine(url: str, wait: float = 10.0) -> Engine:
    """An engine for `sqlite:///…` or `postgresql://…`. Nothing is connected yet; `wait` is for the first lock of a
    connection, in seconds. Raises ArgumentError or NoSuchModuleError for what is no URL of a database.
    """
    if url.startswith("sqlite"):
        engine = create_engine(
            url, connect_args={"check_same_thread": False}, pool_use_lifo=True, **QUIET, **POOL
        )
        engine.update_execution_options(**{LINE: Line()})
        event.listen(engine, "connect", partial(_pragmas, int(wait * 1000)))
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(url, pool_pre_ping=True, **QUIET, **POOL)
    event.listen(engine, "begin", _begin_postgresql)
    return engine


class Line:
    """Who writes in this process on an embedded record: one at a time, in the order they came. SQLite has those who
    wait try again after longer and longer pauses, and whoever came last may be first.
    """

    def __init__(self) -> None:
        self._mine = Lock()
        self._waiting: deque[Lock] = deque()
        self._taken = False

    def enter(self, wait: float) -> bool:
        """Whether one's turn has come within `wait` seconds; then `leave` ends it."""
        with self._mine:
            if not self._taken:
                self._taken = True
                return True
            called = Lock()
            called.acquire()
            self._waiting.append(called)
        if called.acquire(timeout=max(wait, 0)):
            return True
        with self._mine:
            if called not in self._waiting:
                return True  # called in this very moment
            self._waiting.remove(called)
            return False

    def leave(self) -> None:
        with self._mine:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


@contextmanager
def _turn(line: Line, wait: float) -> Iterator[float]:
    """The seconds that are left for the lock of other processes. Raises Busy."""
    begin = perf_counter()
    if not line.enter(wait):
        raise Busy
    try:
        yield max(wait - (perf_counter() - begin), 0.0)
    finally:
        line.leave()


@contextmanager
def unit(engine: Engine, wait: float, *, writes: bool = True) -> Iterator[Connection]:
    """One transaction that waits at most `wait` seconds for a lock. One that does not write takes no write lock,
    and the database holds it to that. Raises Busy, Away and Conflict; nothing was saved then.
    """
    line = engine.get_execution_options().get(LINE)
    try:
        with (
            _turn(line, wait) if writes and line is not None else nullcontext(wait) as left,
            engine.connect() as connection,
        ):
            # To the tenth of a second, so that a connection need not be told anew each time.
            connection.execution_options(**{WRITES: writes, MILLIS: ceil(left * 10) * 100})
            with connection.begin():
                yield connection
    except NoConnection as e:
        raise Busy from e
    except DBAPIError as e:
        if is_lock_timeout(e):
            raise Busy from e
        if _somebody_was_faster(e):
            raise Conflict from e
        if _is_away(e) and not (_sqlite_code(e) == "SQLITE_READONLY" and not writes):
            raise Away(_why(e)) from e
        raise


def _pragmas(millis: int, raw: Any, _: object) -> None:
    raw.isolation_level = None  # SQLAlchemy's own BEGIN, below, decides
    for pragma in (
        f"busy_timeout={millis}",
        "cache_size=-4000",  # KB for each connection, which fill up; the system keeps the file's pages as well
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
    ):
        raw.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    writes = options.get(WRITES, True)
    wanted = {"busy_timeout": options.get(MILLIS, 10_000), "query_only": int(not writes)}
    raw: Any = connection.connection.driver_connection
    for pragma, value in wanted.items():
        if connection.info.get(pragma) != value:  # as the transaction before left it
            raw.execute(f"PRAGMA {pragma}={value}")
            connection.info[pragma] = value
    # A plain BEGIN that reads and then writes loses to any other writer at once (libraries.md §5).
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    options = connection.get_execution_options()
    if MILLIS in options:
        read_only = "" if options[WRITES] else "; SET TRANSACTION READ ONLY"
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {options[MILLIS]}{read_only}")


def is_lock_timeout(error: DBAPIError) -> bool:
    return _state(error) == "55P03" or "database is locked" in str(error.orig)


def _somebody_was_faster(error: DBAPIError) -> bool:
    """Another transaction made the same key, or the two would have waited for each other for ever."""
    unique, serialization, deadlock = "23505", "40001", "40P01"
    return _state(error) in {unique, serialization, deadlock} or _sqlite_code(error) in {
        "SQLITE_CONSTRAINT_UNIQUE",
        "SQLITE_CONSTRAINT_PRIMARYKEY",
        "SQLITE_BUSY_SNAPSHOT",
    }


def _is_away(error: DBAPIError) -> bool:
    """The server is gone, starting or ending, the disk is full or the file cannot be had: nothing that trying the
    same again later would not mend.
    """
    state = _state(error)
    gone = state[:2] in {"08", "53", "57"} and state != "57014"
    never_there = isinstance(error.orig, psycopg.OperationalError) and not state
    full = _sqlite_code(error).startswith(
        ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")
    )
    return error.connection_invalidated or gone or never_there or full


def _why(error: DBAPIError) -> str:
    """A word for the log, without anybody's words."""
    return _sqlite_code(error) or _state(error) or "unreachable"


def _state(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""


def _sqlite_code(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlite_errorname", None) or ""
