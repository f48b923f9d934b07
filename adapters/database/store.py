"""The store: one transaction a unit of work, on SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Connection, Engine, and_, delete, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from adapters.database import codec, outgoing
from adapters.database.cipher import Cipher
from adapters.database.engine import is_lock_timeout, lock_wait
from adapters.database.roots import TRANSLATIONS
from adapters.database.tables import counters, heard, memberships, places, wakes, workspaces
from adapters.database.translate import Translation
from core.message import Errand, Place, Private, Room, Thread
from core.names import PersonId, SetId, TurnId, WorkspaceId
from core.ports import Busy, Conflict, Shelf, Wake, Work
from core.request import Reply, Spot
from core.rules.actions.action import Action
from core.rules.life.learning_set import LearningSet
from core.rules.life.person import Person
from core.rules.session.session import Session
from core.rules.session.turn import Turn

T = TypeVar("T")


class SqlShelf(Generic[T]):
    """All things of one kind in one workspace; remembers what it loaded, to write only what changed."""

    def __init__(self, work: SqlWork, translation: Translation[T]) -> None:
        self._work = work
        self._as = translation
        self._table = translation.table
        self._loaded: dict[int, T] = {}

    def get(self, id: int) -> T | None:  # noqa: A002 - the word for it
        if id in self._loaded:
            return self._loaded[id]
        found = self.where(id=id)
        return found[0] if found else None

    def where(self, **fields: object) -> tuple[T, ...]:
        c = self._table.c
        query = select(self._table).where(c.workspace == self._work.workspace).order_by(c.id)
        for name, value in fields.items():
            query = query.where(c[name].in_(value) if isinstance(value, tuple) else c[name] == value)
        rows = self._work.connection.execute(query).mappings()
        return tuple(self._remember(row) for row in rows)

    def add(self, thing: T) -> T:
        row = self._as.row(thing, self._work.cipher) | {"workspace": self._work.workspace, "version": 1}
        result = self._work.connection.execute(insert(self._table).values(**row))
        key = result.inserted_primary_key
        assert key is not None
        added = cast("T", replace(cast("Any", thing), id=key[0], version=1))
        self._loaded[key[0]] = added
        self._work.has_changed(added)
        return added

    def save(self, thing: T) -> T:
        id_, version = cast("Any", thing).id, cast("Any", thing).version
        old = self._loaded[id_]
        if old == thing:
            return thing
        c = self._table.c
        values = self._as.changed(old, thing, self._work.cipher) | {"version": version + 1}
        result = self._work.connection.execute(
            update(self._table)
            .where(c.id == id_, c.workspace == self._work.workspace, c.version == version)
            .values(**values)
        )
        if result.rowcount != 1:
            raise Conflict
        saved = cast("T", replace(cast("Any", thing), version=version + 1))
        self._loaded[id_] = saved
        self._work.has_changed(saved)
        return saved

    def remove(self, thing: T) -> None:
        id_ = cast("Any", thing).id
        c = self._table.c
        self._work.connection.execute(
            delete(self._table).where(c.id == id_, c.workspace == self._work.workspace)
        )
        self._loaded.pop(id_, None)
        self._work.has_changed(thing)

    def _remember(self, row: Any) -> T:
        id_ = row["id"]
        if id_ not in self._loaded:
            self._loaded[id_] = self._as.thing(row, self._work.cipher)
        return self._loaded[id_]


class SqlWork:
    """One transaction in one workspace."""

    def __init__(self, connection: Connection, cipher: Cipher, workspace: WorkspaceId, now: datetime) -> None:
        self.connection = connection
        self.cipher = cipher
        self.workspace = workspace
        self._shelves: dict[type, SqlShelf[Any]] = {}
        self._touched: dict[tuple[str, int], None] = {}
        self._out = outgoing.Outgoing(connection, cipher, workspace, now)

    def of(self, kind: type[T]) -> Shelf[T]:
        if kind not in self._shelves:
            self._shelves[kind] = SqlShelf(self, TRANSLATIONS[kind])
        return self._shelves[kind]

    def has_changed(self, thing: object) -> None:
        """Mark the roots whose wake hangs on `thing`, and keep the index of memberships."""
        match thing:
            case LearningSet():
                self.touch("set", thing.id)
                self._index_members(thing)
            case Person():
                self.touch("person", thing.id)
            case Session() | Turn():
                self.touch("set", thing.set)
            case Action():
                self.touch("person", thing.person)
            case _:
                pass  # keeps no time of its own

    def touch(self, kind: str, id: int) -> None:  # noqa: A002 - the word for it
        self._touched[(kind, id)] = None

    def touched(self) -> Iterable[tuple[str, int]]:
        return tuple(self._touched)

    def _index_members(self, s: LearningSet) -> None:
        who = {m.person for m in s.members} | {p for p in (s.facilitator, s.deputy, s.founder) if p}
        c = memberships.c
        known = set(self.connection.scalars(select(c.person).where(c.set == s.id)))
        for person in who - known:
            self.connection.execute(
                insert(memberships).values(set=s.id, person=person, workspace=self.workspace)
            )
        if known - who:
            self.connection.execute(delete(memberships).where(c.set == s.id, c.person.in_(known - who)))

    def sets_of(self, person: PersonId) -> tuple[SetId, ...]:
        c = memberships.c
        query = select(c.set).where(c.person == person, c.workspace == self.workspace).order_by(c.set)
        return tuple(SetId(i) for i in self.connection.scalars(query))

    def place_at(self, spot: Spot) -> Place | None:
        c = places.c
        query = select(c.place).where(
            c.workspace == self.workspace,
            c.platform == spot.platform.value,
            c.room == spot.room,
            c.thread == spot.thread,
        )
        name = self.connection.scalar(query)
        return read_place(name) if name else None

    def opened(self, place: Place, spot: Spot) -> None:
        self._out.opened(place, spot)

    def say(self, errand: Errand) -> None:
        self._out.say(errand)

    def was_said(self, key: str) -> bool:
        return self._out.was_said(key)

    def count(self, counter: str) -> int:
        c = counters.c
        mine = and_(c.workspace == self.workspace, c.name == counter)
        self.connection.execute(update(counters).where(mine).values(value=c.value + 1))
        value = self.connection.scalar(select(c.value).where(mine))
        if value is None:
            self.connection.execute(insert(counters).values(workspace=self.workspace, name=counter, value=1))
            return 1
        return int(value)

    def wake(self, kind: str, id: int) -> Wake | None:  # noqa: A002 - the word for it
        c = wakes.c
        row = self.connection.execute(select(wakes).where(c.kind == kind, c.id == id)).first()
        return Wake(row.kind, row.id, row.at, row.since) if row else None

    def set_wake(self, wake: Wake) -> None:
        c = wakes.c
        values = {"at": wake.at, "since": wake.since}
        mine = and_(c.kind == wake.kind, c.id == wake.id)
        if self.connection.execute(update(wakes).where(mine).values(**values)).rowcount == 0:
            self.connection.execute(
                insert(wakes).values(kind=wake.kind, id=wake.id, workspace=self.workspace, **values)
            )

    def heard(self, delivery: str) -> Reply | None:
        c = heard.c
        query = select(c.reply).where(c.workspace == self.workspace, c.delivery == delivery)
        sealed = self.connection.scalar(query)
        return codec.load(self.cipher.unseal(sealed), Reply) if sealed is not None else None

    def hear(self, delivery: str, reply: Reply, now: datetime) -> None:
        sealed = self.cipher.seal(codec.dump(reply, Reply))
        row = {"workspace": self.workspace, "delivery": delivery, "reply": sealed, "at": now}
        self.connection.execute(insert(heard).values(**row))


def read_place(name: str) -> Place:
    kind, _, number = name.partition("-")
    match kind:
        case "set":
            return Room(SetId(int(number)))
        case "turn":
            return Thread(TurnId(int(number)))
        case _:
            return Private(PersonId(int(number)))


class SqlStore:
    def __init__(self, engine: Engine, cipher: Cipher) -> None:
        self.engine = engine
        self.cipher = cipher
        self._workspaces: dict[str, WorkspaceId] = {}

    @contextmanager
    def work(self, workspace: str, now: datetime, *, wait: float, writes: bool = True) -> Iterator[Work]:
        tenant = self._workspaces.get(workspace)
        if tenant is None:
            tenant = self._tenant(workspace, wait)
        try:
            with self.engine.connect() as connection:
                lock_wait(connection, wait, writes=writes)
                with connection.begin():
                    yield SqlWork(connection, self.cipher, tenant, now)
        except IntegrityError as e:
            raise Conflict from e
        except (OperationalError, DBAPIError) as e:
            if is_lock_timeout(e):
                raise Busy from e
            raise
        self._workspaces[workspace] = tenant

    def _tenant(self, workspace: str, wait: float) -> WorkspaceId:
        c = workspaces.c
        for _ in range(2):
            try:
                with self.engine.connect() as connection:
                    lock_wait(connection, wait, writes=True)
                    with connection.begin():
                        known = connection.scalar(select(c.id).where(c.name == workspace))
                        if known is None:
                            result = connection.execute(insert(workspaces).values(name=workspace))
                            assert result.inserted_primary_key is not None
                            known = result.inserted_primary_key[0]
                        return WorkspaceId(known)
            except IntegrityError:
                continue  # somebody else made it in between
            except (OperationalError, DBAPIError) as e:
                if is_lock_timeout(e):
                    raise Busy from e
                raise
        raise Conflict

    def due(self, now: datetime, most: int) -> list[tuple[str, Wake]]:
        c = wakes.c
        query = (
            select(workspaces.c.name, c.kind, c.id, c.at, c.since)
            .join_from(wakes, workspaces, workspaces.c.id == c.workspace)
            .where(c.at <= now)
            .order_by(c.at)
            .limit(most)
        )
        with self.engine.connect() as connection:
            lock_wait(connection, 10, writes=False)
            with connection.begin():
                rows = connection.execute(query).all()
        return [(r.name, Wake(r.kind, r.id, r.at, r.since)) for r in rows]

    def next_wake(self) -> datetime | None:
        """The next instant at which anything could fall due."""
        with self.engine.connect() as connection:
            lock_wait(connection, 10, writes=False)
            with connection.begin():
                return connection.scalar(select(wakes.c.at).order_by(wakes.c.at).limit(1))
