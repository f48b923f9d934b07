"""The clock heals: wakes worked out anew when asked for, and everybody looked at again after a deploy."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete, func, insert, select, update

from adapters.database import again
from adapters.database.promises import wakes
from bot.looking_again import after_a_deploy, fingerprint, rebuild, zones
from core.app import App
from core.names import Phase
from core.rules.life.state import SetState
from core.rules.session.session import Session
from tests.adapters.record import MINUTE, NOW, Record, a_scene, a_session, a_set

DAY = timedelta(days=1)


def app(record: Record) -> App:
    return App(record.store, lambda bug, _: type(bug).__name__)


def sets(record: Record, many: int, *, workspace: str = "north") -> list[int]:
    """So many sets, the first with the latest session."""
    scene = a_scene(record, workspace=workspace)
    made = []
    with record.work(workspace=workspace) as work:
        for i in range(many):
            s = replace(a_set(scene.people[0].id), state=SetState.ACTIVE)
            s = work.of(type(s)).add(s)
            starts = NOW + (many - i) * DAY
            work.of(Session).add(a_session(s, phase=Phase.PLANNED, starts=starts))
            made.append(int(s.id))
    rebuild(app(record), lambda: NOW, lambda _: None)
    return made


def at(record: Record, root: int) -> object:
    with record.engine.connect() as c:
        return c.scalar(select(wakes.c.at).where(wakes.c.kind == "set", wakes.c.id == root))


def change(record: Record, root: int, **values: object) -> None:
    with record.engine.begin() as c:
        c.execute(update(wakes).where(wakes.c.kind == "set", wakes.c.id == root).values(**values))


def test_a_record_whose_wakes_are_right_is_left_as_it_is(record: Record) -> None:
    sets(record, 3)
    said: list[str] = []
    assert rebuild(app(record), lambda: NOW, said.append) == 0
    assert said == ["8 sets and people looked at; every wake was right."]


def test_what_differs_is_put_right_and_said(record: Record) -> None:
    late, early, missing, far = sets(record, 4)
    sets(record, 1, workspace="south")
    right = {root: at(record, root) for root in (late, early, missing, far)}
    change(record, late, at=NOW + 3 * DAY)
    change(record, early, at=NOW + MINUTE)
    change(record, far, at=NOW + 30 * DAY)
    with record.engine.begin() as c:
        c.execute(delete(wakes).where(wakes.c.kind == "set", wakes.c.id == missing))
        orphan = {"kind": "set", "id": 999, "workspace": 1, "at": NOW, "since": NOW, "away": 0}
        c.execute(insert(wakes).values(**orphan))
    said: list[str] = []
    assert rebuild(app(record), lambda: NOW, said.append) == 3
    assert {root: at(record, root) for root in right} == right
    assert "1 were missing, 2 were too late, 1 were too early, 1 were of nothing" in said[0]
    assert any(line.strip().startswith(f"set-{missing}: missing, none is now 2027-03-") for line in said)
    assert rebuild(app(record), lambda: NOW, lambda _: None) == 0


def test_after_a_deploy_everybody_is_looked_at_again_nearest_session_first(record: Record) -> None:
    made = sets(record, 6)
    with record.engine.begin() as c:
        c.execute(update(wakes).values(at=NOW + 6 * DAY))
    assert again.look_again(record.engine, "another", NOW, go_on=lambda: False) == 0
    assert again.look_again(record.engine, "another", NOW, batch=2, a_second=1) == 7
    assert again.look_again(record.engine, "another", NOW) == 0
    found = [at(record, root) for root in reversed(made)]
    assert found[0] == NOW
    assert found == sorted(found, key=str)
    assert len(set(found)) == 3  # two at a time
    with record.engine.connect() as c:
        assert c.scalar(select(func.max(wakes.c.at))) <= NOW + timedelta(seconds=7)


def test_a_deploy_that_changes_nothing_wakes_nobody(record: Record) -> None:
    made = sets(record, 2)
    assert after_a_deploy(record.engine, NOW) > 0
    with record.engine.begin() as c:
        c.execute(update(wakes).values(at=NOW + 6 * DAY))
    assert after_a_deploy(record.engine, NOW) == 0
    assert at(record, made[0]) == NOW + 6 * DAY
    assert fingerprint() == fingerprint()
    assert "20" in zones()
