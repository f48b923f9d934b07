"""Many at once: writers lose nothing, workers do nothing twice, and nobody waits for longer than they can."""

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from adapters.database.engine import open_engine, unit
from adapters.database.listening import listen
from adapters.database.migrate import migrate
from adapters.database.outbox import SqlOutbox
from adapters.database.promises import outbox
from adapters.database.tables import people, sets, turns
from core.app import App
from core.message import Private, Room, Say
from core.names import No, Platform
from core.ports import Busy, Conflict, Parcel, Receipt, Wake
from core.request import Reply, Request, Speaker, Spot
from core.rules.session.turn import Turn
from core.words import refusals
from tests.adapters.post import Office, Post, ask, says, text
from tests.adapters.record import MINUTE, NOW, Record, a_scene, at_once

WRITERS = 50


def test_fifty_writers_at_once_lose_nothing(record: Record) -> None:
    """Each tries again as App does: the first time at once, then in line."""
    turn = a_scene(record).turn
    gate = threading.Barrier(WRITERS)

    def write(i: int) -> None:
        gate.wait()
        for attempt in range(50):
            try:
                with record.work(in_line=attempt > 0) as work:
                    fresh = work.of(Turn).get(turn.id)
                    assert fresh is not None
                    work.of(Turn).save(replace(fresh, asked=fresh.asked + 1))
                    work.count("all")
                    work.say(Say(f"writer-{i}", Room(turn.set), text("k")))
            except Conflict:
                continue
            return
        raise AssertionError("fifty tries were not enough")

    at_once(WRITERS, write)
    with record.work() as work:
        done = work.of(Turn).get(turn.id)
        assert done is not None
        assert (done.asked, done.version) == (WRITERS, turn.version + WRITERS)
        assert work.count("all") == WRITERS + 1
    post = Post()
    assert len(Office(record, post).carry()) == WRITERS


def test_one_delivery_that_comes_many_times_at_once_is_answered_alike_and_done_once(record: Record) -> None:
    app = App(record.store, lambda bug, _: type(bug).__name__, patience=10)
    gate = threading.Barrier(8)

    def found(_: int) -> Reply:
        gate.wait()
        return app.handle(
            request("one", 'set new "Ward leaders" every 2 weeks on Tuesday 10:00 Europe/London'), NOW
        )

    replies = at_once(8, found)
    assert all(r == replies[0] for r in replies)
    with record.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(people)) == 1
        kinds = connection.scalars(select(outbox.c.kind)).all()
    assert kinds.count("OpenRoom") == 1


def test_a_workspace_seen_by_many_at_once_is_made_once(record: Record) -> None:
    gate = threading.Barrier(8)

    def look(_: int) -> int:
        gate.wait()
        with record.store.work("new", NOW, wait=10) as work:
            return work.workspace

    assert len(set(at_once(8, look))) == 1


def test_two_couriers_never_deliver_the_same(record: Record) -> None:
    scene = a_scene(record)
    with record.work() as work:
        for i in range(15):
            for person in scene.people:
                work.say(Say(f"person-{person.id}/{i}", Private(person.id), text("k")))
    seen: list[Parcel] = []

    def carry(i: int) -> None:
        mine = SqlOutbox(record.engine, record.cipher)
        while record.outbox.next_at() is not None:
            for parcel in mine.claim(f"courier-{i}", NOW, 2):
                seen.append(parcel)
                mine.delivered(parcel, Receipt(), NOW)

    at_once(4, carry)
    assert Counter(p.key for p in seen) == {f"person-{p.id}/{i}": 1 for p in scene.people for i in range(15)}
    for person in scene.people:
        mine = [p.key for p in seen if p.key.startswith(f"person-{person.id}/")]
        assert mine == [f"person-{person.id}/{i}" for i in range(15)]


def test_two_workers_never_look_at_the_same_root(record: Record) -> None:
    looked: list[tuple[str, int]] = []
    with record.work() as work:
        for i in range(40):
            work.set_wake(Wake("set", i + 1, NOW, NOW))

    def look(_: int) -> None:
        for workspace, wake in record.store.due(NOW, 100):
            with record.store.work(workspace, NOW, wait=10) as work:
                current = work.claim_wake(wake.kind, wake.id)
                if current is not None and current.at <= NOW:
                    looked.append((wake.kind, wake.id))
                    work.set_wake(replace(current, at=NOW + MINUTE))

    at_once(4, look)
    assert sorted(looked) == [("set", i + 1) for i in range(40)]


# --- locks ----------------------------------------------------------------------------------------------------


@contextmanager
def locked(record: Record) -> Iterator[None]:
    """Somebody holds what everybody writes to."""
    with unit(record.engine, 1) as connection:
        connection.execute(select(people.c.id).with_for_update())
        connection.execute(select(turns.c.id).with_for_update())
        yield


def request(delivery: str, typed: str, **more: object) -> Request:
    group, word, words = [*typed.split(maxsplit=2), "", ""][:3]
    by, at = Speaker(Platform.CONSOLE, "zoe", "Zoe", "Europe/London"), Spot(Platform.CONSOLE, "#lobby")
    return Request(delivery, "north", by, at, f"{group} {word}", words, **more)  # type: ignore[arg-type]  # its fields


def test_whoever_cannot_have_the_record_in_time_is_told_that_nothing_was_changed(record: Record) -> None:
    scene = a_scene(record)
    by = Speaker(
        Platform.CONSOLE, "ana", "Ana Maria", "Europe/London"
    )  # the name is new: there is something to write
    asked = Request("d1", "north", by, Spot(Platform.CONSOLE, f"#set-{scene.set.id}"), "present", "A thing")
    app = App(record.store, lambda bug, _: type(bug).__name__, patience=0.05)
    with locked(record):
        assert app.handle(asked, NOW) == Reply.say(refusals.sentence(No.BUSY, {}))
    with record.work() as work:
        assert work.heard("d1") is None
    assert app.handle(asked, NOW) == Reply.quiet()


def test_a_look_that_cannot_have_the_record_in_time_is_taken_again(record: Record) -> None:
    scene = a_scene(record)
    with record.work() as work:
        work.set_wake(Wake("set", scene.set.id, NOW, NOW))
    with locked(record), pytest.raises(Busy), record.work(wait=0.05) as work:
        fresh = work.of(Turn).get(scene.turn.id)
        assert fresh is not None
        work.of(Turn).save(replace(fresh, asked=1))
    assert [w.id for _, w in record.store.due(NOW, 10)] == [scene.set.id]


def test_reading_does_not_wait_for_somebody_who_writes(record: Record) -> None:
    scene = a_scene(record)
    Office(record, Post()).carry()
    with locked(record):
        with record.work(wait=0.05, writes=False) as work:
            assert work.of(Turn).get(scene.turn.id) == scene.turn
        assert record.outbox.next_at() is None
        assert record.store.next_wake() is None


def test_the_bots_pulse_tells_one_process_how_long_nobody_was_awake(record: Record) -> None:  # OP5
    scene = a_scene(record)
    with record.work() as work:
        work.set_wake(Wake("set", scene.set.id, NOW + timedelta(days=1), NOW))
    gap = 2 * MINUTE
    assert record.store.pulse(NOW, gap) == timedelta(0)
    assert record.store.pulse(NOW + MINUTE, gap) == MINUTE
    assert record.store.due(NOW + MINUTE, 10) == []
    back = NOW + timedelta(hours=1)
    gaps = at_once(4, lambda _: record.store.pulse(back, gap))
    assert sorted(gaps) == [timedelta(0)] * 3 + [59 * MINUTE]
    [(_, wake)] = record.store.due(back, 10)
    assert wake == Wake("set", scene.set.id, back, NOW, away=59 * MINUTE)


def test_the_pulse_of_a_simulated_clock_is_no_absence(record: Record) -> None:  # OP8
    a_scene(record)
    record.store.pulse(NOW, 2 * MINUTE)
    record.store.pulse(NOW + timedelta(days=30), timedelta.max)
    assert record.store.due(NOW + timedelta(days=60), 10) == []


def test_a_root_whose_look_fails_is_put_off_and_the_others_are_seen_to(record: Record) -> None:
    scene = a_scene(record)
    with record.work() as work:
        work.set_wake(Wake("nothing we know", 1, NOW - MINUTE, NOW))
        work.set_wake(Wake("set", scene.set.id, NOW, NOW))
        work.set_wake(Wake("set", 999, NOW, NOW))
    bugs: list[str] = []

    def report(bug: BaseException, _: Request | None) -> str:
        bugs.append(type(bug).__name__)
        return "x"

    app = App(record.store, report)
    broken = record.cipher.seal("{}")
    with record.engine.begin() as connection:
        connection.execute(sets.update().values(theme=broken[:-4]))
    assert app.tick(NOW) == 3
    assert bugs == ["WrongKey"]
    assert record.store.due(NOW, 10) == []
    again: datetime | None = record.store.next_wake()
    assert again == NOW + 5 * MINUTE


def test_a_process_hears_at_once_what_another_has_put_into_the_outbox(fresh_postgres: str) -> None:
    async def goes() -> None:
        engine = open_engine(fresh_postgres)
        migrate(engine)
        record, heard = Record.on(fresh_postgres, engine), asyncio.Event()
        scene = a_scene(record)
        listening = asyncio.ensure_future(listen(engine.url, heard.set))
        await asyncio.wait_for(heard.wait(), 10)
        heard.clear()
        await asyncio.to_thread(ask, record, says("k", Room(scene.set.id)))
        await asyncio.wait_for(heard.wait(), 10)
        listening.cancel()
        engine.dispose()

    asyncio.run(goes())
