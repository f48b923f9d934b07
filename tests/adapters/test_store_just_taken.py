"""What a courier takes at the very instant at which somebody takes it back, or asks for something else."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from adapters.database.engine import open_engine
from adapters.database.migrate import migrate
from core.message import Revise, Room, Unsay
from core.ports import Parcel, Posted, Receipt
from tests.adapters.post import Office, Post, ask, says, text
from tests.adapters.record import NOW, Record, Scene, a_scene, hearing


@pytest.fixture
def record(fresh_postgres: str) -> Iterator[Record]:
    """On SQLite nobody comes in between."""
    engine = open_engine(fresh_postgres)
    migrate(engine)
    yield Record.on(fresh_postgres, engine)
    engine.dispose()


@pytest.fixture
def scene(record: Record) -> Scene:
    return a_scene(record)


@pytest.fixture
def office(record: Record) -> Office:
    return Office(record, Post())


@contextmanager
def taken_in_between(record: Record, office: Office) -> Iterator[None]:
    """A courier takes what waits after somebody has looked at it, and before they drop it; it is said in the end."""
    taken: list[Parcel] = []

    def take(_c: Any, statement: str, _parameters: Any, _many: bool) -> None:
        if statement.startswith("DELETE FROM outbox") and not taken:
            taken.extend(record.outbox.claim("b", NOW, 9))

    with hearing(record.engine, take):
        yield
    [parcel] = taken
    board = isinstance(parcel.errand, Revise) and parcel.errand.message.kind
    office.post.standing["m0"] = board or parcel.key
    record.outbox.delivered(parcel, Receipt((Posted("room", "m0"),)), NOW)


def test_what_is_taken_back_as_it_leaves_does_not_stand(record: Record, scene: Scene, office: Office) -> None:
    room = Room(scene.set.id)
    ask(record, says("k", room))
    with taken_in_between(record, office):
        ask(record, Unsay("k", room))
    assert office.carry() == ["removes k"]
    assert office.post.standing == {}


def test_a_board_that_is_to_read_as_before_as_another_state_leaves_does(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    office.post.numbers = -1
    ask(record, Revise("b", room, text("as before")))
    office.carry()
    ask(record, Revise("b", room, text("otherwise")))
    with taken_in_between(record, office):
        ask(record, Revise("b", room, text("as before")))
    assert office.carry() == ["changes b as before"]
    assert office.post.standing == {"m0": "as before"}


def test_a_board_that_leaves_for_the_first_time_as_it_is_shrunk_is_shrunk(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, Revise("b", room, text("whole")))
    with taken_in_between(record, office):
        ask(record, Revise("b", room, text("one line"), only_edit=True))
    assert office.carry() == ["changes b one line"]
    assert office.post.standing == {"m0": "one line"}
