"""Everybody is to be looked at again, because what falls due has changed: spread over time, nearest session first."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import Any

from sqlalchemy import Engine, Select, and_, func, select, update

from adapters.database.engine import unit
from adapters.database.promises import marks, wakes
from adapters.database.statements import upsert
from adapters.database.tables import sessions
from core.names import Phase

FINGERPRINT = "fingerprint"
BATCH = 500  # wakes in one transaction
A_SECOND = 50  # roots looked at again each second: a small part of what one worker can do
WAIT = 10.0


def look_again(
    engine: Engine,
    fingerprint: str,
    now: datetime,
    go_on: Callable[[], bool] = lambda: True,
    batch: int = BATCH,
    a_second: int = A_SECOND,
) -> int:
    """Lower the wakes of all roots, unless they were worked out under this fingerprint. Answers how many were. A
    record without one is new, or older than fingerprints. Asked between batches whether to `go_on`; stopped half-way
    it begins anew the next time. Two at once do no harm.
    """
    with unit(engine, WAIT, writes=False) as connection:
        if connection.scalar(select(marks.c.text).where(marks.c.name == FINGERPRINT)) == fingerprint:
            return 0
        by_session = array("q", connection.scalars(_by_session()))  # 8 MB for a million sets
    done = 0
    everybody = chain((("set", ids) for ids in _parts(by_session, batch)), _all(engine, batch))
    for kind, ids in everybody:  # those that were lowered already come sooner than they would the second time
        if not go_on():
            return done
        done += _lower(engine, kind, ids, now + timedelta(seconds=done // a_second))
    with unit(engine, WAIT) as connection:
        query = upsert(connection.dialect.name)(marks).values(name=FINGERPRINT, text=fingerprint, at=now)
        fresh = {"text": fingerprint, "at": now}
        connection.execute(query.on_conflict_do_update(index_elements=["name"], set_=fresh))
    return done


def _lower(engine: Engine, kind: str, ids: list[int], at: datetime) -> int:
    """These are looked at then, or sooner where they would be anyway."""
    c = wakes.c
    with unit(engine, WAIT) as connection:
        later = and_(c.kind == kind, c.id.in_(ids), c.at > at)
        return connection.execute(update(wakes).where(later).values(at=at)).rowcount


def _by_session() -> Select[Any]:
    c = sessions.c
    planned = select(c.set).where(c.phase == Phase.PLANNED.value)
    return planned.group_by(c.set).order_by(func.min(c.starts), c.set)


def _parts(ids: Iterable[int], batch: int) -> Iterator[list[int]]:
    left = iter(ids)
    while part := list(islice(left, batch)):
        yield part


def _all(engine: Engine, batch: int) -> Iterator[tuple[str, list[int]]]:
    c = wakes.c
    with unit(engine, WAIT, writes=False) as connection:
        kinds = connection.scalars(select(c.kind).distinct().order_by(c.kind.desc())).all()
    for kind in kinds:
        after = 0
        while True:
            query = select(c.id).where(c.kind == kind, c.id > after).order_by(c.id).limit(batch)
            with unit(engine, WAIT, writes=False) as connection:
                ids = list(connection.scalars(query))
            if not ids:
                break
            yield kind, ids
            after = ids[-1]
