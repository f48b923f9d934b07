"""Messages, replies and rule objects to JSON and back, by their types."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, TypeVar, get_args

from cattrs import Converter

from core import message as m

T = TypeVar("T")
FORMAT = 1  # of payloads that wait; a worker leaves newer ones to others (design.md §5)


@cache
def converter() -> Converter:
    c = Converter(forbid_extra_keys=False)
    for kind in (datetime, date, time):
        c.register_unstructure_hook(kind, lambda v: v.isoformat())
        c.register_structure_hook(kind, lambda v, t: v if isinstance(v, t) else t.fromisoformat(v))
    c.register_unstructure_hook(timedelta, lambda v: v.total_seconds())
    c.register_structure_hook(timedelta, lambda v, _: timedelta(seconds=v))
    for union in (m.Value, m.Part, m.Place, m.Errand):
        _tagged(c, union)
    return c


def _tagged(c: Converter, union: Any) -> None:
    """A union of dataclasses is told apart by its `is`; plain values stand for themselves."""
    kinds = {k.__name__: k for k in get_args(union)}

    def down(v: Any) -> Any:
        if isinstance(v, int | str):
            return v
        return {"is": type(v).__name__, **c.unstructure(v, type(v))}

    def up(raw: Any, _: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        return c.structure({k: v for k, v in raw.items() if k != "is"}, kinds[raw["is"]])

    c.register_unstructure_hook(union, down)
    c.register_structure_hook(union, up)


def dump(value: object, kind: Any) -> str:
    return json.dumps(converter().unstructure(value, kind), ensure_ascii=False, separators=(",", ":"))


def load(text: str | bytes, kind: type[T]) -> T:
    return converter().structure(json.loads(text), kind)
