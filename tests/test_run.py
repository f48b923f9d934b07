"""`als run` as whole processes: it answers people in Slack, and stops when it is told to."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.wiring import clock
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.client import Client
from tests.fakes.slack.world import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET

ROOT = Path(__file__).resolve().parents[1]
NOWHERE = "http://127.0.0.1:9/api/"


def surroundings() -> dict[str, str]:
    """The environment without anything of this bot's."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("SLACK_", "ALS_", "DISCORD_"))}


async def started(folder: Path, *parts: str, **settings: str) -> Process:
    """`als run`, when it has said what is on."""
    record = {"ALS_DATABASE_URL": f"sqlite:///{folder / 'als.sqlite3'}"}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "run", *parts),
        cwd=ROOT,
        env={**surroundings(), **record, **settings},
        stdout=PIPE,
        stderr=PIPE,
    )
    assert process.stdout is not None
    assert b"Slack is on" in await asyncio.wait_for(process.stdout.readline(), 30)
    return process


async def ended(process: Process) -> int:
    """Its answer to SIGTERM, which has to come within five seconds."""
    process.send_signal(signal.SIGTERM)
    try:
        return await asyncio.wait_for(process.wait(), 5)
    finally:
        if process.returncode is None:
            process.kill()


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@pytest.mark.parametrize("way", ["socket", "http"])
def test_somebody_asks_for_help_and_is_answered(way: str, tmp_path: Path) -> None:
    async def goes() -> None:
        slack = FakeSlack(clock)
        await slack.start()
        port = free_port()
        tokens = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_API_URL": slack.url, "PORT": str(port)}
        way_in = (
            {"SLACK_APP_TOKEN": APP_TOKEN} if way == "socket" else {"SLACK_SIGNING_SECRET": SIGNING_SECRET}
        )
        process = await started(tmp_path, **tokens, **way_in)
        if way == "http":
            slack.address = f"http://127.0.0.1:{port}/slack/events"
        ana = slack.world.user("Ana")
        lobby = slack.world.channel("lobby", {ana.id}, private=False)
        await Client(slack).command(ana, lobby, "help")
        assert [m.only_for for m in slack.world.messages] == [ana.id]
        assert "/als" in str(slack.world.messages[0].blocks)
        assert await ended(process) == 0
        assert (slack.world.violations, slack.world.refusals) == ([], [])
        await slack.stop()

    asyncio.run(goes())


@pytest.mark.parametrize("way", ["socket", "http"])
def test_it_stops_within_five_seconds_while_slack_cannot_be_reached(way: str, tmp_path: Path) -> None:
    async def goes() -> None:
        tokens = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_API_URL": NOWHERE, "PORT": str(free_port())}
        way_in = (
            {"SLACK_APP_TOKEN": APP_TOKEN} if way == "socket" else {"SLACK_SIGNING_SECRET": SIGNING_SECRET}
        )
        assert await ended(await started(tmp_path, **tokens, **way_in)) == 0

    asyncio.run(goes())


def test_a_set_is_founded_and_its_channel_opened_without_waiting_for_anybody(tmp_path: Path) -> None:
    async def goes() -> None:
        slack = FakeSlack(clock)
        await slack.start()
        tokens = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_API_URL": slack.url}
        process = await started(tmp_path, **tokens)
        ana = slack.world.user("Ana")
        lobby = slack.world.channel("lobby", {ana.id}, private=False)
        await Client(slack).command(ana, lobby, 'new "Ward leaders" every 2 weeks on Tuesday 10:00')
        await slack.until(lambda: any(m.channel != lobby.id for m in slack.world.messages))
        room = next(c for c in slack.world.channels.values() if c.name == "ward-leaders")
        assert ana.id in room.members
        assert [m.channel for m in slack.world.messages if not m.only_for] == [room.id]
        assert await ended(process) == 0
        await slack.stop()

    asyncio.run(goes())


def test_each_part_tells_how_it_is_on_a_port_of_its_own(tmp_path: Path) -> None:  # OP12
    async def goes() -> None:
        port = free_port()
        tokens = {
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_API_URL": NOWHERE,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        }
        process = await started(tmp_path, "worker", **tokens, ALS_HEALTH_PORT=str(port))
        async with ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                ready = await answer.json()
            async with session.get(f"http://127.0.0.1:{port}/metrics") as answer:
                numbers = await answer.text()
        assert ready == {
            "ready": True,
            "record": "reached",
            "clock": "beats",
            "slack": "on",
            "discord": "off",
        }
        assert "als_last_beat_timestamp_seconds" in numbers
        assert await ended(process) == 0

    asyncio.run(goes())
