"""A record of any size: the sets that a measurement touches by the real translation, the rest copied from one of
them inside the database.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Integer, Table, cast, column, insert, literal, select, text, true
from sqlalchemy import String as Text

from adapters.database.promises import places, wakes
from adapters.database.tables import memberships, people, sessions, sets
from bench.many_sets import EACH, prepare, put

MOST = 100_000  # rows of a table made by one statement


def fill(engine: Engine, many: int, due: dict[int, datetime]) -> None:
    """`many` sets of four people, each in the middle of a session; those of `due` (places from 0) end their check-in
    at that instant, the others within the hour after the first. Each has its wake and its room.
    """
    prepare(engine)
    real = min(many, max(len(due), 1))
    with engine.connect() as connection, connection.begin():
        put(connection, range(real), due)
    for first in range(real, many, MOST):
        with engine.connect() as connection, connection.begin():
            if engine.dialect.name == "postgresql":  # what is copied refers to what is copied
                connection.execute(text("SET LOCAL session_replication_role = replica"))
            _copies(connection, first, min(many, first + MOST))
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


def _copies(connection: Connection, first: int, last: int) -> None:
    """Sets of the places from `first` to before `last`, like that of place 0; its people and ids are their own."""
    i: Any = column("i", Integer)
    for n in range(EACH):
        person = i * EACH + n + 1
        account = literal("p") + cast(person, Text)
        _like(connection, people, n + 1, first, last, {"id": person, "account": account})
    _like(connection, sets, 1, first, last, {"id": i + 1})
    _like(connection, sessions, 1, first, last, {"id": i + 1, "set": i + 1})
    for n in range(EACH):
        ids = {"set": i + 1, "person": i * EACH + n + 1}
        _like(connection, memberships, (1, n + 1), first, last, ids)
    _like(connection, wakes, ("set", 1), first, last, {"id": i + 1})
    names = {"place": literal("set-") + cast(i + 1, Text), "room": literal("#set-") + cast(i + 1, Text)}
    _like(connection, places, "set-1", first, last, names)


def _like(
    connection: Connection, table: Table, key: Any, first: int, last: int, other: dict[str, Any]
) -> None:
    """Rows like the one of this key, but for the columns of `other`, one for each place `i`."""
    n = select(literal(first, Integer).label("i")).cte("n", recursive=True)
    n = n.union_all(select(n.c.i + 1).where(n.c.i < last - 1))
    mine = key if isinstance(key, tuple) else (key,)
    where = [k == v for k, v in zip(table.primary_key.columns, mine, strict=True)]
    columns = [other.get(c.name, c) for c in table.columns]
    query = select(*columns).select_from(table.join(n, true())).where(*where)
    connection.execute(insert(table).from_select([c.name for c in table.columns], query))
