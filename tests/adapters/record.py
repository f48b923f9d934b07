"""A record of a test's own, on SQLite or PostgreSQL, with what lies on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import Connection, Engine, event

from adapters.database.cipher import Cipher
from adapters.database.outbox import SqlOutbox
from adapters.database.prepared import HEARS, Hears
from adapters.database.store import SqlStore
from core.message import Own, Room
from core.names import Mode, PersonId, Phase, Platform, SessionId, SetId, Stage, TurnId
from core.ports import Work
from core.request import Spot
from core.rules.agenda.templates import TEMPLATES
from core.rules.calendar.rhythm import Rhythm
from core.rules.life.learning_set import LearningSet, Member, Standing
from core.rules.life.person import Person
from core.rules.session.session import Session
from core.rules.session.turn import Turn

NOW = datetime(2027, 3, 2, 10, 0, tzinfo=UTC)
RHYTHM = Rhythm("FREQ=WEEKLY;INTERVAL=4", time(10), "Europe/London", date(2027, 3, 2))
MINUTE = timedelta(minutes=1)


@dataclass
class Record:
    url: str
    engine: Engine
    cipher: Cipher
    store: SqlStore
    outbox: SqlOutbox
    key: str  # the newest

    @staticmethod
    def on(url: str, engine: Engine, *keys: str) -> Record:
        """A record with these keys, newest first; with one of its own where there are none."""
        using = keys or (Fernet.generate_key().decode(),)
        cipher = Cipher(using)
        return Record(url, engine, cipher, SqlStore(engine, cipher), SqlOutbox(engine, cipher), using[0])

    @property
    def dialect(self) -> str:
        return self.engine.dialect.name

    @contextmanager
    def work(self, now: datetime = NOW, *, workspace: str = "north", **more: Any) -> Iterator[Work]:
        with self.store.work(workspace, now, **({"wait": 10.0} | more)) as work:
            yield work

    @contextmanager
    def statements(self) -> Iterator[list[str]]:
        """The SQL issued meanwhile."""
        heard: list[str] = []

        with hearing(self.engine, lambda _c, statement, _p, _m: heard.append(statement)):
            yield heard


@contextmanager
def hearing(engine: Engine, hears: Hears) -> Iterator[None]:
    """`hears` is told of each statement on this engine, be it run by SQLAlchemy or as a prepared one."""

    def hear(c: Connection, _cursor: Any, statement: str, parameters: Any, _: Any, many: bool) -> None:
        hears(c, statement, parameters, many)

    event.listen(engine, "before_cursor_execute", hear)
    engine.update_execution_options(**{HEARS: hears})
    try:
        yield
    finally:
        engine.update_execution_options(**{HEARS: None})
        event.remove(engine, "before_cursor_execute", hear)


def at_once(many: int, does: Callable[[int], object]) -> list[Any]:
    """`does` by so many threads at the same time; raises what one of them raises."""
    with ThreadPoolExecutor(many) as pool:
        return [f.result() for f in [pool.submit(does, i) for i in range(many)]]


def a_person(name: str) -> Person:
    return Person(PersonId(0), 0, Platform.CONSOLE, name.lower(), name, "Europe/London")


def a_set(*people: PersonId, name: str = "Ward leaders") -> LearningSet:
    members = tuple(Member(p, Standing.ACCEPTED) for p in people)
    return LearningSet(SetId(0), 0, Platform.CONSOLE, Own(name), RHYTHM, 90, members, people[0])


def a_session(s: LearningSet, **more: Any) -> Session:
    fresh = Session(SessionId(0), 0, s.id, date(2027, 3, 2), NOW, 90, "90", Mode.WRITTEN)
    return replace(fresh, **({"phase": Phase.TURNS} | more))


def a_turn(session: Session, presenter: PersonId, issue: str = "My team will not delegate") -> Turn:
    return Turn(
        id=TurnId(0),
        version=0,
        set=session.set,
        session=session.id,
        presenter=presenter,
        issue=Own(issue),
        mode=Mode.WRITTEN,
        minutes=TEMPLATES["90"].turn,
        stage=Stage.PRESENTING,
        stage_no=1,
        began=NOW,
        stage_began=NOW,
        stage_until=NOW + 5 * MINUTE,
        ends=NOW + 50 * MINUTE,
        limit=NOW + 90 * MINUTE,
        order=(),
    )


@dataclass
class Scene:
    """A set with a room that is open, a session and a turn in it."""

    people: tuple[Person, ...]
    set: LearningSet
    session: Session
    turn: Turn


def a_scene(record: Record, *, workspace: str = "north", opened: bool = True) -> Scene:
    with record.work(workspace=workspace) as work:
        people = tuple(work.of(Person).add(a_person(n)) for n in ("Ana", "Ben", "Chidi", "Dora"))
        s = work.of(LearningSet).add(a_set(*(p.id for p in people)))
        session = work.of(Session).add(a_session(s))
        turn = work.of(Turn).add(a_turn(session, people[0].id))
        if opened:
            from_room(work, s)
    return Scene(people, s, session, turn)


def from_room(work: Work, s: LearningSet) -> None:
    """The set's room is open, as after a delivery."""
    work.opened(Room(s.id), Spot(Platform.CONSOLE, f"#set-{s.id}"))
