"""Which set a room is for is agreed on before anybody is let in, by any number of couriers."""

import pytest

from adapters.database.rooms import SqlRooms
from core.names import Platform, SetId
from core.request import Spot
from tests.adapters.record import Record, Scene, a_scene, at_once

ONE, OTHER = Spot(Platform.SLACK, "C1"), Spot(Platform.SLACK, "C2")
MINE, THEIRS = SetId(1001), SetId(1002)


@pytest.fixture
def rooms(record: Record) -> SqlRooms:
    a_scene(record)
    return SqlRooms(record.engine)


def test_of_many_sets_that_find_a_room_at_once_one_has_it_and_keeps_it(rooms: SqlRooms) -> None:
    given = at_once(4, lambda n: rooms.take("north", [ONE], SetId(1000 + n)))
    assert sorted(g is None for g in given) == [False, True, True, True]
    assert [rooms.take("north", [ONE], SetId(1000 + n)) for n in range(4)] == given


def test_a_set_has_the_first_that_nobody_has(rooms: SqlRooms) -> None:
    assert rooms.take("north", [ONE, OTHER], THEIRS) == ONE
    assert rooms.take("north", [ONE, OTHER], MINE) == OTHER
    assert rooms.take("north", [ONE], MINE) is None
    assert rooms.take("north", [], MINE) is None


def test_one_that_it_has_already_goes_before_those_that_nobody_has(rooms: SqlRooms) -> None:
    assert rooms.take("north", [OTHER], MINE) == OTHER
    assert rooms.take("north", [ONE, OTHER], MINE) == OTHER
    assert rooms.take("north", [ONE, OTHER], THEIRS) == ONE


def test_a_room_that_the_record_knows_as_a_sets_is_no_other_sets(record: Record) -> None:
    scene: Scene = a_scene(record)
    known = Spot(Platform.CONSOLE, f"#set-{scene.set.id}")
    rooms = SqlRooms(record.engine)
    assert rooms.take("north", [known], MINE) is None
    assert rooms.take("north", [known], scene.set.id) == known


def test_a_workspace_that_is_gone_has_no_rooms(record: Record) -> None:
    assert SqlRooms(record.engine).take("north", [ONE], MINE) is None
