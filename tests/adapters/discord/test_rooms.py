"""A set's channel is made once, whatever becomes of the answer or of the process; no two sets ever share one."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from adapters.database.rooms import SqlRooms
from adapters.discord.api import PATIENCE, Trouble
from adapters.discord.permissions import ROOM_OF_BOT, ROOM_OF_MEMBER, VIEW
from adapters.discord.rooms import Rooms
from core.message import OpenRoom
from core.names import Platform, SetId
from core.ports import Busy, Parcel
from core.request import Spot
from tests.adapters.discord.server import FOUNDING, Server, server
from tests.fakes.discord.permissions import Overwrite, P
from tests.fakes.discord.world import Channel, Stored

MAKING = "POST /guilds/{guild_id}/channels"
NAME = "ward-leaders"


def losing(*which: int) -> Callable[[str], bool]:
    """The answers to the channels made of these numbers, from 0, are lost."""
    making = count()
    return lambda route: route == MAKING and next(making) in which


def made(s: Server) -> list[Channel]:
    """The channels of the set's name, the oldest first."""
    return [c for c in s.discord.world.channels.values() if c.name == NAME]


def inside(s: Server) -> list[tuple[set[str], bool]]:
    """Of each of them, who was let in beside the bot, and whether the bot has said something there."""
    world = s.discord.world
    said = {m.channel for m in world.messages if m.author == world.bot.id}
    let_in = [{o.id for o in c.overwrites if o.kind == 1} - {world.bot.id} for c in made(s)]
    return [({world.users[u].name for u in us}, c.id in said) for us, c in zip(let_in, made(s), strict=True)]


async def founds(s: Server, name: str) -> None:
    """Somebody founds the set, and nobody carries anything yet."""
    await s.people.command(s.user(name), s.lobby, ["als", "set", "new"], {"words": FOUNDING})
    await s.ours.answers.finish()


async def dying(s: Server, *founders: str) -> list[Parcel]:
    """What a courier has in hand when it dies: the channels of the sets that these have just founded."""
    for name in founders:
        await founds(s, name)
    claimed = s.bot.outbox.claim("dead", s.clock.now, 100)
    return [p for p in claimed if isinstance(p.errand, OpenRoom)]


async def make(s: Server, *let_in: str) -> str:
    """A channel that the bot makes for these people, and its courier dies."""
    exceptions: list[dict[str, Any]] = [
        {"id": s.guild.id, "type": 0, "allow": 0, "deny": VIEW},
        {"id": s.discord.world.bot.id, "type": 1, "allow": ROOM_OF_BOT, "deny": 0},
        *({"id": s.user(n).id, "type": 1, "allow": ROOM_OF_MEMBER, "deny": 0} for n in let_in),
    ]
    body = {"name": NAME, "type": 0, "permission_overwrites": exceptions}
    answer = await s.ours.api.call("POST", "/guilds/{guild_id}/channels", body, guild_id=s.guild.id)
    return str(answer["id"])


def take(s: Server, room: str, parcel: Parcel) -> bool:
    """Whether the record gives this channel to the parcel's set."""
    assert isinstance(parcel.errand, OpenRoom)
    spots = [Spot(Platform.DISCORD, room)]
    return SqlRooms(s.bot.engine).take(s.guild.id, spots, parcel.errand.set) is not None


class Unanswering:
    """A record that somebody else holds."""

    def take(self, workspace: str, among: Sequence[Spot], by: SetId) -> Spot | None:
        del workspace, among, by
        raise Busy


def test_a_channel_whose_answer_was_lost_is_the_sets(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            s.discord.world.loses_answer = losing(0)
            await s.says("Eve", "set new", words=FOUNDING)
            assert inside(s) == [({"Eve"}, False)]
            await s.passes(seconds=45)
            assert inside(s) == [({"Eve"}, True)]

    asyncio.run(goes())


def test_two_sets_of_one_name_whose_answers_were_both_lost_have_a_channel_each(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            s.discord.world.loses_answer = losing(0, 1)
            await founds(s, "Eve")
            await founds(s, "Finn")
            await s.settle()
            await s.passes(minutes=2)
            assert sorted(inside(s), key=str) == [({"Eve"}, True), ({"Finn"}, True)]

    asyncio.run(goes())


def test_two_sets_of_one_name_and_founder_whose_answers_were_both_lost_have_a_channel_each(
    tmp_path: Path,
) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            s.discord.world.loses_answer = losing(0, 1)
            await founds(s, "Eve")
            await founds(s, "Eve")
            await s.settle()
            await s.passes(minutes=2)
            assert inside(s) == [({"Eve"}, True), ({"Eve"}, True)]

    asyncio.run(goes())


def test_two_sets_of_one_name_whose_couriers_both_died_have_a_channel_each(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            for parcel in reversed(await dying(s, "Eve", "Finn")):
                await s.ours.transport.carry(parcel)
            await s.passes(minutes=3)
            assert inside(s) == [({"Finn"}, True), ({"Eve"}, True)]

    asyncio.run(goes())


@pytest.mark.parametrize("died", ["before it was made", "after it was made", "after it was taken"])
def test_wherever_a_courier_died_the_set_has_one_channel(died: str, tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            (parcel,) = await dying(s, "Eve")
            if died != "before it was made":
                room = await make(s, "Eve")
                if died == "after it was taken":
                    assert take(s, room, parcel)
            await s.passes(minutes=3)
            assert inside(s) == [({"Eve"}, True)]

    asyncio.run(goes())


def test_a_channel_that_another_set_took_between_two_calls_is_left_to_it(tmp_path: Path) -> None:
    """The second set's is being made while the courier of the first, which does not know its own, takes what it
    finds: then that one is the second's."""

    async def goes() -> None:
        async with server(tmp_path) as s:
            (first,) = await dying(s, "Eve")
            await make(s, "Eve")
            takers = iter([first])

            def taken(route: str) -> bool:
                if route == MAKING and (parcel := next(takers, None)):
                    assert take(s, made(s)[-1].id, parcel)
                return False

            s.discord.world.loses_answer = taken
            await founds(s, "Eve")
            await s.settle()
            assert inside(s) == [({"Eve"}, False), ({"Eve"}, False)]
            await s.passes(minutes=3)
            assert inside(s) == [({"Eve"}, True), ({"Eve"}, True)]

    asyncio.run(goes())


@pytest.mark.parametrize("whose", ["of long ago", "with somebody else", "with a role", "open to all"])
def test_a_channel_of_that_name_that_is_not_the_sets_is_left_alone(whose: str, tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            if whose == "of long ago":
                await make(s, "Eve")
                await s.passes(minutes=1)
            await dying(s, "Eve")
            if whose == "with somebody else":
                await make(s, "Eve", "Finn")
            if whose in ("with a role", "open to all"):
                other = s.discord.world.channels[await make(s, "Eve")]
                role = Overwrite("1", 0, allow=P(VIEW))
                other.overwrites = (
                    [*other.overwrites, role] if whose == "with a role" else other.overwrites[1:]
                )
            await s.passes(minutes=3)
            assert [used for _, used in inside(s)] == [False, True]

    asyncio.run(goes())


def test_a_channel_in_which_somebody_was_faster_than_the_bot_is_no_less_the_sets(tmp_path: Path) -> None:
    """They see it as soon as it is made; and what others add to every new channel lets nobody in."""

    async def goes() -> None:
        async with server(tmp_path) as s:
            s.discord.world.loses_answer = losing(0)
            await founds(s, "Eve")
            await s.settle()
            (room,) = made(s)
            room.overwrites.append(Overwrite("1", 0, deny=P.SEND_MESSAGES))
            s.discord.world.keep(Stored(s.discord.world.snowflake(), room.id, s.user("Eve").id, "Hello?"))
            await s.passes(minutes=2)
            assert inside(s) == [({"Eve"}, True)]

    asyncio.run(goes())


def test_an_answer_that_was_waited_for_in_vain_is_no_less_looked_for(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            lost = losing(0)

            def in_vain(route: str) -> bool:
                if lost(route):
                    s.clock.now += timedelta(seconds=PATIENCE)
                    return True
                return False

            s.discord.world.loses_answer = in_vain
            await founds(s, "Eve")
            await s.settle()
            await s.passes(minutes=2)
            assert inside(s) == [({"Eve"}, True)]

    asyncio.run(goes())


def test_it_is_found_though_the_bots_clock_is_some_seconds_before_discords(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            (parcel,) = await dying(s, "Eve")
            room = await make(s, "Eve")
            early = replace(parcel, asked_at=parcel.asked_at + timedelta(seconds=3))
            receipt = await s.ours.transport.recall(early, s.clock.now)
            assert receipt is not None
            assert receipt.opened == Spot(Platform.DISCORD, room)

    asyncio.run(goes())


def test_while_the_record_does_not_answer_nothing_is_said_and_the_channel_is_found_later(
    tmp_path: Path,
) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            (parcel,) = await dying(s, "Eve")
            assert isinstance(parcel.errand, OpenRoom)
            rooms = Rooms(s.ours.api, Unanswering(), asyncio.to_thread)
            with pytest.raises(Trouble) as raised:
                await rooms.open(parcel, parcel.errand)
            assert raised.value.unsure
            await s.passes(minutes=3)
            assert inside(s) == [({"Eve"}, True)]

    asyncio.run(goes())
