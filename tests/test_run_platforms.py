"""`als run` with Discord, alone and beside Slack, whole and in parts: what happens to one platform is its own."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from adapters.discord.permissions import bits
from bot.wiring import clock
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord.client import Client as Discordians
from tests.fakes.discord.permissions import P
from tests.fakes.discord.world import TOKEN, Channel, User
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.client import Client as Slackers
from tests.fakes.slack.world import APP_TOKEN, BOT_TOKEN

ROOT = Path(__file__).resolve().parents[1]
NOWHERE = "http://127.0.0.1:9/api/"
NEW_SET = '"Ward leaders" every 2 weeks on Tuesday 10:00 Europe/London'


async def started(folder: Path, *parts: str, **settings: str) -> Process:
    """`als run`, when it has said what is on."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("SLACK_", "ALS_", "DISCORD_"))}
    record = {"ALS_DATABASE_URL": f"sqlite:///{folder / 'als.sqlite3'}"}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "run", *parts),
        cwd=ROOT,
        env={**inherited, **record, **settings},
        stdout=PIPE,
        stderr=PIPE,
    )
    assert process.stdout is not None
    while b"Discord is on" not in await asyncio.wait_for(process.stdout.readline(), 30):
        pass
    return process


async def ended(process: Process) -> int:
    """Its answer to SIGTERM, which has to come within five seconds."""
    process.send_signal(signal.SIGTERM)
    try:
        return await asyncio.wait_for(process.wait(), 5)
    finally:
        if process.returncode is None:
            process.kill()


async def a_discord() -> tuple[FakeDiscord, User, Channel]:
    discord = FakeDiscord(clock)
    await discord.start()
    guild = discord.world.guild("Trust", P(bits()))
    ana = discord.world.user("Ana")
    discord.world.joins(guild, ana)
    return discord, ana, discord.world.channel(guild, "lobby")


def test_a_set_is_founded_on_discord_and_its_channel_opened(tmp_path: Path) -> None:
    async def goes() -> None:
        discord, ana, lobby = await a_discord()
        process = await started(tmp_path, DISCORD_TOKEN=TOKEN, DISCORD_API_URL=discord.url)
        await discord.gateway.until_ready()
        await Discordians(discord).command(ana, lobby, ["als", "set", "new"], {"words": NEW_SET})
        await discord.until(lambda: any(c.name == "ward-leaders" for c in discord.world.channels.values()))
        assert await ended(process) == 0
        assert (discord.world.violations, discord.world.refusals) == ([], [])
        await discord.stop()

    asyncio.run(goes())


def test_a_gateway_hears_and_a_worker_without_a_line_speaks(tmp_path: Path) -> None:
    async def goes() -> None:
        discord, ana, lobby = await a_discord()
        tokens = {"DISCORD_TOKEN": TOKEN, "DISCORD_API_URL": discord.url}
        gateway = await started(tmp_path, "gateway", **tokens)
        await discord.gateway.until_ready()
        await Discordians(discord).command(ana, lobby, ["als", "set", "new"], {"words": NEW_SET})
        assert "POST /guilds/{guild_id}/channels" not in discord.world.calls
        worker = await started(tmp_path, "worker", **tokens)
        await discord.until(lambda: any(c.name == "ward-leaders" for c in discord.world.channels.values()))
        assert discord.gateway.identifies == 1
        assert [await ended(worker), await ended(gateway)] == [0, 0]
        await discord.stop()

    asyncio.run(goes())


def test_discord_away_leaves_slack_as_it_is_and_stops_in_time(tmp_path: Path) -> None:
    async def goes() -> None:
        slack = FakeSlack(clock)
        await slack.start()
        process = await started(
            tmp_path,
            SLACK_BOT_TOKEN=BOT_TOKEN,
            SLACK_APP_TOKEN=APP_TOKEN,
            SLACK_API_URL=slack.url,
            DISCORD_TOKEN=TOKEN,
            DISCORD_API_URL=NOWHERE,
        )
        ana = slack.world.user("Ana")
        room = slack.world.channel("lobby", {ana.id}, private=False)
        await Slackers(slack).command(ana, room, "help")
        assert [m.only_for for m in slack.world.messages] == [ana.id]
        assert await ended(process) == 0
        await slack.stop()

    asyncio.run(goes())


def test_slack_away_leaves_discord_as_it_is(tmp_path: Path) -> None:
    async def goes() -> None:
        discord, ana, lobby = await a_discord()
        process = await started(
            tmp_path,
            SLACK_BOT_TOKEN=BOT_TOKEN,
            SLACK_APP_TOKEN=APP_TOKEN,
            SLACK_API_URL=NOWHERE,
            DISCORD_TOKEN=TOKEN,
            DISCORD_API_URL=discord.url,
        )
        await discord.gateway.until_ready()
        await Discordians(discord).command(ana, lobby, ["als", "help"])
        assert [m.only_for for m in discord.world.messages] == [ana.id]
        assert await ended(process) == 0
        await discord.stop()

    asyncio.run(goes())
