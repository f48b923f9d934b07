"""Row <-> rule object, by field names and types: one column a field, members' words sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime, time
from enum import Enum
from typing import Any, Generic, TypeVar, get_type_hints

from sqlalchemy import Table

from adapters.database import codec
from adapters.database.cipher import Cipher
from adapters.database.tables import Json, Sealed
from core.message import Own

T = TypeVar("T")
PLAIN = (bool, int, str, float, datetime, date, time, type(None))


class Translation(Generic[T]):
    """How one kind of rule object lies in its table. Every field has a column of its name."""

    def __init__(self, kind: type[T], table: Table) -> None:
        self.kind = kind
        self.table = table
        self.types: Mapping[str, Any] = get_type_hints(kind)
        self.names = tuple(f.name for f in fields(kind))  # type: ignore[arg-type] # a dataclass, as all roots

    def row(self, thing: T, cipher: Cipher) -> dict[str, Any]:
        """All columns but the id."""
        return {n: self.down(n, getattr(thing, n), cipher) for n in self.names if n != "id"}

    def changed(self, old: T, new: T, cipher: Cipher) -> dict[str, Any]:
        """The columns that differ between two versions of one thing."""
        names = (n for n in self.names if n not in ("id", "version"))
        return {n: self.down(n, getattr(new, n), cipher) for n in names if getattr(old, n) != getattr(new, n)}

    def thing(self, row: Mapping[str, Any], cipher: Cipher) -> T:
        return self.kind(**{n: self.up(n, row[n], cipher) for n in self.names})

    def down(self, name: str, value: Any, cipher: Cipher) -> Any:
        column = self.table.c[name].type
        if isinstance(column, Sealed):
            return cipher.seal(value.words if isinstance(value, Own) else codec.dump(value, self.types[name]))
        if isinstance(column, Json):
            return codec.dump(value, self.types[name])
        return value.value if isinstance(value, Enum) else value

    def up(self, name: str, raw: Any, cipher: Cipher) -> Any:
        column, kind = self.table.c[name].type, self.types[name]
        if isinstance(column, Sealed):
            words = cipher.unseal(raw)
            return Own(words) if kind is Own else codec.load(words, kind)
        if isinstance(column, Json):
            return codec.load(raw, kind)
        return codec.converter().structure(raw, kind) if not isinstance(raw, PLAIN) or _is_enum(kind) else raw


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)
