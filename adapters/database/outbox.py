"""What waits to be delivered: claimed by any number of couriers, one errand a place at a time.

A courier looks at the places whose time has come, never at the errands that wait: `places.next_at` says when, and
is kept by whoever puts down, delivers or postpones. A place is locked before its errands are read, so what is put
down meanwhile is seen, or sees to `next_at` itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from adapters.database import codec
from adapters.database.cipher import Cipher
from adapters.database.engine import unit
from adapters.database.leaving import is_there
from adapters.database.parcels import errand_of, parcel
from adapters.database.promises import outbox, places, said
from adapters.database.statements import upsert
from core.message import OpenRoom, OpenThread, Place, Revise, Room, Say, Thread, Unsay
from core.ports import Parcel, Receipt

WAIT = 10.0  # seconds for a lock
CLAIM = timedelta(seconds=60)  # a dead courier's claim is taken over after this
NEWER = timedelta(seconds=5)  # an errand in a newer format than ours is left to a newer worker for so long
OPEN = outbox.c.done_at.is_(None)


class SqlOutbox:
    def __init__(self, engine: Engine, cipher: Cipher) -> None:
        self._engine = engine
        self._cipher = cipher

    def next_at(self) -> datetime | None:
        c = places.c
        waits = select(c.next_at).where(c.next_at.is_not(None), is_there(c.workspace))
        query = waits.order_by(c.next_at).limit(1)
        with unit(self._engine, WAIT, writes=False) as connection:
            return connection.scalar(query)

    def claim(self, worker: str, now: datetime, most: int) -> list[Parcel]:
        next_at = self.next_at()
        if next_at is None or next_at > now:
            return []  # without a lock, as at almost every look
        c = places.c
        query = (
            select(places)
            .where(c.next_at.is_not(None), c.next_at <= now, is_there(c.workspace))
            .order_by(c.next_at, c.place)
            .limit(most)
        )
        parcels = []
        with unit(self._engine, WAIT) as connection:
            for place in connection.execute(query.with_for_update(skip_locked=True)).all():
                row = self._head(connection, place, now)
                if row is None:
                    continue
                taken = self._take(connection, row, worker, now)
                if taken is not None:
                    parcels.append(taken)
        return sorted(parcels, key=lambda p: p.id)  # as they were asked for

    def _head(self, connection: Connection, place: Row[Any], now: datetime) -> Row[Any] | None:
        """The errand whose turn it is at a place that is locked; None where nothing can be said there now, and
        then `next_at` says when to look again.
        """
        if place.blocked_until is not None and place.blocked_until > now:
            _look_again(connection, place.place, place.blocked_until)
            return None
        while row := _first(connection, place.place, unopened=_is_shut(place)):
            if row.claimed_by is None and row.next_at > now:
                _look_again(connection, place.place, row.next_at)
                return None
            if row.format > codec.FORMAT:
                _look_again(connection, place.place, now + NEWER)
                return None
            lock = select(outbox.c.id).where(outbox.c.id == row.id, OPEN).with_for_update(skip_locked=True)
            if connection.scalar(lock) is None:
                return None  # it is being revised at this instant
            why_not = self._why_not(row, now)
            if why_not is None:
                return row
            _put_aside(connection, outbox.c.id == row.id, why_not, now)
        _look_again(connection, place.place, None)
        return None

    def _why_not(self, row: Row[Any], now: datetime) -> str | None:
        if row.expires is not None and row.expires <= now:
            return "expired"
        if row.claimed_by is None:
            return None
        # Somebody had it and did not come back: it may have been said.
        return "unsure" if self._rather_not_twice(row) else None

    def _rather_not_twice(self, row: Row[Any]) -> bool:
        if row.kind != "Say":
            return False
        try:
            errand = errand_of(self._cipher, row)
        except Exception:  # noqa: BLE001 - nobody can read it: that is found out when it is taken
            return False
        return isinstance(errand, Say) and errand.unsure == "drop"

    def _take(self, connection: Connection, row: Row[Any], worker: str, now: datetime) -> Parcel | None:
        values = {"state": "claimed", "attempts": row.attempts + 1, "claimed_by": worker}
        connection.execute(update(outbox).where(outbox.c.id == row.id).values(**values))
        claimed = connection.execute(select(outbox).where(outbox.c.id == row.id)).one()
        try:
            taken = _as_of(parcel(connection, self._cipher, claimed), now)
        except DBAPIError:
            raise
        except Exception as e:  # noqa: BLE001 - whatever is wrong with one errand, the next goes on
            _put_aside(connection, outbox.c.id == row.id, f"unreadable: {type(e).__name__}", now)
            return None  # the place is looked at again at once
        c = places.c
        holds = {"claimed_by": worker, "next_at": now + CLAIM}
        connection.execute(update(places).where(c.place == row.place).values(**holds))
        return taken

    @contextmanager
    def _mine(self, mine: Parcel) -> Iterator[tuple[Connection, Row[Any] | None]]:
        """The row of a parcel in a unit of its own, its place locked; None where another courier has it by now."""
        c = outbox.c
        with unit(self._engine, WAIT) as connection:
            name = connection.scalar(select(c.place).where(c.id == mine.id))
            connection.execute(select(places.c.place).where(places.c.place == name).with_for_update())
            held = and_(c.id == mine.id, c.state == "claimed", c.attempts == mine.attempts)
            yield connection, connection.execute(select(outbox).where(held)).first()

    def delivered(self, parcel: Parcel, receipt: Receipt, now: datetime) -> None:
        c = outbox.c
        with self._mine(parcel) as (connection, _):
            # Whoever has the claim by now: it was delivered, and what stands is written down once.
            query = update(outbox).where(c.id == parcel.id, c.state == "claimed", OPEN)
            if connection.execute(query.values(state="delivered", payload=None, done_at=now)).rowcount == 0:
                return
            row = connection.execute(select(outbox).where(c.id == parcel.id)).one()
            _write_down(connection, row, parcel, receipt, now)
            opens = _opens(parcel)
            if opens is not None and receipt.opened is not None:
                at = receipt.opened
                where = {"platform": at.platform.value, "room": at.room, "thread": at.thread, "next_at": now}
                _know(connection, opens, row, where)
            _rest(connection, row.place, now)

    def later(self, parcel: Parcel, at: datetime, reason: str, *, blocked: bool = False) -> None:
        c = outbox.c
        with self._mine(parcel) as (connection, row):
            if row is None:
                return
            values = {"state": "waiting", "next_at": at, "claimed_by": None, "reason": reason[:200]}
            connection.execute(update(outbox).where(c.id == row.id).values(**values))
            self._overtaken(connection, row)
            block = {"blocked_until": at} if blocked else {}
            c2 = places.c
            connection.execute(
                update(places)
                .where(c2.place == row.place)
                .values(claimed_by=None, reason=reason[:200], **block)
            )
            _rest(connection, row.place, at if blocked else None)

    def _overtaken(self, connection: Connection, row: Row[Any]) -> None:
        """What was asked for while this one was on its way: taken back, it is not said; revised, the newer state
        takes its place in the queue.
        """
        c = outbox.c
        free = select(outbox).where(OPEN, c.state == "waiting", c.workspace == row.workspace)
        free = free.with_for_update(skip_locked=True)
        if connection.execute(free.where(c.key == f"unsay/{row.key}")).first() is not None:
            connection.execute(delete(outbox).where(c.id == row.id))
            return
        newer = connection.execute(free.where(c.key == row.key, c.revision > row.revision)).first()
        if newer is None:
            return
        connection.execute(delete(outbox).where(c.id == newer.id))
        errand = errand_of(self._cipher, newer)
        stands = connection.scalar(
            select(said.c.key).where(said.c.key == row.key, said.c.message != "").limit(1)
        )
        if isinstance(errand, Revise) and errand.only_edit and stands is None:
            connection.execute(delete(outbox).where(c.id == row.id))
            return
        values = {k: getattr(newer, k) for k in ("revision", "payload", "format", "asked_at", "expires")}
        connection.execute(update(outbox).where(c.id == row.id).values(**values))

    def set_aside(self, parcel: Parcel, reason: str, now: datetime) -> None:
        with self._mine(parcel) as (connection, row):
            if row is None:
                return
            _put_aside(connection, outbox.c.id == row.id, reason, now)
            opens = _opens(parcel)
            if opens is not None:
                _put_aside(connection, and_(outbox.c.place == str(opens), OPEN), reason, now)
                _know(connection, opens, row, {"failed": now, "next_at": None, "reason": reason[:200]})
            _rest(connection, row.place, now)

    def forget(self, parcel: Parcel) -> bool:
        c = said.c
        with self._mine(parcel) as (connection, row):
            if row is None:
                return True
            known = connection.scalars(select(c.vanished).where(c.key == parcel.key)).all()
            gone = {"message": "", "vanished": c.vanished + 1}
            connection.execute(update(said).where(c.key == parcel.key).values(**gone))
            return not any(known)


def _as_of(parcel: Parcel, now: datetime) -> Parcel:
    return replace(parcel, errand=parcel.errand.at(now)) if isinstance(parcel.errand, Say) else parcel


def _opens(parcel: Parcel) -> Place | None:
    match parcel.errand:
        case OpenThread():
            return Thread(parcel.errand.turn)
        case OpenRoom():
            return Room(parcel.errand.set)
        case _:
            return None


def _is_shut(place: Row[Any]) -> bool:
    return place.room is None and not place.place.startswith("person-")


def _first(connection: Connection, place: str, *, unopened: bool) -> Row[Any] | None:
    """The oldest open errand of a place; of one that is not open, the one that opens it."""
    c = outbox.c
    query = select(outbox).where(c.place == place, OPEN).order_by(c.id).limit(1)
    return connection.execute(query.where(c.kind == "OpenRoom") if unopened else query).first()


def _look_again(connection: Connection, place: str, at: datetime | None) -> None:
    connection.execute(update(places).where(places.c.place == place).values(next_at=at))


def _rest(connection: Connection, name: str, at: datetime | None) -> None:
    """An errand of this place is out of a courier's hands: look again when the next one may go, not before `at`."""
    c = places.c
    place = connection.execute(select(places).where(c.place == name)).one()
    row = None if place.failed else _first(connection, name, unopened=_is_shut(place))
    following = (
        None if row is None else max(t for t in (row.next_at, at, place.blocked_until) if t is not None)
    )
    connection.execute(update(places).where(c.place == name).values(claimed_by=None, next_at=following))


def _put_aside(connection: Connection, which: Any, reason: str, now: datetime) -> None:
    values = {"state": "aside", "payload": None, "done_at": now, "reason": reason[:200]}
    connection.execute(update(outbox).where(which).values(**values))


def _know(connection: Connection, place: Place, row: Row[Any], values: dict[str, Any]) -> None:
    """Write down what became of a place that `row` was to open."""
    platform = select(places.c.platform).where(places.c.place == row.place).scalar_subquery()
    fresh = {"place": str(place), "workspace": row.workspace, "platform": platform} | values
    query = upsert(connection.dialect.name)(places).values(**fresh)
    connection.execute(query.on_conflict_do_update(index_elements=["place"], set_=values))


def _write_down(connection: Connection, row: Row[Any], done: Parcel, receipt: Receipt, now: datetime) -> None:
    c = said.c
    if isinstance(done.errand, Unsay):  # the key stays, so that it is not said again
        connection.execute(update(said).where(c.key == done.errand.key).values(message=""))
        return
    vanished = max(connection.scalars(select(c.vanished).where(c.key == row.key)).all(), default=0)
    connection.execute(delete(said).where(c.key == row.key))
    platform = select(places.c.platform).where(places.c.place == row.place).scalar_subquery()
    for part, posted in enumerate(receipt.posted):
        values = {"part": part, "room": posted.room, "message": posted.message}
        connection.execute(
            insert(said).values(**_common(row, now), platform=platform, vanished=vanished, **values)
        )
    if not receipt.posted:
        values = {"part": 0, "room": "", "message": ""}
        connection.execute(
            insert(said).values(**_common(row, now), platform=platform, vanished=vanished, **values)
        )


def _common(row: Row[Any], now: datetime) -> dict[str, Any]:
    keys = ("key", "workspace", "place", "revision")
    return {k: getattr(row, k) for k in keys} | {"at": now}
