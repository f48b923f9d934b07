"""A server in a process of its own, for `bench.slack`: the whole bot, or a bare Bolt that commits one row."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.web.site import listening_on, serve, site
from bench.many_sets import KEY, NOW
from bot.settings import Settings
from bot.tuned import tuned
from bot.wiring import Bot, build
from tests.fakes.slack.world import BOT_TOKEN, SIGNING_SECRET


def bare(path: Path, *, at_once: bool) -> Starlette:
    """Bolt as it comes, or answering when its listener is done; one row is committed before the acknowledgement."""
    record = sqlite3.connect(path, isolation_level=None)
    for line in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", "CREATE TABLE turns (issue TEXT)"):
        record.execute(line)

    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id="T0ALS", bot_token=BOT_TOKEN, bot_id="B", bot_user_id="U"
        )

    bolt = AsyncApp(signing_secret=SIGNING_SECRET, authorize=authorize, process_before_response=at_once)

    async def present(ack: Any, body: dict[str, Any]) -> None:
        record.execute("BEGIN IMMEDIATE")
        record.execute("INSERT INTO turns VALUES (?)", (body["text"],))
        record.execute("COMMIT")
        await ack()

    bolt.command("/als")(present)
    handler = AsyncSlackRequestHandler(bolt)

    async def come_in(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route("/slack/events", come_in, methods=["POST"])])


def whole(path: Path, api: str) -> tuple[Starlette, Bot]:
    settings = Settings(
        als_database_url=f"sqlite:///{path}",
        als_secret_keys=KEY,
        slack_bot_token=BOT_TOKEN,
        slack_signing_secret=SIGNING_SECRET,
        slack_api_url=api,
    )
    bot = build(settings, now=lambda: NOW, in_thread=asyncio.to_thread)
    tuned()
    assert bot.slack is not None
    assert bot.slack.door is not None
    return site(bot.slack.door.routes), bot


async def main(kind: str, path: Path, api: str) -> None:
    at, bot = listening_on(0, "127.0.0.1"), None
    if kind == "whole":
        app, bot = whole(path, api)
        assert bot.slack is not None
        await bot.slack.api.open()
    else:
        app = bare(path, at_once=kind == "at once")
    print(at.getsockname()[1], flush=True)
    serving = asyncio.ensure_future(serve(app, at))
    await asyncio.to_thread(sys.stdin.read)  # until whoever measures has gone
    serving.cancel()
    with suppress(asyncio.CancelledError):
        await serving
    if bot is not None and bot.slack is not None:
        await bot.slack.api.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
