"""The queries that run every second follow what is due, not what there is: they go by an index."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert, select, text

from adapters.database.promises import heard, outbox, places, said, wakes
from adapters.database.tables import people, sessions, workspaces
from core.message import Private, Room, Say, Thread
from core.names import PersonId, SetId
from core.ports import Receipt
from core.rules.life.person import Person
from tests.adapters.post import text as message
from tests.adapters.record import MINUTE, NOW, Record, a_scene, hearing

MANY = 20_000


@pytest.fixture
def full(record: Record) -> Record:
    """A record with a past: much was delivered, much is not due."""
    scene = a_scene(record)
    then = NOW - timedelta(days=3)
    with record.engine.begin() as c:
        c.execute(insert(outbox), [_delivered(i, then) for i in range(MANY)])
        c.execute(insert(places), [_quiet(i) for i in range(MANY)])
        c.execute(insert(wakes), [_later(i) for i in range(MANY)])
        c.execute(insert(said), [_said(i, then) for i in range(MANY)])
        c.execute(insert(heard), [_heard(i) for i in range(MANY)])
        c.execute(insert(workspaces), [{"name": f"w{i}"} for i in range(200)])
    with record.work() as work:
        for place in (Room(scene.set.id), Private(scene.people[0].id), Thread(scene.turn.id)):
            work.say(Say(f"{place}/k", place, message("k")))
    with record.engine.connect() as c:
        c.execute(text("ANALYZE"))
        c.commit()
    return record


def _delivered(i: int, at: Any) -> dict[str, Any]:
    common = {"workspace": 1, "revision": 1, "kind": "Say", "format": 1, "attempts": 1}
    instants = {"asked_at": at, "next_at": at, "done_at": at}
    return common | instants | {"key": f"old-{i}", "place": f"person-{i % 500}", "state": "delivered"}


def _quiet(i: int) -> dict[str, Any]:
    return {"place": f"person-{i + 1000}", "workspace": 1, "platform": "console"}


def _later(i: int) -> dict[str, Any]:
    return {"kind": "set", "id": i + 1000, "workspace": 1, "at": NOW + i * MINUTE, "since": NOW}


def _said(i: int, at: Any) -> dict[str, Any]:
    place = {"place": "person-9", "platform": "console", "room": "r", "message": f"m{i}"}
    return place | {"key": f"old-{i}", "part": 0, "workspace": 1, "revision": 1, "at": at}


def _heard(i: int) -> dict[str, Any]:
    return {"workspace": 1, "delivery": f"d{i}", "reply": b"x", "at": NOW}


@contextmanager
def plans(engine: Engine) -> Iterator[list[tuple[str, str]]]:
    """Every statement issued meanwhile, with how the database goes about it."""
    found: list[tuple[str, str]] = []
    busy = False

    def hear(c: Connection, statement: str, parameters: Any, many: bool) -> None:
        nonlocal busy
        if busy or not re.match(r"SELECT|UPDATE|DELETE|INSERT", statement):
            return
        busy = True
        lead = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
        rows = c.exec_driver_sql(lead + statement, parameters[0] if many else parameters).all()
        found.append((statement, "\n".join(str(r[-1]) for r in rows)))
        busy = False

    with hearing(engine, hear):
        yield found


BIG = "outbox|places|wakes|said|heard"
WHOLE = {"sqlite": rf"SCAN ({BIG})(?! USING (COVERING )?INDEX)", "postgresql": rf"Seq Scan on ({BIG})"}


def whole_tables(record: Record, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    assert found
    return [f for f in found if re.search(WHOLE[record.dialect], f[1])]


def test_looking_whether_something_waits_reads_one_row(full: Record) -> None:
    with plans(full.engine) as found:
        assert full.outbox.next_at() is not None
        assert full.store.next_wake() is not None
    assert whole_tables(full, found) == []


def test_claiming_and_delivering_read_what_is_open_alone(full: Record) -> None:
    with plans(full.engine) as found:
        parcels = full.outbox.claim("a", NOW, 50)
        full.outbox.delivered(parcels[0], Receipt(), NOW)
        full.outbox.later(parcels[1], NOW + MINUTE, "down")
    assert len(parcels) == 2
    assert whole_tables(full, found) == []
    heads = [plan for statement, plan in found if "WHERE outbox.place = " in statement]
    assert heads
    assert all("ix_outbox_open" in plan for plan in heads)


def test_a_tick_reads_what_is_due_alone(full: Record) -> None:
    with plans(full.engine) as found:
        assert len(full.store.due(NOW, 200)) == 1
    assert whole_tables(full, found) == []


def test_asking_for_an_errand_reads_what_has_its_key_alone(full: Record) -> None:
    with plans(full.engine) as found, full.work() as work:
        work.say(Say("set-1/k2", Room(SetId(1)), message("k")))
        assert work.was_said("old-7")
        assert work.heard("nothing") is None
    assert whole_tables(full, found) == []


def test_coming_back_after_an_absence_reads_what_is_live_alone(full: Record) -> None:
    s = SetId(1)
    with full.engine.begin() as c:
        one = c.execute(select(sessions)).mappings().first()
        assert one is not None
        past = [dict(one) | {"id": i + 1000, "set": s, "phase": "closed"} for i in range(MANY)]
        c.execute(insert(sessions), past)
    with full.engine.connect() as c:
        c.execute(text("ANALYZE"))
        c.commit()
    full.store.pulse(NOW, MINUTE)
    with plans(full.engine) as found:
        assert full.store.pulse(NOW + timedelta(hours=1), MINUTE) == timedelta(hours=1)
    assert [f for f in found if re.search(WHOLE[full.dialect].replace(BIG, f"{BIG}|sessions"), f[1])] == []
    assert [p for s, p in found if "sessions" in s and "ix_sessions_live" not in p] == []


def test_tidying_reads_what_is_past_alone(full: Record) -> None:
    with plans(full.engine) as found:
        assert full.store.tidy(NOW, 500) == 0
    assert whole_tables(full, found) == []


def test_a_few_of_a_large_workspace_are_found_without_reading_all_of_it(full: Record) -> None:
    """SQLite's planner reads a whole workspace where it does not know how few are asked for."""
    with full.engine.begin() as c:
        one = dict(c.execute(select(people).limit(1)).mappings().one())
        c.execute(insert(people), [one | {"id": i + 1000, "account": f"a{i}"} for i in range(MANY)])
        if full.dialect == "sqlite":  # which nobody tells what is in its tables
            c.exec_driver_sql("DROP TABLE sqlite_stat1")
    full.engine.dispose()
    for many in (1, 3, 40):
        some = tuple(PersonId(1000 + i * 100) for i in range(many))
        with plans(full.engine) as found, full.work() as work:
            assert len(work.of(Person).where(id=some)) == many
            for i in some:
                work.say(Say(f"p/{many}/{i}", Private(i), message("k")))
        whole = {"sqlite": r"INDEX \S+ \(workspace=\?\)|SCAN people", "postgresql": r"Seq Scan on people"}
        assert [f for f in found if re.search(whole[full.dialect], f[1])] == []
        assert any("people" in statement for statement, _ in found)
