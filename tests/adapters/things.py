"""Any thing at all of a kind, built from the types of its fields."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from core.rules.calendar.rhythm import Rhythm

# What PostgreSQL can hold as text: everything but NUL, and whole characters.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
RULES = ("FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=DAILY;INTERVAL=3")
ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe")
RHYTHMS = st.builds(
    Rhythm,
    rule=st.sampled_from(RULES),
    at=st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    zone=st.sampled_from(ZONES),
    starts=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    ends=st.none() | st.dates(date(2041, 1, 1), date(2060, 1, 1)),
    count=st.none() | st.integers(1, 50),
)
INSTANTS = st.integers(946_684_800_000_000, 4_102_444_800_000_000).map(
    lambda micros: datetime.fromtimestamp(0, UTC) + timedelta(microseconds=micros)
)
LEAVES: dict[Any, SearchStrategy[Any]] = {
    bool: st.booleans(),
    int: st.integers(-(2**31), 2**31 - 1),
    float: st.floats(allow_nan=False),
    str: TEXT,
    datetime: INSTANTS,
    date: st.dates(),
    time: st.times(),
    timedelta: st.timedeltas(timedelta(-9), timedelta(9)).map(
        lambda t: timedelta(seconds=int(t.total_seconds()))
    ),
    NoneType: st.none(),
    Rhythm: RHYTHMS,
}


def any_of(kind: Any) -> SearchStrategy[Any]:
    """Values of a type, as deep as it goes."""
    if kind in LEAVES:
        return LEAVES[kind]
    if isinstance(kind, NewType):
        return any_of(kind.__supertype__)
    arguments = get_args(kind)
    match get_origin(kind):
        case None if isinstance(kind, type) and issubclass(kind, Enum):
            return st.sampled_from(kind)
        case None if is_dataclass(kind):
            return any_thing(kind)
        case origin if origin is Literal:
            return st.sampled_from(arguments)
        case origin if origin in (Union, UnionType):
            return st.one_of(*map(any_of, arguments))
        case origin if origin is tuple and arguments[-1] is Ellipsis:
            return st.lists(any_of(arguments[0]), max_size=3).map(tuple)
        case origin if origin is tuple:
            return st.tuples(*map(any_of, arguments))
        case origin if origin is frozenset:
            return st.frozensets(any_of(arguments[0]), max_size=3)
        case origin if isinstance(origin, type) and issubclass(dict, origin):
            return st.dictionaries(any_of(arguments[0]), any_of(arguments[1]), max_size=3)
        case _:
            raise TypeError(f"no values are known for {kind}")


def any_thing(kind: Any) -> SearchStrategy[Any]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{f.name: any_of(hints[f.name]) for f in fields(kind) if f.init})
