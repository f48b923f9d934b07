"""Errands into the outbox, in the transaction of the change that they announce."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

from sqlalchemy import Connection

from adapters.database import codec, listening, prepared, statements
from adapters.database.cipher import Cipher
from adapters.database.promises import places
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


@dataclass
class Known:
    """What became of a key so far."""

    past: bool  # said, on its way or set aside
    seen: bool  # it stands on the platform, or is on its way
    last: int  # the highest revision
    waiting: int | None  # the row that waits
    reads: str | None  # the mark of what stands, or is on its way
    fresh: int | None = None  # where it stands among what this unit puts down

    @property
    def asked(self) -> bool:
        return self.past or self.waiting is not None or self.fresh is not None


class Outgoing:
    """The writing side of the outbox, within one unit of work. What is to be said is gathered, and put down together
    when the unit ends: `finish` ends it.
    """

    def __init__(self, connection: Connection, cipher: Cipher, workspace: WorkspaceId, now: datetime) -> None:
        self._connection = connection
        self._cipher = cipher
        self._workspace = workspace
        self._now = now
        self._asked: list[Errand] = []
        self._keys: dict[str, Known] = {}
        self._fresh: list[
            dict[str, Any] | None
        ] = []  # rows to be put down; None for one that was dropped again
        self._platforms: dict[str, str | None] = {}  # of places; None for one that could not be opened
        # Places that something was put down for; True: it opens the place.
        self._waiting: dict[str, bool] = {}

    def say(self, errand: Errand) -> None:
        self._asked.append(errand)

    def was_said(self, key: str) -> bool:
        self._put_down()
        self._learn_keys({key})
        return self._keys.pop(key).asked

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
        """Put down what was asked for, and tell the couriers where something waits. Last, and in the order of the
        places' names: the places' rows are locked for the shortest time, and by everybody in the same order.
        Raises LookupError for a place of nobody in this workspace.
        """
        self._put_down()
        rows = []
        for name in sorted(self._waiting):
            at_once = self._waiting[name] or name.startswith("person-")
            row = {"place": name, "workspace": self._workspace, "platform": self._platforms.get(name)}
            rows.append(
                row
                | {"next_at": self._now if at_once else None, "look_at": self._now, "at_once": int(at_once)}
            )
        if rows:
            prepared.write_each(self._connection, statements.waits_at(self._connection.dialect.name), rows)
            listening.call(self._connection)

    def _put_down(self) -> None:
        asked, self._asked = self._asked, []
        if not asked:
            return
        addressed = [(errand, *address_of(errand)) for errand in asked]
        self._learn_places({place for _, _, place in addressed})
        taken_back = {errand.key for errand in asked if isinstance(errand, Unsay)}
        self._learn_keys({key for _, key, _ in addressed} | taken_back)
        for errand, key, place in addressed:
            self._decide(errand, key, place)
        rows = [row for row in self._fresh if row is not None]
        if rows:
            prepared.write_each(self._connection, statements.PUT, rows)
        self._keys.clear()
        self._fresh.clear()

    # --- what is known

    def _learn_keys(self, keys: Collection[str]) -> None:
        rows: dict[str, list[Any]] = {key: [] for key in keys}
        mine = {"of_keys": sorted(keys), "of_workspace": self._workspace}
        for row in prepared.read(self._connection, statements.KNOWN, mine):
            rows[row.key].append(row)
        self._keys |= {key: _known(found) for key, found in rows.items()}

    def _learn_places(self, them: Collection[Place]) -> None:
        unknown = {str(place): place for place in them if str(place) not in self._platforms}
        if not unknown:
            return
        ids: dict[type[Place], list[int]] = {Room: [], Thread: [], Private: []}
        for place in unknown.values():
            ids[type(place)].append(_number(place))
        owners = {"of_sets": ids[Room], "of_turns": ids[Thread], "of_people": ids[Private]}
        mine = {"of_workspace": self._workspace}
        for row in prepared.read(self._connection, statements.OWNERS, owners | mine):
            self._platforms[f"{row.kind}-{row.id}"] = row.platform
        for row in prepared.read(self._connection, statements.FAILED, {"of_places": sorted(unknown)} | mine):
            self._platforms[row.place] = None

    def _platform(self, place: Place) -> str | None:
        if str(place) not in self._platforms:
            raise LookupError(f"{place} is not in the record")
        return self._platforms[str(place)]

    # --- what becomes of it

    def _decide(self, errand: Errand, key: str, place: Place) -> None:
        if isinstance(errand, Unsay):
            self._take_back(errand, key, place)
            return
        if self._platform(place) is None:
            return  # a place that could not be opened: nothing can be said there, and the facilitator knows
        known = self._keys[key]
        if not isinstance(errand, REVISED):
            if not known.asked:
                self._put(key, errand, place)
        elif isinstance(errand, Revise) and self._says_nothing_new(errand, known) and self._drop(key):
            return
        elif not self._renew(known, errand):
            self._put(key, errand, place)

    def _says_nothing_new(self, board: Revise, known: Known) -> bool:
        """Nobody has seen what is only to be edited, or it reads as it would then: what waits is not needed either."""
        if not known.seen:
            return board.only_edit
        return known.reads is not None and known.reads == self._content(board)["mark"]

    def _take_back(self, errand: Unsay, key: str, place: Place) -> None:
        """What waits under the key is not said any more; what was said, or is on its way, is removed."""
        seen = not self._drop(errand.key) or self._keys[errand.key].seen
        before = self._keys[key]
        if seen and before.waiting is None and before.fresh is None and self._platform(place) is not None:
            self._put(key, errand, place)

    def _drop(self, key: str) -> bool:
        """What waits under the key is not said; False where a courier has just taken it."""
        known, dropped = self._keys[key], True
        if known.fresh is not None:
            self._fresh[known.fresh] = None
        if known.waiting is not None:
            mine = {"of_key": key, "of_workspace": self._workspace}
            dropped = prepared.write(self._connection, statements.DROP, mine) > 0
        known.fresh = known.waiting = None
        return dropped

    def _renew(self, known: Known, errand: Errand) -> bool:
        """Put the latest state in the place of the one that waits; False where none does, or a courier has just taken
        that.
        """
        if known.fresh is not None:
            row = self._fresh[known.fresh]
            assert row is not None
            row |= self._content(errand)
            return True
        if known.waiting is None:
            return False
        values = self._content(errand) | {"of_id": known.waiting}
        return prepared.write(self._connection, statements.RENEW, values) == 1

    def _put(self, key: str, errand: Errand, place: Place) -> None:
        known = self._keys[key]
        known.last, known.fresh = known.last + 1, len(self._fresh)
        row = {
            "workspace": self._workspace,
            "key": key,
            "revision": known.last,
            "kind": type(errand).__name__,
            "place": str(place),
            "state": "waiting",
            "format": codec.FORMAT,
            "next_at": self._now,
            "attempts": 0,
        }
        self._fresh.append(row | self._content(errand))
        opens = isinstance(errand, OpenRoom)
        self._waiting[str(place)] = opens or self._waiting.get(str(place), False)

    def _content(self, errand: Errand) -> dict[str, Any]:
        raw = codec.raw(errand, Errand)
        mark = self._cipher.mark(codec.encoded(raw["message"])) if isinstance(errand, Revise) else None
        sealed = self._cipher.seal(codec.encoded(raw))
        return {"payload": sealed, "mark": mark, "asked_at": self._now, "expires": _expiry(errand)}


def _known(rows: Sequence[Any]) -> Known:
    return Known(
        past=any(r.state != "waiting" for r in rows),
        seen=any(r.state in ("claimed", "stands") for r in rows),
        last=max((r.revision for r in rows), default=0),
        waiting=next((r.id for r in rows if r.state == "waiting"), None),
        reads=next((r.mark for state in ("claimed", "stands") for r in rows if r.state == state), None),
    )


def _number(place: Place) -> int:
    match place:
        case Room():
            return int(place.set)
        case Thread():
            return int(place.turn)
        case Private():
            return int(place.person)
        case _:
            assert_never(place)


def _expiry(errand: Errand) -> datetime | None:
    if isinstance(errand, CalendarEvent):
        return errand.starts  # what has begun is in no calendar as something to come
    return errand.expires if isinstance(errand, Say | Revise | OpenThread) else None
