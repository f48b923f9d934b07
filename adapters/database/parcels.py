"""An errand made ready for a courier: unsealed, with its address, its readers and what stands of it so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, assert_never

from sqlalchemy import Connection, Row, select

from adapters.database import codec
from adapters.database.cipher import Cipher
from adapters.database.promises import places, said
from adapters.database.tables import memberships, people, sets, turns, workspaces
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
from core.names import PersonId, Platform, SetId, TurnId
from core.ports import Address, Parcel, Posted
from core.rules.calendar.rhythm import Rhythm


def read_place(name: str) -> Place:
    """The place of this name: `set-7`, `turn-31`, `person-5`."""
    kind, _, number = name.partition("-")
    match kind:
        case "set":
            return Room(SetId(int(number)))
        case "turn":
            return Thread(TurnId(int(number)))
        case _:
            return Private(PersonId(int(number)))


def parcel(connection: Connection, cipher: Cipher, row: Row[Any]) -> Parcel:
    """The parcel of an outbox row. Raises WrongKey, or what the codec raises for a payload that it cannot read."""
    errand = errand_of(cipher, row)
    place = read_place(row.place)
    zone, language = _reader(connection, place)
    name = connection.scalar(select(workspaces.c.name).where(workspaces.c.id == row.workspace))
    return Parcel(
        id=row.id,
        key=row.key,
        revision=row.revision,
        errand=errand,
        workspace=name or "",
        address=_address(connection, place),
        before=_before(connection, errand.key if isinstance(errand, Unsay) else row.key),
        accounts=_accounts(connection, errand),
        zone=zone,
        language=language,
        attempts=row.attempts,
        asked_at=row.asked_at,
    )


def errand_of(cipher: Cipher, row: Row[Any]) -> Errand:
    return codec.load(cipher.unseal(row.payload), Errand)  # type: ignore[arg-type]  # Errand is a union of types


def _address(connection: Connection, place: Place) -> Address:
    c = places.c
    at = connection.execute(select(c.platform, c.room, c.thread).where(c.place == str(place))).one()
    platform = Platform(at.platform)
    if isinstance(place, Private):
        account = connection.scalar(select(people.c.account).where(people.c.id == place.person))
        return Address(platform, account=account or "")
    return Address(platform, room=at.room or "", thread=at.thread or "")


def _reader(connection: Connection, place: Place) -> tuple[str, str]:
    """The zone and language of those who will read."""
    match place:
        case Private():
            c = people.c
            row = connection.execute(select(c.zone, c.language).where(c.id == place.person)).one()
            return row.zone or _some_zone(connection, place.person), row.language
        case Room():
            of = sets.c.id == place.set
        case Thread():
            of = sets.c.id == select(turns.c.set).where(turns.c.id == place.turn).scalar_subquery()
        case _:
            assert_never(place)
    found = connection.execute(select(sets.c.rhythm, sets.c.language).where(of)).one()
    return codec.load(found.rhythm, Rhythm).zone, found.language


def _some_zone(connection: Connection, person: PersonId) -> str:
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


def _before(connection: Connection, key: str) -> tuple[Posted, ...]:
    c = said.c
    query = select(c.room, c.message).where(c.key == key, c.message != "").order_by(c.part)
    return tuple(Posted(r.room, r.message) for r in connection.execute(query))


def _accounts(connection: Connection, errand: Errand) -> Mapping[PersonId, str]:
    meant = set(_people_in(errand))
    if not meant:
        return {}
    rows = connection.execute(select(people.c.id, people.c.account).where(people.c.id.in_(meant)))
    return {PersonId(r.id): r.account for r in rows}


def _people_in(value: object) -> Iterator[PersonId]:
    """Everybody named anywhere in a message or errand."""
    match value:
        case Who():
            yield value.id
        case Invite() | ShowHome():
            yield value.person
        case OpenRoom():
            yield from value.people
        case OpenThread():
            yield from (*value.people, *_people_in(value.title))
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
