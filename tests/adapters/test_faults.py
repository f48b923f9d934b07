"""Platforms, records and clocks that fail: nothing is lost, order is kept, and nobody has to see to it."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text
from structlog.testing import capture_logs

from adapters.database.outbox import SqlOutbox
from bot.carrying import Worker
from bot.courier import Courier
from bot.weather import Weather
from bot.wiring import inline
from core.message import Place, Private, Room
from core.names import No
from core.ports import Away, Later, Parcel, Posted, Receipt, Unsure
from core.request import Reply, Request, Speaker, Spot
from core.rules.life.person import Person
from core.words import refusals
from tests.adapters.post import Office, Post, ask, rows, says
from tests.adapters.record import MINUTE, NOW, Record, Scene, a_person, a_scene

SECOND = timedelta(seconds=1)


@pytest.fixture
def scene(record: Record) -> Scene:
    return a_scene(record)


def many(record: Record, scene: Scene, each: int) -> dict[str, list[str]]:
    """So many errands for each of five places; their keys in the order of each place."""
    places: list[Place] = [Room(scene.set.id), *(Private(p.id) for p in scene.people)]
    keys = {str(p): [f"{p}/k{i}" for i in range(each)] for p in places}
    for i in range(each):
        ask(record, *(says(f"{p}/k{i}", p) for p in places))
    return keys


def said(post: Post) -> list[str]:
    return [line.split()[1] for line in post.log if line.startswith("says")]


def in_order(post: Post, keys: dict[str, list[str]]) -> bool:
    """Everything was said once, and in the order of its place."""
    return all([k for k in said(post) if k in mine] == mine for mine in keys.values())


def passes(office: Office, until: datetime, step: timedelta = SECOND) -> None:
    """The courier looks whenever something may go, as it does every second."""
    while office.now < until:
        office.carry()
        following = office.record.outbox.next_at()
        if following is None:
            return
        office.now = min(max(following, office.now + step), until)
    office.carry()


# --- platforms ------------------------------------------------------------------------------------------------


def test_in_a_storm_of_429_every_wait_is_kept_to_and_all_is_said_in_order(
    record: Record, scene: Scene
) -> None:
    office, chance = Office(record, Post()), random.Random(5)
    keys = many(record, scene, 8)
    until: dict[str, datetime] = {}
    too_early: list[str] = []

    def storm(parcel: Parcel) -> Exception | None:
        if office.now < until.get(parcel.place, NOW):
            too_early.append(parcel.key)
        if office.now > NOW + 10 * MINUTE or chance.random() < 0.2:
            return None
        wait = chance.randint(1, 30)
        until[parcel.place] = office.now + wait * SECOND
        return Later("ratelimited", wait)

    office.post.trouble = storm
    passes(office, NOW + timedelta(minutes=15))
    assert in_order(office.post, keys)
    assert too_early == []
    assert 100 < len(office.post.log) < 400  # tries: about four for each of 40 errands
    assert office.bugs == []


def test_a_limit_of_a_whole_workspace_is_met_by_one_errand_at_a_time_and_not_by_all_its_places(
    record: Record,
) -> None:
    """200 places, of which the platform takes 20 a second."""
    office, taken = Office(record, Post()), Counter[datetime]()
    with record.work() as work:
        people = [work.of(Person).add(a_person(f"P{i}")) for i in range(200)]
        for p in people:
            work.say(says(f"k{p.id}", Private(p.id)))

    def limit(_: Parcel) -> Exception | None:
        taken[office.now] += 1
        return Later("ratelimited", 1) if taken[office.now] > 20 else None

    office.post.trouble = limit
    passes(office, NOW + MINUTE)
    assert len(set(said(office.post))) == 200
    assert office.now - NOW <= 40 * SECOND
    assert len(office.post.log) - 200 < 2000


def test_after_ten_minutes_of_5xx_all_is_said_within_five_minutes_of_the_platforms_return(
    record: Record, scene: Scene
) -> None:
    office = Office(record, Post())
    keys = many(record, scene, 4)
    back = NOW + 10 * MINUTE
    office.post.trouble = lambda _: Later("unreachable") if office.now < back else None
    passes(office, back + 5 * MINUTE)
    assert in_order(office.post, keys)
    tries = Counter(line for line in office.post.log if line.endswith("fails"))
    assert max(tries.values()) <= 9  # 2, 4, 8, … 256 s: not one a second
    assert office.bugs == []


def test_once_one_errand_gets_through_the_others_do_not_wait_for_their_next_try(
    record: Record, scene: Scene
) -> None:
    office = Office(record, Post())
    keys = many(record, scene, 1)
    office.post.trouble = lambda _: Later("unreachable")
    passes(office, NOW + 9 * MINUTE)
    office.post.trouble = lambda _: None
    ask(record, says("new", Private(scene.people[0].id)))
    at = record.outbox.next_at()
    assert at is not None
    office.now = at
    office.carry()
    assert in_order(office.post, keys)


def test_after_fifty_minutes_away_the_hour_reminder_is_still_said(record: Record, scene: Scene) -> None:
    office = Office(record, Post())
    ask(record, says("one-hour", Room(scene.set.id), expires=NOW + 55 * MINUTE))
    office.post.trouble = lambda _: Later("unreachable") if office.now < NOW + 50 * MINUTE else None
    passes(office, NOW + 55 * MINUTE)
    assert said(office.post) == ["one-hour"]


@dataclass
class Forgetful(Post):
    """Takes what it is brought, and loses its answer the first time. `remembers` what was said, where it can."""

    remembers: bool = True
    taken: dict[str, Receipt] = field(default_factory=dict)

    async def carry(self, parcel: Parcel) -> Receipt:
        receipt = await super().carry(parcel)
        if parcel.key not in self.taken:
            self.taken[parcel.key] = receipt
            raise Unsure("unreachable")
        return receipt


class Mindful(Forgetful):
    async def recall(self, parcel: Parcel, now: datetime) -> Receipt | None:
        del now
        return self.taken.get(parcel.key)


def test_what_was_taken_though_its_answer_was_lost_is_not_said_again_where_the_platform_remembers(
    record: Record, scene: Scene
) -> None:
    office = Office(record, Mindful())
    keys = many(record, scene, 3)
    ask(record, says("hint", Room(scene.set.id), unsure="drop"))
    passes(office, NOW + 5 * MINUTE)
    assert in_order(office.post, keys)
    assert Counter(said(office.post)).most_common(1)[0][1] == 1
    assert rows(record)["hint"] == ("delivered", "unreachable")


def test_where_the_platform_forgets_it_is_said_again_or_dropped_as_was_chosen(
    record: Record, scene: Scene
) -> None:
    office = Office(record, Forgetful())
    room = Room(scene.set.id)
    ask(record, says("sure", room), says("hint", room, unsure="drop"), says("after", room))
    passes(office, NOW + 5 * MINUTE)
    assert said(office.post) == ["sure", "sure", "hint", "after", "after"]
    assert rows(record)["hint"] == ("aside", "unsure")


def test_trouble_is_said_once_when_it_begins_and_once_when_it_is_over() -> None:
    with capture_logs() as lines:
        weather = Weather()
        for _ in range(999):
            weather.bad("T1", "unreachable")
        weather.good("T1")
        weather.good("T1")
    assert [line["event"] for line in lines] == ["trouble", "the trouble is over"]
    with capture_logs() as lines:
        weather = Weather()
        for _ in range(1000):
            weather.bad("T1", "unreachable")
            weather.good("T1")
    assert len(lines) == 20  # what comes and goes a thousand times: ten beginnings, ten ends


# --- many at once ---------------------------------------------------------------------------------------------


@dataclass
class Hanging(Post):
    """Never answers in some places."""

    hangs: Callable[[Parcel], bool] = lambda _: False
    hung: int = 0

    async def carry(self, parcel: Parcel) -> Receipt:
        if self.hangs(parcel):
            self.hung += 1
            await asyncio.Event().wait()
        return await super().carry(parcel)


def courier(record: Record, post: Post, clock: Callable[[], datetime], worker: Worker) -> Courier:
    office = Office(record, post)
    outbox = SqlOutbox(record.engine, record.cipher)
    carriers = {post.platform: post}
    return Courier(outbox, carriers, office.app.handle, office._report, clock, lambda: 0.5, inline, worker)


async def carried_until(mine: Courier, so: Callable[[], bool]) -> None:
    """Something hangs, so the courier is not done; stopped when it is as it should be."""
    task = asyncio.ensure_future(mine.carry())
    async with asyncio.timeout(20):
        while not so():  # noqa: ASYNC110 - the courier's turn, and whoever it has set on its way
            await asyncio.sleep(0)
    await mine.stop(0.01)
    await task


def test_a_place_that_hangs_holds_up_no_other(record: Record, scene: Scene) -> None:
    ana, ben, *_ = scene.people
    post = Hanging(hangs=lambda p: p.address.account == "ana")
    ask(record, says("a", Private(ana.id)), *(says(f"b{i}", Private(ben.id)) for i in range(6)))
    mine = courier(record, post, lambda: NOW, Worker("a", steady=lambda: 0.0))
    asyncio.run(carried_until(mine, lambda: len(post.log) == 6))
    assert said(post) == [f"b{i}" for i in range(6)]


def test_a_workspace_that_hangs_slows_no_other(record: Record) -> None:
    """460 errands hang in one; half the hands, and what another workspace waits for, stay free of it."""
    with record.work(workspace="south") as work:
        for i in range(460):
            person = work.of(Person).add(a_person(f"South {i}"))
            work.say(says(f"south/{i}", Private(person.id)))
    north = a_scene(record)
    post = Hanging(hangs=lambda p: p.workspace == "south")
    mine = courier(record, post, lambda: NOW, Worker("a", steady=lambda: 0.0))
    ask(record, *(says(f"north/{p.id}/{i}", Private(p.id)) for i in range(10) for p in north.people))
    asyncio.run(carried_until(mine, lambda: len(post.log) == 40))
    assert post.hung == 200
    assert len(set(said(post))) == 40


def test_what_is_on_its_way_when_the_bot_stops_is_given_back_and_taken_over_at_once(
    record: Record, scene: Scene
) -> None:
    ana, ben, *_ = scene.people
    post = Hanging(hangs=lambda p: p.address.account == "ana")
    ask(record, says("a", Private(ana.id)), says("b", Private(ben.id)))
    mine = courier(record, post, lambda: NOW, Worker("a", steady=lambda: 0.0))
    asyncio.run(carried_until(mine, lambda: len(post.log) == 1))
    [taken] = SqlOutbox(record.engine, record.cipher).claim("b", NOW, 9)
    assert (taken.key, taken.unsure) == ("a", NOW)  # it may have been said: the next asks first
    assert rows(record)["b"] == ("delivered", None)


# --- the record -----------------------------------------------------------------------------------------------


@pytest.fixture
def full_disk(record: Record) -> Callable[[bool], None]:
    """The record's file grows no more, or does again."""

    def limit(full: bool) -> None:
        pages = (lambda raw: raw.execute("PRAGMA page_count").fetchone()[0]) if full else (lambda _: 2**30)
        record.engine.dispose()

        def connected(raw: Any, _: object) -> None:
            raw.execute(f"PRAGMA max_page_count={pages(raw)}")

        event.listen(record.engine, "connect", connected)

    return limit


@pytest.mark.parametrize("record", ["sqlite"], indirect=True)
def test_a_full_disk_changes_nothing_and_what_was_said_is_written_down_when_there_is_room(
    record: Record, scene: Scene, full_disk: Callable[[bool], None]
) -> None:
    office = Office(record, Post())
    keys = many(record, scene, 20)

    def fills(parcel: Parcel) -> None:
        if parcel.key.endswith("k3"):
            full_disk(True)

    office.post.trouble = fills
    with pytest.raises(Away):
        for _ in range(30):
            office.carry()
            ask(record, *(says(f"more/{office.post.numbers}/{i}", Room(scene.set.id)) for i in range(50)))
    by, at = (
        Speaker(office.post.platform, "zoe", "Zoe", "Europe/London"),
        Spot(office.post.platform, "#lobby"),
    )
    new = '"Ward leaders" every 2 weeks on Tuesday 10:00 Europe/London'
    request = Request("d1", "north", by, at, "set new", new)
    assert office.app.handle(request, NOW) == Reply.say(refusals.sentence(No.BUSY, {}))
    office.post.trouble = lambda _: None
    full_disk(False)
    passes(office, NOW + 3 * MINUTE)
    assert in_order(office.post, keys)
    assert office.bugs == []


@pytest.mark.parametrize("record", ["postgresql"], indirect=True)
def test_a_database_that_restarts_between_sending_and_writing_down_makes_nothing_be_said_twice(
    record: Record, scene: Scene
) -> None:
    keys = many(record, scene, 3)

    class Restarting(Post):
        async def carry(self, parcel: Parcel) -> Receipt:
            receipt = await super().carry(parcel)
            with record.engine.connect() as connection:
                others = (
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                )
                connection.execute(text(f"{others} AND datname = current_database()"))
            return receipt

    post = Restarting()
    mine = courier(record, post, lambda: NOW, Worker("a", steady=lambda: 0.0))
    asyncio.run(mine.carry())
    assert in_order(post, keys)
    assert {state for state, _ in rows(record).values()} == {"delivered"}


# --- clocks ---------------------------------------------------------------------------------------------------


@dataclass
class Clock:
    """What the wall shows, and the seconds that have really passed."""

    wall: datetime = NOW
    really: float = 0.0

    def passes(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.really += seconds


def test_a_clock_that_goes_back_by_an_hour_holds_nothing_up(record: Record, scene: Scene) -> None:
    clock, post = Clock(), Post()
    mine = courier(record, post, lambda: clock.wall, Worker("a", steady=lambda: clock.really))
    post.trouble = lambda _: Later("busy", 30)
    ask(record, says("k1", Room(scene.set.id)), says("k2", Private(scene.people[0].id)))
    asyncio.run(mine.carry())
    post.trouble = lambda _: None
    clock.wall -= timedelta(hours=1)
    clock.passes(1)
    asyncio.run(mine.carry())
    assert sorted(said(post)) == ["k1", "k2"]


def test_a_clock_that_leaps_ahead_by_an_hour_takes_nothing_from_those_who_have_it_in_hand(
    record: Record, scene: Scene
) -> None:
    clock, post = Clock(), Post()
    mine = courier(record, post, lambda: clock.wall, Worker("a", steady=lambda: clock.really))
    asyncio.run(mine.carry())
    ask(record, says("theirs", Room(scene.set.id)), says("new", Private(scene.people[0].id)))
    [theirs, _] = record.outbox.claim("b", NOW, 9)
    clock.wall += timedelta(hours=1)
    clock.passes(5)
    asyncio.run(mine.carry())
    assert said(post) == []
    clock.passes(60)  # really: whoever has it is dead
    asyncio.run(mine.carry())
    assert sorted(said(post)) == ["new", "theirs"]
    record.outbox.delivered(theirs, Receipt((Posted("r", "m"),)), clock.wall)
    assert sorted(said(post)) == ["new", "theirs"]
