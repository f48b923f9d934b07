"""What waits to be delivered: claimed by any number of couriers, one errand a place at a time.

A courier looks at the places whose time has come, never at the errands that wait: `places.next_at` says when, and
is kept by whoever puts down, delivers or postpones. Claims and deliveries are written down in batches.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, delete, func, select, update

from adapters.database import claims, prepared
from adapters.database.cipher import Cipher
from adapters.database.claims import CLAIM, OPEN, Wanted, know, put_aside
from adapters.database.engine import unit
from adapters.database.leaving import is_there
from adapters.database.parcels import errand_of
from adapters.database.promises import outbox, places, said
from adapters.database.recorded import is_plain, opens, record_opened, record_plain, rest
from adapters.database.statements import BINARY
from adapters.database.tables import workspaces
from core.message import Revise, Say
from core.ports import Parcel, Receipt

WAIT = 10.0  # seconds for a lock
NO_LOSS = ("expired", "vanished", "unsure", "nobody has seen it")  # set aside, and rightly so
# Asked at every look.
NEXT_AT = (
    select(places.c.next_at)
    .where(places.c.next_at.is_not(None), is_there(places.c.workspace))
    .order_by(places.c.next_at)
    .limit(1)
)


@dataclass(frozen=True)
class Aside:
    """What was not delivered, of one kind and for one reason."""

    reason: str
    kind: str
    many: int
    last: datetime


class SqlOutbox:
    def __init__(self, engine: Engine, cipher: Cipher) -> None:
        self._engine = engine
        self._cipher = cipher

    def next_at(self) -> datetime | None:
        with unit(self._engine, WAIT, writes=False) as connection:
            at: datetime | None = prepared.value(connection, NEXT_AT)
            return at

    def claim(
        self,
        worker: str,
        now: datetime,
        most: int,
        *,
        left: Mapping[str, int] | None = None,
        in_hand: Collection[str] = (),
        lapsed: datetime | None = None,
    ) -> list[Parcel]:
        if not in_hand and ((next_at := self.next_at()) is None or next_at > now):
            return []  # without a lock, as at almost every look
        wanted = Wanted(worker, now, most, left or {}, in_hand, lapsed)
        with unit(self._engine, WAIT) as connection:
            return [_as_of(p, now) for p in claims.claim(connection, self._cipher, wanted)]

    def sending(self, parcels: Sequence[Parcel], now: datetime) -> None:
        c = outbox.c
        with unit(self._engine, WAIT) as connection:
            for p in parcels:
                mine = and_(c.id == p.id, c.state == "claimed", c.attempts == p.attempts)
                connection.execute(
                    update(outbox).where(mine).values(unsure_at=func.coalesce(c.unsure_at, now))
                )

    def hold(self, parcels: Sequence[Parcel], now: datetime) -> None:
        c = outbox.c
        with unit(self._engine, WAIT) as connection:
            for p in sorted(parcels, key=lambda p: p.place):
                mine = select(c.id).where(c.id == p.id, c.state == "claimed", c.attempts == p.attempts)
                held = and_(places.c.place == p.place, mine.exists())
                connection.execute(update(places).where(held).values(next_at=now + CLAIM))

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
        self.record([(parcel, receipt)], now)

    def record(self, done: Sequence[tuple[Parcel, Receipt]], now: datetime) -> None:
        """Whoever has the claims by now: it was delivered, and what stands is written down once."""
        plain = [(p, r) for p, r in done if is_plain(p)]
        with unit(self._engine, WAIT) as connection:
            if plain:
                record_plain(connection, plain, now)
        for parcel, receipt in done:
            if not is_plain(parcel):
                with self._mine(parcel) as (connection, _):
                    record_opened(connection, parcel, receipt, now)

    def later(
        self,
        parcel: Parcel,
        at: datetime,
        reason: str,
        *,
        blocked: bool = False,
        unsure: datetime | None = None,
    ) -> None:
        c = outbox.c
        with self._mine(parcel) as (connection, row):
            if row is None:
                return
            values = {"state": "waiting", "next_at": at, "claimed_by": None, "reason": reason[:200]}
            values |= {"unsure_at": parcel.unsure or unsure}
            connection.execute(update(outbox).where(c.id == row.id).values(**values))
            if values["unsure_at"] is None:  # else its fate is found out first, and what is newer follows
                self._overtaken(connection, row)
            block = {"blocked_until": at} if blocked else {}
            c2 = places.c
            connection.execute(
                update(places)
                .where(c2.place == row.place)
                .values(claimed_by=None, reason=reason[:200], **block)
            )
            rest(connection, row.place, at if blocked else None)

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
        values = {
            k: getattr(newer, k) for k in ("revision", "payload", "mark", "format", "asked_at", "expires")
        }
        connection.execute(update(outbox).where(c.id == row.id).values(**values))

    def set_aside(self, parcel: Parcel, reason: str, now: datetime) -> None:
        with self._mine(parcel) as (connection, row):
            if row is None:
                return
            put_aside(connection, outbox.c.id == row.id, reason, now)
            opened = opens(parcel)
            if opened is not None:
                put_aside(connection, outbox.c.place == str(opened), reason, now)
                know(connection, opened, row, {"failed": now, "next_at": None, "reason": reason[:200]})
            rest(connection, row.place, now)

    def forget(self, parcel: Parcel) -> bool:
        c = said.c
        with self._mine(parcel) as (connection, row):
            if row is None:
                return True
            known = connection.scalars(select(c.vanished).where(c.key == parcel.key)).all()
            gone = {"message": "", "vanished": c.vanished + 1}
            connection.execute(update(said).where(c.key == parcel.key).values(**gone))
            return not any(known)

    def release(self, workspace: str, now: datetime) -> None:
        c, o = places.c, outbox.c
        theirs = select(workspaces.c.id).where(workspaces.c.name == workspace).scalar_subquery()
        waiting = and_(c.next_at > now, c.claimed_by.is_(None), c.workspace == theirs)
        with unit(self._engine, WAIT) as connection:
            query = (
                select(c.place, c.blocked_until)
                .where(waiting)
                .order_by(c.place.collate(BINARY[connection.dialect.name]))
            )
            found = connection.execute(query.with_for_update(skip_locked=True)).all()
            free = [p.place for p in found if p.blocked_until is None or p.blocked_until <= now]
            for some in _batches(free):
                again = and_(o.place.in_(some), OPEN, o.state == "waiting", o.next_at > now)
                connection.execute(update(outbox).where(again).values(next_at=now))
                connection.execute(update(places).where(c.place.in_(some)).values(next_at=now))

    def went_back(self, now: datetime, by: timedelta) -> None:
        c, o = places.c, outbox.c
        with unit(self._engine, WAIT) as connection:
            query = select(c.place, c.next_at, c.claimed_by).where(c.next_at.is_not(None), c.next_at > now)
            found = connection.execute(query.with_for_update(skip_locked=True)).all()
            free = [p.place for p in found if p.claimed_by is None]
            for some in _batches(free):
                again = and_(o.place.in_(some), OPEN, o.state == "waiting", o.next_at > now)
                connection.execute(update(outbox).where(again).values(next_at=now))
                fresh = {"next_at": now, "blocked_until": None}
                connection.execute(update(places).where(c.place.in_(some)).values(**fresh))
            for p in found:
                if p.claimed_by is not None:
                    sooner = max(now, p.next_at - by)
                    connection.execute(update(places).where(c.place == p.place).values(next_at=sooner))

    def aside(self, since: datetime) -> list[Aside]:
        """What was refused since then, by reason and kind, the most frequent first; not what was no longer wanted."""
        c = outbox.c
        many, last = func.count(), func.max(c.done_at)
        query = select(c.reason, c.kind, many, last).where(
            c.done_at.is_not(None), c.done_at >= since, c.state == "aside", c.reason.not_in(NO_LOSS)
        )
        with unit(self._engine, WAIT, writes=False) as connection:
            rows = connection.execute(query.group_by(c.reason, c.kind).order_by(many.desc(), c.reason)).all()
        return [Aside(r[0] or "", r[1], r[2], r[3]) for r in rows]


def _as_of(parcel: Parcel, now: datetime) -> Parcel:
    return replace(parcel, errand=parcel.errand.at(now)) if isinstance(parcel.errand, Say) else parcel


def _batches(names: Sequence[str], of: int = 500) -> Iterator[Sequence[str]]:
    for i in range(0, len(names), of):
        yield names[i : i + of]
