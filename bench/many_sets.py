"""A record full of sets that are in the middle of a session, made of rows by the real translation."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert

from adapters.database.cipher import Cipher
from adapters.database.engine import open_engine
from adapters.database.keeping import check_key
from adapters.database.migrate import migrate
from adapters.database.promises import places, wakes
from adapters.database.roots import TRANSLATIONS
from adapters.database.store import SqlStore
from adapters.database.tables import memberships, workspaces
from core.app import App
from core.message import Own
from core.names import Mode, PersonId, Phase, Platform, SessionId, SetId
from core.request import Request
from core.rules.calendar.rhythm import Rhythm
from core.rules.life.learning_set import LearningSet, Member, Standing
from core.rules.life.person import Person
from core.rules.life.state import SetState
from core.rules.session.session import Session

KEY = "bWVhc3VyZWQtYnktdGhlLWNsb2NrLW9uLXRoZS13YWw="  # a bench's own
NOW = datetime(2027, 3, 2, 10, 10, tzinfo=UTC)
RHYTHM = Rhythm("FREQ=WEEKLY;INTERVAL=4", time(10), "Europe/London", date(2027, 3, 2))
EACH = 4  # people in a set
WORKSPACES = {Platform.CONSOLE: "bench", Platform.SLACK: "T0ALS", Platform.DISCORD: "1"}


def account(person: int, platform: Platform) -> str:
    return {Platform.CONSOLE: f"p{person}", Platform.SLACK: f"U{person:05d}"}.get(platform, f"{person}")


def room_of(i: int, platform: Platform) -> str:
    """Of the set at place `i`."""
    return {Platform.CONSOLE: f"#set-{i + 1}", Platform.SLACK: f"C{i + 1:05d}"}.get(
        platform, f"{10_000_000 + i}"
    )


@dataclass
class Full:
    path: Path
    engine: Engine
    app: App


def opened(path: Path) -> Full:
    """A record as it lies there, with App on it. A bug ends the measuring."""
    return on(open_engine(f"sqlite:///{path}"), path)


def on(engine: Engine, path: Path = Path()) -> Full:
    return Full(path, engine, App(SqlStore(engine, Cipher([KEY])), _fail))


def _fail(bug: BaseException, request: Request | None) -> str:
    del request
    raise bug


def build(
    path: Path,
    sets: int,
    due: dict[int, datetime],
    platform: Platform = Platform.CONSOLE,
    workspace: str = "",
) -> Full:
    """So many sets whose check-in is open. Those of `due` (by their place, from 0) end it at that instant; the others
    have an hour left.
    """
    full = opened(path)
    prepare(full.engine, workspace or WORKSPACES[platform])
    with full.engine.connect() as connection, connection.begin():
        put(connection, range(sets), due, cast(platform))
    return full


@dataclass(frozen=True)
class Cast:
    """Where the people of a measurement are, and when."""

    platform: Platform
    account: Callable[[int], str]  # of a person, by their id
    room: Callable[[int], str]  # of the set at this place
    now: datetime = NOW


def cast(platform: Platform) -> Cast:
    return Cast(platform, lambda person: account(person, platform), lambda i: room_of(i, platform))


CONSOLE = cast(Platform.CONSOLE)


def prepare(engine: Engine, workspace: str = "bench") -> None:
    """This release's tables, with one workspace in them and the key of this run."""
    migrate(engine)
    check_key(engine, Cipher([KEY]))
    with engine.connect() as connection, connection.begin():
        connection.execute(insert(workspaces).values(id=1, name=workspace))


def put(connection: Connection, places_of: range, due: dict[int, datetime], of: Cast = CONSOLE) -> None:
    """The sets of these places, each row by the real translation."""
    cipher = Cipher([KEY])
    rows: dict[Table, list[dict[str, Any]]] = {}
    for i in places_of:
        until = due.get(i, of.now + timedelta(hours=1))
        for thing in _one(i, until, of):
            translation = TRANSLATIONS[type(thing)]
            row = translation.row(thing, cipher) | {"id": thing.id, "workspace": 1}
            rows.setdefault(translation.table, []).append(row)
        _promises(i, until, rows, of)
    _insert(connection, rows)


def _one(i: int, until: datetime, of: Cast) -> tuple[Any, ...]:
    ids = [PersonId(i * EACH + n + 1) for n in range(EACH)]
    people = [Person(p, 1, of.platform, of.account(p), f"Person {p}", "Europe/London") for p in ids]
    members = tuple(Member(p, Standing.ACCEPTED) for p in ids)
    s = LearningSet(SetId(i + 1), 1, of.platform, Own("Ward leaders"), RHYTHM, 90, members, ids[0])
    session = Session(
        SessionId(i + 1), 1, s.id, of.now.date(), of.now - timedelta(minutes=10), 90, "90", Mode.WRITTEN
    )
    live = replace(session, phase=Phase.CHECK_IN, phase_no=1, phase_until=until, present=tuple(ids))
    return (*people, replace(s, state=SetState.ACTIVE, facilitator=ids[3]), live)


def _promises(i: int, until: datetime, rows: dict[Table, list[dict[str, Any]]], of: Cast) -> None:
    members = [{"set": i + 1, "person": i * EACH + n + 1, "workspace": 1} for n in range(EACH)]
    rows.setdefault(memberships, []).extend(members)
    wake = {"kind": "set", "id": i + 1, "workspace": 1, "at": until, "since": of.now - timedelta(minutes=10)}
    rows.setdefault(wakes, []).append(wake | {"away": 0})
    room = {"room": of.room(i), "thread": ""}
    rows.setdefault(places, []).append(
        {"place": f"set-{i + 1}", "workspace": 1, "platform": of.platform.value, **room}
    )


def _insert(connection: Connection, rows: dict[Table, list[dict[str, Any]]]) -> None:
    for table in sorted(rows, key=lambda t: [x.name for x in t.metadata.sorted_tables].index(t.name)):
        connection.execute(insert(table), rows[table])


def turns_begun(path: Path) -> int:
    connection = sqlite3.connect(path)
    (found,) = connection.execute("SELECT count(*) FROM turns").fetchone()
    connection.close()
    return int(found)
