"""The statements of every request, made once.

SQLAlchemy finds a statement that it has seen before in its cache by the object itself; building one anew for each
execution costs several times what SQLite needs to run it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    Delete,
    Insert,
    Integer,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    case,
    delete,
    insert,
    literal,
    null,
    select,
    true,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.sql.selectable import CompoundSelect

from adapters.database.promises import counters, heard, outbox, places, said, wakes
from adapters.database.tables import memberships, people, sets, turns, workspaces

Upsert = sqlite.Insert | postgresql.Insert

OF: BindParameter[int] = bindparam("of_workspace")


def upsert(dialect: str) -> type[Upsert]:
    return sqlite.Insert if dialect == "sqlite" else postgresql.Insert


# --- things ----------------------------------------------------------------------------------------------------


@cache
def things(columns: tuple[Column[Any], ...], shape: tuple[tuple[str, bool | None], ...]) -> Select[Any]:
    """Of each column asked by: whether by several values, or (None) by none at all."""
    c = columns[0].table.c
    query = select(*columns).where(c.workspace == OF).order_by(c.id)
    for name, several in shape:
        if several is None:
            query = query.where(c[name].is_(None))
            continue
        by: Any = bindparam(f"by_{name}", expanding=several)
        query = query.where(c[name].in_(by) if several else c[name] == by)
    return query


@cache
def add(table: Table) -> Insert:
    return insert(table)


@cache
def save(table: Table) -> Update:
    """The values are those columns that the execution names."""
    c = table.c
    mine = and_(c.id == bindparam("of_id"), c.workspace == OF, c.version == bindparam("of_version"))
    return update(table).where(mine)


@cache
def remove(table: Table) -> Delete:
    return delete(table).where(table.c.id == bindparam("of_id"), table.c.workspace == OF)


# --- where things are, and what is remembered --------------------------------------------------------------------

PLACE_AT = select(places.c.place).where(
    places.c.workspace == OF,
    places.c.platform == bindparam("at_platform"),
    places.c.room == bindparam("at_room"),
    places.c.thread == bindparam("at_thread"),
)
SETS_OF = (
    select(memberships.c.set)
    .where(memberships.c.person == bindparam("of_person"), memberships.c.workspace == OF)
    .order_by(memberships.c.set)
)
HEARD = select(heard.c.reply).where(heard.c.workspace == OF, heard.c.delivery == bindparam("of_delivery"))
HEAR = insert(heard)
WAKE = select(wakes).where(
    wakes.c.kind == bindparam("of_kind"), wakes.c.id == bindparam("of_id"), wakes.c.workspace == OF
)
DUE = (
    select(workspaces.c.name, wakes)
    .join_from(wakes, workspaces, workspaces.c.id == wakes.c.workspace)
    .where(
        wakes.c.at <= bindparam("of_now", type_=wakes.c.at.type),
        workspaces.c.gone.is_(None),
    )
    .order_by(wakes.c.at)
    .limit(bindparam("of_most", type_=Integer))
)
CLAIM_WAKE = WAKE.with_for_update(skip_locked=True)
FORGET_WAKE = delete(wakes).where(
    wakes.c.kind == bindparam("of_kind"), wakes.c.id == bindparam("of_id"), wakes.c.workspace == OF
)


@cache
def set_wake(dialect: str) -> Upsert:
    query = upsert(dialect)(wakes)
    fresh = {name: query.excluded[name] for name in ("at", "since", "away")}
    mine = wakes.c.workspace == query.excluded.workspace
    return query.on_conflict_do_update(index_elements=["kind", "id"], set_=fresh, where=mine)


@cache
def count(dialect: str) -> ReturningInsert[Any]:
    query = upsert(dialect)(counters)
    more = {"value": counters.c.value + 1}
    return query.on_conflict_do_update(index_elements=["workspace", "name"], set_=more).returning(
        counters.c.value
    )


# --- the outbox --------------------------------------------------------------------------------------------------

KEY: BindParameter[str] = bindparam("of_key")
PLACE: BindParameter[str] = bindparam("of_place")

# What waits, and surely was not said yet. What may have been is as good as on its way.
WAITS = and_(outbox.c.state == literal("waiting"), outbox.c.unsure_at.is_(None))
STATE = case(
    (and_(outbox.c.state == literal("waiting"), outbox.c.unsure_at.is_not(None)), literal("claimed")),
    else_=outbox.c.state,
)

# Everything known of a key: what waits, leaves or was done, and what stands on the platform.
KNOWN: CompoundSelect[Any] = union_all(
    select(outbox.c.id, outbox.c.revision, STATE.label("state"), outbox.c.mark).where(
        outbox.c.key == KEY, outbox.c.workspace == OF
    ),
    select(
        null(),
        said.c.revision,
        case((said.c.message != "", literal("stands")), else_=literal("said")),
        said.c.mark,
    ).where(said.c.key == KEY, said.c.workspace == OF),
)
PUT = insert(outbox)
RENEW = update(outbox).where(outbox.c.id == bindparam("of_id"), WAITS)
DROP = delete(outbox).where(outbox.c.key == KEY, outbox.c.workspace == OF, WAITS)


def _platform_of(home: Any, number: Any, joined: Any) -> Select[Any]:
    """The platform of a place, and when it failed, if it did. No row where it is nobody's in this workspace."""
    query = select(home.c.platform, places.c.failed)
    return query.select_from(joined.outerjoin(places, places.c.place == PLACE)).where(number)


ROOM = _platform_of(sets, and_(sets.c.id == bindparam("of_id"), sets.c.workspace == OF), sets)
THREAD = _platform_of(
    sets,
    and_(turns.c.id == bindparam("of_id"), turns.c.workspace == OF),
    turns.join(sets, sets.c.id == turns.c.set),
)
PRIVATE = _platform_of(people, and_(people.c.id == bindparam("of_id"), people.c.workspace == OF), people)


@cache
def waits_at(dialect: str, *, at_once: bool) -> Upsert:
    """Something waits at a place: couriers are to look there, unless they know already, or it is not open yet."""
    query = upsert(dialect)(places)
    c = places.c
    if_open = true() if at_once else c.room.is_not(None)
    return query.on_conflict_do_update(
        index_elements=["place"],
        set_={"next_at": bindparam("look_at", type_=c.next_at.type)},
        where=and_(c.next_at.is_(None), c.failed.is_(None), if_open),
    )
