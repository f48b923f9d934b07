"""Writing down what a platform has taken, a batch in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, Connection, Row, bindparam, delete, func, insert, select, update

from adapters.database import prepared
from adapters.database.claims import FIRSTS, OPEN, first, is_shut, know
from adapters.database.prepared import among
from adapters.database.promises import outbox, places, said
from adapters.database.statements import BINARY
from core.message import OpenRoom, OpenThread, Place, Room, Thread, Unsay
from core.ports import Parcel, Receipt

Done = tuple[Parcel, Receipt]


def opens(parcel: Parcel) -> Place | None:
    match parcel.errand:
        case OpenThread():
            return Thread(parcel.errand.turn)
        case OpenRoom():
            return Room(parcel.errand.set)
        case _:
            return None


def is_plain(parcel: Parcel) -> bool:
    """Whether nothing but the message itself has to be remembered."""
    return opens(parcel) is None and not isinstance(parcel.errand, Unsay)


def record_plain(connection: Connection, done: Sequence[Done], now: datetime) -> None:
    known = {p.id: (p, r) for p, r in done}
    at = _locked(connection, sorted({p.place for p, _ in done}))
    rows = prepared.read(connection, DELIVERED, {"of_ids": sorted(known), "done_at": now})
    if not rows:
        return
    _write_down(connection, [(row, known[row.id][1], at[row.place].platform) for row in rows], now)
    _rest_all(connection, {row.place: at[row.place] for row in rows}, now)


_LOCK = select(places).where(among(places.c.place, "of_places")).with_for_update()
_IN_ORDER = {on: _LOCK.order_by(places.c.place.collate(binary)) for on, binary in BINARY.items()}
DELIVERED = (
    update(outbox)
    .where(among(outbox.c.id, "of_ids"), outbox.c.state == "claimed", OPEN)
    .values(state="delivered", payload=None)
    .returning(
        *(outbox.c[name] for name in ("id", "key", "workspace", "place", "revision", "mark")),
    )
)
VANISHED = (
    select(said.c.key, func.max(said.c.vanished).label("times"))
    .where(among(said.c.key, "of_keys"))
    .group_by(said.c.key)
)
FORGET = delete(said).where(among(said.c.key, "of_keys"))
STANDS = insert(said)
_COLUMNS = tuple(said.c.keys())
_ROWS = (
    func.unnest(*(bindparam(name, type_=ARRAY(said.c[name].type)) for name in _COLUMNS))
    .table_valued(*_COLUMNS)
    .render_derived()
)
STAND_TOGETHER = STANDS.from_select(_COLUMNS, select(*(_ROWS.c[name] for name in _COLUMNS)))
RESTS = update(places).where(among(places.c.place, "of_places"))


def _locked(connection: Connection, names: Sequence[str]) -> dict[str, Row[Any]]:
    """These places, locked in the order of their names, as everybody does who locks several."""
    query = _IN_ORDER[connection.dialect.name]
    return {row.place: row for row in prepared.read(connection, query, {"of_places": names})}


def _write_down(connection: Connection, rows: Sequence[tuple[Row[Any], Receipt, str]], now: datetime) -> None:
    keys = sorted({row.key for row, _, _ in rows})
    before = prepared.read(connection, VANISHED, {"of_keys": keys})
    vanished: dict[str, int] = {r.key: r.times for r in before}
    if vanished:
        prepared.write(connection, FORGET, {"of_keys": sorted(vanished)})
    fresh = []
    for row, receipt, platform in rows:
        common = {k: getattr(row, k) for k in ("key", "workspace", "place", "revision", "mark")}
        common |= {"at": now, "platform": platform, "vanished": vanished.get(row.key, 0)}
        posted = [(p.room, p.message) for p in receipt.posted] or [("", "")]
        fresh += [
            common | {"part": n, "room": room, "message": message} for n, (room, message) in enumerate(posted)
        ]
    if connection.dialect.name == "postgresql":  # in one statement, a column an array
        columns = {name: [row[name] for row in fresh] for name in _COLUMNS}
        prepared.write(connection, STAND_TOGETHER, columns)
    else:
        prepared.write_each(connection, STANDS, fresh)


def _rest_all(connection: Connection, at: dict[str, Row[Any]], now: datetime) -> None:
    """These errands are out of a courier's hands: their places are looked at again when the next one may go."""
    waiting = {
        r.place: r.next_at
        for r in prepared.read(connection, FIRSTS, {"of_places": sorted(at)})
        if not at[r.place].failed and not is_shut(at[r.place])
    }
    quiet = [name for name in at if name not in waiting]
    if quiet:
        prepared.write(connection, RESTS, {"of_places": quiet, "claimed_by": None, "next_at": None})
    following: dict[datetime, list[str]] = {}
    for name, next_at in waiting.items():
        blocked = at[name].blocked_until
        following.setdefault(max(t for t in (next_at, now, blocked) if t is not None), []).append(name)
    for then, names in following.items():
        prepared.write(connection, RESTS, {"of_places": names, "claimed_by": None, "next_at": then})


def record_opened(connection: Connection, parcel: Parcel, receipt: Receipt, now: datetime) -> None:
    """What opened a place, or took something back; its place is locked."""
    c = outbox.c
    query = update(outbox).where(c.id == parcel.id, c.state == "claimed", OPEN)
    if connection.execute(query.values(state="delivered", payload=None, done_at=now)).rowcount == 0:
        return
    row = connection.execute(select(outbox).where(c.id == parcel.id)).one()
    platform = connection.execute(select(places.c.platform).where(places.c.place == row.place)).scalar_one()
    if isinstance(parcel.errand, Unsay):  # the key stays, so that it is not said again
        connection.execute(update(said).where(said.c.key == parcel.errand.key).values(message=""))
    else:
        _write_down(connection, [(row, receipt, platform)], now)
    opened = opens(parcel)
    if opened is not None and receipt.opened is not None:
        at = receipt.opened
        where = {"platform": at.platform.value, "room": at.room, "thread": at.thread, "next_at": now}
        know(connection, opened, row, where)
    rest(connection, row.place, now)


def rest(connection: Connection, name: str, at: datetime | None) -> None:
    """An errand of this place is out of a courier's hands: look again when the next one may go, not before `at`."""
    c = places.c
    place = connection.execute(select(places).where(c.place == name)).one()
    row = None if place.failed else first(connection, name, unopened=is_shut(place))
    following = (
        None if row is None else max(t for t in (row.next_at, at, place.blocked_until) if t is not None)
    )
    connection.execute(update(places).where(c.place == name).values(claimed_by=None, next_at=following))
