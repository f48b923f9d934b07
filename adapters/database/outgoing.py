"""Errands into the outbox, in the transaction of the change that they announce."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection

from adapters.database import codec, listening, statements
from adapters.database.cipher import Cipher
from adapters.database.promises import places
from core.message import (
    CalendarEvent,
    CloseThread,
    Errand,
    Invite,
    Message,
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


@dataclass(frozen=True)
class Known:
    """What became of a key so far."""

    asked: bool  # waiting, said or set aside
    seen: bool  # it stands on the platform, or is on its way
    last: int  # the highest revision
    waiting: int | None  # the row that waits
    reads: str | None  # the mark of what stands, or is on its way


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
        known = self._known(key)
        if not isinstance(errand, REVISED):
            if not known.asked:
                self._put(key, 1, errand, place)
        elif isinstance(errand, Revise) and self._says_nothing_new(errand, known):
            self._drop(key)
        elif known.waiting is None or not self._renew(known.waiting, errand):
            self._put(key, known.last + 1, errand, place)

    def _says_nothing_new(self, board: Revise, known: Known) -> bool:
        """Nobody has seen what is only to be edited, or it reads as it would then: what waits is not needed either."""
        if not known.seen:
            return board.only_edit
        return known.reads is not None and known.reads == self._mark(board)

    def was_said(self, key: str) -> bool:
        return self._known(key).asked

    def opened(self, place: Place, spot: Spot) -> None:
        values = {"platform": spot.platform.value, "room": spot.room, "thread": spot.thread, "failed": None}
        self._platforms[str(place)] = spot.platform.value
        row = {"place": str(place), "workspace": self._workspace, **values}
        query = statements.upsert(self._connection.dialect.name)(places).values(**row)
        mine = places.c.workspace == self._workspace
        self._connection.execute(
            query.on_conflict_do_update(index_elements=["place"], set_=values, where=mine)
        )
        self._waiting.setdefault(str(place), False)

    def finish(self) -> None:
        """Tell the couriers where something waits. Last, and in the order of the places' names: the places' rows
        are locked for the shortest time, and by everybody in the same order.
        """
        dialect = self._connection.dialect.name
        for name in sorted(self._waiting):
            at_once = self._waiting[name] or name.startswith("person-")
            row = {"place": name, "workspace": self._workspace, "platform": self._platforms.get(name)}
            row |= {"next_at": self._now if at_once else None, "look_at": self._now}
            self._connection.execute(statements.waits_at(dialect, at_once=at_once), row)
        if self._waiting:
            listening.call(self._connection)

    def _take_back(self, errand: Unsay) -> None:
        """What waits under the key is not said any more; what was said, or is on its way, is removed."""
        seen = self._known(errand.key).seen
        self._drop(errand.key)
        key = f"unsay/{errand.key}"
        before = self._known(key)
        if seen and before.waiting is None and self._platform(errand.to) is not None:
            self._put(key, before.last + 1, errand, errand.to)

    def _drop(self, key: str) -> None:
        self._connection.execute(statements.DROP, {"of_key": key, "of_workspace": self._workspace})

    def _known(self, key: str) -> Known:
        mine = {"of_key": key, "of_workspace": self._workspace}
        rows = self._connection.execute(statements.KNOWN, mine).all()
        return Known(
            asked=bool(rows),
            seen=any(r.state in ("claimed", "stands") for r in rows),
            last=max((r.revision for r in rows), default=0),
            waiting=next((r.id for r in rows if r.state == "waiting"), None),
            reads=next((r.mark for state in ("claimed", "stands") for r in rows if r.state == state), None),
        )

    def _renew(self, waiting: int, errand: Errand) -> bool:
        """Put the latest state in the place of the one that waits; False when a courier has just taken that."""
        values = {
            "payload": self._seal(errand),
            "mark": self._mark(errand),
            "asked_at": self._now,
            "expires": _expiry(errand),
        }
        return self._connection.execute(statements.RENEW, values | {"of_id": waiting}).rowcount == 1

    def _put(self, key: str, revision: int, errand: Errand, place: Place) -> None:
        row = {
            "workspace": self._workspace,
            "key": key,
            "revision": revision,
            "kind": type(errand).__name__,
            "place": str(place),
            "state": "waiting",
            "payload": self._seal(errand),
            "mark": self._mark(errand),
            "format": codec.FORMAT,
            "asked_at": self._now,
            "next_at": self._now,
            "expires": _expiry(errand),
            "attempts": 0,
        }
        self._connection.execute(statements.PUT, row)
        opens = isinstance(errand, OpenRoom)
        self._waiting[str(place)] = opens or self._waiting.get(str(place), False)

    def _seal(self, errand: Errand) -> bytes:
        return self._cipher.seal(codec.dump(errand, Errand))

    def _mark(self, errand: Errand) -> str | None:
        if not isinstance(errand, Revise):
            return None
        return self._cipher.mark(codec.dump(errand.message, Message))

    def _platform(self, place: Place) -> str | None:
        """The platform of a place; None for one that could not be opened. Raises LookupError for a place of nobody
        in this workspace.
        """
        name = str(place)
        if name not in self._platforms:
            match place:
                case Room():
                    query, number = statements.ROOM, int(place.set)
                case Thread():
                    query, number = statements.THREAD, int(place.turn)
                case Private():
                    query, number = statements.PRIVATE, int(place.person)
                case _:
                    assert_never(place)
            mine = {"of_place": name, "of_id": number, "of_workspace": self._workspace}
            found = self._connection.execute(query, mine).first()
            if found is None:
                raise LookupError(f"{name} is not in the record")
            self._platforms[name] = None if found.failed else found.platform
        return self._platforms[name]


def _expiry(errand: Errand) -> datetime | None:
    return errand.expires if isinstance(errand, Say | Revise | OpenThread) else None
