"""`als run` for many workspaces, as whole processes: all in one, and web and worker apart."""

import asyncio
import secrets
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession, CookieJar

from bot.wiring import clock
from tests.fakes.slack import FakeSlack, oauth
from tests.fakes.slack.client import Client
from tests.fakes.slack.world import APP_TOKEN, BOT_TOKEN, CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET, TEAM
from tests.stage.workspaces import KEY
from tests.test_run import ROOT, ended, free_port, surroundings

NEW = 'new "Ward leaders" every 2 weeks on Tuesday 10:00'


async def started(record: str, slack: FakeSlack, port: int, *parts: str, **more: str) -> Process:
    settings = {
        "ALS_DATABASE_URL": record,
        "ALS_SECRET_KEYS": KEY,
        "ALS_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "SLACK_API_URL": slack.url,
        "SLACK_CLIENT_ID": CLIENT_ID,
        "SLACK_CLIENT_SECRET": CLIENT_SECRET,
        "SLACK_OPTIONS": "create-channels",
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", *parts,
        cwd=ROOT, env={**surroundings(), **settings, **more}, stdout=PIPE, stderr=PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert b"Slack is on, " in await asyncio.wait_for(process.stdout.readline(), 30)
    return process


async def installs(slack: FakeSlack, at: str) -> str:
    """Somebody installs the bot with a browser. Answers the page that they come to."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
        async with browser.get(f"{at}/slack/install", allow_redirects=False) as there:
            back = urlsplit(oauth.allow(slack.world, there.headers["Location"], TEAM))
        async with browser.get(f"{at}{back.path}?{back.query}") as page:
            return await page.text()


@pytest.mark.parametrize("apart", [(), ("web", "worker")])
def test_a_workspace_installs_the_bot_and_founds_a_set(
    apart: tuple[str, ...], record_url: str
) -> None:  # OP3 PA11
    async def goes() -> None:
        slack = FakeSlack(clock)
        await slack.start()
        slack.world.tokens.clear()
        port = free_port()
        processes = [await started(record_url, slack, port, *part) for part in ([p] for p in apart)]
        processes = processes or [await started(record_url, slack, port)]
        assert "/als new" in await installs(slack, f"http://127.0.0.1:{port}")
        slack.address = f"http://127.0.0.1:{port}/slack/events"
        ana = slack.world.user("Ana")
        lobby = slack.world.channel("lobby", {ana.id}, private=False)
        await Client(slack).command(ana, lobby, NEW)
        await slack.until(
            lambda: any(
                c.name == "ward-leaders" and ana.id in c.members for c in slack.world.channels.values()
            )
        )
        assert [await ended(p) for p in processes] == [0] * len(processes)
        assert (slack.world.violations, slack.world.refusals) == ([], [])
        await slack.stop()

    asyncio.run(goes())


def test_with_an_app_token_slack_comes_by_socket_mode_and_browsers_over_the_web(tmp_path: Path) -> None:
    async def goes() -> None:
        slack = FakeSlack(clock)
        await slack.start()
        del slack.world.tokens[BOT_TOKEN]
        port = free_port()
        record = f"sqlite:///{tmp_path / 'als.sqlite3'}"
        process = await started(record, slack, port, SLACK_APP_TOKEN=APP_TOKEN)
        assert "/als new" in await installs(slack, f"http://127.0.0.1:{port}")
        ana = slack.world.user("Ana")
        lobby = slack.world.channel("lobby", {ana.id}, private=False)
        await Client(slack).command(ana, lobby, "help")
        assert [m.only_for for m in slack.world.messages] == [ana.id]
        async with (
            ClientSession() as session,
            session.post(f"http://127.0.0.1:{port}/slack/events", data=b"{}") as answer,
        ):
            assert answer.status == 404
        assert await ended(process) == 0
        await slack.stop()

    asyncio.run(goes())


def test_what_is_half_configured_ends_with_a_sentence(tmp_path: Path) -> None:
    async def goes() -> None:
        settings = {
            "ALS_DATABASE_URL": f"sqlite:///{tmp_path / 'als.sqlite3'}",
            "SLACK_CLIENT_ID": secrets.token_hex(4),
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            cwd=ROOT,
            env={**surroundings(), **settings},
            stdout=PIPE,
            stderr=PIPE,
        )
        _, said = await asyncio.wait_for(process.communicate(), 30)
        assert process.returncode == 2
        assert said.decode() == (
            "SLACK_CLIENT_ID is set without SLACK_CLIENT_SECRET: copy it from the app's Basic Information.\n"
        )

    asyncio.run(goes())
