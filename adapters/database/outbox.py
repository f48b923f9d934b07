"""What waits to be delivered: claimed by any number of couriers, one errand a place at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, delete, func, insert, or_, select, update

from adapters.database import codec
from adapters.database.cipher import Cipher
from adapters.database.engine import lock_wait
from adapters.database.store import read_place
from adapters.database.tables import memberships, outbox, people, places, said, sets, turns, workspaces
from core.message import (
    CalendarEvent,
    Errand,
    Invite,
    OpenRoom,
    OpenThread,
    Place,
    Private,
    Room,
    ShowHome,
    Thread,
    Unsay,
    Who,
)
from core.names import PersonId, Platform, SetId
from core.ports import Address, Parcel, Posted, Receipt
from core.rules.calendar.rhythm import Rhythm

CLAIM = timedelta(seconds=60)  # a dead courier's claim is taken over after this
KEPT = timedelta(days=7)  # delivered rows, emptied of words


class SqlOutbox:
    def __init__(self, engine: Engine, cipher: Cipher) -> None:
        self._engine = engine
        self._cipher = cipher

    @contextmanager
    def _unit(self, *, writes: bool = True) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            lock_wait(connection, 10, writes=writes)
            with connection.begin():
                yield connection

    def claim(self, worker: str, now: datetime, most: int) -> list[Parcel]:
        with self._unit() as connection:
            self._expire(connection, now)
            rows = connection.execute(self._claimable(now, most)).all()
            parcels = []
            for row in rows:
                self._take(connection, row, worker, now)
                parcels.append(self._parcel(connection, row))
        return parcels

    def _claimable(self, now: datetime, most: int) -> Any:
        o, p = outbox.c, places.c
        free = or_(o.state == "waiting", and_(o.state == "claimed", o.claimed_until <= now))
        first = (
            select(func.min(o.id))
            .where(o.state.in_(("waiting", "claimed")))
            .group_by(o.place)
            .scalar_subquery()
        )
        is_open = or_(p.room.is_not(None), o.kind == "OpenRoom", o.place.startswith("person-"))
        at_rest = and_(
            or_(p.blocked_until.is_(None), p.blocked_until <= now),
            or_(p.next_at.is_(None), p.next_at <= now),
            or_(p.claimed_until.is_(None), p.claimed_until <= now),
        )
        query = (
            select(outbox)
            .outerjoin_from(outbox, places, p.place == o.place)
            .where(o.id.in_(first), free, o.next_at <= now, is_open, at_rest)
            .order_by(o.id)
            .limit(most)
        )
        return query.with_for_update(skip_locked=True, of=outbox)

    def _take(self, connection: Connection, row: Row[Any], worker: str, now: datetime) -> None:
        claim = {"claimed_by": worker, "claimed_until": now + CLAIM}
        values = {"state": "claimed", "attempts": row.attempts + 1, **claim}
        connection.execute(update(outbox).where(outbox.c.id == row.id).values(**values))
        c = places.c
        if connection.execute(update(places).where(c.place == row.place).values(**claim)).rowcount == 0:
            place = {"place": row.place, "workspace": row.workspace, "platform": row.platform}
            connection.execute(insert(places).values(**place, **claim))

    def _expire(self, connection: Connection, now: datetime) -> None:
        c = outbox.c
        connection.execute(
            update(outbox)
            .where(c.state == "waiting", c.expires <= now)
            .values(state="aside", reason="expired", payload=None, done_at=now)
        )
        connection.execute(delete(outbox).where(c.done_at <= now - KEPT))

    def _parcel(self, connection: Connection, row: Row[Any]) -> Parcel:
        errand: Errand = codec.load(self._cipher.unseal(row.payload), Errand)  # type: ignore[arg-type]  # Errand is a union of types
        place = read_place(row.place)
        address = self._address(connection, place, row)
        zone, language = self._reader(connection, place)
        before = self._before(connection, errand.key if isinstance(errand, Unsay) else row.key)
        name = connection.scalar(select(workspaces.c.name).where(workspaces.c.id == row.workspace))
        return Parcel(
            id=row.id,
            key=row.key,
            revision=row.revision,
            errand=errand,
            workspace=name or "",
            address=address,
            before=before,
            accounts=self._accounts(connection, errand),
            zone=zone,
            language=language,
            attempts=row.attempts,
        )

    def _address(self, connection: Connection, place: Place, row: Row[Any]) -> Address:
        platform = Platform(row.platform)
        if isinstance(place, Private):
            account = connection.scalar(select(people.c.account).where(people.c.id == place.person))
            return Address(platform, account=account or "")
        c = places.c
        at = connection.execute(select(c.room, c.thread).where(c.place == row.place)).first()
        return Address(platform, room=(at.room or "") if at else "", thread=(at.thread or "") if at else "")

    def _reader(self, connection: Connection, place: Place) -> tuple[str, str]:
        """The zone and language of those who will read."""
        if isinstance(place, Private):
            c = people.c
            row = connection.execute(select(c.zone, c.language).where(c.id == place.person)).one()
            return row.zone or self._some_zone(connection, place.person), row.language
        set_id = place.set if isinstance(place, Room) else self._set_of(connection, place)
        c2 = sets.c
        found = connection.execute(select(c2.rhythm, c2.language).where(c2.id == set_id)).one()
        return codec.load(found.rhythm, Rhythm).zone, found.language

    def _some_zone(self, connection: Connection, person: PersonId) -> str:
        """The zone of a set of theirs, until they have told their own; UTC where they are in none."""
        c = memberships.c
        query = (
            select(sets.c.rhythm)
            .join_from(memberships, sets, sets.c.id == c.set)
            .where(c.person == person)
            .order_by(sets.c.id)
            .limit(1)
        )
        rhythm = connection.scalar(query)
        return codec.load(rhythm, Rhythm).zone if rhythm else "UTC"

    def _set_of(self, connection: Connection, place: Thread) -> SetId:
        return SetId(connection.execute(select(turns.c.set).where(turns.c.id == place.turn)).scalar_one())

    def _before(self, connection: Connection, key: str) -> tuple[Posted, ...]:
        c = said.c
        rows = connection.execute(
            select(c.room, c.message).where(c.key == key, c.message != "").order_by(c.part)
        )
        return tuple(Posted(r.room, r.message) for r in rows)

    def _accounts(self, connection: Connection, errand: Errand) -> Mapping[PersonId, str]:
        meant = set(_people_in(errand))
        if not meant:
            return {}
        rows = connection.execute(select(people.c.id, people.c.account).where(people.c.id.in_(meant)))
        return {PersonId(r.id): r.account for r in rows}

    def delivered(self, parcel: Parcel, receipt: Receipt, now: datetime) -> None:
        c = outbox.c
        with self._unit() as connection:
            values = {"state": "delivered", "payload": None, "done_at": now, "claimed_until": None}
            done = connection.execute(
                update(outbox).where(c.id == parcel.id, c.state == "claimed").values(**values)
            )
            if done.rowcount == 0:
                return  # taken over meanwhile; the other courier writes it down
            row = connection.execute(select(outbox).where(c.id == parcel.id)).one()
            self._release(connection, row.place, None, "")
            self._write_down(connection, row, parcel, receipt, now)
            if receipt.opened and isinstance(parcel.errand, OpenThread | OpenRoom):
                opens = parcel.errand
                place = str(Thread(opens.turn) if isinstance(opens, OpenThread) else Room(opens.set))
                spot = {"room": receipt.opened.room, "thread": receipt.opened.thread}
                connection.execute(update(places).where(places.c.place == place).values(**spot))

    def _write_down(
        self, connection: Connection, row: Row[Any], parcel: Parcel, receipt: Receipt, now: datetime
    ) -> None:
        if isinstance(parcel.errand, Unsay):
            connection.execute(delete(said).where(said.c.key == parcel.errand.key))
            return
        connection.execute(delete(said).where(said.c.key == row.key))
        common = {
            "key": row.key,
            "workspace": row.workspace,
            "place": row.place,
            "platform": row.platform,
            "revision": row.revision,
            "at": now,
        }
        posted = receipt.posted or (Posted("", ""),)
        connection.execute(
            insert(said),
            [{**common, "part": i, "room": p.room, "message": p.message} for i, p in enumerate(posted)],
        )

    def _release(self, connection: Connection, place: str, until: datetime | None, reason: str) -> None:
        values = {"claimed_by": None, "claimed_until": None, "blocked_until": until, "reason": reason or None}
        connection.execute(update(places).where(places.c.place == place).values(**values))

    def later(self, parcel: Parcel, at: datetime, reason: str, *, whole_place: bool) -> None:
        c = outbox.c
        with self._unit() as connection:
            row = connection.execute(select(c.place).where(c.id == parcel.id)).one()
            values = {"state": "waiting", "next_at": at, "claimed_until": None, "reason": reason[:200]}
            connection.execute(update(outbox).where(c.id == parcel.id).values(**values))
            self._release(connection, row.place, at if whole_place else None, reason[:200])

    def set_aside(self, parcel: Parcel, reason: str, now: datetime) -> None:
        c = outbox.c
        with self._unit() as connection:
            row = connection.execute(select(c.place).where(c.id == parcel.id)).one()
            values = {"state": "aside", "payload": None, "done_at": now, "reason": reason[:200]}
            connection.execute(update(outbox).where(c.id == parcel.id).values(**values))
            self._release(connection, row.place, None, reason[:200])
            if isinstance(parcel.errand, OpenThread):  # what waited for the thread goes with it
                waits = and_(c.place == str(Thread(parcel.errand.turn)), c.state == "waiting")
                connection.execute(update(outbox).where(waits).values(**values))

    def forget(self, parcel: Parcel) -> None:
        with self._unit() as connection:
            connection.execute(update(said).where(said.c.key == parcel.key).values(message=""))

    def next_at(self) -> datetime | None:
        o, p = outbox.c, places.c
        with self._unit(writes=False) as connection:
            query = (
                select(func.coalesce(p.blocked_until, o.next_at))
                .outerjoin_from(outbox, places, p.place == o.place)
                .where(o.state == "waiting")
                .where(or_(p.room.is_not(None), o.kind == "OpenRoom", o.place.startswith("person-")))
            )
            times = [t for t in connection.scalars(query) if t is not None]
        return min(times, default=None)


def _people_in(value: object) -> Iterator[PersonId]:
    """Everybody named anywhere in a message or errand."""
    match value:
        case Who():
            yield value.id
        case Invite() | ShowHome():
            yield value.person
        case OpenRoom():
            yield from value.people
        case CalendarEvent():
            return
        case tuple():
            for v in value:
                yield from _people_in(v)
        case Mapping():
            for v in value.values():
                yield from _people_in(v)
        case _ if is_dataclass(value):
            for f in fields(value):
                yield from _people_in(getattr(value, f.name))
        case _:
            return
