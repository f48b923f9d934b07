"""All things of one kind in one workspace, within one unit of work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Connection

from adapters.database import prepared, statements
from adapters.database.cipher import Cipher
from adapters.database.translate import Translation
from core.names import WorkspaceId
from core.ports import Conflict

T = TypeVar("T")
# Column -> what it is to hold: one value, one of several, or none at all.
Asked = tuple[tuple[str, Any], ...]


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
        self._asked: dict[Asked, tuple[int, ...]] = {}

    def get(self, id: int) -> T | None:  # noqa: A002 - the word for it
        if id in self._loaded:
            return self._loaded[id]
        found = self.where(id=id)
        return found[0] if found else None

    def where(self, **fields: object) -> tuple[T, ...]:
        asked = tuple(sorted((name, _plain(value)) for name, value in fields.items()))
        if asked not in self._asked:
            self._asked[asked] = self._by_id(asked[0][1]) if list(fields) == ["id"] else self._read(asked)
        return tuple(self._loaded[i] for i in self._asked[asked])

    def _by_id(self, wanted: Any) -> tuple[int, ...]:
        """Those that are not at hand are read, in one go."""
        ids = wanted if isinstance(wanted, tuple) else (wanted,)
        missing = tuple(i for i in ids if i not in self._loaded)
        if missing:
            self._read((("id", missing if len(missing) > 1 else missing[0]),))
        return tuple(sorted({i for i in ids if i in self._loaded}))

    def _read(self, asked: Asked) -> tuple[int, ...]:
        shape = tuple((name, None if value is None else isinstance(value, tuple)) for name, value in asked)
        values = {f"by_{name}": value for name, value in asked if value is not None}
        query = statements.things(self._as.columns, shape)
        rows = prepared.read(self._connection, query, {"of_workspace": self._workspace, **values})
        return tuple(self._remember(row) for row in rows)

    def add(self, thing: T) -> T:
        row = self._as.row(thing, self._cipher) | {"workspace": self._workspace, "version": 1}
        id_ = prepared.value(self._connection, statements.add(self._table), row)
        added = cast("T", replace(cast("Any", thing), id=id_, version=1))
        self._keep(id_, added)
        return added

    def save(self, thing: T) -> T:
        id_, version = cast("Any", thing).id, cast("Any", thing).version
        old = self._loaded[id_]
        if old == thing:
            return thing
        if version != cast("Any", old).version:
            raise Stale(f"{type(thing).__name__} {id_}")
        values = self._as.changed(old, thing, self._cipher) | {"version": version + 1}
        mine = {"of_id": id_, "of_workspace": self._workspace, "of_version": version}
        if prepared.write(self._connection, statements.save(self._table), values | mine) != 1:
            raise Conflict
        saved = cast("T", replace(cast("Any", thing), version=version + 1))
        self._keep(id_, saved)
        return saved

    def remove(self, thing: T) -> None:
        id_ = cast("Any", thing).id
        mine = {"of_id": id_, "of_workspace": self._workspace}
        prepared.write(self._connection, statements.remove(self._table), mine)
        self._loaded.pop(id_, None)
        self._asked = {asked: tuple(i for i in ids if i != id_) for asked, ids in self._asked.items()}
        self._has_changed(thing)

    def _keep(self, id_: int, thing: T) -> None:
        self._loaded[id_] = thing
        for asked, ids in self._asked.items():
            self._asked[asked] = _answer(asked, ids, id_, thing)
        self._has_changed(thing)

    def _remember(self, row: Any) -> int:
        id_: int = row.id
        if id_ not in self._loaded:
            self._loaded[id_] = self._as.thing(row, self._cipher)
        return id_


def _answer(asked: Asked, ids: tuple[int, ...], id_: int, thing: object) -> tuple[int, ...]:
    """What the same question is answered with now that a thing is as it is."""
    fits = all(_meets(_plain(getattr(thing, name)), value) for name, value in asked)
    if fits == (id_ in ids):
        return ids
    return tuple(sorted((*ids, id_))) if fits else tuple(i for i in ids if i != id_)


def _meets(held: Any, wanted: Any) -> bool:
    if isinstance(wanted, tuple):
        return held in wanted
    return bool(held == wanted)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_plain(v) for v in value)
    return value.value if isinstance(value, Enum) else value
