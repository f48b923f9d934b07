"""Errands made ready for a courier: unsealed, with their addresses, their readers and what stands of them so far."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, TypeVar, assert_never

from sqlalchemy import Connection, Row, bindparam, select
from sqlalchemy.exc import DBAPIError

from adapters.database import codec, prepared
from adapters.database.cipher import Cipher
from adapters.database.prepared import among
from adapters.database.promises import said
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

T = TypeVar("T")


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


def errand_of(cipher: Cipher, row: Row[Any]) -> Errand:
    return codec.load(cipher.unseal(row.payload), Errand)  # type: ignore[arg-type]  # Errand is a union of types


@dataclass
class Packed:
    """Errands of which each is a parcel, or something that cannot be made one, by the kind of error it raises."""

    parcels: list[Parcel] = field(default_factory=list)
    broken: list[tuple[Row[Any], str]] = field(default_factory=list)


def packed(
    connection: Connection,
    cipher: Cipher,
    rows: Sequence[Row[Any]],
    at: Mapping[str, Row[Any]],
    unsure: Mapping[int, datetime | None],
) -> Packed:
    """`rows` of the outbox, as they were before this try, as parcels; `at` has the row of each one's place, `unsure`
    since when one may have been said where that has changed. A handful of queries, however many.
    """
    out = Packed()
    read: list[tuple[Row[Any], Errand]] = []
    for row in rows:
        try:
            read.append((row, errand_of(cipher, row)))
        except Exception as e:  # noqa: BLE001 - whatever is wrong with one errand, the next goes on
            out.broken.append((row, type(e).__name__))
    meant = {row.id: frozenset(_people_in(errand)) for row, errand in read}
    known = _Known(connection, read, meant)
    for row, errand in read:
        try:
            made = _parcel(known, row, errand, at[row.place], meant[row.id])
            out.parcels.append(replace(made, unsure=unsure[row.id]) if row.id in unsure else made)
        except DBAPIError:
            raise
        except Exception as e:  # noqa: BLE001 - see above
            out.broken.append((row, type(e).__name__))
    return out


def _parcel(
    known: _Known, row: Row[Any], errand: Errand, at: Row[Any], meant: Collection[PersonId]
) -> Parcel:
    place = read_place(row.place)
    zone, language = known.reader(place)
    return Parcel(
        id=row.id,
        key=row.key,
        revision=row.revision,
        errand=errand,
        workspace=known.workspaces.get(row.workspace, ""),
        address=known.address(place, at),
        before=tuple(known.before.get(_key_of(row, errand), ())),
        accounts={p: known.people[p].account for p in sorted(meant) if p in known.people},
        zone=zone,
        language=language,
        attempts=row.attempts + 1,
        place=row.place,
        asked_at=row.asked_at,
        unsure=row.unsure_at,
    )


def _key_of(row: Row[Any], errand: Errand) -> str:
    return errand.key if isinstance(errand, Unsay) else row.key


def _many(*columns: Any, by: Any) -> Any:
    return select(*columns).where(among(by, "of_these"))


_WORKSPACES = _many(workspaces.c.id, workspaces.c.name, by=workspaces.c.id)
_PEOPLE = _many(people.c.id, people.c.account, people.c.zone, people.c.language, by=people.c.id)
_SETS = _many(sets.c.id, sets.c.rhythm, sets.c.language, by=sets.c.id)
_TURNS = _many(turns.c.id, turns.c.set, by=turns.c.id)
_BEFORE = (
    _many(said.c.key, said.c.room, said.c.message, by=said.c.key)
    .where(said.c.message != "")
    .order_by(said.c.key, said.c.part)
)
_RHYTHMS = (
    select(sets.c.rhythm)
    .join_from(memberships, sets, sets.c.id == memberships.c.set)
    .where(memberships.c.person == bindparam("of_person"))
    .order_by(sets.c.id)
    .limit(1)
)


class _Known:
    """What a batch of errands needs to be known of the record."""

    def __init__(
        self,
        connection: Connection,
        read: Sequence[tuple[Row[Any], Errand]],
        of_each: Mapping[int, Collection[PersonId]],
    ) -> None:
        self._connection = connection
        places = [read_place(row.place) for row, _ in read]
        meant = {p for some in of_each.values() for p in some}
        meant |= {p.person for p in places if isinstance(p, Private)}
        self.people = {PersonId(r.id): r for r in self._rows(_PEOPLE, meant)}
        in_turns = {p.turn for p in places if isinstance(p, Thread)}
        self._set_of = {TurnId(r.id): SetId(r.set) for r in self._rows(_TURNS, in_turns)}
        in_sets = {p.set for p in places if isinstance(p, Room)} | set(self._set_of.values())
        self._sets = {SetId(r.id): r for r in self._rows(_SETS, in_sets)}
        ids = {row.workspace for row, _ in read}
        self.workspaces = {int(r.id): str(r.name) for r in self._rows(_WORKSPACES, ids)}
        self.before: dict[str, list[Posted]] = {}
        for r in self._rows(_BEFORE, {_key_of(row, errand) for row, errand in read}):
            self.before.setdefault(r.key, []).append(Posted(r.room, r.message))

    def _rows(self, query: Any, these: Iterable[Any]) -> Sequence[Row[Any]]:
        wanted = sorted(these)
        return prepared.read(self._connection, query, {"of_these": wanted}) if wanted else ()

    def reader(self, place: Place) -> tuple[str, str]:
        """The zone and language of those who will read."""
        match place:
            case Private():
                person = self.people[place.person]
                return person.zone or self._some_zone(place.person), person.language
            case Room():
                found = self._sets[place.set]
            case Thread():
                found = self._sets[self._set_of[place.turn]]
            case _:
                assert_never(place)
        return _zone_of(found.rhythm), found.language

    def _some_zone(self, person: PersonId) -> str:
        """The zone of a set of theirs, until they have told their own; UTC where they are in none."""
        rhythm = prepared.value(self._connection, _RHYTHMS, {"of_person": person})
        return _zone_of(rhythm) if rhythm else "UTC"

    def address(self, place: Place, at: Row[Any]) -> Address:
        platform = Platform(at.platform)
        if isinstance(place, Private):
            return Address(platform, account=self.people[place.person].account)
        return Address(platform, room=at.room or "", thread=at.thread or "")


@lru_cache(maxsize=1000)
def _zone_of(rhythm: str) -> str:
    return codec.load(rhythm, Rhythm).zone


_PLAIN = (str, int, type(None), datetime, CalendarEvent)  # nobody is named in these


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
        case tuple() | Mapping():
            for v in value.values() if isinstance(value, Mapping) else value:
                if not isinstance(v, _PLAIN):
                    yield from _people_in(v)
        case _:
            kind: Any = type(value)
            for name in _fields_of(kind):
                v = getattr(value, name)
                if v and not isinstance(v, _PLAIN):
                    yield from _people_in(v)


@cache
def _fields_of(kind: type[Any]) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else ()
