"""The record looks after itself: what is past its keeping goes, the bot's pulse, and the keys that seal words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Delete,
    Engine,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    or_,
    select,
    text,
    tuple_,
    update,
)

from adapters.database import prepared
from adapters.database.cipher import Cipher, WrongKey
from adapters.database.claims import put_expired_aside
from adapters.database.columns import Sealed, metadata
from adapters.database.engine import unit
from adapters.database.promises import heard, marks, outbox, wakes
from adapters.database.statements import Upsert, upsert
from adapters.database.tables import LIVE, drafts, sessions, used_up

HEARD = timedelta(hours=24)  # a platform repeats a delivery within the hour (platform-facts S2)
KEPT = timedelta(days=7)  # errands that are done, emptied of words
AWAKE, KEY = "awake", "key"
BATCH = 200


@dataclass(frozen=True)
class Past:
    """The keys of rows that are past a limit, and how one of them goes."""

    which: Select[Any]
    remove: Delete


def past(table: Table, condition: Any) -> Past:
    """`condition` speaks of the parameter `LIMIT`."""
    key = list(table.primary_key.columns)
    which = select(*key).where(condition).limit(MOST)
    return Past(which, delete(table).where(*(k == bindparam(f"of_{k.name}") for k in key)))


LIMIT: Any = bindparam("of_limit")
MOST: Any = bindparam("of_most", type_=Integer)
HEARD_ONCE = past(heard, heard.c.at <= LIMIT)
DRAFTS = past(drafts, drafts.c.until <= LIMIT)
DONE = past(outbox, and_(outbox.c.done_at.is_not(None), outbox.c.done_at <= LIMIT))
USED_UP = past(used_up, used_up.c.until <= LIMIT)
EXPIRED = (
    select(outbox.c.id, outbox.c.kind, outbox.c.key, outbox.c.place, outbox.c.workspace)
    .where(
        outbox.c.done_at.is_(None),
        outbox.c.expires.is_not(None),
        outbox.c.expires <= bindparam("of_now"),
        outbox.c.state == "waiting",
        outbox.c.unsure_at.is_(None),  # what may stand is asked about first
    )
    .limit(MOST)
    .with_for_update(skip_locked=True)
)
PULSE = select(marks.c.at).where(marks.c.name == AWAKE).with_for_update()


@cache
def _pulsed(dialect: str) -> Upsert:
    query = upsert(dialect)(marks)
    return query.on_conflict_do_update(index_elements=["name"], set_={"at": query.excluded.at})


def tidy(connection: Connection, now: datetime, most: int) -> int:
    """Remove at most `most` rows of each kind that are past their keeping. Answers how many went."""
    return (
        remove(connection, HEARD_ONCE, now - HEARD, most)
        + remove(connection, DRAFTS, now, most)
        + remove(connection, DONE, now - KEPT, most)
        + remove(connection, USED_UP, now, most)
        + _expire(connection, now, most)
    )


def remove(connection: Connection, past: Past, limit: object, most: int) -> int:
    """At most `most` of the rows that are `past` this limit. By the keys, one by one: SQLite does not find rows by a
    list of pairs without reading the whole table.
    """
    rows = prepared.read(connection, past.which, {"of_limit": limit, "of_most": most})
    keys = [{f"of_{name}": getattr(row, name) for name in row._fields} for row in rows]
    prepared.write_each(connection, past.remove, keys)
    return len(rows)


def _expire(connection: Connection, now: datetime, most: int) -> int:
    """What waits past its expiry at a place where nobody looks: in a thread that has not opened, say."""
    rows = prepared.read(connection, EXPIRED, {"of_now": now, "of_most": most})
    if rows:
        put_expired_aside(connection, rows, now)
    return len(rows)


def pulse(connection: Connection, now: datetime, gap: timedelta) -> timedelta:
    """See core.ports.Store.pulse. One of several processes that start together is told, the others are not."""
    known = prepared.value(connection, PULSE)
    if known is not None and known >= now:
        return timedelta(0)
    prepared.write(connection, _pulsed(connection.dialect.name), {"name": AWAKE, "at": now})
    away = now - known if known is not None else timedelta(0)
    if away > gap:
        was_away(connection, wakes.c.kind == "set", now, away)
    return away


def was_away(connection: Connection, which: Any, now: datetime, away: timedelta) -> None:
    """Of the wakes `which`, those of sets in a live session come now, and tell how long nobody looked."""
    live = select(sessions.c.set).where(text(LIVE))
    sets = and_(wakes.c.kind == "set", wakes.c.id.in_(live), which)
    seconds = wakes.c.away + int(away.total_seconds())
    connection.execute(update(wakes).where(sets).values(at=now, away=seconds))


def is_sealed(engine: Engine, wait: float) -> bool:
    """Whether this record has a mark of the key that its words are sealed with."""
    with unit(engine, wait, writes=False) as connection:
        if not connection.dialect.has_table(connection, marks.name):
            return False
        return connection.scalar(select(marks.c.name).where(marks.c.name == KEY)) is not None


def opens(engine: Engine, cipher: Cipher, wait: float) -> bool:
    """Whether one of our keys opens what this record was sealed with; nothing is changed."""
    with unit(engine, wait, writes=False) as connection:
        sealed = connection.scalar(select(marks.c.sealed).where(marks.c.name == KEY))
    try:
        return sealed is None or bool(cipher.unseal(sealed))
    except WrongKey:
        return False


def check_key(engine: Engine, cipher: Cipher, wait: float = 10.0) -> None:
    """Raises WrongKey where none of our keys opens what this record was sealed with. A record that has no mark of
    its key yet gets one.
    """
    c = marks.c
    with unit(engine, wait) as connection:
        sealed = connection.scalar(select(c.sealed).where(c.name == KEY))
        if sealed is not None:
            cipher.unseal(sealed)
            # A write that changes nothing: a record that can only be read is found out now, not at the first word.
            connection.execute(update(marks).where(c.name == KEY).values(sealed=sealed))
            return
        query = upsert(connection.dialect.name)(marks).values(name=KEY, sealed=cipher.seal(KEY))
        connection.execute(query.on_conflict_do_nothing(index_elements=["name"]))


def reseal(engine: Engine, cipher: Cipher, told: Callable[[str, int], None] | None = None) -> int:
    """Put everything that is sealed under the newest key, in batches; then the older ones can go. What is under it
    already is left alone, so that it can be stopped and begun again. Answers how many values it was; `told` hears
    of each table. Raises WrongKey for what none of the keys opens.
    """
    whole = 0
    for table in metadata.sorted_tables:
        if sealed_columns(table):
            done = _reseal(engine, cipher, table)
            whole += done
            if told is not None:
                told(table.name, done)
    return whole


def sealed_columns(table: Table) -> list[Column[Any]]:
    return [c for c in table.columns if isinstance(c.type, Sealed)]


def _reseal(engine: Engine, cipher: Cipher, table: Table) -> int:
    key, columns = list(table.primary_key.columns), sealed_columns(table)
    done = 0
    for ids in _keys(engine, table):
        with unit(engine, 10) as connection:
            which = or_(*(and_(*(k == v for k, v in zip(key, i, strict=True))) for i in ids))
            for row in connection.execute(select(*key, *columns).where(which).with_for_update()).mappings():
                sealed = {c.name: row[c.name] for c in columns if row[c.name] is not None}
                fresh = {name: cipher.reseal(v) for name, v in sealed.items() if not cipher.is_newest(v)}
                if fresh:
                    mine = and_(*(k == row[k.name] for k in key))
                    connection.execute(update(table).where(mine).values(**fresh))
                done += len(fresh)
    return done


def _keys(engine: Engine, table: Table) -> Iterator[list[Any]]:
    key = list(table.primary_key.columns)
    last: Any = None
    while True:
        query = select(*key).order_by(*key).limit(BATCH)
        if last is not None:
            query = query.where(tuple_(*key) > tuple_(*last))
        with unit(engine, 10, writes=False) as connection:
            found = [tuple(row) for row in connection.execute(query)]
        if not found:
            return
        last = found[-1]
        yield found
