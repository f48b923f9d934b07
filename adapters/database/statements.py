"""The statements of every request, made once, and run by `prepared`."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    Delete,
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
    literal_column,
    null,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.sql.selectable import CompoundSelect

from adapters.database.prepared import among
from adapters.database.promises import counters, heard, outbox, places, said, wakes
from adapters.database.tables import memberships, people, sets, turns, workspaces

Upsert = sqlite.Insert | postgresql.Insert

OF: BindParameter[int] = bindparam("of_workspace")


# The collation that sorts as Python does, so that everybody locks places in one order.
BINARY = {"postgresql": "C", "sqlite": "BINARY"}


def upsert(dialect: str) -> type[Upsert]:
    return sqlite.Insert if dialect == "sqlite" else postgresql.Insert


def _also_mine(workspace: Column[Any]) -> Any:
    """In the workspace, of rows found by their ids. SQLite would rather go through an index of the workspace, which it
    believes to be small.
    """
    return workspace + literal_column("0") == OF


# --- things ----------------------------------------------------------------------------------------------------


@cache
def things(columns: tuple[Column[Any], ...], shape: tuple[tuple[str, bool | None], ...]) -> Select[Any]:
    """Of each column asked by: whether by several values, or (None) by none at all."""
    c = columns[0].table.c
    by_id = any(name == "id" for name, _ in shape)
    query = select(*columns).where(_also_mine(c.workspace) if by_id else c.workspace == OF).order_by(c.id)
    for name, several in shape:
        if several is None:
            query = query.where(c[name].is_(None))
            continue
        by = among(c[name], f"by_{name}") if several else c[name] == bindparam(f"by_{name}")
        query = query.where(by)
    return query


@cache
def add(table: Table) -> ReturningInsert[Any]:
    return insert(table).returning(table.c.id)


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
MEMBERS = select(memberships.c.person).where(memberships.c.set == bindparam("of_set"))
BELONGS = insert(memberships)
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
    .order_by(wakes.c.at, wakes.c.kind, wakes.c.id)  # so that a rehearsal is the same on every database
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

# What waits, and surely was not said yet. What may have been is as good as on its way.
WAITS = and_(outbox.c.state == literal("waiting"), outbox.c.unsure_at.is_(None))
STATE = case(
    (and_(outbox.c.state == literal("waiting"), outbox.c.unsure_at.is_not(None)), literal("claimed")),
    else_=outbox.c.state,
)

# Everything known of some keys: what waits, leaves or was done, and what stands on the platform.
KNOWN: CompoundSelect[Any] = union_all(
    select(outbox.c.key, outbox.c.id, outbox.c.revision, STATE.label("state"), outbox.c.mark).where(
        among(outbox.c.key, "of_keys"), outbox.c.workspace == OF
    ),
    select(
        said.c.key,
        null(),
        said.c.revision,
        case((said.c.message != "", literal("stands")), else_=literal("said")),
        said.c.mark,
    ).where(among(said.c.key, "of_keys"), said.c.workspace == OF),
)
PUT = insert(outbox)
RENEW = update(outbox).where(outbox.c.id == bindparam("of_id"), WAITS)
DROP = delete(outbox).where(outbox.c.key == KEY, outbox.c.workspace == OF, WAITS)


def _several(column: Column[Any], name: str) -> Any:
    return and_(among(column, name), _also_mine(column.table.c.workspace))


# On which platform the places of sets, turns and people are. No row for what is nobody's in this workspace.
OWNERS: CompoundSelect[Any] = union_all(
    select(literal("set").label("kind"), sets.c.id, sets.c.platform).where(_several(sets.c.id, "of_sets")),
    select(literal("turn"), turns.c.id, sets.c.platform)
    .join_from(turns, sets, sets.c.id == turns.c.set)
    .where(_several(turns.c.id, "of_turns")),
    select(literal("person"), people.c.id, people.c.platform).where(_several(people.c.id, "of_people")),
)
FAILED = select(places.c.place).where(_several(places.c.place, "of_places"), places.c.failed.is_not(None))


@cache
def waits_at(dialect: str) -> Upsert:
    """Something waits at a place: couriers are to look there, unless they know already, or it is not open yet and
    nothing opens it (`at_once`).
    """
    query = upsert(dialect)(places)
    c = places.c
    at_once: BindParameter[int] = bindparam("at_once", type_=Integer)
    return query.on_conflict_do_update(
        index_elements=["place"],
        set_={"next_at": bindparam("look_at", type_=c.next_at.type)},
        where=and_(c.next_at.is_(None), c.failed.is_(None), or_(c.room.is_not(None), at_once == 1)),
    )
