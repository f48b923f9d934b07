"""What the record does for itself: words sealed wherever they rest, keys that rotate, and nothing kept too long."""

import io
from contextlib import redirect_stdout
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import func, select, text, update

from adapters.database import keeping
from adapters.database.cipher import WrongKey
from adapters.database.columns import metadata
from adapters.database.promises import heard, outbox
from adapters.database.tables import drafts, questions
from bot.keys import secret_keys
from bot.log import Bugs
from bot.settings import Settings
from core.app import App
from core.message import Message, Own, Private, Quote, Room, Say, Thread
from core.names import PersonId, Platform, QuestionId, Stage
from core.request import Reply, Request, Speaker, Spot
from core.rules.privacy.draft import Draft
from core.rules.questions.round import Ending, Question
from tests.adapters.post import Office, Post
from tests.adapters.post import text as message
from tests.adapters.record import MINUTE, NOW, Record, a_scene

MARKER = "zebra-fjord-quartz"


def asks(delivery: str, command: str, **more: Any) -> Request:
    by = Speaker(Platform.CONSOLE, "ana", "Ana", "Europe/London")
    return Request(delivery, "north", by, Spot(Platform.CONSOLE, "#set-1"), command, **more)


def everything(record: Record, folder: Path) -> str:
    """All that lies in the record: the file with its journal, or every row as the server gives it."""
    if record.dialect == "sqlite":
        return "".join(p.read_bytes().decode("latin-1") for p in sorted(folder.glob("record.sqlite3*")))
    with record.engine.connect() as connection:
        tables = [connection.execute(select(t)).all() for t in metadata.sorted_tables]
        raw = connection.execute(text("SELECT string_agg(o::text, ' ') FROM outbox o")).scalar()
    return repr(tables) + str(raw)


def test_no_members_words_lie_open_in_the_record_or_in_the_log(record: Record, tmp_path: Path) -> None:  # PA7
    scene = a_scene(record)
    log = io.StringIO()
    with redirect_stdout(log):
        app = App(record.store, Bugs())
        app.handle(asks("d3", "present", submitted="present", args={"issue": f"{MARKER} " * 40}), NOW)
        app.handle(asks("d1", "present", words=f"{MARKER} issue"), NOW)
        app.handle(asks("d2", "present", words=f"{MARKER} " * 40), NOW)
        app.handle(
            asks("d4", "set new", words=f'"{MARKER}" every 2 weeks on Tuesday 10:00 Europe/London'), NOW
        )
        with record.work() as work:
            words = Own(f"{MARKER} question?")
            turn = scene.turn.id
            asked = Question(
                QuestionId(0), 0, turn, Stage.QUESTIONING, 1, 1, PersonId(1), 1, Ending.ASKED, NOW, words
            )
            work.of(Question).add(asked)
            work.say(Say("quotes", Room(scene.set.id), Message("k", (Quote(words),))))
        with record.engine.begin() as connection:
            connection.execute(update(questions).values(words=b"broken"))
        app.handle(asks("d5", "present", words=MARKER), NOW)
    assert MARKER not in everything(record, tmp_path)
    assert MARKER not in log.getvalue()
    with record.work() as work:
        kept = work.of(Draft).where(form="present")
        assert [MARKER in d.values["issue"].words for d in kept] == [True]


def test_a_bug_is_logged_by_its_kind_and_place_without_a_word_of_it(record: Record) -> None:  # PA7
    log = io.StringIO()
    with redirect_stdout(log):
        reference = Bugs()(ValueError(MARKER), asks("d1", "present", words=MARKER))
    assert MARKER not in log.getvalue()
    assert reference in log.getvalue()
    assert "ValueError" in log.getvalue()
    assert record.dialect in {"sqlite", "postgresql"}


def test_words_sealed_with_an_older_key_open_and_are_resealed_with_the_newest(record: Record) -> None:
    scene = a_scene(record)
    with record.work() as work:
        work.say(Say("k", Room(scene.set.id), message("k")))
        work.hear("d1", Reply.say(message("k")), NOW)
    keeping.check_key(record.engine, record.cipher)
    newest = Fernet.generate_key().decode()
    old = record.cipher
    both = Record.on(record.url, record.engine, newest, record.key)
    keeping.check_key(record.engine, both.cipher)
    with both.work() as work:
        assert work.of(type(scene.set)).get(scene.set.id) == scene.set
    done = keeping.reseal(record.engine, both.cipher)
    assert done >= 7
    alone = Record.on(record.url, record.engine, newest)
    keeping.check_key(record.engine, alone.cipher)
    with alone.work() as work:
        assert work.of(type(scene.set)).get(scene.set.id) == scene.set
        assert work.of(type(scene.turn)).get(scene.turn.id) == scene.turn
        assert work.heard("d1") == Reply.say(message("k"))
    assert Office(alone, Post()).carry() == ["says k k"]
    with pytest.raises(WrongKey):
        keeping.check_key(record.engine, old)


def test_what_is_past_its_keeping_goes_in_batches_and_nothing_else_does(record: Record) -> None:
    scene = a_scene(record)
    with record.work() as work:
        for i in range(5):
            work.hear(f"d{i}", Reply.quiet(), NOW)
            until = NOW + timedelta(hours=24)
            work.of(Draft).add(Draft(0, 0, PersonId(i + 1), "f", "c", "", {"a": Own("b")}, until))
            work.say(Say(f"k{i}", Private(scene.people[0].id), message("k")))
        work.say(Say("waits", Thread(scene.turn.id), message("k"), expires=NOW + 30 * MINUTE))
    Office(record, Post()).carry()
    day, week = NOW + timedelta(hours=24), NOW + timedelta(days=7)
    assert record.store.tidy(day - MINUTE, 100) == 1  # what waits in a thread that does not open has expired
    assert record.store.tidy(day, 2) == 4
    assert record.store.tidy(day, 100) == 6
    assert record.store.tidy(day, 100) == 0
    assert record.store.tidy(week, 3) == 3
    assert record.store.tidy(week + timedelta(days=1), 100) == 3
    with record.engine.connect() as connection:
        for table in (heard, drafts, outbox):
            assert connection.scalar(select(func.count()).select_from(table)) == 0
    with record.work() as work:
        assert work.was_said("k1")


def test_a_key_file_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    from_file = tmp_path / "als.key"
    settings = Settings(als_database_url=f"sqlite:///{tmp_path / 'als.sqlite3'}", als_secret_keys="")
    assert secret_keys(settings) == secret_keys(settings)
    assert from_file.stat().st_mode & 0o777 == 0o600
