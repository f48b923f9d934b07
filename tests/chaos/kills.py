"""Rounds of killing: workers and askers on one record, killed at named points and at random, then a census."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Any

from sqlalchemy import select

from adapters.database.engine import open_engine, unit
from adapters.database.promises import outbox
from bot.carrying import At
from bot.wiring import clock
from tests.chaos.asking import ask
from tests.chaos.census import Census, count
from tests.chaos.children import Death, Fast, deliver
from tests.chaos.ground import Ground, prepared
from tests.chaos.platforms import Ours, empty_settings

INSIDE = (At.AFTER_SEND, At.BEFORE_RECORD)  # what was sent is not written down yet
OUTSIDE = (At.CLAIMED, At.BEFORE_SEND, At.AFTER_RECORD)
LATEST = 90.0  # seconds until everything must be delivered once nobody is killed any more


@dataclass(frozen=True)
class Plan:
    """`points` are where workers kill themselves; with `at_random` they are killed from outside as well, and so are
    those who ask.
    """

    kills: int
    workers: int
    askers: int
    points: Sequence[At] = (*INSIDE, *OUTSIDE)
    at_random: bool = True
    pause: float = 0.02  # seconds between two things that one process asks for
    rate: float = 20.0
    most: int = 100  # errands that a worker has in hand at once
    seed: int = 1


def forking() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.chaos.asking"])
    return context


@dataclass
class Killing:
    plan: Plan
    ours: Ours
    ground: Ground
    fast: Fast
    census: Census
    context: ForkServerContext = field(default_factory=forking)
    numbers: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.plan.seed)

    def _start(self, what: Any, *args: Any) -> ForkServerProcess:
        process = self.context.Process(target=what, args=args, daemon=True)
        process.start()
        return process

    def _settings(self) -> dict[str, Any]:
        record = {"als_database_url": self.ground.url, "als_secret_keys": self.ground.key}
        return {**empty_settings(), **self.ours.settings(), **record}

    def worker(self, death: Death | None, most: int) -> ForkServerProcess:
        self.numbers += 1
        name = f"p{self.numbers}"
        return self._start(deliver, name, self._settings(), self.fast, death, most)

    async def run(self) -> None:
        """Kills until there were as many as planned, each slot of a process on its own."""
        slots = [self._killing_worker() for _ in range(self.plan.workers)]
        askers = [asyncio.ensure_future(self._killing_asker(f"a{n}")) for n in range(self.plan.askers)]
        await asyncio.gather(*slots)
        for task in askers:
            task.cancel()
        await asyncio.gather(*askers, return_exceptions=True)

    def _enough(self) -> bool:
        return self.census.killed.total() >= self.plan.kills

    def _dies_how(self) -> Death | None:
        """At a named point, or (None) whenever it is killed from outside."""
        if self.plan.at_random and self.chance.random() < 0.3:
            return None
        point = self.chance.choice(self.plan.points)
        of_each = point in (At.BEFORE_SEND, At.AFTER_SEND)  # the others are met once a batch
        many = 30 if of_each and self.plan.most > 1 else 6
        return Death(point, self.chance.randint(1, many))

    async def _killing_worker(self) -> None:
        while not self._enough():
            death = self._dies_how()
            process = self.worker(death, self.plan.most)
            gone = await self._ended(process, 3.0 if death is not None else self.chance.uniform(0.1, 1.0))
            cause = f"{death.point}" if death is not None and gone else "at random"
            if not gone:
                process.kill()
                await self._ended(process, 10.0)
                if not self.plan.at_random:
                    continue  # it never came to its point
            assert process.exitcode == -signal.SIGKILL, f"a worker ended by itself: {process.exitcode}"
            self.census.killed[cause] += 1

    async def _killing_asker(self, name: str) -> None:
        """Somebody of this name always asks; now and then they are killed in the midst of it."""
        process = None
        try:
            while True:
                process = self._start(ask, name, self.ground, self.fast, self.plan.pause, 1_000_000)
                await asyncio.sleep(self.chance.uniform(1.0, 3.0) if self.plan.at_random else 3600)
                process.kill()
                self.census.askers_killed += 1
                await self._ended(process, 10.0)
        finally:
            if process is not None:
                process.kill()
                process.join()

    async def _ended(self, process: ForkServerProcess, seconds: float) -> bool:
        until = asyncio.get_running_loop().time() + seconds
        while process.is_alive():
            if asyncio.get_running_loop().time() > until:
                return False
            await asyncio.sleep(0.01)
        process.join()
        return True

    async def drain(self) -> None:
        """One worker that nobody kills has everything that waits delivered, and ends by SIGTERM."""
        engine, process = open_engine(self.ground.url), self.worker(None, Plan.most)
        waiting = select(outbox.c.id).where(outbox.c.done_at.is_(None)).limit(1)
        for _ in range(int(LATEST / 0.1)):
            with unit(engine, 10.0, writes=False) as connection:
                if connection.scalar(waiting) is None:
                    break
            await asyncio.sleep(0.1)
        engine.dispose()
        process.terminate()
        assert await self._ended(process, 10.0), "a worker did not stop within ten seconds"
        assert process.exitcode == 0, f"a worker ended with {process.exitcode}"


async def round_of(name: str, url: str, ours: Ours, fast: Fast, plan: Plan) -> Census:
    await ours.start()
    try:
        killing = Killing(plan, ours, prepared(url, ours, fast), fast, Census(f"{name}, {ours.name}"))
        await killing.run()
        await killing.drain()
        count(killing.census, killing.ground, ours)
        return killing.census
    finally:
        await ours.stop()


def fast(rate: float) -> Fast:
    return Fast(clock(), rate)
