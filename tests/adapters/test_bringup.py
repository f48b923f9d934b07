"""A record that cannot be used is named in one sentence, and nothing in it is changed."""

import sqlite3
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text
from sqlalchemy.engine import make_url

from adapters.database.engine import open_engine, unit
from bot import doctor
from bot.settings import Settings
from bot.wiring import CannotStart, build

KEY = Fernet.generate_key().decode()


def why_not(url: str, key: str = KEY, wait: float = 0.05) -> str:
    with pytest.raises(CannotStart) as why:
        build(Settings(als_database_url=url, als_secret_keys=key), wait=wait)
    sentence = str(why.value)
    assert "\n" not in sentence
    assert sentence.endswith((".", "?"))
    return sentence


def looked_into(url: str) -> str:
    """What the doctor says of the record."""
    said: list[str] = []
    doctor.examine(Settings(als_database_url=url, als_secret_keys=KEY), said.append, "discord")
    return "\n".join(said)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A record that is in use."""
    path = tmp_path / "als.sqlite3"
    build(Settings(als_database_url=f"sqlite:///{path}", als_secret_keys=KEY)).engine.dispose()
    return path


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "sqlite://",
        "mysql://somewhere/x",
        "oracle://x",
        "sqlite:/x",
        "postgresql://:port:x/",
        "postgresql://u:word@h:port/x",
    ],
)
def test_a_url_that_names_no_record(url: str) -> None:
    assert "does not name a record" in why_not(url)
    assert why_not(url) in looked_into(url)


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    url = f"postgresql://als:hidden-word@/als?host={tmp_path}&password=another-word"
    sentence = why_not(url)
    assert "no record to be reached" in sentence
    assert "-word" not in sentence
    assert sentence in looked_into(url)


def test_a_database_that_is_not_there(postgres_url: str) -> None:
    nowhere = make_url(postgres_url).set(database="nowhere").render_as_string(hide_password=False)
    assert "is there a database of that name (createdb)?" in why_not(nowhere)
    assert "is there a database of that name (createdb)?" in looked_into(nowhere)


def test_a_server_without_keys_is_not_given_a_file_of_keys(fresh_postgres: str) -> None:
    assert "ALS_SECRET_KEYS" in why_not(fresh_postgres, key="")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert "no folder" in why_not(f"sqlite:///{tmp_path / 'not' / 'there' / 'als.sqlite3'}")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    assert "is a folder" in why_not(f"sqlite:///{tmp_path}")


def test_a_file_that_is_no_record(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all, " * 200)
    assert "not a record of this bot" in why_not(f"sqlite:///{letter}", key="")
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]
    assert letter.read_text() == "Dear all, " * 200


def test_a_record_of_somebody_elses(tmp_path: Path) -> None:
    path = tmp_path / "theirs.sqlite3"
    theirs = sqlite3.connect(path)
    theirs.execute("CREATE TABLE sets (id INTEGER PRIMARY KEY)")
    theirs.commit()
    assert "tables that are not this bot's" in why_not(f"sqlite:///{path}")
    assert theirs.execute("SELECT name FROM sqlite_master").fetchall() == [("sets",)]
    theirs.close()


def test_a_record_is_for_its_owner_alone(file: Path) -> None:
    engine = open_engine(f"sqlite:///{file}")
    with unit(engine, 1) as connection:
        connection.execute(text("UPDATE marks SET at = NULL"))
    assert {p.name: p.stat().st_mode & 0o777 for p in file.parent.iterdir()} == {
        f"als.sqlite3{more}": 0o600 for more in ("", "-wal", "-shm")
    }
    engine.dispose()


def test_a_record_that_can_only_be_read(file: Path) -> None:
    assert "not written" in why_not(f"sqlite:///file:{file}?mode=ro&uri=true")


def test_a_record_that_another_program_holds(file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert "in use by another program" in why_not(f"sqlite:///{file}")
    other.execute("ROLLBACK")
    other.close()


def test_a_record_that_another_program_holds_entirely(tmp_path: Path) -> None:
    path = tmp_path / "als.sqlite3"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("CREATE TABLE t (x)")
    other.execute("BEGIN EXCLUSIVE")
    assert "in use by another program" in why_not(f"sqlite:///{path}")
    other.execute("ROLLBACK")
    other.close()


def test_a_record_of_a_later_release(record_url: str) -> None:
    build(Settings(als_database_url=record_url, als_secret_keys=KEY)).engine.dispose()
    engine = open_engine(record_url)
    with unit(engine, 1) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert why_not(record_url) in looked_into(record_url)
    assert "later release" in why_not(record_url)
    with unit(engine, 1) as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
    engine.dispose()


def test_a_record_that_is_sealed_with_another_key(record_url: str) -> None:
    build(Settings(als_database_url=record_url, als_secret_keys=KEY)).engine.dispose()
    other = Fernet.generate_key().decode()
    assert "another key" in why_not(record_url, key=other)
    build(Settings(als_database_url=record_url, als_secret_keys=f"{other}, {KEY}")).engine.dispose()


def test_a_key_that_is_none(record_url: str) -> None:
    assert "is no key" in why_not(record_url, key="open sesame")


def test_a_key_file_that_is_lost_is_not_made_anew(tmp_path: Path) -> None:
    settings = Settings(als_database_url=f"sqlite:///{tmp_path / 'als.sqlite3'}", als_secret_keys="")
    build(settings).engine.dispose()
    (tmp_path / "als.key").unlink()
    assert "als.key is missing" in why_not(settings.als_database_url, key="")
    assert not (tmp_path / "als.key").exists()


def test_a_record_on_either_database_starts_twice(record_url: str) -> None:
    for _ in range(2):
        bot = build(Settings(als_database_url=record_url, als_secret_keys=KEY))
        assert bot.outbox.next_at() is None
        bot.engine.dispose()
