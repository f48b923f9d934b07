"""Row <-> rule object, by field names and types: one column a field, members' words sealed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from sqlalchemy import Column, Table

from adapters.database import codec
from adapters.database.cipher import Cipher
from adapters.database.columns import Json, Sealed
from core.message import Own

T = TypeVar("T")
MANY = 1_000  # values of a column that are kept at hand
Carry = Callable[[Any, Cipher], Any]  # one value, into a column or out of it


class Translation(Generic[T]):
    """How one kind of rule object lies in its table. Every field has a column of its name."""

    def __init__(self, kind: type[T], table: Table) -> None:
        self.kind = kind
        self.table = table
        self.types: Mapping[str, Any] = get_type_hints(kind)
        self.names = tuple(f.name for f in fields(kind))  # type: ignore[arg-type] # a dataclass, as all roots
        self._down: dict[str, Carry] = {}
        self._up: dict[str, Carry] = {}
        for name in self.names:
            self._down[name], self._up[name] = _carriers(table.c[name], self.types[name])
        self.columns = tuple(table.c[n] for n in self.names)
        # Most columns hold their values as they are; only the others are touched.
        ups = enumerate(self._up.values())
        self._changes_coming_up = tuple((place, up) for place, up in ups if up is not _as_it_is)

    def row(self, thing: T, cipher: Cipher) -> dict[str, Any]:
        """All columns but the id."""
        return {n: self._down[n](getattr(thing, n), cipher) for n in self.names if n != "id"}

    def changed(self, old: T, new: T, cipher: Cipher) -> dict[str, Any]:
        """The columns that differ between two versions of one thing."""
        names = (n for n in self.names if n not in ("id", "version"))
        return {
            n: self._down[n](getattr(new, n), cipher) for n in names if getattr(old, n) != getattr(new, n)
        }

    def thing(self, row: Sequence[Any], cipher: Cipher) -> T:
        """Of the values of `columns`, in that order."""
        values = list(row)
        for place, up in self._changes_coming_up:
            values[place] = up(values[place], cipher)
        return self.kind(*values)


def _carriers(column: Column[Any], kind: Any) -> tuple[Carry, Carry]:
    """Into the column and out of it. A missing value stays one, in whatever column."""
    match column.type:
        case Sealed() if kind is Own:
            return lambda v, c: c.seal(v.words), lambda v, c: Own(c.unseal(v))
        case Sealed():
            dump, load = codec.pair(kind)
            return lambda v, c: c.seal(dump(v)), lambda v, c: load(c.unseal(v))
        case Json():
            dump, load = codec.pair(kind)
            known = lru_cache(MANY)(
                load
            )  # none of these can be changed in place, and the same come again and again
            return lambda v, _: dump(v), lambda v, _: known(v)
        case _:
            enum = _enum(kind)
            if enum is None:
                return _as_it_is, _as_it_is
            return _value, lambda v, _: None if v is None else enum(v)


def _as_it_is(value: Any, _: Cipher) -> Any:
    return value


def _value(value: Any, _: Cipher) -> Any:
    return value.value if isinstance(value, Enum) else value


def _enum(kind: Any) -> type[Enum] | None:
    """The enum that a field holds, be it optional."""
    options = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    found = [k for k in options if k is not NoneType]
    return found[0] if len(found) == 1 and isinstance(found[0], type) and issubclass(found[0], Enum) else None
