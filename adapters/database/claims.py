"""Claiming: for each place whose time has come, the errand whose turn it is there.

Places are locked before their errands are read, so what is put down meanwhile is seen, or sees to `next_at` itself.
Nothing here waits for a lock: what somebody else has is left to them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Integer, Row, and_, bindparam, or_, select, update

from adapters.database import codec, prepared
from adapters.database.cipher import Cipher
from adapters.database.parcels import errand_of, packed, read_place
from adapters.database.prepared import among
from adapters.database.promises import outbox, places
from adapters.database.statements import upsert
from adapters.database.tables import workspaces
from core.message import Place, Say
from core.ports import Parcel

CLAIM = timedelta(seconds=60)  # a dead courier's claim is taken over after this
NEWER = timedelta(seconds=5)  # an errand in a newer format than ours is left to a newer worker for so long
OPEN = outbox.c.done_at.is_(None)


@dataclass(frozen=True)
class Wanted:
    """What a courier asks for; see core.ports.Outbox.claim."""

    worker: str
    now: datetime
    most: int
    left: Mapping[str, int] = field(default_factory=dict)
    in_hand: Collection[str] = ()
    lapsed: datetime | None = None


def claim(connection: Connection, cipher: Cipher, wanted: Wanted) -> list[Parcel]:
    found = prepared.read(connection, *_due(wanted))
    due = {p.place: p for p in _within_limits(found, wanted)}
    heads = _heads(connection, due)
    rows = []
    for name, place in due.items():
        row = heads.get(name)
        if row is None or not _goes(place, row, wanted.now):
            row = _head(connection, place, wanted.now)
        if row is not None:
            rows.append(row)
    return _take(connection, cipher, rows, due, wanted)


def _within_limits(found: Sequence[Row[Any]], wanted: Wanted) -> Iterator[Row[Any]]:
    left = dict(wanted.left)
    for place in found:
        if place.place in wanted.in_hand or left.get(place.name, 1) <= 0:
            continue
        if place.name in left:
            left[place.name] -= 1
        yield place


def _due(wanted: Wanted) -> tuple[Any, dict[str, Any]]:
    full = sorted(name for name, left in wanted.left.items() if left <= 0)
    values = {"of_now": wanted.now, "of_most": wanted.most}
    values |= {"of_full": full} if full else {}
    values |= {"of_lapsed": wanted.lapsed} if wanted.lapsed is not None else {}
    return _DUE[bool(full), wanted.lapsed is not None], values


def _due_query(*, full: bool, lapsed: bool) -> Any:
    c = places.c
    query = select(places, workspaces.c.name).join_from(places, workspaces, workspaces.c.id == c.workspace)
    query = query.where(c.next_at.is_not(None), c.next_at <= bindparam("of_now"), workspaces.c.gone.is_(None))
    if full:
        theirs = select(workspaces.c.id).where(among(workspaces.c.name, "of_full"))
        query = query.where(c.workspace.not_in(theirs))
    if lapsed:
        query = query.where(or_(c.claimed_by.is_(None), c.next_at <= bindparam("of_lapsed")))
    query = query.order_by(c.next_at, c.place).limit(bindparam("of_most", type_=Integer))
    return query.with_for_update(skip_locked=True, of=places)


_DUE = {
    (full, lapsed): _due_query(full=full, lapsed=lapsed) for full in (False, True) for lapsed in (False, True)
}


def _first_of_place() -> Any:
    """The oldest open errand of a place, by the index alone, however much waits there."""
    first = outbox.alias("first")
    query = select(first.c.id).where(first.c.place == places.c.place, first.c.done_at.is_(None))
    return query.order_by(first.c.id).limit(1).scalar_subquery()


FIRSTS = select(outbox).where(
    outbox.c.id.in_(select(_first_of_place()).where(among(places.c.place, "of_places")))
)
LOCK_FIRSTS = FIRSTS.with_for_update(skip_locked=True, of=outbox)
FIRST = select(outbox).where(outbox.c.place == bindparam("of_place"), OPEN).order_by(outbox.c.id).limit(1)
OPENS = FIRST.where(outbox.c.kind == "OpenRoom")
LOCK = select(outbox).where(outbox.c.id == bindparam("of_id"), OPEN).with_for_update(skip_locked=True)
UNSURE = update(outbox).where(outbox.c.id == bindparam("of_id"))
CLAIMED = (
    update(outbox).where(among(outbox.c.id, "of_ids")).values(attempts=outbox.c.attempts + 1, state="claimed")
)
HELD = update(places).where(among(places.c.place, "of_places"))
LOOK_AGAIN = update(places).where(places.c.place == bindparam("of_place"))


def _heads(connection: Connection, due: Collection[str]) -> dict[str, Row[Any]]:
    """The oldest open errands of these places, locked, without those that are being revised at this instant."""
    if not due:
        return {}
    rows = prepared.read(connection, LOCK_FIRSTS, {"of_places": sorted(due)})
    return {row.place: row for row in rows if row.done_at is None}


def _goes(place: Row[Any], row: Row[Any], now: datetime) -> bool:
    """Whether nothing at all is in the way, as with almost every errand; `_head` has the other cases."""
    return (
        not is_shut(place)
        and (place.blocked_until is None or place.blocked_until <= now)
        and row.claimed_by is None
        and row.next_at <= now
        and row.format <= codec.FORMAT
        and (row.expires is None or row.expires > now)
    )


def _head(connection: Connection, place: Row[Any], now: datetime) -> Row[Any] | None:
    """The errand whose turn it is at a place that is locked; None where nothing can be said there now, and then
    `next_at` says when to look again.
    """
    if place.blocked_until is not None and place.blocked_until > now:
        look_again(connection, place.place, place.blocked_until)
        return None
    while row := first(connection, place.place, unopened=is_shut(place)):
        if row.claimed_by is None and row.next_at > now:
            look_again(connection, place.place, row.next_at)
            return None
        if row.format > codec.FORMAT:
            look_again(connection, place.place, now + NEWER)
            return None
        locked: Row[Any] | None = prepared.first(connection, LOCK, {"of_id": row.id})
        if locked is None:
            return None  # it is being revised at this instant
        if locked.expires is None or locked.expires > now or _may_stand(locked):
            return locked
        put_expired_aside(connection, [row], now)
    look_again(connection, place.place, None)
    return None


def _may_stand(row: Row[Any]) -> bool:
    """Whether it may have been said already: then that is found out, even when it is no longer worth saying."""
    return row.kind in ("Say", "Revise") and (row.claimed_by is not None or row.unsure_at is not None)


def _take(
    connection: Connection,
    cipher: Cipher,
    rows: Sequence[Row[Any]],
    at: dict[str, Row[Any]],
    wanted: Wanted,
) -> list[Parcel]:
    if not rows:
        return []
    now = wanted.now
    unsure: dict[int, datetime | None] = {}
    for row in rows:
        if row.claimed_by is not None:  # somebody had it and did not come back
            unsure[row.id] = _since(cipher, row)
            prepared.write(connection, UNSURE, {"of_id": row.id, "unsure_at": unsure[row.id]})
    ids = [row.id for row in rows]
    prepared.write(connection, CLAIMED, {"of_ids": ids, "claimed_by": wanted.worker, "tried_at": now})
    made = packed(connection, cipher, sorted(rows, key=lambda row: row.id), at, unsure)
    for row, why in made.broken:  # its place is looked at again at once
        put_aside(connection, outbox.c.id == row.id, f"unreadable: {why}", now)
    taken = {"of_places": [p.place for p in made.parcels]}
    prepared.write(connection, HELD, taken | {"claimed_by": wanted.worker, "next_at": now + CLAIM})
    return made.parcels


def _since(cipher: Cipher, row: Row[Any]) -> datetime | None:
    """Since when an errand that somebody had may have been said. One that is rather dropped is marked before it goes
    out (`sending`): without the mark it never left.
    """
    since: datetime | None = row.unsure_at or row.tried_at or row.asked_at
    if row.kind != "Say":
        return since
    try:
        errand = errand_of(cipher, row)
    except Exception:  # noqa: BLE001 - nobody can read it: that is found out when it is packed
        return since
    return row.unsure_at if isinstance(errand, Say) and errand.unsure == "drop" else since


# --- places and their first errands, for whoever holds the place's lock -------------------------------------------


def is_shut(place: Row[Any]) -> bool:
    return place.room is None and not place.place.startswith("person-")


def first(connection: Connection, place: str, *, unopened: bool) -> Row[Any] | None:
    """The oldest open errand of a place; of one that is not open, the one that opens it."""
    found: Row[Any] | None = prepared.first(connection, OPENS if unopened else FIRST, {"of_place": place})
    return found


def look_again(connection: Connection, place: str, at: datetime | None) -> None:
    prepared.write(connection, LOOK_AGAIN, {"of_place": place, "next_at": at, "claimed_by": None})


def put_aside(connection: Connection, which: Any, reason: str, now: datetime) -> None:
    values = {"state": "aside", "payload": None, "done_at": now, "reason": reason[:200]}
    connection.execute(update(outbox).where(and_(which, OPEN)).values(**values))


def put_expired_aside(connection: Connection, rows: Sequence[Any], now: datetime) -> None:
    """Rows with `id`, `kind`, `key`, `place` and `workspace`. What waits for a thread that was not opened in time goes
    with it, as does whatever may be asked for there later.
    """
    put_aside(connection, outbox.c.id.in_([row.id for row in rows]), "expired", now)
    for row in rows:
        if row.kind == "OpenThread":
            thread = read_place(row.key.partition("/")[0])
            know(connection, thread, row, {"failed": now, "next_at": None, "reason": "expired"})
            put_aside(connection, outbox.c.place == str(thread), "expired", now)


def know(connection: Connection, place: Place, row: Row[Any], values: dict[str, Any]) -> None:
    """Write down what became of a place that `row` was to open."""
    platform = select(places.c.platform).where(places.c.place == row.place).scalar_subquery()
    fresh = {"place": str(place), "workspace": row.workspace, "platform": platform} | values
    query = upsert(connection.dialect.name)(places).values(**fresh)
    connection.execute(query.on_conflict_do_update(index_elements=["place"], set_=values))
