"""Writing down what a platform has taken, a batch in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from adapters.database.claims import FIRSTS, OPEN, first, is_shut, know
from adapters.database.promises import outbox, places, said
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
    c = outbox.c
    query = update(outbox).where(c.id.in_(sorted(known)), c.state == "claimed", OPEN)
    query = query.values(state="delivered", payload=None, done_at=now)
    columns = (c.id, c.key, c.workspace, c.place, c.revision, c.mark)
    rows = connection.execute(query.returning(*columns)).all()
    if not rows:
        return
    _write_down(connection, [(row, known[row.id][1], at[row.place].platform) for row in rows], now)
    _rest_all(connection, {row.place: at[row.place] for row in rows}, now)


_LOCK = select(places).where(places.c.place.in_(bindparam("of_places", expanding=True))).with_for_update()


def _locked(connection: Connection, names: Sequence[str]) -> dict[str, Row[Any]]:
    """These places, locked in the order of their names, as everybody does who locks several."""
    collation = "C" if connection.dialect.name == "postgresql" else "BINARY"
    query = _LOCK.order_by(places.c.place.collate(collation))
    return {row.place: row for row in connection.execute(query, {"of_places": names})}


def _write_down(connection: Connection, rows: Sequence[tuple[Row[Any], Receipt, str]], now: datetime) -> None:
    keys = sorted({row.key for row, _, _ in rows})
    c = said.c
    before = select(c.key, func.max(c.vanished)).where(c.key.in_(keys)).group_by(c.key)
    vanished: dict[str, int] = {r[0]: r[1] for r in connection.execute(before)}
    if vanished:
        connection.execute(delete(said).where(c.key.in_(sorted(vanished))))
    fresh = []
    for row, receipt, platform in rows:
        common = {k: getattr(row, k) for k in ("key", "workspace", "place", "revision", "mark")}
        common |= {"at": now, "platform": platform, "vanished": vanished.get(row.key, 0)}
        posted = [(p.room, p.message) for p in receipt.posted] or [("", "")]
        fresh += [
            common | {"part": n, "room": room, "message": message} for n, (room, message) in enumerate(posted)
        ]
    connection.execute(insert(said), fresh)


def _rest_all(connection: Connection, at: dict[str, Row[Any]], now: datetime) -> None:
    """These errands are out of a courier's hands: their places are looked at again when the next one may go."""
    c = places.c
    waiting = {
        r.place: r.next_at
        for r in connection.execute(FIRSTS, {"of_places": sorted(at)})
        if not at[r.place].failed and not is_shut(at[r.place])
    }
    quiet = [name for name in at if name not in waiting]
    if quiet:
        connection.execute(update(places).where(c.place.in_(quiet)).values(claimed_by=None, next_at=None))
    following: dict[datetime, list[str]] = {}
    for name, next_at in waiting.items():
        blocked = at[name].blocked_until
        following.setdefault(max(t for t in (next_at, now, blocked) if t is not None), []).append(name)
    for then, names in following.items():
        values = {"claimed_by": None, "next_at": then}
        connection.execute(update(places).where(c.place.in_(names)).values(**values))


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
