"""What waits is delivered: in order, once, and one place never waits for another."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from adapters.database import codec
from adapters.database.promises import outbox, places, said
from core.message import (
    CalendarEvent,
    CloseThread,
    Invite,
    OpenRoom,
    OpenThread,
    Own,
    Private,
    Room,
    ShowHome,
    Thread,
    Unsay,
)
from core.ports import Later, Never, Parcel, Receipt
from tests.adapters.post import Office, Post, ask, rows, says, text
from tests.adapters.record import MINUTE, NOW, Record, Scene, a_scene


@pytest.fixture
def scene(record: Record) -> Scene:
    return a_scene(record)


@pytest.fixture
def office(record: Record) -> Office:
    return Office(record, Post())


def test_a_place_hears_what_was_asked_for_in_its_order(record: Record, scene: Scene, office: Office) -> None:
    room = Room(scene.set.id)
    ask(record, *(says(f"k{i}", room) for i in range(5)))
    assert office.carry() == [f"says k{i} k{i}" for i in range(5)]
    assert record.outbox.next_at() is None


def test_a_key_asked_for_twice_is_said_once(record: Record, scene: Scene, office: Office) -> None:
    room = Room(scene.set.id)
    ask(record, says("k", room), says("k", room))
    ask(record, says("k", room))
    assert office.carry() == ["says k k"]
    ask(record, says("k", room))
    assert office.carry() == []


def test_no_place_waits_for_another(record: Record, scene: Scene, office: Office) -> None:
    ana, ben, *_ = scene.people
    stuck = Private(ana.id)
    office.post.trouble = lambda p: Later("busy", 3600) if p.address.account == "ana" else None
    ask(
        record,
        says("a1", stuck),
        says("a2", stuck),
        says("b1", Private(ben.id)),
        says("r1", Room(scene.set.id)),
    )
    assert sorted(office.carry()) == ["a1 fails", "says b1 b1", "says r1 r1"]
    ask(record, says("b2", Private(ben.id)))
    assert office.later(minutes=1) == ["says b2 b2"]


def test_a_place_that_is_blocked_stays_so_even_for_what_comes_next(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    office.post.trouble = lambda _: Later("slow down", 30)
    ask(record, says("k1", room))
    office.carry()
    office.post.trouble = lambda _: None
    ask(record, Unsay("k1", room))
    ask(record, says("k2", room))
    assert office.later(seconds=20) == []
    assert record.outbox.next_at() == NOW + timedelta(seconds=30)
    assert office.later(seconds=10) == ["says k2 k2"]


def test_what_fails_without_a_time_is_tried_again_ever_more_rarely(
    record: Record, scene: Scene, office: Office
) -> None:
    office.post.trouble = lambda _: Later("down")
    ask(record, says("k", Room(scene.set.id)))
    gaps = []
    for _ in range(14):
        before = office.now
        assert office.carry() == ["k fails"]
        at = record.outbox.next_at()
        assert at is not None
        gaps.append((at - before).total_seconds())
        office.now = at
    assert gaps[:4] == [2, 4, 8, 16]
    assert gaps[-1] == 300
    office.post.trouble = lambda _: None
    assert office.carry() == ["says k k"]


def test_what_is_refused_for_good_is_set_aside_with_its_reason_and_the_next_goes_on(
    record: Record, scene: Scene, office: Office
) -> None:
    office.post.trouble = lambda p: Never("no such channel") if p.key == "k1" else None
    ask(record, says("k1", Room(scene.set.id)), says("k2", Room(scene.set.id)))
    told = f"k1/left-out/{scene.people[0].id}"
    assert office.carry() == ["k1 fails", "says k2 k2", f"says {told} place.left-out"]
    assert rows(record)["k1"] == ("aside", "no such channel")


def test_what_has_expired_is_not_said_and_the_next_goes_on(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(
        record,
        says("k1", room, expires=NOW + MINUTE),
        says("k2", room),
        says("k3", room, expires=NOW + 3 * MINUTE),
    )
    assert office.later(minutes=2) == ["says k2 k2", "says k3 k3"]
    assert rows(record)["k1"] == ("aside", "expired")


def test_what_goes_to_a_thread_waits_until_it_is_open(record: Record, scene: Scene, office: Office) -> None:
    thread = Thread(scene.turn.id)
    ask(record, says("t1", thread))
    ask(record, says("t2", thread), says("r1", Room(scene.set.id)))
    assert office.carry() == ["says r1 r1"]
    assert record.outbox.next_at() is None
    ask(record, OpenThread(scene.turn.id, scene.set.id, text("title")))
    assert office.carry() == [f"opens turn-{scene.turn.id}", "says t1 t1", "says t2 t2"]


def test_what_goes_to_a_room_waits_until_it_is_open(record: Record, office: Office) -> None:
    scene = a_scene(record, opened=False)
    room = Room(scene.set.id)
    ask(record, says("r1", room), OpenRoom(scene.set.id, Own("Ward leaders"), ()), says("r2", room))
    assert office.carry() == [f"opens {room}", "says r1 r1", "says r2 r2"]


def test_what_waits_for_a_thread_that_cannot_be_opened_goes_aside_and_who_facilitates_is_told_once(
    record: Record, scene: Scene, office: Office
) -> None:
    turn, thread = scene.turn, Thread(scene.turn.id)
    office.post.trouble = lambda p: Never("missing_scope") if isinstance(p.errand, OpenThread) else None
    ask(record, OpenThread(turn.id, scene.set.id, text("title")), says("t1", thread), CloseThread(turn.id))
    told = office.carry()
    assert told == [
        f"turn-{turn.id}/open fails",
        f"says turn-{turn.id}/failed/{scene.people[0].id} place.no-thread",
    ]
    assert {k: v for k, v in rows(record).items() if v[0] == "aside"} == {
        f"turn-{turn.id}/open": ("aside", "missing_scope"),
        "t1": ("aside", "missing_scope"),
        f"turn-{turn.id}/close": ("aside", "missing_scope"),
    }
    ask(record, says("t2", thread), OpenThread(turn.id, scene.set.id, text("title")))
    assert office.carry() == []


def test_a_claim_of_a_courier_that_died_is_taken_over_after_a_minute(
    record: Record, scene: Scene, office: Office
) -> None:
    ask(record, says("k", Room(scene.set.id)), says("k2", Room(scene.set.id)))
    [dead] = record.outbox.claim("dead", NOW, 9)
    assert office.later(seconds=59) == []
    assert office.later(seconds=1) == ["says k k", "says k2 k2"]
    record.outbox.later(dead, NOW, "I am alive after all")
    record.outbox.set_aside(dead, "I am alive after all", NOW)
    assert record.outbox.forget(dead)
    record.outbox.delivered(dead, Receipt(), NOW)
    assert office.carry() == []
    assert rows(record)["k"] == ("delivered", None)


def test_what_may_have_been_said_is_dropped_where_it_was_asked_to_be(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, says("k1", room, unsure="drop"), says("k2", room))
    record.outbox.sending(record.outbox.claim("dead", NOW, 9), NOW)
    assert office.later(seconds=61) == ["says k2 k2"]
    assert rows(record)["k1"] == ("aside", "unsure")


def test_what_was_claimed_and_surely_never_sent_is_said_even_so(
    record: Record, scene: Scene, office: Office
) -> None:
    ask(record, says("k1", Room(scene.set.id), unsure="drop"))
    record.outbox.claim("dead", NOW, 9)
    assert office.later(seconds=61) == ["says k1 k1"]


def test_a_transport_with_a_bug_stops_nobody_else_and_gives_up_in_the_end(
    record: Record, scene: Scene, office: Office
) -> None:
    office.post.trouble = lambda p: ZeroDivisionError() if p.key == "k1" else None
    ask(
        record,
        says("k1", Room(scene.set.id)),
        says("b", Private(scene.people[1].id)),
        says("k2", Room(scene.set.id)),
    )
    happened = office.carry()
    for _ in range(5):
        happened += office.later(minutes=10)
    told = f"says k1/left-out/{scene.people[0].id} place.left-out"
    assert happened == ["k1 fails", "says b b", *["k1 fails"] * 4, "says k2 k2", told]
    assert rows(record)["k1"] == ("aside", "ZeroDivisionError")
    assert office.bugs == ["ZeroDivisionError"] * 5


def test_an_errand_in_a_newer_format_is_left_to_a_newer_worker(
    record: Record, scene: Scene, office: Office
) -> None:
    ask(record, says("k", Room(scene.set.id)))
    with record.engine.begin() as connection:
        connection.execute(update(outbox).values(format=codec.FORMAT + 1))
    assert office.carry() == []
    assert rows(record)["k"] == ("waiting", None)


def test_an_errand_that_cannot_be_read_goes_aside_and_the_next_goes_on(
    record: Record, scene: Scene, office: Office
) -> None:
    room = Room(scene.set.id)
    ask(record, says("k1", room), says("k2", room))
    with record.engine.begin() as connection:
        connection.execute(update(outbox).where(outbox.c.key == "k1").values(payload=b"not sealed by us"))
    assert [*office.carry(), *office.carry()] == ["says k2 k2"]
    assert rows(record)["k1"] == ("aside", "unreadable: WrongKey")


def test_invitations_events_and_homes_are_carried_in_their_latest_state(
    record: Record, scene: Scene, office: Office
) -> None:
    s, person = scene.set.id, scene.people[1].id
    title = text("x").parts[0]
    for minutes in (60, 90):
        event = CalendarEvent(scene.session.id, s, title, NOW + MINUTE, minutes)  # type: ignore[arg-type]  # a Line it is
        ask(record, Invite(s, person), ShowHome(person), event)
    got: list[Parcel] = []
    office.post.trouble = got.append
    expected = [
        f"does set-{s}/invite-{person}",
        f"does person-{person}/home",
        f"does session-{scene.session.id}/event",
    ]
    assert sorted(office.carry()) == sorted(expected)
    assert [p.errand.minutes for p in got if isinstance(p.errand, CalendarEvent)] == [90]
    ask(record, ShowHome(person))
    assert office.carry() == [f"does person-{person}/home"]


def test_no_words_are_left_of_what_was_delivered_or_set_aside(
    record: Record, scene: Scene, office: Office
) -> None:  # PA7
    office.post.trouble = lambda p: Never("gone") if p.key == "k2" else None
    ask(record, says("k1", Room(scene.set.id)), says("k2", Room(scene.set.id)))
    office.carry()
    with record.engine.connect() as connection:
        assert set(connection.scalars(select(outbox.c.payload))) == {None}


def test_the_parcel_says_where_to_in_which_zone_and_who_is_meant(record: Record, scene: Scene) -> None:
    ana = scene.people[0]
    ask(record, says("k", Private(ana.id)), OpenThread(scene.turn.id, scene.set.id, text("title")))
    private, opens = record.outbox.claim("a", NOW, 9)
    assert (private.address.account, private.zone, private.language) == ("ana", "Europe/London", "en")
    assert (opens.address.room, opens.workspace, opens.zone) == (
        f"#set-{scene.set.id}",
        "north",
        "Europe/London",
    )


def test_what_was_said_is_known_without_words(record: Record, scene: Scene, office: Office) -> None:
    ask(record, says("k", Room(scene.set.id)))
    office.carry()
    with record.engine.connect() as connection:
        row = connection.execute(select(said)).one()
        place = connection.execute(select(places).where(places.c.place == row.place)).one()
    assert (row.key, row.message, row.room, row.revision) == ("k", "m1", f"#set-{scene.set.id}", 1)
    assert (place.next_at, place.claimed_by) == (None, None)


def test_the_doctor_tells_what_was_refused_and_not_what_was_no_longer_wanted(
    record: Record, scene: Scene, office: Office
) -> None:
    office.post.trouble = lambda p: Never("no such channel") if p.key == "k1" else None
    room = Room(scene.set.id)
    ask(record, says("k1", room), says("k2", room, expires=NOW))
    office.carry()
    [found] = record.outbox.aside(NOW - MINUTE)
    assert (found.reason, found.kind, found.many, found.last) == ("no such channel", "Say", 1, NOW)
