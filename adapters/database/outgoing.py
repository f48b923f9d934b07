"""Errands into the outbox, in the transaction of the change that they announce."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, true, update
from sqlalchemy.dialects import postgresql, sqlite

from adapters.database import codec
from adapters.database.cipher import Cipher
from adapters.database.promises import outbox, places, said
from adapters.database.tables import people, sets, turns
from core.message import (
    CalendarEvent,
    CloseThread,
    Errand,
    Invite,
    OpenRoom,
    OpenThread,
    Place,
    Private,
    Revise,
    Room,
    Say,
    ShowHome,
    Thread,
    Unsay,
)
from core.names import WorkspaceId
from core.request import Spot


def address_of(errand: Errand) -> tuple[str, Place]:
    """The key of an errand, and the place whose order it keeps."""
    match errand:
        case Say():
            return errand.key, errand.to
        case Revise():
            return errand.board, errand.to
        case Unsay():
            return f"unsay/{errand.key}", errand.to
        case OpenRoom():
            return f"set-{errand.set}/open", Room(errand.set)
        case Invite():
            return f"set-{errand.set}/invite-{errand.person}", Room(errand.set)
        case OpenThread():
            return f"turn-{errand.turn}/open", Room(errand.set)
        case CloseThread():
            return f"turn-{errand.turn}/close", Thread(errand.turn)
        case CalendarEvent():
            return f"session-{errand.session}/event", Room(errand.set)
        case ShowHome():
            return f"person-{errand.person}/home", Private(errand.person)
        case _:
            assert_never(errand)


# Asked for again, these stand for the latest state; the others are said once.
REVISED = (Revise, Unsay, Invite, CalendarEvent, ShowHome, CloseThread)


class Outgoing:
    """The writing side of the outbox, within one unit of work. `finish` ends it."""

    def __init__(self, connection: Connection, cipher: Cipher, workspace: WorkspaceId, now: datetime) -> None:
        self._connection = connection
        self._cipher = cipher
        self._workspace = workspace
        self._now = now
        self._platforms: dict[str, str | None] = {}
        self._waiting: dict[
            str, bool
        ] = {}  # places that something was put down for; True: it opens the place

    def say(self, errand: Errand) -> None:
        key, place = address_of(errand)
        if isinstance(errand, Unsay):
            self._take_back(errand)
            return
        if self._platform(place) is None:
            return  # a place that could not be opened: nothing can be said there, and the facilitator knows
        if not isinstance(errand, REVISED):
            if not self.was_said(key):
                self._put(key, 1, errand, place)
            return
        last, waiting = self._last(key)
        if isinstance(errand, Revise) and errand.only_edit and not self._seen(key):
            self._drop(key)
        elif waiting is None or not self._renew(waiting, errand):
            self._put(key, last + 1, errand, place)

    def was_said(self, key: str) -> bool:
        waits = select(outbox.c.id).where(self._mine(key)).limit(1)
        spoken = select(said.c.key).where(said.c.key == key, said.c.workspace == self._workspace).limit(1)
        return self._connection.scalar(waits) is not None or self._connection.scalar(spoken) is not None

    def opened(self, place: Place, spot: Spot) -> None:
        values = {"platform": spot.platform.value, "room": spot.room, "thread": spot.thread, "failed": None}
        self._platforms[str(place)] = spot.platform.value
        row = {"place": str(place), "workspace": self._workspace, **values}
        query = upsert(self._connection)(places).values(**row)
        mine = places.c.workspace == self._workspace
        self._connection.execute(
            query.on_conflict_do_update(index_elements=["place"], set_=values, where=mine)
        )
        self._waiting.setdefault(str(place), False)

    def finish(self) -> None:
        """Tell the couriers where something waits. Last, and in the order of the places' names: the places' rows
        are locked for the shortest time, and by everybody in the same order.
        """
        c = places.c
        for name in sorted(self._waiting):
            opens = self._waiting[name]
            at_once = opens or name.startswith("person-")
            row = {"place": name, "workspace": self._workspace, "platform": self._platforms.get(name)}
            query = upsert(self._connection)(places).values(**row, next_at=self._now if at_once else None)
            if_open = true() if at_once else c.room.is_not(None)
            self._connection.execute(
                query.on_conflict_do_update(
                    index_elements=["place"],
                    set_={"next_at": self._now},
                    where=and_(c.next_at.is_(None), c.failed.is_(None), if_open),
                )
            )

    def _take_back(self, errand: Unsay) -> None:
        """What waits under the key is not said any more; what was said, or is on its way, is removed."""
        seen = self._seen(errand.key)
        self._drop(errand.key)
        key = f"unsay/{errand.key}"
        last, waiting = self._last(key)
        if seen and waiting is None and self._platform(errand.to) is not None:
            self._put(key, last + 1, errand, errand.to)

    def _seen(self, key: str) -> bool:
        """Whether some revision stands on the platform, or is on its way."""
        c = said.c
        mine = and_(c.key == key, c.workspace == self._workspace)
        stands = select(c.key).where(mine, c.message != "").limit(1)
        leaving = select(outbox.c.id).where(self._mine(key), outbox.c.state == "claimed").limit(1)
        return any(self._connection.scalar(q) is not None for q in (stands, leaving))

    def _drop(self, key: str) -> None:
        self._connection.execute(delete(outbox).where(self._mine(key), outbox.c.state == "waiting"))

    def _mine(self, key: str) -> ColumnElement[bool]:
        return and_(outbox.c.key == key, outbox.c.workspace == self._workspace)

    def _last(self, key: str) -> tuple[int, int | None]:
        """The highest revision asked for so far, and the row that still waits, if any."""
        c = outbox.c
        rows = self._connection.execute(select(c.id, c.revision, c.state).where(self._mine(key))).all()
        mine = and_(said.c.key == key, said.c.workspace == self._workspace)
        spoken = self._connection.scalars(select(said.c.revision).where(mine)).all()
        last = max([0, *spoken, *(r.revision for r in rows)])
        return last, next((r.id for r in rows if r.state == "waiting"), None)

    def _renew(self, waiting: int, errand: Errand) -> bool:
        """Put the latest state in the place of the one that waits; False when a courier has just taken that."""
        c = outbox.c
        values = {"payload": self._seal(errand), "asked_at": self._now, "expires": _expiry(errand)}
        query = update(outbox).where(c.id == waiting, c.state == "waiting").values(**values)
        return self._connection.execute(query).rowcount == 1

    def _put(self, key: str, revision: int, errand: Errand, place: Place) -> None:
        row = {
            "workspace": self._workspace,
            "key": key,
            "revision": revision,
            "kind": type(errand).__name__,
            "place": str(place),
            "state": "waiting",
            "payload": self._seal(errand),
            "format": codec.FORMAT,
            "asked_at": self._now,
            "next_at": self._now,
            "expires": _expiry(errand),
            "attempts": 0,
        }
        self._connection.execute(insert(outbox).values(**row))
        opens = isinstance(errand, OpenRoom)
        self._waiting[str(place)] = opens or self._waiting.get(str(place), False)

    def _seal(self, errand: Errand) -> bytes:
        return self._cipher.seal(codec.dump(errand, Errand))

    def _platform(self, place: Place) -> str | None:
        """The platform of a place; None for one that could not be opened. Raises LookupError for a place of nobody
        in this workspace.
        """
        name = str(place)
        if name not in self._platforms:
            c = places.c
            query = select(c.platform, c.failed).where(c.place == name, c.workspace == self._workspace)
            known = self._connection.execute(query).first()
            if known is None:
                self._platforms[name] = self._home_of(place)
            else:
                self._platforms[name] = None if known.failed else known.platform
        return self._platforms[name]

    def _home_of(self, place: Place) -> str:
        match place:
            case Room():
                query = select(sets.c.platform).where(
                    sets.c.id == place.set, sets.c.workspace == self._workspace
                )
            case Thread():
                query = (
                    select(sets.c.platform)
                    .join_from(turns, sets, sets.c.id == turns.c.set)
                    .where(turns.c.id == place.turn, turns.c.workspace == self._workspace)
                )
            case Private():
                c = people.c
                query = select(c.platform).where(c.id == place.person, c.workspace == self._workspace)
            case _:
                assert_never(place)
        found = self._connection.scalar(query)
        if found is None:
            raise LookupError(f"{place} is not in the record")
        return str(found)


def _expiry(errand: Errand) -> datetime | None:
    return errand.expires if isinstance(errand, Say | Revise | OpenThread) else None


def upsert(connection: Connection) -> type[sqlite.Insert | postgresql.Insert]:
    return sqlite.Insert if connection.dialect.name == "sqlite" else postgresql.Insert
