"""Bring a record to this release's tables."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, inspect, select

from adapters.database.engine import unit

FOLDER = Path(__file__).resolve().parents[2] / "migrations"
ONE_AT_A_TIME = 7102  # the advisory lock of a migration on PostgreSQL
WAIT = 10.0  # seconds for another process that is migrating


class TooNew(Exception):
    """The record was written by a later release than this one."""


def config(connection: Connection | None = None, folder: Path = FOLDER) -> Config:
    c = Config()
    c.set_main_option("script_location", str(folder))
    c.set_main_option("path_separator", "os")
    if connection is not None:
        c.attributes["connection"] = connection
    return c


def migrate(engine: Engine, revision: str = "head", wait: float = WAIT, folder: Path = FOLDER) -> None:
    """Upgrade to `revision` by the migrations in `folder`. Raises TooNew for a record whose revision this release does not know, and Busy."""
    scripts = ScriptDirectory.from_config(config(folder=folder))
    now = revision_of(engine, wait)
    if now is not None and now not in known_revisions(scripts):
        raise TooNew(now)
    if now is not None and now == (scripts.get_current_head() if revision == "head" else revision):
        return  # without a lock, as at almost every start
    with unit(engine, wait) as connection:
        if connection.dialect.name == "postgresql":  # on SQLite whoever writes is alone
            connection.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
        command.upgrade(config(connection, folder), revision)


def known_revisions(scripts: ScriptDirectory | None = None) -> set[str]:
    """Those that this release can bring up to date."""
    found = scripts or ScriptDirectory.from_config(config())
    return {r.revision for r in found.walk_revisions()}


def downgrade(engine: Engine, revision: str, folder: Path = FOLDER) -> None:
    with unit(engine, WAIT) as connection:
        command.downgrade(config(connection, folder), revision)


def head(folder: Path = FOLDER) -> str | None:
    """The revision of this release's tables."""
    return ScriptDirectory.from_config(config(folder=folder)).get_current_head()


def revision_of(engine: Engine, wait: float = WAIT) -> str | None:
    """The revision of a record's tables; None for an empty one."""
    with unit(engine, wait, writes=False) as connection:
        if not connection.dialect.has_table(connection, "alembic_version"):
            return None
        row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
        return row[0] if row else None


def is_empty(engine: Engine, wait: float = WAIT) -> bool:
    """Whether there is no table at all."""
    with unit(engine, wait, writes=False) as connection:
        return inspect(connection).get_table_names() == []
