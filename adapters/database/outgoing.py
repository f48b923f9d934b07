"""Errands into the outbox, in the transaction of the change that they announce."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select, update

from adapters.database import codec
from adapters.database.cipher import Cipher
from adapters.database.tables import outbox, people, places, said, sets, turns
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
    """The writing side of the outbox, within one unit of work."""

    def __init__(self, connection: Connection, cipher: Cipher, workspace: WorkspaceId, now: datetime) -> None:
        self._connection = connection
        self._cipher = cipher
        self._workspace = workspace
        self._now = now
        self._platforms: dict[str, str] = {}

    def say(self, errand: Errand) -> None:
        key, place = address_of(errand)
        if isinstance(errand, OpenThread):
            self._expect(Thread(errand.turn), self._platform(place))
        if isinstance(errand, OpenRoom):
            self._expect(place, self._platform(place))
        if isinstance(errand, Unsay):
            self._blank(errand.key)
        if not isinstance(errand, REVISED):
            if not self.was_said(key):
                self._put(key, 1, errand, place)
            return
        last, waiting = self._last(key)
        if isinstance(errand, Revise) and errand.only_edit and not self._seen(key):
            self._drop(key)
        elif waiting is not None:
            values = {"payload": self._seal(errand), "asked_at": self._now, "revision": last}
            self._connection.execute(update(outbox).where(outbox.c.id == waiting).values(**values))
        else:
            self._put(key, last + 1, errand, place)

    def was_said(self, key: str) -> bool:
        waits = select(outbox.c.id).where(self._mine(key)).limit(1)
        spoken = select(said.c.key).where(said.c.key == key, said.c.workspace == self._workspace).limit(1)
        return self._connection.scalar(waits) is not None or self._connection.scalar(spoken) is not None

    def _seen(self, key: str) -> bool:
        """Whether some revision was delivered, or is on its way."""
        spoken = select(said.c.key).where(said.c.key == key).limit(1)
        leaving = select(outbox.c.id).where(self._mine(key), outbox.c.state == "claimed").limit(1)
        return any(self._connection.scalar(q) is not None for q in (spoken, leaving))

    def _drop(self, key: str) -> None:
        self._connection.execute(delete(outbox).where(self._mine(key), outbox.c.state == "waiting"))

    def opened(self, place: Place, spot: Spot) -> None:
        values = {"platform": spot.platform.value, "room": spot.room, "thread": spot.thread}
        c = places.c
        found = self._connection.execute(update(places).where(c.place == str(place)).values(**values))
        if found.rowcount == 0:
            row = {"place": str(place), "workspace": self._workspace, **values}
            self._connection.execute(insert(places).values(**row))

    def _mine(self, key: str) -> ColumnElement[bool]:
        return and_(outbox.c.key == key, outbox.c.workspace == self._workspace)

    def _last(self, key: str) -> tuple[int, int | None]:
        """The highest revision asked for so far, and the row that still waits, if any."""
        c = outbox.c
        rows = self._connection.execute(
            select(c.id, c.revision, c.state).where(c.key == key, c.workspace == self._workspace)
        ).all()
        spoken = self._connection.scalar(select(func.max(said.c.revision)).where(said.c.key == key)) or 0
        last = max([spoken, *(r.revision for r in rows)])
        return last, next((r.id for r in rows if r.state == "waiting"), None)

    def _put(self, key: str, revision: int, errand: Errand, place: Place) -> None:
        self._connection.execute(
            insert(outbox).values(
                workspace=self._workspace,
                key=key,
                revision=revision,
                kind=type(errand).__name__,
                place=str(place),
                platform=self._platform(place),
                state="waiting",
                payload=self._seal(errand),
                format=codec.FORMAT,
                asked_at=self._now,
                next_at=self._now,
                expires=errand.expires if isinstance(errand, Say | Revise) else None,
                attempts=0,
            )
        )

    def _seal(self, errand: Errand) -> bytes:
        return self._cipher.seal(codec.dump(errand, Errand))

    def _expect(self, place: Place, platform: str) -> None:
        """A place that is being opened: what goes there waits for it."""
        known = self._connection.scalar(select(places.c.place).where(places.c.place == str(place)))
        if known is None:
            row = {"place": str(place), "workspace": self._workspace, "platform": platform}
            self._connection.execute(insert(places).values(**row))

    def _blank(self, key: str) -> None:
        """What waits under `key`, and every revision of it, is not worth saying any more."""
        c = outbox.c
        self._drop(key)
        self._connection.execute(
            update(outbox)
            .where(
                c.workspace == self._workspace, c.key == key, or_(c.state == "delivered", c.state == "aside")
            )
            .values(payload=None)
        )

    def _platform(self, place: Place) -> str:
        name = str(place)
        if name not in self._platforms:
            match place:
                case Room():
                    query = select(sets.c.platform).where(sets.c.id == place.set)
                case Thread():
                    query = (
                        select(sets.c.platform)
                        .join_from(turns, sets, sets.c.id == turns.c.set)
                        .where(turns.c.id == place.turn)
                    )
                case Private():
                    query = select(people.c.platform).where(people.c.id == place.person)
                case _:
                    assert_never(place)
            found = self._connection.scalar(query)
            if found is None:
                raise LookupError(f"{name} is not in the record")
            self._platforms[name] = found
        return self._platforms[name]
