"""Signed `/als present` over HTTP, to the acknowledgement with the change committed, beside a bare Bolt."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import random
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import aiohttp

from bench.many_sets import EACH, NOW, build, turns_begun
from bot.wiring import clock
from core.names import Platform
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.server import written
from tests.fakes.slack.world import SIGNING_SECRET, TEAM, User

ROUNDS, WARM = 80, 20  # one after another
AT_ONCE, TIMES = 20, 8  # people in the same instant, and how often
PRESSES = 300  # of 20 people who each do something once a second, at any moment
COMMANDS = 10_000


@dataclass
class Server:
    """`now` is its clock: the whole bot lives at the instant of its record."""

    process: subprocess.Popen[str]
    url: str
    now: Callable[[], datetime]

    @property
    def megabytes(self) -> float:
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * 4096 / 1e6


def _begun(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@asynccontextmanager
async def started(args: list[str], now: Callable[[], datetime] = clock) -> AsyncIterator[Server]:
    """A process of ours, once it has told its port; it ends when we close its input."""
    process = await asyncio.to_thread(_begun, [sys.executable, "-m", *args])
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        port = int(await asyncio.to_thread(process.stdout.readline))
        yield Server(process, f"http://127.0.0.1:{port}/slack/events", now)
    finally:
        process.stdin.close()
        await asyncio.to_thread(process.wait, 10)


def _then() -> datetime:
    return NOW


def signed(body: str, at: datetime) -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    digest = hmac.new(SIGNING_SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    form = "application/x-www-form-urlencoded"
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}", "Content-Type": form}


def _server(kind: str, path: Path, api: str) -> AbstractAsyncContextManager[Server]:
    return started(["bench.served", kind, str(path), api], _then if kind == "whole" else clock)


class People:
    """Those who type. Each has a set of their own, and is the first of its people."""

    def __init__(self, slack: FakeSlack, session: aiohttp.ClientSession) -> None:
        self._slack = slack
        self._session = session
        self._number = 0

    async def type(self, to: Server, who: int, text: str) -> float:
        """Seconds until the acknowledgement."""
        self._number += 1
        user = f"U{who * EACH + 1:05d}"
        body = {
            "command": "/als", "text": text, "user_id": user, "user_name": user, "team_id": TEAM,
            "channel_id": f"C{who + 1:05d}", "trigger_id": f"{to.url}{self._number}",
            "response_url": self._slack.url.replace("/api/", "/response/none"),
        }  # fmt: skip
        data = written("slash_commands", body)
        headers = signed(data, to.now())
        begin = perf_counter()
        async with self._session.post(to.url, data=data, headers=headers) as answer:
            said = await answer.read()
        took = perf_counter() - begin
        assert answer.status == 200, (answer.status, said)
        assert b"blocks" not in said or text != PRESENT, said  # it begins: nothing needs to be answered
        return took


PRESENT = "present My team will not delegate"


def run(folder: Path) -> Iterator[str]:
    yield from asyncio.run(_run(folder))


async def _run(folder: Path) -> list[str]:
    sets = WARM + ROUNDS + AT_ONCE * TIMES + PRESSES
    path = folder / "slack.sqlite3"
    build(path, sets, {}, Platform.SLACK).engine.dispose()
    slack = FakeSlack(lambda: NOW)
    for n in range(sets * EACH):
        slack.world.users[f"U{n + 1:05d}"] = User(f"U{n + 1:05d}", f"u{n}", f"Person {n + 1}")
    async with AsyncExitStack() as stack:
        await slack.start()
        stack.push_async_callback(slack.stop)
        session = await stack.enter_async_context(aiohttp.ClientSession())
        whole, at_once, default = [
            await stack.enter_async_context(
                _server(kind, path if kind == "whole" else folder / kind, slack.url)
            )
            for kind in ("whole", "at once", "default")
        ]
        people = People(slack, session)
        for who in range(sets):
            await people.type(whole, who, "help")  # they have been here before: their profiles are known
        return [
            *await _one_by_one(people, whole, at_once, default),
            *await _many(people, whole, at_once, path),
            *await _memory(people, whole),
        ]


async def _one_by_one(people: People, whole: Server, at_once: Server, default: Server) -> list[str]:
    taken: dict[str, list[float]] = {"whole": [], "at once": [], "default": []}
    for who in range(WARM + ROUNDS):
        for name, to in (("whole", whole), ("at once", at_once), ("default", default)):
            taken[name].append(await people.type(to, who, PRESENT))
    ours, floor, usual = (median(t[WARM:]) * 1e3 for t in taken.values())
    return [
        f"Slack, /als present  {ours:5.2f} ms   to the acknowledgement; bare Bolt {floor:.2f} ms, as it comes {usual:.2f} ms",
        f"                     {ours - floor:+5.2f} ms   (aim: at most +3), and {ours / usual:.2f} × of Bolt as it comes (aim: 0.5)",
    ]


async def _many(people: People, whole: Server, at_once: Server, path: Path) -> list[str]:
    first, together, bare = WARM + ROUNDS, [], []
    for time in range(TIMES):
        who = range(first + time * AT_ONCE, first + (time + 1) * AT_ONCE)
        together += await asyncio.gather(*(people.type(whole, w, PRESENT) for w in who))
        bare += await asyncio.gather(*(people.type(at_once, w, PRESENT) for w in who))
    first += TIMES * AT_ONCE
    chance = random.Random(1)
    apart = await asyncio.gather(
        *(_later(people, whole, first + n, chance.random() * PRESSES / AT_ONCE) for n in range(PRESSES))
    )
    assert turns_begun(path) == first + PRESSES, "not everybody presents"
    return [
        f"  {AT_ONCE} people at once  {_p99(apart):6.1f} ms   p99, each once a second (aim: 25); median {median(apart) * 1e3:.1f} ms",
        f"  in one instant     {_p99(together):6.1f} ms   p99; median {median(together) * 1e3:.1f} ms; bare Bolt {_p99(bare):.1f} ms",
    ]


async def _later(people: People, to: Server, who: int, after: float) -> float:
    await asyncio.sleep(after)
    return await people.type(to, who, PRESENT)


def _p99(taken: list[float]) -> float:
    return quantiles(taken, n=100)[98] * 1e3


async def _memory(people: People, whole: Server) -> list[str]:
    texts = ("home", "agenda", "learned note Different is not worse", "list", "rota", "help")
    before = 0.0
    for n in range(0, COMMANDS, AT_ONCE):
        await asyncio.gather(
            *(people.type(whole, w, texts[(n // AT_ONCE + w) % len(texts)]) for w in range(AT_ONCE))
        )
        if n == COMMANDS // 5:
            before = whole.megabytes
    after = whole.megabytes
    return [
        f"  {COMMANDS:,} commands    {after:6.1f} MB   {after - before:+.1f} MB over the last four fifths (aim: flat)"
    ]
