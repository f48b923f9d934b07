"""Whom a platform does not let the bot write to: what core makes of it, and what it leaves as it was."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core.app import App
from core.message import Private, Room
from core.names import PersonId, Platform, Reach
from core.request import Request, Speaker, Spot
from core.rules.life.person import Person
from tests.adapters.post import Office, Post
from tests.adapters.record import NOW, Record, Scene, a_scene


@pytest.fixture
def scene(record: Record) -> Scene:
    return a_scene(record)


def told(record: Record, delivery: str, person: PersonId, now: datetime = NOW, account: str = "") -> None:
    by = Speaker(Platform.CONSOLE, account, account)
    request = Request(
        delivery, "north", by, Spot(Platform.CONSOLE, ""), "person-unreached", of=f"person-{person}"
    )
    App(record.store, lambda *_: "x7", patience=0.5).handle(request, now)


def reach_of(record: Record, person: PersonId) -> Reach:
    with record.work() as work:
        found = work.of(Person).get(person)
        assert found is not None
        return found.reach


def set_reach(record: Record, person: PersonId, reach: Reach) -> None:
    with record.work() as work:
        found = work.of(Person).get(person)
        assert found is not None
        work.of(Person).save(replace(found, reach=reach))


def test_a_line_says_once_that_something_waits_and_once_a_day_after(record: Record, scene: Scene) -> None:
    ben, office = scene.people[1].id, Office(record, Post())
    for hour in range(3):
        told(record, f"d{hour}", ben, NOW + timedelta(hours=hour))
    assert len(office.carry()) == 1
    assert reach_of(record, ben) is Reach.CLOSED
    told(record, "d9", ben, NOW + timedelta(hours=26))
    with record.work() as work:
        assert work.was_said(f"person-{ben}/nudge-2")


@pytest.mark.parametrize("chosen", [Reach.NO, Reach.ASKED])
def test_who_has_not_agreed_to_be_written_to_keeps_that(record: Record, scene: Scene, chosen: Reach) -> None:
    ben = scene.people[1].id
    set_reach(record, ben, chosen)
    told(record, "d1", ben)
    assert reach_of(record, ben) is chosen


def test_nobody_can_be_reported_by_anybody_but_the_platform(record: Record, scene: Scene) -> None:
    ben = scene.people[1].id
    told(record, "d1", ben, account="ana")
    assert reach_of(record, ben) is Reach.YES


def test_a_word_in_private_opens_the_door_again_and_one_in_the_room_does_not(
    record: Record, scene: Scene
) -> None:
    ben = scene.people[1]
    told(record, "d1", ben.id)
    app = App(record.store, lambda *_: "x7", patience=0.5)
    by = Speaker(Platform.CONSOLE, ben.account, ben.name, ben.zone)
    room, private = str(Room(scene.set.id)), str(Private(ben.id))
    app.handle(Request("d2", "north", by, Spot(Platform.CONSOLE, f"#{room}"), "home"), NOW)
    assert reach_of(record, ben.id) is Reach.CLOSED
    app.handle(Request("d3", "north", by, Spot(Platform.CONSOLE, private, private=True), "home"), NOW)
    assert reach_of(record, ben.id) is Reach.YES
