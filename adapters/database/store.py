"""The store: one transaction a unit of work, on SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, delete, func, select

from adapters.database import codec, keeping, leaving, outgoing, prepared, statements
from adapters.database.cipher import Cipher
from adapters.database.engine import unit
from adapters.database.parcels import read_place
from adapters.database.promises import wakes
from adapters.database.roots import TRANSLATIONS
from adapters.database.shelf import SqlShelf
from adapters.database.tables import memberships, people, sets, workspaces
from core.message import Errand, Place
from core.names import PersonId, Platform, SetId, WorkspaceId
from core.ports import Conflict, Shelf, Wake, Work
from core.request import Reply, Spot
from core.rules.actions.action import Action
from core.rules.life.learning_set import LearningSet
from core.rules.life.person import Person
from core.rules.privacy.keeping import Keeping
from core.rules.session.session import Session
from core.rules.session.turn import Turn

T = TypeVar("T")
BACKGROUND = 10.0  # seconds a unit nobody waits for waits for a lock
FRESH = timedelta(hours=1)  # far less than a workspace that the bot has left is kept
ROOTS = {"set": sets, "person": people}  # the tables of what keeps time
QUIET = Reply.quiet()
NEXT = select(wakes.c.at).where(leaving.is_there(wakes.c.workspace)).order_by(wakes.c.at).limit(1)
LINE = 71  # the class of our advisory locks on PostgreSQL


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
            self._shelves[kind] = SqlShelf(
                self.connection, self.cipher, self.workspace, TRANSLATIONS[kind], self.has_changed
            )
        return self._shelves[kind]

    def has_changed(self, thing: object) -> None:
        """Mark the roots whose wake hangs on `thing`, and keep the index of memberships."""
        match thing:
            case LearningSet():
                self.touch("set", thing.id)
                self._index_members(thing)
            case Person():
                self.touch("person", thing.id)
            case Session() | Turn() | Keeping():
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
        known = {row.person for row in prepared.read(self.connection, statements.MEMBERS, {"of_set": s.id})}
        fresh = [{"set": s.id, "person": p, "workspace": self.workspace} for p in sorted(who - known)]
        prepared.write_each(self.connection, statements.BELONGS, fresh)
        if known - who:
            self.connection.execute(delete(memberships).where(c.set == s.id, c.person.in_(known - who)))

    def sets_of(self, person: PersonId) -> tuple[SetId, ...]:
        found = prepared.read(self.connection, statements.SETS_OF, self._mine(of_person=person))
        return tuple(SetId(row.set) for row in found)

    def place_at(self, spot: Spot) -> Place | None:
        at = self._mine(at_platform=spot.platform.value, at_room=spot.room, at_thread=spot.thread)
        name = prepared.value(self.connection, statements.PLACE_AT, at)
        return read_place(name) if name else None

    def _mine(self, **values: object) -> dict[str, object]:
        return {"of_workspace": self.workspace, **values}

    def opened(self, place: Place, spot: Spot) -> None:
        self._out.opened(place, spot)

    def say(self, errand: Errand) -> None:
        self._out.say(errand)

    def finish(self) -> None:
        """The last thing before the commit."""
        self._out.finish()

    def was_said(self, key: str) -> bool:
        return self._out.was_said(key)

    def count(self, counter: str) -> int:
        row = {"workspace": self.workspace, "name": counter, "value": 1}
        return int(prepared.value(self.connection, statements.count(self.connection.dialect.name), row))

    def wake(self, kind: str, id: int) -> Wake | None:  # noqa: A002 - the word for it
        row = prepared.first(self.connection, statements.WAKE, self._mine(of_kind=kind, of_id=id))
        return _wake(row) if row else None

    def claim_wake(self, kind: str, id: int) -> Wake | None:  # noqa: A002 - the word for it
        row = prepared.first(self.connection, statements.CLAIM_WAKE, self._mine(of_kind=kind, of_id=id))
        return _wake(row) if row else None

    def set_wake(self, wake: Wake) -> None:
        row = {
            "kind": wake.kind,
            "id": wake.id,
            "workspace": self.workspace,
            "at": wake.at,
            "since": wake.since,
        }
        away = {"away": int(wake.away.total_seconds())}
        prepared.write(self.connection, statements.set_wake(self.connection.dialect.name), row | away)

    def forget_wake(self, kind: str, id: int) -> None:  # noqa: A002 - the word for it
        prepared.write(self.connection, statements.FORGET_WAKE, self._mine(of_kind=kind, of_id=id))

    def heard(self, delivery: str) -> Reply | None:
        sealed = prepared.value(self.connection, statements.HEARD, self._mine(of_delivery=delivery))
        if sealed is None:
            return None
        return codec.load(self.cipher.unseal(sealed), Reply) if sealed else QUIET

    def hear(self, delivery: str, reply: Reply, now: datetime) -> None:
        sealed = self.cipher.seal(codec.dump(reply, Reply) if reply != QUIET else "")
        row = {"workspace": self.workspace, "delivery": delivery, "reply": sealed, "at": now}
        prepared.write(self.connection, statements.HEAR, row)


class SqlStore:
    def __init__(self, engine: Engine, cipher: Cipher, grace: timedelta = leaving.GRACE) -> None:
        """`grace` is how long a workspace is kept that the bot has left."""
        self.engine = engine
        self.cipher = cipher
        self.grace = grace
        self._workspaces: dict[str, tuple[WorkspaceId, datetime]] = {}

    @contextmanager
    def work(
        self, workspace: str, now: datetime, *, wait: float, writes: bool = True, in_line: bool = False
    ) -> Iterator[Work]:
        tenant = self._tenant(workspace, now, wait)
        with unit(self.engine, wait, writes=writes) as connection:
            if in_line and connection.dialect.name == "postgresql":  # on SQLite all are in line anyway
                connection.execute(select(func.pg_advisory_xact_lock(LINE, tenant)))
            work = SqlWork(connection, self.cipher, tenant, now)
            yield work
            work.finish()

    def _tenant(self, workspace: str, now: datetime, wait: float) -> WorkspaceId:
        """Looked up anew every hour: a workspace that was removed is another one when it comes back."""
        known = self._workspaces.get(workspace)
        if known is not None and abs(now - known[1]) < FRESH:
            return known[0]
        with unit(self.engine, wait, writes=False) as connection:
            found = leaving.number(connection, workspace)
        while found is None:
            try:
                with unit(self.engine, wait) as connection:
                    found = leaving.made(connection, workspace)
            except Conflict:
                continue  # somebody else has made it in between
        self._workspaces[workspace] = WorkspaceId(found), now
        return WorkspaceId(found)

    def left(self, workspace: str, now: datetime, *, wait: float, installed: datetime | None = None) -> bool:
        with unit(self.engine, wait) as connection:
            return leaving.left(connection, workspace, now, installed)

    def returned(self, workspace: str, now: datetime, *, wait: float) -> None:
        with unit(self.engine, wait, writes=False) as connection:
            if not leaving.is_gone(connection, workspace):
                return  # without a lock, as at almost every start
        with unit(self.engine, wait) as connection:
            leaving.returned(connection, workspace, now)

    def due(self, now: datetime, most: int) -> list[tuple[str, Wake]]:
        by = {"of_now": now, "of_most": most}
        with unit(self.engine, BACKGROUND, writes=False) as connection:
            return [(row.name, _wake(row)) for row in prepared.read(connection, statements.DUE, by)]

    def roots(self, kind: str, after: int, most: int) -> list[tuple[str, int]]:
        table, w = ROOTS[kind], wakes.c
        of_table = select(table.c.id, table.c.workspace).where(table.c.id > after).order_by(table.c.id)
        of_wakes = select(w.id, w.workspace).where(w.kind == kind, w.id > after).order_by(w.id)
        found: dict[int, int] = {}
        with unit(self.engine, BACKGROUND, writes=False) as connection:
            for query in (of_wakes, of_table):
                found.update((row.id, row.workspace) for row in connection.execute(query.limit(most)))
            first = sorted(found)[:most]
            c = workspaces.c
            named = connection.execute(select(c.id, c.name).where(c.id.in_({found[i] for i in first})))
            names: dict[int, str] = {row.id: row.name for row in named}
        return [(names[found[i]], i) for i in first]

    def next_wake(self) -> datetime | None:
        """The next instant at which anything could fall due."""
        with unit(self.engine, BACKGROUND, writes=False) as connection:
            at: datetime | None = prepared.value(connection, NEXT)
            return at

    def workspaces_on(self, platform: Platform) -> list[str]:
        """The workspaces of a platform that have not taken the bot out."""
        query = (
            select(workspaces.c.name)
            .join_from(workspaces, people, people.c.workspace == workspaces.c.id)
            .where(people.c.platform == platform.value, workspaces.c.gone.is_(None))
            .distinct()
        )
        with unit(self.engine, BACKGROUND, writes=False) as connection:
            return list(connection.scalars(query))

    def workspaces_of(self, platform: Platform, account: str) -> list[str]:
        """The workspaces that an account is known in, the one where it was met last first."""
        c = people.c
        query = (
            select(workspaces.c.name)
            .join_from(people, workspaces, workspaces.c.id == c.workspace)
            .where(c.platform == platform.value, c.account == account)
            .order_by(c.id.desc())
        )
        with unit(self.engine, BACKGROUND, writes=False) as connection:
            return list(connection.scalars(query))

    def pulse(self, now: datetime, gap: timedelta) -> timedelta:
        with unit(self.engine, BACKGROUND) as connection:
            return keeping.pulse(connection, now, gap)

    def tidy(self, now: datetime, most: int) -> int:
        with unit(self.engine, BACKGROUND) as connection:
            return keeping.tidy(connection, now, most) + leaving.purge(connection, now - self.grace, most)


def _wake(row: Any) -> Wake:
    return Wake(row.kind, row.id, row.at, row.since, timedelta(seconds=row.away))
