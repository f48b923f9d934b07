"""Which set a room is for, before that is delivered: kept beside the workspace's counters, under the room's name."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, select

from adapters.database.engine import unit
from adapters.database.leaving import number
from adapters.database.parcels import read_place
from adapters.database.promises import counters, places
from adapters.database.statements import upsert
from core.message import Room
from core.names import SetId
from core.request import Spot

WAIT = 10.0  # seconds for a lock: a channel is made, and nobody has it yet


class SqlRooms:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self, workspace: str, among: Sequence[Spot], by: SetId) -> Spot | None:
        with unit(self._engine, WAIT) as connection:
            id_ = number(connection, workspace)
            if id_ is None:
                return None  # it was removed in this very moment
            known = _known(connection, id_, among)
            mine = [spot for spot in among if known.get(spot) == by]
            free = [spot for spot in among if spot not in known]
            return next((spot for spot in mine + free if _is_taken(connection, id_, spot, by)), None)


def _known(connection: Connection, workspace: int, among: Sequence[Spot]) -> dict[Spot, int]:
    """Whose these are: as was agreed, and as the record has it since something was delivered there."""
    c, p = counters.c, places.c
    names = {_name(spot): spot for spot in among}
    agreed = select(c.name, c.value).where(c.workspace == workspace, c.name.in_(sorted(names)))
    known: dict[Spot, int] = {names[row.name]: row.value for row in connection.execute(agreed)}
    for spot in among:
        here = (p.workspace == workspace, p.platform == spot.platform.value, p.room == spot.room)
        for row in connection.execute(select(p.place).where(*here)):
            place = read_place(row.place)
            if isinstance(place, Room):
                known[spot] = place.set
    return known


def _is_taken(connection: Connection, workspace: int, spot: Spot, by: SetId) -> bool:
    """Whether it is this set's now: somebody may have been faster since it was looked at."""
    c, name = counters.c, _name(spot)
    query = upsert(connection.dialect.name)(counters).values(workspace=workspace, name=name, value=by)
    connection.execute(query.on_conflict_do_nothing(index_elements=["workspace", "name"]))
    return connection.scalar(select(c.value).where(c.workspace == workspace, c.name == name)) == by


def _name(spot: Spot) -> str:
    return f"room/{spot.platform.value}/{spot.room}"
