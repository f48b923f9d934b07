"""Posts due in the same second, each to its own channel: delivered by two workers on PostgreSQL, beside a bare client
that posts the same payloads to the same server.

`python -m bench.deliver --posts 10000` is the full size.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from time import monotonic, perf_counter, process_time
from typing import Any

import aiohttp
from aiohttp import web
from cryptography.fernet import Fernet
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import func, insert, select

from adapters.database import codec
from adapters.database.cipher import Cipher
from adapters.database.engine import open_engine, unit
from adapters.database.keeping import check_key
from adapters.database.migrate import migrate
from adapters.database.promises import outbox, places
from adapters.database.roots import TRANSLATIONS
from adapters.database.tables import workspaces
from adapters.slack.render import Eyes, messages
from bot.carrying import Worker
from bot.settings import Settings
from bot.tuned import tuned
from bot.wiring import build
from core.message import Errand, Own, Reader, Room, Say
from core.names import PersonId, Platform, SetId
from core.rules.life.learning_set import LearningSet
from tests.adapters.post import text
from tests.adapters.record import a_set
from tests.postgres import running_postgres

POSTS = 2_000
WORKERS = 2
AT_ONCE = 20  # calls of a bare client
TEAM, TOKEN = "T0ALS", "xoxb-bench"
MESSAGE = text("bench")


# --- the server, a process of its own ---------------------------------------------------------------------------


def serve(pipe: Pipe) -> None:
    """Answers what Slack would answer, and nothing else, so that the client is what is measured."""
    numbers = count(1)

    async def post(request: web.Request) -> web.Response:
        body = await request.json()
        return web.json_response({"ok": True, "channel": body["channel"], "ts": f"1.{next(numbers):06d}"})

    async def who(_: web.Request) -> web.Response:
        return web.json_response({"ok": True, "team_id": TEAM, "user_id": "U0BOT", "bot_id": "B0BOT"})

    async def main() -> None:
        app = web.Application()
        app.router.add_post("/api/chat.postMessage", post)
        app.router.add_post("/api/auth.test", who)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        pipe.send(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(main())


# --- who posts --------------------------------------------------------------------------------------------------


def bare(url: str, channels: Sequence[str], at_once: int, pipe: Pipe) -> None:
    """One shared session, no retries, the payloads made beforehand; so many posts on their way at once."""
    [payload] = messages(MESSAGE, Eyes(Reader("Europe/London", "en"), {}))

    async def main() -> None:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=at_once)) as session:
            client = AsyncWebClient(token=TOKEN, base_url=url, session=session, retry_handlers=[])
            waiting = iter(channels)

            async def posts() -> None:
                for channel in waiting:
                    await client.api_call("chat.postMessage", json={"channel": channel, **payload})

            pipe.send("ready")
            pipe.recv()
            longest: list[float] = []
            watching = asyncio.ensure_future(_watch(longest))
            before = process_time()
            await asyncio.gather(*(posts() for _ in range(at_once)))
            watching.cancel()
            pipe.send((max(longest), process_time() - before))

    asyncio.run(main())


async def _watch(longest: list[float]) -> None:
    """How long the loop was not there for something else, each time it was asked."""
    while True:
        begin = perf_counter()
        await asyncio.sleep(0.005)
        longest.append(perf_counter() - begin - 0.005)


def works(name: str, settings: dict[str, Any], pipe: Pipe) -> None:
    """A whole worker's courier, on the record as `als run worker` opens it. Answers the longest block of its loop."""
    longest: list[float] = []

    async def main() -> None:
        known = Settings(_env_file=None, **settings)  # type: ignore[call-arg]  # pydantic-settings takes it
        bot = build(known, in_thread=asyncio.to_thread, worker=Worker(name, monotonic))
        tuned()
        assert bot.slack is not None
        await bot.slack.api.open()
        pipe.send("ready")
        await asyncio.to_thread(pipe.recv)
        watching = asyncio.ensure_future(_watch(longest))
        before = process_time()
        await bot.courier.carry()
        watching.cancel()
        pipe.send((max(longest), process_time() - before))
        await bot.slack.api.close()

    asyncio.run(main())


# --- the record ---------------------------------------------------------------------------------------------------


def fill(url: str, key: str, posts: int) -> None:
    """So many sets with an open room each, and something to be said there now."""
    engine, cipher, now = open_engine(url), Cipher([key]), datetime.now(UTC)  # noqa: TID251 - a real run, measured
    migrate(engine)
    check_key(engine, cipher)
    translation = TRANSLATIONS[LearningSet]
    one = replace(a_set(PersonId(1)), platform=Platform.SLACK, name=Own("Ward leaders"))
    row = translation.row(one, cipher)
    ids = range(1, posts + 1)
    names = {i: Room(SetId(i)) for i in ids}
    waits = {"revision": 1, "kind": "Say", "state": "waiting", "format": codec.FORMAT, "attempts": 0}
    waits |= {"workspace": 1, "asked_at": now, "next_at": now}
    with engine.begin() as connection:
        connection.execute(insert(workspaces).values(id=1, name=TEAM))
        connection.execute(
            insert(translation.table), [row | {"id": i, "version": 1, "workspace": 1} for i in ids]
        )
        connection.execute(
            insert(places),
            [
                {"place": str(names[i]), "workspace": 1, "platform": "slack", "room": f"C{i}", "thread": ""}
                | {"next_at": now - timedelta(seconds=1)}
                for i in ids
            ],
        )
        sealed = [cipher.seal(codec.dump(Say(f"k{i}", names[i], MESSAGE), Errand)) for i in ids]
        connection.execute(
            insert(outbox),
            [
                waits | {"key": f"k{i}", "place": str(names[i]), "payload": p}
                for i, p in zip(ids, sealed, strict=True)
            ],
        )
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()


def delivered(url: str) -> int:
    engine = open_engine(url)
    with unit(engine, 10.0, writes=False) as connection:
        found = connection.scalar(
            select(func.count()).select_from(outbox).where(outbox.c.state == "delivered")
        )
    engine.dispose()
    return int(found or 0)


# --- the measuring ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Raced:
    """Seconds from the word go until all processes are done, those of a processor in all of them, and the longest that
    a loop of theirs was blocked.
    """

    took: float
    reckoned: float
    blocked: float


def _raced(context: Any, what: Any, args: Sequence[tuple[Any, ...]]) -> Raced:
    pipes, processes = [], []
    for some in args:
        mine, theirs = context.Pipe()
        process = context.Process(target=what, args=(*some, theirs), daemon=True)
        process.start()
        pipes.append(mine)
        processes.append(process)
    for pipe in pipes:
        pipe.recv()
    begin = perf_counter()
    for pipe in pipes:
        pipe.send("go")
    answers = [pipe.recv() for pipe in pipes]
    took = perf_counter() - begin
    for process in processes:
        process.join()
    return Raced(took, sum(a[1] for a in answers), max(a[0] for a in answers))


def run(folder: Path, posts: int = POSTS) -> Iterator[str]:
    del folder
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    server = context.Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    slack = f"http://127.0.0.1:{mine.recv()}/api/"
    channels = [f"C{i}" for i in range(1, posts + 1)]
    try:
        one_by_one = _raced(context, bare, [(slack, channels, 1)])
        alone = _raced(context, bare, [(slack, channels, AT_ONCE)])
        halves = [(slack, channels[n::WORKERS], AT_ONCE) for n in range(WORKERS)]
        together = _raced(context, bare, halves)
        with running_postgres() as url:
            key = Fernet.generate_key().decode()
            fill(url, key, posts)
            settings = {"als_database_url": url, "als_secret_keys": key, "slack_bot_token": TOKEN}
            settings |= {"slack_signing_secret": "x", "slack_app_token": "", "discord_token": ""}
            settings |= {"slack_api_url": slack}
            ours = _raced(context, works, [(f"w{n}", settings) for n in range(WORKERS)])
            done = delivered(url)
    finally:
        server.kill()
        server.join()
    assert done == posts, f"{done} of {posts} were delivered"
    yield (
        f"deliver: {posts} posts to {posts} channels by {WORKERS} workers on PostgreSQL in {ours.took:.2f} s "
        f"({posts / ours.took:.0f} a second), {100 * alone.took / ours.took:.0f} % of one bare client "
        f"with {AT_ONCE} on their way ({posts / alone.took:.0f} a second; aim 70), "
        f"{100 * one_by_one.took / ours.took:.0f} % of one that posts one after another "
        f"({posts / one_by_one.took:.0f}), {100 * together.took / ours.took:.0f} % of {WORKERS} "
        f"({posts / together.took:.0f}); of a processor {1e6 * ours.reckoned / posts:.0f} µs a post, "
        f"the bare client {1e6 * alone.reckoned / posts:.0f}; a loop was blocked for {1000 * ours.blocked:.0f} ms "
        f"at most, the bare client's for {1000 * alone.blocked:.0f}"
    )


def main() -> None:
    told = argparse.ArgumentParser(prog="python -m bench.deliver")
    told.add_argument("--posts", type=int, default=POSTS)
    for line in run(Path(), told.parse_args().posts):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
