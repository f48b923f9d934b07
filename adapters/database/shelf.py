"""All things of one kind in one workspace, within one unit of work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum
from functools import cache
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import (
    BindParameter,
    Connection,
    Delete,
    Insert,
    Select,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from adapters.database.cipher import Cipher
from adapters.database.translate import Translation
from core.names import WorkspaceId
from core.ports import Conflict

T = TypeVar("T")


class Stale(Exception):
    """A thing was saved from a copy older than this unit's own: whoever saved it last has it."""


class SqlShelf(Generic[T]):
    """Remembers what it loaded, to write only what changed, and what it was asked, to ask once."""

    def __init__(
        self,
        connection: Connection,
        cipher: Cipher,
        workspace: WorkspaceId,
        translation: Translation[T],
        has_changed: Callable[[T], None],
    ) -> None:
        self._connection = connection
        self._cipher = cipher
        self._workspace = workspace
        self._as = translation
        self._table = translation.table
        self._has_changed = has_changed
        self._loaded: dict[int, T] = {}
        self._asked: dict[Any, tuple[int, ...]] = {}

    def get(self, id: int) -> T | None:  # noqa: A002 - the word for it
        if id in self._loaded:
            return self._loaded[id]
        found = self.where(id=id)
        return found[0] if found else None

    def where(self, **fields: object) -> tuple[T, ...]:
        asked = tuple(sorted(fields.items()))
        if asked not in self._asked:
            shape = tuple(
                (name, None if value is None else isinstance(value, tuple)) for name, value in asked
            )
            values = {f"by_{name}": _plain(value) for name, value in asked if value is not None}
            rows = self._connection.execute(
                _select(self._table, shape), {"of_workspace": self._workspace, **values}
            )
            self._asked[asked] = tuple(self._remember(row) for row in rows.mappings())
        return tuple(self._loaded[i] for i in self._asked[asked])

    def add(self, thing: T) -> T:
        row = self._as.row(thing, self._cipher) | {"workspace": self._workspace, "version": 1}
        key = self._connection.execute(_insert(self._table), row).inserted_primary_key
        assert key is not None
        added = cast("T", replace(cast("Any", thing), id=key[0], version=1))
        self._keep(key[0], added)
        return added

    def save(self, thing: T) -> T:
        id_, version = cast("Any", thing).id, cast("Any", thing).version
        old = self._loaded[id_]
        if old == thing:
            return thing
        if version != cast("Any", old).version:
            raise Stale(f"{type(thing).__name__} {id_}")
        c = self._table.c
        values = self._as.changed(old, thing, self._cipher) | {"version": version + 1}
        mine = (c.id == id_, c.workspace == self._workspace, c.version == version)
        if self._connection.execute(update(self._table).where(*mine).values(**values)).rowcount != 1:
            raise Conflict
        saved = cast("T", replace(cast("Any", thing), version=version + 1))
        self._keep(id_, saved)
        return saved

    def remove(self, thing: T) -> None:
        id_ = cast("Any", thing).id
        self._connection.execute(_delete(self._table), {"of_id": id_, "of_workspace": self._workspace})
        self._loaded.pop(id_, None)
        self._asked.clear()
        self._has_changed(thing)

    def _keep(self, id_: int, thing: T) -> None:
        self._loaded[id_] = thing
        self._asked.clear()
        self._has_changed(thing)

    def _remember(self, row: Any) -> int:
        id_: int = row["id"]
        if id_ not in self._loaded:
            self._loaded[id_] = self._as.thing(row, self._cipher)
        return id_


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value.value if isinstance(value, Enum) else value


# Statements are made once for each shape, not for each value.


@cache
def _select(table: Table, shape: Sequence[tuple[str, bool | None]]) -> Select[Any]:
    """Of each column asked by: whether by several values, or (None) by none at all."""
    c = table.c
    query = select(table).where(c.workspace == bindparam("of_workspace")).order_by(c.id)
    for name, several in shape:
        if several is None:
            query = query.where(c[name].is_(None))
            continue
        by: BindParameter[Any] = bindparam(f"by_{name}", expanding=several)
        query = query.where(c[name].in_(by) if several else c[name] == by)
    return query


@cache
def _insert(table: Table) -> Insert:
    return insert(table)


@cache
def _delete(table: Table) -> Delete:
    c = table.c
    return delete(table).where(c.id == bindparam("of_id"), c.workspace == bindparam("of_workspace"))
