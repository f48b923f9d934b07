"""Messages, replies and rule objects to JSON and back, by their types."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from typing import Any, TypeVar, cast, get_args, get_origin

from cattrs import Converter
from cattrs.cols import homogenous_tuple_structure_factory

from core import message as m

T = TypeVar("T")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
FORMAT = 1  # of payloads that wait; a worker leaves newer ones to others (design.md §5)


@cache
def converter(*, brief: bool = False) -> Converter:
    """`brief` leaves out what has its default: for what is read by the same release alone."""
    # Without its report of where a value is wrong, which nobody reads, it is twice as fast.
    c = Converter(forbid_extra_keys=False, omit_if_default=brief, detailed_validation=False)
    for kind in (datetime, date, time):
        c.register_unstructure_hook(kind, lambda v: v.isoformat())
        c.register_structure_hook(kind, lambda v, t: v if isinstance(v, t) else t.fromisoformat(v))
    c.register_unstructure_hook(timedelta, lambda v: v.total_seconds())
    c.register_structure_hook(timedelta, lambda v, _: timedelta(seconds=v))
    # Faster than the converter's own way, which looks up for each tuple what its items are.
    c.register_structure_hook_factory(_of_one_kind, partial(homogenous_tuple_structure_factory, converter=c))
    for union in (m.Value, m.Part, m.Place, m.Errand):
        _tagged(c, union)
    return c


def _of_one_kind(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[1:] == (...,)


def _tagged(c: Converter, union: Any) -> None:
    """A union of dataclasses is told apart by its `is`; plain values stand for themselves."""
    kinds = {k.__name__: k for k in get_args(union)}
    hooks = cache(c.get_structure_hook)

    def down(v: Any) -> Any:
        if isinstance(v, int | str):
            return v
        return {"is": type(v).__name__, **c.unstructure(v, type(v))}

    def up(raw: Any, _: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        kind = kinds[raw["is"]]
        return hooks(kind)(raw, kind)

    c.register_unstructure_hook(union, down)
    c.register_structure_hook(union, up)


def raw(value: object, kind: Any) -> Any:
    """A value as what JSON has: dictionaries, lists and plain values."""
    return _down(kind)(value)


@cache
def _down(kind: Any) -> Callable[[Any], Any]:
    return converter().get_unstructure_hook(kind)


def encoded(raw: Any) -> str:
    return _ENCODER.encode(raw)


def dump(value: object, kind: Any) -> str:
    return pair(kind)[0](value)


def load(text: str | bytes, kind: type[T]) -> T:
    return cast("T", pair(cast("Any", kind))[1](text))


@cache
def pair(kind: Any) -> tuple[Callable[[Any], str], Callable[[str | bytes], Any]]:
    """How values of one type become text, and values again; worked out once."""
    down = converter().get_unstructure_hook(kind)
    up = converter().get_structure_hook(kind)

    def dump(value: Any) -> str:
        return _ENCODER.encode(down(value))

    def load(text: str | bytes) -> Any:
        return up(json.loads(text), kind)

    return dump, load
