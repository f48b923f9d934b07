"""What tables are made of: instants, ids, sealed words, and the columns that every root has."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    text,
)

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)


class Instant(TypeDecorator[datetime]):
    """A UTC instant; SQLite forgets zones, so it is given back its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant carries its zone")
        at = value.astimezone(UTC)
        return at.replace(tzinfo=None) if dialect.name == "sqlite" else at

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Sealed(LargeBinary):
    """Members' words, encrypted by `translate`; nothing else opens them."""


class Json(Text):
    """A value of several fields, as JSON by `codec`."""


Id = BigInteger().with_variant(Integer, "sqlite")


def only_where(name: str, condition: str, *columns: str) -> Index:
    """An index of the rows that meet `condition` alone. A query uses it where it states the same."""
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


def root(name: str, *columns: Any, **more: Any) -> Table:
    """A table of roots: with an id that never recurs, a workspace and a version."""
    return Table(
        name,
        metadata,
        Column("id", Id, primary_key=True, autoincrement=True),
        Column("workspace", Id, ForeignKey("workspaces.id"), nullable=False),
        Column("version", Integer, nullable=False),
        *columns,
        sqlite_autoincrement=True,
        **more,
    )
