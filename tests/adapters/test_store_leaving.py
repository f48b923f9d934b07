"""A workspace that the bot leaves: silent at once, kept for a grace, and then gone to the last row."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from adapters.database.columns import metadata
from adapters.database.installations import SqlInstallations
from adapters.database.promises import wakes
from adapters.database.tables import installations, workspaces
from core.message import Room
from core.names import Platform
from core.ports import Installation, Later, Wake
from core.rules.life.learning_set import LearningSet
from tests.adapters.post import Office, Post, ask, says
from tests.adapters.record import NOW, Record, a_scene, at_once

DAY = timedelta(days=1)


@pytest.fixture
def kept(record: Record) -> SqlInstallations:
    return SqlInstallations(record.engine, record.cipher)


def an_installation(workspace: str = "north", **more: object) -> Installation:
    scopes = frozenset({"chat:write", "commands"})
    fresh = Installation(
        workspace,
        Platform.CONSOLE,
        "Ward",
        "A1",
        "U1",
        "B1",
        scopes,
        NOW,
        "token-1",
        "refresh-1",
        NOW + DAY / 2,
    )
    return replace(fresh, **more)  # type: ignore[arg-type]  # of a test's own


def left(record: Record, workspace: str = "north", now: datetime = NOW, **more: datetime) -> bool:
    return record.store.left(workspace, now, wait=10, **more)


def rows(record: Record) -> dict[str, int]:
    """How many rows of workspaces lie in each table that has any."""
    with record.engine.connect() as connection:
        found = {
            t.name: connection.scalar(select(func.count()).select_from(t)) or 0
            for t in metadata.sorted_tables
            if "workspace" in t.columns or t is workspaces
        }
    return {name: n for name, n in found.items() if n}


def test_what_lets_the_bot_in_is_kept_sealed_and_goes_at_once_when_it_leaves(
    record: Record, kept: SqlInstallations
) -> None:
    kept.install(an_installation(), NOW)
    assert kept.of("north") == an_installation()
    assert kept.all(Platform.CONSOLE) == [an_installation()]
    with record.engine.connect() as connection:
        raw = connection.execute(select(installations)).one()
    assert b"token-1" not in raw.token
    assert b"refresh-1" not in raw.refresh
    assert "token-1" not in repr(an_installation())
    assert left(record)
    assert (kept.of("north"), kept.all(Platform.CONSOLE)) == (None, [])
    assert not left(record)
    assert not left(record, "nobody")
    assert "nobody" not in rows(record)


def test_nothing_falls_due_and_nothing_is_delivered_where_the_bot_has_left(record: Record) -> None:
    scene, office = a_scene(record), Office(record, Post())
    with record.work() as work:
        work.touch("set", scene.set.id)
        work.set_wake(_wake(scene.set.id))
    ask(record, says("before", Room(scene.set.id)))
    left(record)
    assert office.carry() == []
    assert record.outbox.next_at() is None
    assert record.store.due(NOW, 10) == []
    assert record.store.next_wake() is None
    record.store.returned("north", NOW + 20 * DAY, wait=10)
    office.now = NOW + 20 * DAY
    assert office.carry() == ["says before before"]
    assert [w.id for _, w in record.store.due(NOW + 20 * DAY, 10)] == [scene.set.id]


def test_what_was_put_off_for_a_dead_token_goes_at_once_when_the_bot_returns(record: Record) -> None:
    scene, office = a_scene(record), Office(record, Post())
    ask(record, says("held", Room(scene.set.id)))
    office.post.trouble = lambda _: Later("token_revoked", 600)
    office.carry()
    left(record)
    office.post.trouble = lambda _: None
    record.store.returned("north", NOW, wait=10)
    assert office.carry() == ["says held held"]


def test_a_session_that_was_live_when_the_bot_left_is_told_how_long_it_was_gone(record: Record) -> None:
    scene = a_scene(record)
    with record.work() as work:
        work.set_wake(_wake(scene.set.id))
    left(record)
    record.store.returned("north", NOW + DAY, wait=10)
    with record.engine.connect() as connection:
        assert connection.scalar(select(wakes.c.away)) == 24 * 3600


def test_a_return_within_the_grace_keeps_everything(record: Record) -> None:
    a_scene(record)
    before = rows(record)
    left(record)
    assert record.store.tidy(NOW + 29 * DAY, 100) == 0
    record.store.returned("north", NOW + 29 * DAY, wait=10)
    assert record.store.tidy(NOW + 400 * DAY, 100) == 0
    assert rows(record) == before


@pytest.mark.parametrize("most", [1, 3, 1000])
def test_after_the_grace_every_row_goes_in_batches_and_of_this_workspace_alone(
    record: Record, most: int
) -> None:
    a_scene(record, workspace="south")
    alone = rows(record)
    scene = a_scene(record)
    ask(record, says("k", Room(scene.set.id)))
    left(record)
    assert record.store.tidy(NOW + 30 * DAY - timedelta(seconds=1), most) == 0
    gone = sum(rows(record).values()) - sum(alone.values())
    while removed := record.store.tidy(NOW + 30 * DAY, most):
        assert removed <= most
        gone -= removed
    assert gone == 0
    assert rows(record) == alone


def test_who_comes_back_after_the_grace_starts_clean_even_while_the_old_is_being_removed(
    record: Record,
) -> None:
    a_scene(record)
    left(record)
    later = NOW + 31 * DAY
    record.store.tidy(later, 1)
    record.store.returned("north", later, wait=10)
    with record.work(later) as work:
        assert work.of(LearningSet).where() == ()
    while record.store.tidy(later, 100):
        pass
    with record.engine.connect() as connection:
        assert list(connection.execute(select(workspaces.c.name, workspaces.c.gone))) == [("north", None)]


def test_a_late_word_of_leaving_does_not_take_the_new_installation_along(
    record: Record, kept: SqlInstallations
) -> None:
    kept.install(an_installation(), NOW)
    kept.install(an_installation(installed=NOW + DAY, token="token-2"), NOW + DAY)
    assert not left(record, installed=NOW)
    assert kept.of("north") == an_installation(installed=NOW + DAY, token="token-2")
    assert left(record, installed=NOW + DAY)


def test_installing_again_lets_everything_go_on(record: Record, kept: SqlInstallations) -> None:
    a_scene(record)
    kept.install(an_installation(), NOW)
    before = rows(record)
    left(record)
    kept.install(an_installation(installed=NOW + DAY), NOW + DAY)
    with record.engine.connect() as connection:
        assert connection.scalar(select(workspaces.c.gone)) is None
    assert rows(record) == before


def test_of_many_who_would_renew_a_token_one_does(kept: SqlInstallations) -> None:
    kept.install(an_installation(), NOW)
    minute = timedelta(minutes=1)
    may = at_once(6, lambda _: kept.may_renew(an_installation(), NOW, NOW + minute))
    assert sorted(may) == [False] * 5 + [True]
    assert not kept.may_renew(an_installation(), NOW + minute / 2, NOW + minute)
    assert kept.may_renew(
        an_installation(), NOW + minute, NOW + 2 * minute
    )  # whoever had it did not come back
    assert kept.renewed(an_installation(token="token-2"))
    assert not kept.renewed(an_installation(token="token-3"))
    renewed = kept.of("north")
    assert renewed is not None
    assert (renewed.token, renewed.version) == ("token-2", 2)
    assert kept.may_renew(renewed, NOW, NOW + minute)


def test_a_renewal_that_comes_after_leaving_or_a_new_installation_is_dropped(
    record: Record, kept: SqlInstallations
) -> None:
    kept.install(an_installation(), NOW)
    left(record)
    assert not kept.renewed(an_installation(token="token-2"))
    kept.install(an_installation(installed=NOW + DAY, token="token-9"), NOW + DAY)
    assert not kept.renewed(an_installation(token="token-2"))
    assert kept.of("north") == an_installation(installed=NOW + DAY, token="token-9")


def test_what_is_good_once_is_good_once(record: Record, kept: SqlInstallations) -> None:
    until = NOW + timedelta(minutes=10)
    assert sorted(at_once(4, lambda _: kept.first_use("s", NOW, until))) == [False, False, False, True]
    assert not kept.first_use("s", NOW, until)
    assert record.store.tidy(until, 10) == 1


def test_two_who_install_at_once_leave_one(kept: SqlInstallations) -> None:
    at_once(4, lambda i: kept.install(an_installation(token=f"token-{i}"), NOW))
    assert len(kept.all(Platform.CONSOLE)) == 1


def test_every_table_is_of_workspaces_or_holds_nothing_of_anybodys() -> None:
    """What is of nobody: when the bot was awake and its key's mark; links that were used, by a random word."""
    elsewhere = {t.name for t in metadata.sorted_tables if "workspace" not in t.columns}
    assert elsewhere == {"workspaces", "marks", "used_up"}


def _wake(number: int) -> Wake:
    return Wake("set", number, NOW, NOW)
