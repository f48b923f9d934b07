"""Boards and what is taken back: the last revision wins, and what nobody has seen is not said."""

import hashlib
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import func, select

from adapters.database import codec
from adapters.database.cipher import Cipher
from adapters.database.promises import outbox, said
from core.message import (
    Message,
    Revise,
    Room,
    Unsay,
)
from core.ports import Receipt, Vanished
from tests.adapters.post import Office, Post, ask, rows, says, text
from tests.adapters.record import NOW, Record, Scene, a_scene


@pytest.fixture
def scene(record: Record) -> Scene:
    return a_scene(record)


@pytest.fixture
def office(record: Record) -> Office:
    return Office(record, Post())


def test_the_last_revision_of_a_board_wins_and_the_first_creates_it(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, *(Revise("b", room, text(f"r{i}")) for i in range(3)))
    assert office.carry() == ["says b r2"]
    ask(record, Revise("b", room, text("r3")))
    ask(record, Revise("b", room, text("r4")))
    assert office.carry() == ["changes b r4"]
    assert list(office.post.standing.values()) == ["r4"]


def test_a_board_has_one_waiting_row(record: Record, scene: Scene) -> None:
    for i in range(4):
        ask(record, Revise("b", Room(scene.set.id), text(f"r{i}")))
    with record.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(outbox)) == 1


def test_a_board_that_nobody_has_seen_is_not_shrunk_but_dropped(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, Revise("b", room, text("whole")), Revise("b", room, text("one line"), only_edit=True))
    ask(record, Revise("never", room, text("one line"), only_edit=True))
    assert office.carry() == []
    ask(record, Revise("b", room, text("whole")))
    office.carry()
    ask(record, Revise("b", room, text("one line"), only_edit=True))
    assert office.carry() == ["changes b one line"]


def test_a_board_revised_while_it_is_carried_is_brought_up_to_date_afterwards(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, Revise("b", room, text("r1")), says("k", room))
    [parcel] = record.outbox.claim("a", NOW, 9)
    ask(record, Revise("b", room, text("r2")))
    record.outbox.delivered(parcel, Receipt(), NOW)
    assert office.carry() == ["says k k", "says b r2"]


def test_a_board_revised_while_it_failed_keeps_its_place_in_the_queue(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, Revise("b", room, text("r1")), says("k", room))
    [parcel] = record.outbox.claim("a", NOW, 9)
    ask(record, Revise("b", room, text("r2")))
    record.outbox.later(parcel, NOW, "down")
    assert office.carry() == ["says b r2", "says k k"]


def test_a_board_shrunk_while_it_failed_is_not_said_at_all(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, Revise("b", room, text("r1")))
    [parcel] = record.outbox.claim("a", NOW, 9)
    ask(record, Revise("b", room, text("one line"), only_edit=True))
    record.outbox.later(parcel, NOW, "down")
    assert office.carry() == []


def test_a_board_that_vanished_is_posted_anew_once(record: Record, scene: Scene, office: Office) -> None:
    room = Room(scene.set.id)
    office.post.trouble = lambda p: (
        Vanished() if p.before and p.before[0].message not in office.post.standing else None
    )
    ask(record, Revise("b", room, text("r1")))
    office.carry()
    for revision, happens in (("r2", ["b fails", "says b r2"]), ("r3", ["b fails"])):
        office.post.standing.clear()
        ask(record, Revise("b", room, text(revision)))
        assert office.carry() == happens
    assert rows(record)["b"] == ("aside", "vanished")


def test_a_board_that_vanished_is_not_posted_anew_to_shrink_it(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, Revise("b", room, text("r1")))
    office.carry()
    office.post.trouble = lambda p: Vanished() if p.before else None
    ask(record, Revise("b", room, text("one line"), only_edit=True))
    assert office.carry() == ["b fails"]


def test_what_is_taken_back_before_it_was_said_is_never_said(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, says("k", room))
    ask(record, Unsay("k", room))
    assert office.carry() == []


def test_what_is_taken_back_after_it_was_said_is_removed_and_stays_unsaid(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, says("k", room))
    office.carry()
    ask(record, Unsay("k", room))
    assert office.carry() == ["removes k"]
    assert office.post.standing == {}
    ask(record, says("k", room), Unsay("k", room))
    assert office.carry() == []


def test_what_is_taken_back_on_its_way_is_removed_or_not_said(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, says("k1", room), says("k2", room))
    [first] = record.outbox.claim("a", NOW, 9)
    ask(record, Unsay("k1", room))
    record.outbox.later(first, NOW, "down")
    assert office.carry() == ["says k2 k2", "removes k1"]
    ask(record, says("k3", room))
    [third] = record.outbox.claim("a", NOW, 9)
    ask(record, Unsay("k3", room))
    record.outbox.delivered(third, Receipt(), NOW)
    assert office.carry() == ["removes k3"]


def test_a_board_asked_for_as_it_stands_is_not_sent_again(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, Revise("b", room, text("r1")))
    office.carry()
    ask(record, Revise("b", room, text("r1"), expires=NOW + timedelta(hours=1)))
    assert office.carry() == []
    ask(record, Revise("b", room, text("r2")))
    assert office.carry() == ["changes b r2"]
    ask(record, Revise("b", room, text("r1")))
    assert office.carry() == ["changes b r1"]


def test_a_board_changed_and_changed_back_before_anybody_saw_it_stays_as_it_is(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, Revise("b", room, text("r1")))
    office.carry()
    ask(record, Revise("b", room, text("r2")), Revise("b", room, text("r1")))
    assert office.carry() == []


def test_a_board_asked_for_as_it_is_on_its_way_goes_once(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, Revise("b", room, text("r1")))
    [parcel] = record.outbox.claim("a", NOW, 9)
    ask(record, Revise("b", room, text("r2")), Revise("b", room, text("r1")))
    record.outbox.later(parcel, NOW, "down")
    assert office.carry() == ["says b r1"]


def test_a_board_taken_back_is_said_anew_though_it_reads_the_same(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, Revise("b", room, text("r1")))
    office.carry()
    ask(record, Unsay("b", room))
    office.carry()
    ask(record, Revise("b", room, text("r1")))
    assert office.carry() == ["says b r1"]


def test_what_a_board_said_cannot_be_guessed_from_the_record(
    record: Record, scene: Scene, office: Office
) -> None:
    """The mark of a message is made with the key that seals words: no dictionary finds what it was."""
    ask(record, Revise("b", Room(scene.set.id), text("r1")))
    office.carry()
    with record.engine.connect() as connection:
        mark = connection.scalar(select(said.c.mark))
    plain = codec.dump(text("r1"), Message)
    assert mark == record.cipher.mark(plain)
    assert mark not in {h(plain.encode()).hexdigest()[:32] for h in (hashlib.sha256, hashlib.blake2b)}
    assert mark != Cipher([Fernet.generate_key().decode()]).mark(plain)
