"""What is carried to Discord, and what the courier is told when Discord does not take it."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.discord.api import PATIENCE
from adapters.discord.permissions import bits
from adapters.discord.transport import NONCE_LIVES
from core.message import Line, Message, OpenThread, Own, Quote, Room, Say
from core.names import PersonId, Platform, SetId, TurnId
from core.ports import Address, Later, Parcel
from core.rules.life.learning_set import LearningSet
from tests.adapters.discord.server import FOUNDING, Server, server
from tests.fakes.discord.refusals import Refusal
from tests.fakes.discord.world import PRIVATE_THREAD, PUBLIC_THREAD

POST = "POST /channels/{channel_id}/messages"


def parcel(s: Server, number: int, *, account: str = "") -> Parcel:
    message = Message("test", (Line("Number {n}.", {"n": number}), Quote(Own("words"))))
    address = Address(Platform.DISCORD, room="" if account else s.lobby.id, account=account)
    return Parcel(
        id=number,
        key=f"test-{number}",
        revision=1,
        errand=Say(f"test-{number}", Room(SetId(1)), message),
        workspace=s.guild.id,
        address=address,
        before=(),
        accounts={PersonId(1): s.user("Ana").id},
        zone="Europe/London",
        language="en",
        attempts=1,
        asked_at=s.clock.now,
    )


def test_what_is_said_again_after_a_crash_is_said_once(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path, connected=False) as s:
            first = await s.ours.transport.carry(parcel(s, 1))
            again = await s.ours.transport.carry(parcel(s, 1))
            assert first == again
            assert len(s.texts(s.lobby)) == 1
            assert all(len(m.nonce) <= 25 for m in s.discord.world.messages)

    asyncio.run(goes())


def test_a_channel_at_its_rate_waits_as_long_as_discord_says_and_others_go_on(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path, connected=False) as s:
            s.discord.rates.of[POST] = (2, 5.0)
            for n in (1, 2):
                await s.ours.transport.carry(parcel(s, n))
            with pytest.raises(Later) as told:
                await s.ours.transport.carry(parcel(s, 3))
            assert told.value.seconds == pytest.approx(5.0)
            await s.ours.transport.carry(parcel(s, 4, account=s.user("Ben").id))
            s.clock.now += timedelta(seconds=5)
            await s.ours.transport.carry(parcel(s, 3))
            assert [r for r in s.discord.world.refusals if r[1] == 429] == []  # it was not asked in vain

    asyncio.run(goes())


def test_the_limit_of_all_routes_together_is_for_every_place(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path, connected=False) as s:
            await s.ours.transport.carry(parcel(s, 1))
            s.discord.rates.a_second = 1
            s.clock.now += timedelta(seconds=2)
            await s.ours.transport.carry(parcel(s, 2))
            for n in range(3, 9):
                with pytest.raises(Later):
                    await s.ours.transport.carry(parcel(s, n, account=s.user(f"P{n}").id))
            assert len([r for r in s.discord.world.refusals if r[1] == 429]) == 1
            s.discord.rates.a_second = 50
            s.clock.now += timedelta(seconds=2)
            await s.ours.transport.carry(parcel(s, 3))

    asyncio.run(goes())


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_fault_of_discords_is_the_couriers_to_wait_for(tmp_path: Path, status: int) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            s.discord.world.fails_with[POST] = Refusal(0, status=status, message="upstream")
            await s.presenting()
            assert s.threads == []
            del s.discord.world.fails_with[POST]
            await s.passes(minutes=2)
            assert any("Ana" in t.name for t in s.threads)
            assert s.bugs == []

    asyncio.run(goes())


def test_a_set_has_a_channel_of_its_own_and_a_turn_a_thread_there(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            world = s.discord.world
            assert {n for n in ("Ana", "Ben", "Eve") if world.may(s.user(n).id, s.room)} == {
                "Ana",
                "Ben",
                "Eve",
            }
            assert not world.may(s.user("Zoe").id, s.room)
            await s.presenting()
            (thread,) = s.threads
            assert (thread.kind, thread.name, thread.archive_after) == (PUBLIC_THREAD, "Ana's turn", 10_080)
            await s.says("Eve", "session next", s.room)
            await s.passes(hours=2)
            assert (thread.archived, thread.locked) == (True, True)
            assert world.violations == []

    asyncio.run(goes())


def test_in_a_channel_that_others_see_the_thread_is_the_sets_alone(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path, may=bits(rooms=False)) as s:
            await s.says("Eve", "set new", words=FOUNDING)
            await s.says("Eve", "set here", s.lobby)
            await s.presses("Eve", "Use it all the same")
            await s.says("Eve", "set settings", words="first no")
            await s.invites()
            for name in ("Ana", "Ben", "Chidi", "Dora"):
                await s.presses(name, "Accept")
            await s.presses("Eve", "Begin")
            await s.says("Ana", "present", s.lobby, words="My team will not delegate")
            await s.presses("Ana", "Now")
            (thread,) = s.threads
            assert (thread.kind, thread.invitable) == (PRIVATE_THREAD, False)
            assert {s.user(n).id for n in ("Ana", "Ben", "Chidi", "Dora", "Eve")} <= thread.members
            assert not any("delegate" in t for t in s.texts(s.lobby))

    asyncio.run(goes())


def test_a_session_is_one_event_made_moved_and_taken_out_with_it(tmp_path: Path) -> None:  # SC9
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            await s.passes(hours=1)
            (event,) = s.guild.events.values()
            assert event.body["name"] == "Action learning session"
            assert "delegate" not in str(event.body)
            assert "Ward" not in str(event.body)
            assert event.body["scheduled_start_time"].startswith("2027-03-02T10:00")
            await s.says("Eve", "set move", s.room, words="to Thu 4 March 14:00")
            await s.passes(minutes=15)
            (event,) = s.guild.events.values()
            assert event.body["scheduled_start_time"].startswith("2027-03-04T14:00")
            await s.says("Eve", "set cancel", s.room, words="4 March")
            await s.passes(minutes=15)
            assert all("03-04" not in e.body["scheduled_start_time"] for e in s.guild.events.values())
            assert s.discord.world.violations == []

    asyncio.run(goes())


def test_a_server_whose_events_are_full_or_not_the_bots_goes_without(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path, may=bits(calendar=False)) as s:
            await s.founded()
            await s.passes(hours=1)
            assert s.guild.events == {}
            assert not any("I can no longer speak" in t for t in s.direct("Eve"))
            assert s.bugs == []

    asyncio.run(goes())


def test_a_hint_is_not_said_twice_after_its_nonce_has_gone_while_its_answer_was_waited_for(
    tmp_path: Path,
) -> None:
    """Discord takes it at once and forgets it after two minutes; the bot waits ten seconds for the answer."""

    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            world, began = s.discord.world, s.clock.now
            world.life_of_nonce = NONCE_LIVES
            lost = iter([True])

            def in_vain(route: str) -> bool:
                if route == POST and next(lost, False):
                    s.clock.now += timedelta(seconds=PATIENCE)
                    return True
                return False

            world.loses_answer = in_vain
            with s.bot.store.work(s.guild.id, began, wait=10.0) as work:
                (a_set,) = work.of(LearningSet).where()
                message = Message("hint", (Line("A hint."),))
                work.say(Say("hint", Room(a_set.id), message, unsure="drop"))
            await s.bot.courier.carry()
            s.clock.now = began + NONCE_LIVES + timedelta(seconds=5)
            await s.bot.courier.carry()
            assert s.texts(s.room).count("A hint.") == 1

    asyncio.run(goes())


def test_a_thread_of_the_sets_own_whose_answer_was_lost_is_found_with_its_title_in_it(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path, connected=False) as s:
            title = Message("test", (Line("Ana's turn"),))
            before = replace(
                parcel(s, 1), errand=OpenThread(TurnId(1), SetId(1), title, people=(PersonId(1),))
            )
            await s.ours.transport.carry(before)
            s.clock.now += timedelta(hours=1)
            opening = replace(before, id=2, errand=OpenThread(TurnId(2), SetId(1), title))
            first = await s.ours.transport.carry(opening)  # another turn of hers, as the thread's age tells
            again = replace(opening, attempts=2, unsure=s.clock.now)
            s.clock.now += timedelta(seconds=60)
            assert await s.ours.transport.recall(again, s.clock.now) is None
            assert await s.ours.transport.carry(again) == first
            assert [len(s.texts(thread)) for thread in s.threads] == [1, 1]

    asyncio.run(goes())
