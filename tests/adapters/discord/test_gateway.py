"""The line to Discord: begun again whatever happens to it, and nothing lost that can be saved."""

import asyncio
from pathlib import Path

from adapters.discord.gateway import Shards
from tests.adapters.discord.server import server
from tests.fakes.discord.refusals import Refusal
from tests.fakes.discord.world import TOKEN


def test_a_first_connection_that_is_refused_is_tried_again(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path, connected=False) as s:
            s.discord.gateway.refusing = 1
            await s.connect()
            await s.says("Ana", "help")
            assert "What you can ask for" in s.only_for("Ana")[0]
            assert s.discord.gateway.identifies == 1

    asyncio.run(goes())


def test_what_is_asked_while_the_line_is_down_is_answered_once_it_is_back(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.says("Ana", "help")
            await s.discord.gateway.drop()
            await s.says("Ben", "help")
            assert len(s.only_for("Ben")) == 1
            assert (s.discord.gateway.identifies, s.discord.gateway.resumes) == (1, 1)
            assert s.discord.world.violations == []

    asyncio.run(goes())


def test_discord_asks_for_a_new_connection_and_gets_it(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            s.discord.gateway.reconnect()
            await s.says("Ana", "help")
            assert len(s.only_for("Ana")) == 1
            assert (s.discord.gateway.identifies, s.discord.gateway.resumes) == (1, 1)

    asyncio.run(goes())


def test_a_session_that_discord_has_given_up_is_begun_anew(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            s.discord.gateway.invalidate(resumable=False)
            await s.discord.gateway.until_ready(2)
            await s.says("Ana", "help")
            assert len(s.only_for("Ana")) == 1

    asyncio.run(goes())


def test_a_refused_token_is_not_hammered_with(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path, connected=False) as s:
            s.discord.world.tokens[TOKEN] = False
            for _ in range(50):
                await s.ours.line()
            refused = [r for r in s.discord.world.refusals if r[1] == 401]
            assert len(refused) <= 2, refused
            s.discord.world.tokens[TOKEN] = True
            s.clock.now = s.clock.now.replace(hour=s.clock.now.hour + 1)
            await s.connect()
            await s.says("Ana", "help")
            assert len(s.only_for("Ana")) == 1

    asyncio.run(goes())


def test_the_identifies_of_a_day_are_not_used_up(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path, connected=False) as s:
            s.discord.gateway.identifies = 985
            await s.connect(ready=False)
            await s.discord.until(lambda: "GET /gateway/bot" in s.discord.world.calls)
            for _ in range(20):
                await asyncio.sleep(0)
            assert s.discord.gateway.identifies == 985

    asyncio.run(goes())


def test_the_bot_asks_for_no_privileged_intent(tmp_path: Path) -> None:  # PI6
    async def goes() -> None:
        async with server(tmp_path) as s:
            assert [session.intents for session in s.discord.gateway.sessions.values()] == [1]

    asyncio.run(goes())


def test_commands_that_discord_does_not_take_leave_the_buttons_working(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            s.discord.world.commands[""].clear()
            s.discord.world.fails_with["PUT /applications/{application_id}/commands"] = Refusal(50035)
            assert s.line is not None
            s.line.cancel()
            await s.connect()
            await s.presses("Ana", "My time zone")
            assert s.user("Ana").id in s.discord.world.forms

    asyncio.run(goes())


def test_a_server_of_many_shards_is_heard_by_those_of_this_process(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path, connected=False) as s:
            s.discord.gateway.shards = 2
            mine = (int(s.guild.id) >> 22) % 2
            s.ours.shards = Shards((mine,), 2)
            await s.connect()
            await s.says("Ana", "help")
            assert [session.shard for session in s.discord.gateway.sessions.values()] == [(mine, 2)]
            assert len(s.only_for("Ana")) == 1

    asyncio.run(goes())
