"""The record that a round begins with: rooms that are open, people, and turns whose threads are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cryptography.fernet import Fernet

from adapters.database.cipher import Cipher
from adapters.database.engine import open_engine
from adapters.database.keeping import check_key
from adapters.database.migrate import migrate
from adapters.database.store import SqlStore
from core.message import Line, Message, OpenThread, Own, Private, Room, Thread
from core.names import PersonId, Phase, SetId, Stage
from core.request import Spot
from core.rules.life.learning_set import LearningSet
from core.rules.life.person import Person
from core.rules.session.session import Session
from core.rules.session.turn import Turn
from tests.adapters.record import a_person, a_session, a_set, a_turn
from tests.chaos.children import Fast
from tests.chaos.platforms import Ours

PLACES = 120
MORE = "m" * 2100  # a line; of two of them Discord makes two messages


@dataclass(frozen=True)
class Ground:
    """The record, and the sets and people whom things are said to. `threads` open those of turns that are over, so that
    nothing falls due in them. `where` has the platform's name for each room, and for the conversation with each person.
    """

    url: str
    key: str
    workspace: str
    sets: tuple[SetId, ...]
    people: tuple[PersonId, ...]
    threads: tuple[OpenThread, ...]
    where: Mapping[str, str]


def prepared(url: str, ours: Ours, fast: Fast) -> Ground:
    key = Fernet.generate_key().decode()
    engine = open_engine(url)
    migrate(engine)
    check_key(engine, Cipher([key]))
    store = SqlStore(engine, Cipher([key]))
    sets, people, threads = [], [], []
    where: dict[str, str] = {}
    with store.work(ours.workspace, fast.now(), wait=10.0) as work:
        for n in range(PLACES):
            account = ours.person(f"P{n}")
            person = replace(a_person(f"P{n}"), platform=ours.platform, account=account)
            person = work.of(Person).add(person)
            s = replace(a_set(person.id), platform=ours.platform, name=Own(f"Set {n}"))
            s = work.of(LearningSet).add(s)
            session = work.of(Session).add(a_session(s, phase=Phase.CLOSED))
            turn = work.of(Turn).add(replace(a_turn(session, person.id), stage=Stage.OVER))
            room = ours.room(f"set-{n}", apart=n % 2 == 1)
            work.opened(Room(s.id), Spot(ours.platform, room))
            sets.append(s.id)
            people.append(person.id)
            threads.append(OpenThread(turn.id, s.id, text(str(Thread(turn.id))), people=(person.id,)))
            where |= {str(Room(s.id)): room, str(Private(person.id)): ours.direct(account)}
    engine.dispose()
    return Ground(url, key, ours.workspace, tuple(sets), tuple(people), tuple(threads), where)


def text(words: str, more: int = 0) -> Message:
    """A message that reads so, and no other way: its words, and so many lines more."""
    return Message("chaos", (Line(words), *[Line(MORE)] * more))
