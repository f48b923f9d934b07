"""What a census finds: what was asked for, what the outbox tells of it, and what the platform has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, select

from adapters.database.engine import open_engine, unit
from adapters.database.promises import counters, outbox
from tests.chaos.asking import Asked
from tests.chaos.ground import Ground
from tests.chaos.platforms import Ours, Shown


@dataclass(frozen=True)
class Found:
    """What was found: the outbox's rows by key, without those that take back; all that was ever shown, in order, and
    what stands, each under its errand's key.
    """

    asked: Asked
    rows: Mapping[str, Sequence[Row[Any]]]
    takes_back: Sequence[Row[Any]]
    shown: Sequence[Shown]
    standing: Mapping[str, Sequence[Shown]]

    @property
    def said(self) -> list[Shown]:
        """The first message of each errand, as often as it was said."""
        return [it for it in self.shown if not it.edit and not it.part]

    def place(self, key: str) -> str:
        return str(self.rows[key][0].place)


def found_on(ground: Ground, ours: Ours) -> Found:
    c = outbox.c
    columns = (c.id, c.key, c.kind, c.place, c.state, c.reason, c.unsure_at, c.done_at)
    engine = open_engine(ground.url)
    with unit(engine, 10.0, writes=False) as connection:
        rows: Any = connection.execute(select(*columns).order_by(c.id)).all()
        counted = {r.name: r.value for r in connection.execute(select(counters.c.name, counters.c.value))}
    engine.dispose()
    by_key: dict[str, list[Row[Any]]] = {}
    for row in rows:
        if row.kind != "Unsay":
            by_key.setdefault(row.key, []).append(row)
    keys = {str(row.id): row.key for row in rows} if ours.by_number else {}
    shown = [replace(it, name=keys.get(it.name, it.name)) for it in ours.shown()]
    standing: dict[str, list[Shown]] = {}
    for it in ours.standing():
        standing.setdefault(keys.get(it.name, it.name), []).append(it)
    takes_back = [row for row in rows if row.kind == "Unsay"]
    return Found(Asked.by(ground, counted), by_key, takes_back, shown, standing)
