"""Bring a record to this release's tables."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from adapters.database.engine import lock_wait

FOLDER = Path(__file__).resolve().parents[2] / "migrations"


class TooNew(Exception):
    """The record was written by a later release than this one."""


def config(connection: Connection | None = None) -> Config:
    c = Config()
    c.set_main_option("script_location", str(FOLDER))
    c.set_main_option("path_separator", "os")
    if connection is not None:
        c.attributes["connection"] = connection
    return c


def migrate(engine: Engine, revision: str = "head") -> None:
    """Upgrade to `revision`. Raises TooNew for a record whose revision this release does not know."""
    with engine.connect() as connection:
        lock_wait(connection, 10, writes=True)
        with connection.begin():
            known = {r.revision for r in ScriptDirectory.from_config(config()).walk_revisions()}
            if (now := _revision(connection)) and now not in known:
                raise TooNew(now)
            command.upgrade(config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    with engine.connect() as connection:
        lock_wait(connection, 10, writes=True)
        with connection.begin():
            command.downgrade(config(connection), revision)


def _revision(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return row[0] if row else None
