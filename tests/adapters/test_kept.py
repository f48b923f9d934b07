"""A record is kept: copied while it is written to, put back, carried to PostgreSQL, put under another key."""

import resource
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import func, select

from adapters.database.engine import open_engine, unit
from adapters.database.promises import wakes
from adapters.database.tables import drafts, people
from bot import kept
from bot.settings import Settings
from bot.wiring import CannotStart, build
from core.message import Own, Private
from core.names import PersonId
from core.rules.life.person import Person
from core.rules.privacy.draft import Draft
from tests.adapters.post import ask, says
from tests.adapters.record import NOW, Record, a_person, a_scene

KEY, OTHER = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def at(path: Path, *keys: str) -> Settings:
    return Settings(als_database_url=f"sqlite:///{path}", als_secret_keys=" ".join(keys or (KEY,)))


def opened(settings: Settings) -> Record:
    return Record.on(settings.database, build(settings).engine, *settings.als_secret_keys.split())


def made(settings: Settings, name: str = "Eve") -> None:
    """A record with a scene in it and this person, closed."""
    record = opened(settings)
    with record.work() as work:
        is_new = not work.of(Person).where()
    if is_new:
        a_scene(record)
    with record.work() as work:
        work.of(Person).add(a_person(name))
    record.engine.dispose()


def made_large(settings: Settings) -> None:
    record = opened(settings)
    with record.work() as work:
        for n in range(1000):
            work.of(Person).add(a_person(f"somebody with a long name, the {n}th of many"))
    record.engine.dispose()


@contextmanager
def no_file_larger_than(most: int) -> Iterator[None]:
    """As where a disk is full: what would make a file larger is refused."""
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, was[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)


def names(settings: Settings) -> list[str]:
    record = opened(settings)
    with record.work() as work:
        found = [p.name for p in work.of(Person).where()]
    record.engine.dispose()
    return found


def told(does: Callable[[kept.Told], None]) -> str:
    said: list[str] = []
    does(said.append)
    return "\n".join(said)


def why_not(does: Callable[[kept.Told], None]) -> str:
    with pytest.raises(CannotStart) as why:
        does(print)
    assert "\n" not in str(why.value)
    return str(why.value)


def test_a_copy_made_while_others_write_is_whole_and_holds_them_up_not_at_all(tmp_path: Path) -> None:  # OP9
    settings, stop = at(tmp_path / "als.sqlite3"), threading.Event()
    made(settings)
    record, written = opened(settings), [0]

    def write() -> None:
        while not stop.is_set():
            with record.work(wait=1.5) as work:
                person = work.of(Person).add(a_person(f"p{written[0]}"))
                work.say(says(f"k{written[0]}", Private(person.id)))
            written[0] += 1

    writer = threading.Thread(target=write)
    writer.start()
    for n in range(3):
        kept.backup(settings, tmp_path / f"copy-{n}.sqlite3", lambda _: None)
    stop.set()
    writer.join()
    record.engine.dispose()
    for n in range(3):
        with closing(sqlite3.connect(tmp_path / f"copy-{n}.sqlite3")) as c, c:
            found = c.execute("SELECT count(*) FROM people").fetchone()[0]
            assert c.execute("SELECT count(*) FROM outbox").fetchone()[0] == found - 5  # each with its errand
            assert found <= written[0] + 5
    assert not list(tmp_path.glob("*.part"))
    assert not list(tmp_path.glob("copy*-wal"))


def test_what_is_put_back_is_what_was_copied_and_the_old_is_kept(tmp_path: Path) -> None:  # OP9
    settings, copy = at(tmp_path / "als.sqlite3"), tmp_path / "copy.sqlite3"
    made(settings, "Early")
    said = told(lambda say: kept.backup(settings, copy, say))
    assert "the key is not in it: that is in ALS_SECRET_KEYS" in said
    assert copy.stat().st_mode & 0o077 == 0
    made(settings, "Late")
    assert "Late" in names(settings)
    said = told(lambda say: kept.restore(settings, copy, say))
    assert names(settings)[-1] == "Early"
    aside = next(tmp_path.glob("als.before-*.sqlite3"))
    assert str(aside) in said
    assert names(at(aside))[-1] == "Late"


def test_nothing_is_put_back_under_a_bot_that_runs(tmp_path: Path) -> None:
    settings, copy = at(tmp_path / "als.sqlite3"), tmp_path / "copy.sqlite3"
    made(settings)
    kept.backup(settings, copy, lambda _: None)
    running = opened(settings)
    with running.work() as work:  # and idle from now on
        work.of(Person).add(a_person("Late"))
    assert "stop the bot first" in why_not(lambda say: kept.restore(settings, copy, say))
    assert "stop the bot first" in why_not(lambda say: kept.copy(settings, "postgresql://u@h/d", say))
    running.engine.dispose()
    assert names(settings)[-1] == "Late"
    kept.restore(settings, copy, lambda _: None)


def test_what_cannot_be_put_back_is_said_and_nothing_changes(tmp_path: Path) -> None:
    settings, copy = at(tmp_path / "als.sqlite3"), tmp_path / "copy.sqlite3"
    made(settings)
    kept.backup(settings, copy, lambda _: None)
    other = at(tmp_path / "other.sqlite3", OTHER)
    made(other, "Other")
    before = (tmp_path / "other.sqlite3").read_bytes()
    assert "another key" in why_not(lambda say: kept.restore(other, copy, say))
    assert "no file" in why_not(lambda say: kept.restore(other, tmp_path / "nothing", say))
    (tmp_path / "text").write_text("not a record, but long enough to be looked at")
    assert "not a record" in why_not(lambda say: kept.restore(other, tmp_path / "text", say))
    with closing(sqlite3.connect(copy)) as c, c:
        c.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "later release" in why_not(lambda say: kept.restore(settings, copy, say))
    assert (tmp_path / "other.sqlite3").read_bytes() == before
    assert "key file" in why_not(
        lambda say: kept.restore(
            Settings(als_database_url=f"sqlite:///{tmp_path / 'new.sqlite3'}"), copy, say
        )
    )
    assert "already" in why_not(lambda say: kept.backup(settings, copy, say))


def test_a_record_is_put_where_there_was_none(tmp_path: Path) -> None:
    settings, copy = at(tmp_path / "als.sqlite3"), tmp_path / "copy.sqlite3"
    made(settings)
    kept.backup(settings, copy, lambda _: None)
    (tmp_path / "als.sqlite3").unlink()
    kept.restore(settings, copy, lambda _: None)
    assert names(settings)


def test_a_record_is_put_into_no_folder_that_is_not_there(tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    made(at(tmp_path / "als.sqlite3"))
    kept.backup(at(tmp_path / "als.sqlite3"), copy, lambda _: None)
    nowhere = at(tmp_path / "nowhere" / "als.sqlite3")
    said = why_not(lambda say: kept.restore(nowhere, copy, say))
    assert said == f"There is no folder {tmp_path / 'nowhere'} to keep the record in; please make it first."
    assert not (tmp_path / "nowhere").exists()


def test_where_there_is_no_room_to_put_a_copy_back_the_record_stays_whole(tmp_path: Path) -> None:
    settings, copy = at(tmp_path / "als.sqlite3"), tmp_path / "copy.sqlite3"
    made(settings, "Early")
    kept.backup(settings, tmp_path / "small.sqlite3", lambda _: None)
    made_large(settings)
    kept.backup(settings, copy, lambda _: None)
    kept.restore(settings, tmp_path / "small.sqlite3", lambda _: None)
    next(tmp_path.glob("als.before-*")).unlink()
    before, files = (tmp_path / "als.sqlite3").read_bytes(), sorted(tmp_path.iterdir())
    for most in (len(before) // 2, len(before) + 4096):  # for the old one beside it, then for the new one
        with no_file_larger_than(most):
            said = why_not(lambda say: kept.restore(settings, copy, say))
        assert said == f"There is no room in {tmp_path} for the copy and what was there; nothing was changed."
        assert (tmp_path / "als.sqlite3").read_bytes() == before
        assert sorted(tmp_path.iterdir()) == files
    new = at(tmp_path / "new.sqlite3")
    with no_file_larger_than(4096):
        assert "no room" in why_not(lambda say: kept.restore(new, copy, say))
    assert sorted(tmp_path.iterdir()) == files
    assert names(settings)[-1] == "Early"


def test_where_a_copy_cannot_be_put_that_is_said(tmp_path: Path) -> None:
    settings, copy = at(tmp_path / "als.sqlite3"), tmp_path / "copy.sqlite3"
    made(settings)
    kept.backup(settings, copy, lambda _: None)
    long = at(tmp_path / f"{'a' * 230}.sqlite3")  # what was there would have a longer name, which is too long
    made(long)
    files = sorted(tmp_path.iterdir())
    said = why_not(lambda say: kept.restore(long, copy, say))
    assert said == f"The copy cannot be put into {tmp_path}: File name too long; nothing was changed."
    assert sorted(tmp_path.iterdir()) == files


def test_the_record_itself_is_no_copy_of_it(tmp_path: Path) -> None:
    settings, link = at(tmp_path / "als.sqlite3"), tmp_path / "link.sqlite3"
    made(settings)
    link.symlink_to(tmp_path / "als.sqlite3")
    before = sorted(tmp_path.iterdir())
    itself = "That is the record itself; name a copy."
    assert why_not(lambda say: kept.restore(settings, tmp_path / "als.sqlite3", say)) == itself
    assert why_not(lambda say: kept.restore(settings, link, say)) == itself
    assert sorted(tmp_path.iterdir()) == before


def test_a_record_moves_to_postgresql_row_for_row_and_no_id_recurs(  # OP9
    tmp_path: Path, fresh_postgres: str
) -> None:
    settings = at(tmp_path / "als.sqlite3")
    record = opened(settings)
    scene = a_scene(record)
    ask(record, says("waits", Private(scene.people[0].id)))
    with record.work() as work:
        gone = work.of(Draft).add(Draft(0, 0, PersonId(1), "f", "c", "", {"a": Own("b")}, NOW))
        work.of(Draft).remove(gone)
        work.touch("set", scene.set.id)
    record.engine.dispose()
    said = told(lambda say: kept.copy(settings, fresh_postgres, say))
    assert "all are the same" in said
    here = Record.on(fresh_postgres, open_engine(fresh_postgres), KEY)
    with here.work() as work:
        assert work.of(type(scene.set)).get(scene.set.id) == scene.set
        assert work.of(type(scene.turn)).get(scene.turn.id) == scene.turn
        fresh = work.of(Draft).add(Draft(0, 0, PersonId(1), "f", "c", "", {"a": Own("b")}, NOW))
        assert fresh.id == gone.id + 1
        assert work.of(Person).add(a_person("Eve")).id == len(scene.people) + 1
    assert [p.key for p in here.outbox.claim("a", NOW, 10)] == ["waits"]
    with unit(here.engine, 1) as c:
        assert c.scalar(select(func.count()).select_from(people)) == 5
        assert c.scalar(select(func.count()).select_from(drafts)) == 1
        assert c.scalar(select(func.count()).select_from(wakes)) == 0
    here.engine.dispose()
    assert "holds a record already" in why_not(lambda say: kept.copy(settings, fresh_postgres, say))


def test_keys_change_while_the_bot_runs_and_a_stopped_change_goes_on(tmp_path: Path) -> None:  # PA7
    path = tmp_path / "als.sqlite3"
    made(at(path))
    both = at(path, OTHER, KEY)
    first = told(lambda say: kept.reseal(both, say))
    assert "under the newest of 2 keys" in first
    assert "run this again" in first
    second = told(lambda say: kept.reseal(both, say))
    assert second.startswith("Everything is under the newest of 2 keys. The older can go")
    assert "a copy that was made before" in second
    assert told(lambda say: kept.reseal(at(path, OTHER), say)) == "Everything is under the one key there is."
    assert names(at(path, OTHER))
    assert "another key" in why_not(lambda say: kept.reseal(at(path), say))


def test_what_is_only_looked_through_is_not_made(tmp_path: Path, fresh_postgres: str) -> None:
    for url in (f"sqlite:///{tmp_path / 'als.sqlite3'}", fresh_postgres):
        settings = Settings(als_database_url=url, als_secret_keys=KEY)
        for does in (kept.reseal, kept.rebuild):
            with pytest.raises(CannotStart, match=r"^There is no record .* yet; als run makes it\.$"):
                does(settings, print)
        assert not kept.is_there(settings)
        kept.migrate(settings, lambda _: None)
        assert kept.is_there(settings)
    assert told(lambda say: kept.migrate(settings, say)).endswith(" is up to date.")


def test_a_new_key_is_one() -> None:
    Fernet(kept.new_key())
