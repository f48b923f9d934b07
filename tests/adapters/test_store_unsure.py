"""What may have been said already, and nobody knows: its fate is found out before anything is built on it."""

import asyncio
from datetime import datetime, timedelta

import pytest

from core.message import CloseThread, OpenThread, Revise, Room, Unsay
from core.ports import Later, Parcel, Receipt, Unsure
from tests.adapters.post import Office, Post, ask, rows, says, text
from tests.adapters.record import NOW, Record, Scene, a_scene


@pytest.fixture
def scene(record: Record) -> Scene:
    return a_scene(record)


@pytest.fixture
def office(record: Record) -> Office:
    return Office(record, Post())


def test_a_board_that_may_stand_is_shrunk_and_not_forgotten(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, Revise("b", room, text("whole")))
    office.post.trouble = lambda _: Unsure("timeout")
    office.carry()
    ask(record, Revise("b", room, text("one line"), only_edit=True))
    office.post.trouble = lambda _: None
    assert office.later(minutes=1) == ["says b whole", "changes b one line"]


def test_a_newer_state_does_not_take_the_place_of_one_that_may_stand(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, Revise("b", room, text("r1")))
    office.post.trouble = lambda _: Unsure("timeout")
    office.carry()
    ask(record, Revise("b", room, text("r2")))
    ask(record, Revise("b", room, text("r3")))
    office.post.trouble = lambda _: None
    assert office.later(minutes=1) == ["says b r1", "changes b r3"]


def test_a_newer_state_asked_for_while_one_is_on_its_way_waits_until_that_one_is_known(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, Revise("b", room, text("r1")))
    parcel = record.outbox.claim("a", NOW, 1)[0]
    ask(record, Revise("b", room, text("r2")))
    record.outbox.later(parcel, NOW + timedelta(seconds=10), "timeout", unsure=NOW)
    assert office.later(minutes=1) == ["says b r1", "changes b r2"]


def test_what_may_have_been_said_is_taken_back(record: Record, scene: Scene, office: Office) -> None:
    room = Room(scene.set.id)
    ask(record, says("k", room))
    office.post.trouble = lambda _: Unsure("timeout")
    office.carry()
    ask(record, Unsay("k", room))
    office.post.trouble = lambda _: None
    assert office.later(minutes=1) == ["says k k", "removes k"]
    assert office.post.standing == {}


def test_what_waits_for_a_thread_that_is_no_longer_worth_opening_does_not_wait_for_ever(
    record: Record, scene: Scene, office: Office
) -> None:
    title = text("title")
    office.post.trouble = lambda _: Later("down")
    ask(record, OpenThread(scene.turn.id, scene.set.id, title, expires=NOW + timedelta(minutes=5)))
    office.carry()
    ask(record, CloseThread(scene.turn.id))
    office.post.trouble = lambda _: None
    assert office.later(minutes=6) == []
    assert rows(record)[f"turn-{scene.turn.id}/close"] == ("aside", "expired")
    ask(record, CloseThread(scene.turn.id))
    assert office.later(minutes=1) == []


def test_a_thread_that_expires_where_nobody_looks_takes_with_it_what_waits_for_it(
    record: Record, scene: Scene, office: Office
) -> None:
    expires = NOW + timedelta(minutes=5)
    ask(record, OpenThread(scene.turn.id, scene.set.id, text("title"), expires=expires))
    ask(record, CloseThread(scene.turn.id))
    record.store.tidy(NOW + timedelta(minutes=6), 100)
    assert rows(record)[f"turn-{scene.turn.id}/close"] == ("aside", "expired")
    assert office.carry() == []


@pytest.mark.parametrize("unsure", ["repeat", "drop"])
def test_what_may_have_been_said_may_have_been_so_since_the_try_began(
    unsure: str, record: Record, scene: Scene, office: Office
) -> None:
    """However long its answer was waited for: a platform may take it in the first instant."""

    def in_vain(_: Parcel) -> Exception:
        office.now += timedelta(seconds=10)
        return Unsure("timeout")

    ask(record, says("k", Room(scene.set.id), unsure=unsure))
    office.post.trouble = in_vain
    office.carry()
    (taken,) = record.outbox.claim("b", office.now + timedelta(minutes=1), 9)
    assert taken.unsure == NOW


class Hanging(Post):
    """Never answers."""

    async def carry(self, parcel: Parcel) -> Receipt:
        self.log.append(f"is brought {parcel.key}")
        await asyncio.Event().wait()
        raise AssertionError


def test_what_is_handed_over_may_have_been_said_since_the_try_began(record: Record, scene: Scene) -> None:
    office = Office(record, Hanging())
    ask(record, says("k", Room(scene.set.id)))

    async def stopped_after_three_seconds() -> None:
        carrying = asyncio.ensure_future(office.courier.carry())
        while not office.post.log:  # noqa: ASYNC110 - the courier's turn
            await asyncio.sleep(0)
        office.now += timedelta(seconds=3)
        await office.courier.stop(0)
        await carrying

    asyncio.run(stopped_after_three_seconds())
    (taken,) = record.outbox.claim("b", office.now, 9)
    assert taken.unsure == NOW


class Remembering(Post):
    """Takes what it does not acknowledge, and can be asked about it."""

    made: Receipt | None = None

    async def carry(self, parcel: Parcel) -> Receipt:
        silent, self.trouble = self.trouble, lambda _: None
        receipt = await super().carry(parcel)
        self.made = receipt
        if (lost := silent(parcel)) is not None:
            raise lost
        return receipt

    async def recall(self, parcel: Parcel, now: datetime) -> Receipt | None:
        del parcel, now
        return self.made


def test_a_board_that_may_stand_is_shrunk_even_when_it_is_no_longer_worth_saying(
    record: Record, scene: Scene
) -> None:
    office, room = Office(record, Remembering()), Room(scene.set.id)
    ask(record, Revise("b", room, text("whole"), expires=NOW + timedelta(seconds=30)))
    office.post.trouble = lambda _: Unsure("timeout")
    assert office.carry() == ["says b whole"]
    ask(record, Revise("b", room, text("one line"), only_edit=True))
    assert office.later(hours=1) == ["changes b one line"]
    assert list(office.post.standing.values()) == ["one line"]


def test_what_is_no_longer_worth_saying_is_not_said_again_to_be_sure(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, Revise("b", room, text("whole"), expires=NOW + timedelta(seconds=30)))
    office.post.trouble = lambda _: Unsure("timeout")
    office.carry()
    ask(record, Revise("b", room, text("one line"), only_edit=True))
    office.post.trouble = lambda _: None
    assert office.later(hours=1) == []
    assert record.outbox.next_at() is None


def test_a_dead_couriers_errand_is_asked_about_even_when_it_is_no_longer_worth_saying(
    record: Record, scene: Scene
) -> None:
    office, room = Office(record, Remembering()), Room(scene.set.id)
    ask(record, Revise("b", room, text("whole"), expires=NOW + timedelta(seconds=30)))
    parcel = record.outbox.claim("dead", NOW, 1)[0]
    asyncio.run(office.post.carry(parcel))
    ask(record, Revise("b", room, text("one line"), only_edit=True))
    assert office.later(hours=1) == ["changes b one line"]


class Halting(Remembering):
    """Is to finish what stands only half, and its answer is lost once more."""

    async def recall(self, parcel: Parcel, now: datetime) -> Receipt | None:
        self.log.append(f"is asked at {now - NOW}")
        if (lost := self.trouble(parcel)) is not None:
            raise lost
        return await super().recall(parcel, now)


def test_a_platform_is_asked_again_only_when_what_it_finished_meanwhile_has_settled(
    record: Record, scene: Scene
) -> None:
    office = Office(record, Halting())
    ask(record, says("k", Room(scene.set.id)))
    office.post.trouble = lambda _: Unsure("timeout")
    assert office.carry() == ["says k k"]
    office.post.trouble = lambda _: Unsure("timeout")
    assert office.later(seconds=10) == ["is asked at 0:00:10"]
    office.post.trouble = lambda _: None
    assert office.later(seconds=9) == []
    assert office.later(seconds=1) == ["is asked at 0:00:20"]
    (taken,) = rows(record).values()
    assert taken == ("delivered", "timeout")
