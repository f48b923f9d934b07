"""Rounds of killing: workers and askers on one record, killed at named points and at random, then a census."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import signal
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import select

from adapters.database.cipher import Cipher
from adapters.database.engine import open_engine, unit
from adapters.database.keeping import check_key
from adapters.database.migrate import migrate
from adapters.database.promises import outbox
from adapters.database.store import SqlStore
from bot.carrying import At
from bot.wiring import clock
from core.message import Own, Room
from core.names import SetId
from core.request import Spot
from core.rules.life.learning_set import LearningSet
from core.rules.life.person import Person
from tests.adapters.record import a_person, a_set
from tests.chaos.children import Death, Fast, Ground, ask, deliver
from tests.chaos.platforms import Ours, empty_settings, twice

INSIDE = (At.AFTER_SEND, At.BEFORE_RECORD)  # what was sent is not written down yet
OUTSIDE = (At.CLAIMED, At.BEFORE_SEND, At.AFTER_RECORD)
PLACES = 120
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


@dataclass
class Census:
    """What became of everything that was asked for. Killed is by cause; the others count errands."""

    name: str
    asked: int = 0
    killed: Counter[str] = field(default_factory=Counter)
    askers_killed: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: Counter[str] = field(default_factory=Counter)
    dropped: list[str] = field(default_factory=list)
    beyond: int = 0  # of both: taken over later than the platform remembers a nonce
    disorder: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        by = ", ".join(f"{n} {cause}" for cause, n in sorted(self.killed.items()))
        return (
            f"{self.name}: {self.killed.total()} kills of workers ({by}), "
            f"{self.askers_killed} of askers; {self.asked} errands: {len(self.lost)} lost, "
            f"{self.doubled.total()} doubled, {len(self.dropped)} dropped ({self.beyond} of them beyond a nonce's life), {self.disorder} out of order"
        )


def prepared(url: str, ours: Ours, fast: Fast) -> Ground:
    """A record with rooms that are open, and people."""
    key = Fernet.generate_key().decode()
    engine = open_engine(url)
    migrate(engine)
    check_key(engine, Cipher([key]))
    store = SqlStore(engine, Cipher([key]))
    sets, people = [], []
    with store.work(ours.workspace, fast.now(), wait=10.0) as work:
        for n in range(PLACES):
            person = replace(a_person(f"P{n}"), platform=ours.platform, account=ours.person(f"P{n}"))
            people.append(work.of(Person).add(person).id)
            s = replace(a_set(people[-1]), platform=ours.platform, name=Own(f"Set {n}"))
            sets.append(SetId(work.of(LearningSet).add(s).id))
            work.opened(Room(sets[-1]), Spot(ours.platform, ours.room(f"set-{n}")))
    engine.dispose()
    return Ground(url, key, ours.workspace, tuple(sets), tuple(people))


def forking() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.chaos.children"])
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
        self.numbers += 1
        process = self.context.Process(target=what, args=(f"p{self.numbers}", *args), daemon=True)
        process.start()
        return process

    def _settings(self) -> dict[str, Any]:
        record = {"als_database_url": self.ground.url, "als_secret_keys": self.ground.key}
        return {**empty_settings(), **self.ours.settings(), **record}

    def worker(self, death: Death | None = None) -> ForkServerProcess:
        return self._start(deliver, self._settings(), self.fast, death, self.plan.most)

    async def run(self) -> None:
        """Kills until there were as many as planned, each slot of a process on its own."""
        slots = [self._killing_worker() for _ in range(self.plan.workers)]
        askers = [asyncio.ensure_future(self._killing_asker()) for _ in range(self.plan.askers)]
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
        many = 30 if point in (At.BEFORE_SEND, At.AFTER_SEND) else 6  # the others are met once a batch
        return Death(point, self.chance.randint(1, many))

    async def _killing_worker(self) -> None:
        while not self._enough():
            death = self._dies_how()
            process = self.worker(death)
            gone = await self._ended(process, 3.0 if death is not None else self.chance.uniform(0.1, 1.0))
            cause = f"{death.point}" if death is not None and gone else "at random"
            if not gone:
                process.kill()
                await self._ended(process, 10.0)
                if not self.plan.at_random:
                    continue  # it never came to its point
            assert process.exitcode == -signal.SIGKILL, f"a worker ended by itself: {process.exitcode}"
            self.census.killed[cause] += 1

    async def _killing_asker(self) -> None:
        """Somebody always asks; now and then they are killed in the midst of it."""
        process = None
        try:
            while True:
                process = self._start(ask, self.ground, self.fast, self.plan.pause, 1_000_000)
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
        engine, process = open_engine(self.ground.url), self.worker()
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
        return counted(killing)
    finally:
        await ours.stop()


def counted(killing: Killing) -> Census:
    census, c = killing.census, outbox.c
    engine = open_engine(killing.ground.url)
    with unit(engine, 10.0, writes=False) as connection:
        rows = connection.execute(
            select(c.id, c.key, c.state, c.reason, c.unsure_at, c.done_at).order_by(c.id)
        ).all()
    engine.dispose()
    said = killing.ours.standing()
    on_discord = said and said[0][0].isdigit()
    names = {str(row.id) if on_discord else row.key: row for row in rows}
    stands = {name for name, _ in said}
    census.asked = len(rows)
    census.doubled = twice(said)
    census.beyond = killing.ours.forgotten()
    for name, row in names.items():
        if row.state == "aside" and row.reason == "unsure":
            census.dropped.append(name)
            census.beyond += row.done_at - row.unsure_at > killing.ours.remembers
        elif name not in stands or row.state != "delivered":
            census.lost.append(f"{name} {row.state} {row.reason}")
    census.disorder = _disorder(said, {name: row.id for name, row in names.items()})
    census.wrong = [*killing.ours.wrong(), *sorted(stands - set(names))]
    return census


def _disorder(said: list[tuple[str, str]], order: dict[str, int]) -> int:
    """Errands that were first said after a later one of their place."""
    seen: set[str] = set()
    last: dict[str, int] = {}
    wrong = 0
    for name, place in said:
        if name in seen or name not in order:
            continue
        seen.add(name)
        wrong += order[name] < last.get(place, 0)
        last[place] = max(order[name], last.get(place, 0))
    return wrong


def fast(rate: float) -> Fast:
    return Fast(clock(), rate)
