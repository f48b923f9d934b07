"""The fake Discord, spoken with by a real discord.py: connecting, commands, forms, buttons, lines that break."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
from discord.errors import LoginFailure, PrivilegedIntentsRequired

from bot.stage import SimulatedClock
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord.client import Client
from tests.fakes.discord.pointing import pointing_at
from tests.fakes.discord.world import TOKEN, Channel, Guild, User, World
from tests.fakes.small_bot import SmallBot

NOW = datetime(2027, 3, 1, 8, tzinfo=UTC)


@dataclass
class Stage:
    discord: FakeDiscord
    clock: SimulatedClock
    bot: SmallBot
    people: Client
    guild: Guild
    room: Channel
    ana: User
    ben: User

    @property
    def world(self) -> World:
        return self.discord.world


@asynccontextmanager
async def staged(*, refusing: int = 0, **more: Any) -> AsyncIterator[Stage]:
    """A guild of two, one room, and the small bot in it with its commands registered."""
    clock = SimulatedClock(NOW)
    fake = FakeDiscord(clock)
    await fake.start()
    fake.gateway.refusing = refusing
    guild = fake.world.guild("Ward")
    ana, ben = fake.world.user("Ana"), fake.world.user("Ben")
    for who in (ana, ben):
        fake.world.joins(guild, who)
    room = fake.world.channel(guild, "set")
    bot = SmallBot(**more)
    with pointing_at(fake):
        await bot.login(TOKEN)
        await bot.tree.sync()
        line = asyncio.ensure_future(bot.connect())
        try:
            await asyncio.wait(
                {line, asyncio.ensure_future(fake.gateway.until_ready())}, return_when="FIRST_COMPLETED"
            )
            if line.done():
                await line
            yield Stage(fake, clock, bot, Client(fake), guild, room, ana, ben)
        finally:
            await bot.close()
            with suppress(discord.DiscordException, asyncio.CancelledError):
                await line
            await fake.stop()


def played(scene: Callable[[Stage], Awaitable[None]], *, clean: bool = True, **more: Any) -> None:
    async def whole() -> None:
        async with staged(**more) as stage:
            await scene(stage)
            assert not clean or (stage.world.violations, stage.world.refusals) == ([], [])

    asyncio.run(whole())


def test_a_command_with_typed_options_is_answered_to_its_sender_alone() -> None:
    async def scene(s: Stage) -> None:
        options = {"who": s.ben, "times": 3, "words": "hello"}
        await s.people.command(s.ana, s.room, ["als", "ask"], options)
        stored = s.world.messages[-1]
        assert stored.content == f"<@{s.ben.id}> Ben 3 hello"
        assert (s.people.sees(s.ana, stored), s.people.sees(s.ben, stored)) == (True, False)
        assert stored.pings == set()

    played(scene)


def test_a_form_opens_and_its_fields_come_back() -> None:
    async def scene(s: Stage) -> None:
        await s.people.command(s.ana, s.room, ["als", "present"])
        form = s.world.forms[s.ana.id]
        assert form.body["title"] == "Your issue"
        sent = await s.people.submit(s.ana, form, {"what": "My team", "how": "spoken"})
        await s.discord.until(lambda: bool(sent.original and sent.original.content))
        assert s.world.messages[-1].content == "My team, Spoken"
        assert s.world.messages[-1].only_for == s.ana.id
        assert s.world.forms == {}

    played(scene)


def test_a_button_works_on_a_message_of_a_bot_that_has_restarted() -> None:
    async def scene(s: Stage) -> None:
        await s.people.command(s.ana, s.room, ["als", "set", "count"])
        stored = s.world.messages[-1]
        for n in range(2):
            row = stored.components[-1]["components"]
            assert row[0]["label"] == f"Pressed {n}"
            await s.people.press(s.ben, stored, row[0])
        assert stored.components[0]["content"] == "2"

    played(scene)


def test_a_message_menu_brings_the_words_though_the_bot_may_not_read() -> None:
    async def scene(s: Stage) -> None:
        said = await s.people.types(s.ben, s.room, "We could ask the matron")
        await s.people.menu(s.ana, said, "Park it")
        assert s.world.messages[-1].content == "We could ask the matron"
        assert s.bot.heard == [""]

    played(scene)


def test_what_is_offered_while_typing() -> None:
    async def scene(s: Stage) -> None:
        offered = await s.people.autocomplete(s.ana, s.room, ["als", "zone"], {"zone": "euro"}, "zone")
        assert [o["value"] for o in offered] == ["Europe/London", "Europe/Paris"]

    played(scene)


def test_what_was_said_while_the_line_was_down_comes_when_it_is_taken_up_again() -> None:
    async def scene(s: Stage) -> None:
        await s.discord.gateway.drop()
        options = {"who": s.ben, "times": 1}
        await s.people.command(s.ana, s.room, ["als", "ask"], options)
        assert s.discord.gateway.resumes == 1
        s.discord.gateway.reconnect()
        await s.people.command(s.ana, s.room, ["als", "ask"], options)
        await s.people.command(s.ana, s.room, ["als", "ask"], options)
        assert s.discord.gateway.identifies == 1
        assert len(s.world.messages) == 3

    played(scene)


def test_a_session_that_discord_has_given_up_is_begun_anew() -> None:
    async def scene(s: Stage) -> None:
        s.discord.gateway.invalidate(resumable=False)
        await s.discord.gateway.until_ready(identifies=2)
        await s.people.command(s.ana, s.room, ["als", "ask"], {"who": s.ben, "times": 1})
        assert len(s.world.messages) == 1

    played(scene)


def test_a_first_connection_refused_is_the_end_of_an_unsharded_discord_py_2_7_1() -> None:
    """It looks for the line that it never had. A sharded client tries again, for ever and without a word."""

    async def tries() -> None:
        fake = FakeDiscord(SimulatedClock(NOW))
        await fake.start()
        fake.gateway.refusing = 1
        bot = discord.Client(intents=discord.Intents(guilds=True))
        try:
            with pointing_at(fake):
                await bot.login(TOKEN)
                with pytest.raises(AttributeError):
                    await bot.connect()
        finally:
            await bot.close()
            await fake.stop()

    asyncio.run(tries())


def test_a_token_that_was_revoked_lets_nobody_in() -> None:
    async def tries() -> None:
        fake = FakeDiscord(SimulatedClock(NOW))
        await fake.start()
        fake.world.tokens[TOKEN] = False
        bot = SmallBot()
        try:
            with pointing_at(fake), pytest.raises(LoginFailure):
                await bot.login(TOKEN)
        finally:
            await bot.close()
            await fake.stop()

    asyncio.run(tries())


def test_the_content_of_messages_is_not_had_for_the_asking() -> None:
    async def scene(_s: Stage) -> None:
        """It is not reached."""

    with pytest.raises(PrivilegedIntentsRequired):
        played(scene, content=True)


def test_an_answer_after_three_seconds_comes_too_late() -> None:
    async def scene(s: Stage) -> None:
        interaction, payload = s.people.command_payload(
            s.ana, s.room, ["als", "zone"], {"zone": "Asia/Tokyo"}
        )
        s.clock.now += timedelta(seconds=4)
        task = asyncio.ensure_future(s.discord.deliver(interaction, payload, s.guild.id))
        await s.discord.until(lambda: bool(s.world.violations))
        assert s.world.refusals[-1][1] == 10062
        task.cancel()

    played(scene, clean=False)
