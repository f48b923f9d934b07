"""A whole record from one database into another, and whether every row has arrived."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, insert, select, text

from adapters.database.columns import metadata
from adapters.database.engine import unit
from adapters.database.promises import marks

BATCH = 5000
WAIT = 10.0
DIGESTS = 2**256


@dataclass(frozen=True)
class Rows:
    """So many rows, and a sum over their digests: the same whatever their order."""

    count: int
    digest: int


class Differs(Exception):
    """What was copied is not what is there: the tables that differ."""


def copy(source: Engine, target: Engine, told: Callable[[str, int], None]) -> dict[str, Rows]:
    """Every row of `source` into the empty tables of `target`, in one transaction there, and read again after it.
    `told` hears of each table and its rows. Raises Differs; then nothing was copied.
    """
    with unit(source, WAIT, writes=False) as there, unit(target, WAIT) as here:
        sent = {table.name: _send(there, here, table) for table in metadata.sorted_tables}
        arrived = {table.name: _rows(here, table) for table in metadata.sorted_tables}
        wrong = [name for name in sent if sent[name] != arrived[name]]
        if wrong:
            raise Differs(", ".join(wrong))
        for table in metadata.sorted_tables:
            _go_on_after(there, here, table)
            told(table.name, sent[table.name].count)
    return sent


def holds_rows(engine: Engine) -> bool:
    """Whether anything was kept here yet, but for what a fresh record knows of itself."""
    with unit(engine, WAIT, writes=False) as connection:
        tables = (t for t in metadata.sorted_tables if t is not marks)
        return any(connection.execute(select(t).limit(1)).first() is not None for t in tables)


def _send(there: Connection, here: Connection, table: Table) -> Rows:
    count, digest = 0, 0
    if table is marks:
        here.execute(marks.delete())  # a fresh record has marked its key already
    for batch in _batches(there, table):
        _put(here, table, batch)
        count += len(batch)
        digest += sum(_digest(row) for row in batch)
    return Rows(count, digest % DIGESTS)


def _put(here: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """By COPY where there is one: several times as fast, and a large record is a matter of minutes then."""
    if here.dialect.name != "postgresql":
        here.execute(insert(table), rows)
        return
    raw: Any = here.connection.driver_connection
    columns = ", ".join(f'"{c.name}"' for c in table.columns)
    with raw.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as out:
        for row in rows:
            out.write_row([row[c.name] for c in table.columns])


def _rows(connection: Connection, table: Table) -> Rows:
    count, digest = 0, 0
    for batch in _batches(connection, table):
        count += len(batch)
        digest += sum(_digest(row) for row in batch)
    return Rows(count, digest % DIGESTS)


def _batches(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    with connection.execute(select(table), execution_options={"yield_per": BATCH}) as result:
        for part in result.mappings().partitions(BATCH):
            yield [dict(row) for row in part]


def _digest(row: dict[str, Any]) -> int:
    """Of a row's values as our own columns give them, which is the same from every database."""
    values = [bytes(v) if isinstance(v, memoryview | bytearray) else v for v in row.values()]
    return int.from_bytes(sha256(repr(values).encode()).digest())


def _go_on_after(there: Connection, here: Connection, table: Table) -> None:
    """The next id is higher than any that was ever given, be its row gone: keys name ids, and must not recur."""
    if not table.dialect_options["sqlite"]["autoincrement"]:
        return
    last = here.scalar(select(func.max(table.c.id))) or 0
    if there.dialect.name == "sqlite":
        given = there.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
        last = max(last, given or 0)
    if last and here.dialect.name == "postgresql":
        name = {"name": table.name, "last": last}
        here.execute(text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"), name)
