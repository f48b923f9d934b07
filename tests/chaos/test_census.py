"""The census finds nothing where nothing was killed, and whatever is planted there."""

import asyncio
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace

import pytest

from tests.chaos.asking import ask
from tests.chaos.census import Census, count, faults_of
from tests.chaos.ground import Ground, prepared
from tests.chaos.kills import Killing, Plan, fast
from tests.chaos.platforms import OnSlack
from tests.fakes.slack.world import Event, Stored, World

ASKED = 160  # times: until then each kind was asked for, and something taken back after it was said


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> tuple[OnSlack, Ground]:
    """All that somebody asked for was delivered, in two goes."""
    url, time = f"sqlite:///{tmp_path_factory.mktemp('chaos') / 'record.sqlite3'}", fast(30.0)
    ours = OnSlack(time.now, may_read=True)
    ground = prepared(url, ours, time)

    async def goes() -> None:
        await ours.start()
        killing = Killing(Plan(0, workers=1, askers=1), ours, ground, time, Census(""))
        for _ in range(2):
            ask("a0", ground, time, 0.0, ASKED // 2)
            await killing.drain()
        await ours.stop()

    asyncio.run(goes())
    return ours, ground


@pytest.fixture
def world(delivered: tuple[OnSlack, Ground]) -> Iterator[World]:
    """As it was delivered, for each test anew."""
    world = delivered[0].fake.world
    messages, events = deepcopy(world.messages), deepcopy(world.events)
    yield world
    world.messages, world.events = messages, events


def counted(delivered: tuple[OnSlack, Ground]) -> tuple[Census, str]:
    census = Census("")
    count(census, delivered[1], delivered[0])
    return census, "; ".join(faults_of(census, delivered[0]))


def key(m: Stored) -> str:
    return str(m.metadata["event_payload"]["key"])


def one(world: World, tells: Callable[[Stored], bool]) -> Stored:
    return next(m for m in world.messages if tells(m))


def is_board(m: Stored) -> bool:
    return key(m).startswith("chaos/board-") and not m.thread


def test_where_nothing_was_killed_nothing_is_amiss_and_every_kind_was_asked_for(
    delivered: tuple[OnSlack, Ground],
) -> None:
    census, faults = counted(delivered)
    assert faults == ""
    assert min(census.boards, census.threads, census.in_threads, census.unsaid) > 0
    assert census.revised > census.boards
    assert census.back > census.unsaid


def test_a_message_that_is_gone_is_lost(delivered: tuple[OnSlack, Ground], world: World) -> None:
    gone = one(world, lambda m: m.thread != "")
    world.messages.remove(gone)
    assert f"lost: {key(gone)} stands no longer" in counted(delivered)[1]


def test_a_message_that_was_never_said_is_lost(delivered: tuple[OnSlack, Ground], world: World) -> None:
    never = one(world, is_board)
    world.messages.remove(never)
    world.events = [e for e in world.events if e.stored is None or key(e.stored) != key(never)]
    assert f"lost: {key(never)}" in counted(delivered)[1]


def test_a_message_that_was_said_twice_is_doubled_though_one_was_taken_away(
    delivered: tuple[OnSlack, Ground], world: World
) -> None:
    world.keep(replace(one(world, lambda m: not m.thread), ts=world.ts()))
    world.messages.pop()
    assert "doubled: " in counted(delivered)[1]


def test_a_board_that_reads_otherwise_is_wrong(delivered: tuple[OnSlack, Ground], world: World) -> None:
    board = one(world, is_board)
    other = one(world, lambda m: is_board(m) and m is not board)
    board.blocks = other.blocks
    assert f"wrong: {key(board)} reads" in counted(delivered)[1]


def test_what_stands_after_it_was_taken_back_is_wrong(
    delivered: tuple[OnSlack, Ground], world: World
) -> None:
    back = next(e.stored for e in world.events if e.what == "removes" and e.stored is not None)
    world.messages.append(back)
    assert f"wrong: {key(back)} stands, though it was taken back" in counted(delivered)[1]


def test_what_was_said_elsewhere_is_wrong(delivered: tuple[OnSlack, Ground], world: World) -> None:
    ground = delivered[1]
    here, there = (ground.where[f"set-{s}"] for s in ground.sets[:2])
    for event in world.events:
        if event.stored is not None and event.stored.channel == here:
            event.stored.channel = there
    assert f"was not said in set-{ground.sets[0]}" in counted(delivered)[1]


def test_what_was_said_beside_its_thread_is_wrong(delivered: tuple[OnSlack, Ground], world: World) -> None:
    said = next(e.stored for e in world.events if e.stored is not None and e.stored.thread)
    said.thread = ""
    assert f"wrong: {key(said)} was not said in the thread of turn-" in counted(delivered)[1]


def test_a_thread_that_was_opened_after_something_was_said_there_is_wrong(
    delivered: tuple[OnSlack, Ground], world: World
) -> None:
    said = next(e for e in world.events if e.stored is not None and e.stored.thread)
    world.events.remove(said)
    world.events.insert(0, said)
    assert "opened" in counted(delivered)[1]


def test_what_was_said_before_what_was_asked_for_earlier_is_out_of_order(
    delivered: tuple[OnSlack, Ground], world: World
) -> None:
    world.events.reverse()
    assert "out of order" in counted(delivered)[1]


def test_an_edit_that_brings_back_what_a_board_read_before_is_out_of_order(
    delivered: tuple[OnSlack, Ground], world: World
) -> None:
    first = {key(e.stored): e for e in reversed(world.events) if e.stored is not None and e.what == "new"}
    edited = {key(e.stored) for e in world.events if e.stored is not None and e.what == "changes"}
    world.events += [Event("changes", first[name].stored) for name in edited]
    assert counted(delivered)[0].disorder > 0
