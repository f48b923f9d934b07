"""Several processes of the bot on one record, in one thread: each goes on where the dice let it, and may end anywhere."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bot.courier import Courier
from bot.rehearse.adversary import Adversary, Crash, Troubled
from bot.rehearse.dial import Dial
from bot.rehearse.worker import Worker
from bot.rehearse.world import World
from core.request import Reply, Request

LOOKS = 0.75  # how likely a process looks whether anything is to be carried, when anything happens
SETTLED = 6  # turns of the loop in which everything that was let go on has come to its next gate


class QuietLoop(asyncio.BaseEventLoop):
    """An event loop without sockets, files or time: what is ready runs, in the order in which it became so."""

    def __init__(self) -> None:
        super().__init__()
        self._selector = self
        self.set_exception_handler(lambda _loop, _context: None)  # a dead process tells nobody

    def select(self, timeout: float | None) -> list[Any]:
        del timeout
        return []

    def _process_events(self, event_list: list[Any]) -> None:
        del event_list


class Process:
    """One worker, while it lives; and its successor, after a while."""

    def __init__(self, name: str, several: Several) -> None:
        self.name = name
        self.skew = timedelta(0)
        self.back_at: datetime | None = None
        self.carrying: asyncio.Task[int] | None = None
        self._several = several
        self._starts = 0
        self._start()

    def _start(self) -> None:
        self._starts += 1
        life = Life(self, self._several, self._starts)
        self.life = life
        self.worker = life.worker

    @property
    def alive(self) -> bool:
        return self.back_at is None

    def clock(self) -> datetime:
        return self._several.world.now + self.skew

    def ends(self) -> None:
        """Killed: nothing that it had in hand goes on."""
        self.life.over = True
        if self.carrying is not None:
            self.carrying.cancel()
            self.carrying = None
        self.back_at = self._several.world.now + timedelta(seconds=self._several.dice.uniform(1, 90))

    def starts_again(self) -> None:
        self.back_at = None
        self._start()


class Life:
    """A process from its start to its end."""

    def __init__(self, process: Process, several: Several, number: int) -> None:
        self.over = False
        self._several = several
        world, adversary = several.world, several.adversary
        transports = {
            platform: Troubled(chat, adversary, self, process.clock)
            for platform, chat in world.platforms.items()
        }
        name = f"{process.name}/{number}"
        dice = Random(f"{world.seed}/{name}")  # noqa: S311 - a rehearsal's dice, not secrets
        self.worker = Worker(
            name, world.engine, world.cipher, transports, process.clock, dice, world.bug, world.witness,
            adversary.step, self.in_thread, several.courier,
        )  # fmt: skip

    async def gate(self) -> None:
        await self._several.turn()
        if self.over:
            raise Crash

    async def until(self, at: datetime) -> None:
        await self._several.until(at)
        if self.over:
            raise Crash

    async def in_thread(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Any:
        """What the courier does with the record; the process may end before it, or right after."""
        name = getattr(work, "__name__", "")
        await self.gate()
        self._several.adversary.delivering(f"before the courier's {name}")
        answer = work(*args, **more)
        self._several.adversary.delivering(f"after the courier's {name}")
        await self.gate()
        return answer


class Several:
    """The bot as several processes; two are enough for all that can come between them."""

    def __init__(
        self, world: World, adversary: Adversary, processes: int = 2, courier: type[Courier] = Courier
    ) -> None:
        self.world = world
        self.adversary = adversary
        self.courier = courier
        self.dice = Random(f"{world.seed}/several")  # noqa: S311 - a rehearsal's dice, not secrets
        self._dial = Dial(world.engine)
        self._loop = QuietLoop()
        self._gates: list[asyncio.Future[None]] = []
        self._sleeping: list[tuple[datetime, asyncio.Future[None]]] = []
        self._asleep_until = world.now
        self.processes = [Process(f"worker-{n + 1}", self) for n in range(processes)]

    # --- what the world asks of the bot

    def handle(self, request: Request) -> Reply | None:
        """By whichever process takes it; None where nobody did, or the answer never arrived."""
        alive = [p for p in self.processes if p.alive]
        if not alive or self._asleep_until > self.world.now:
            self.adversary.counts["nobody was there"] += 1
            return None
        process = self.dice.choice(alive)
        try:
            reply = process.worker.app.handle(request, process.clock())
        except Crash:
            self.world.note("crash", process.name, "handling")
            process.ends()
            return None
        return None if self.adversary.strikes("a reply lost", self.adversary.odds.reply_lost) else reply

    def look(self) -> None:
        self._something_befalls()
        if self._asleep_until > self.world.now:
            return
        for process in self.processes:
            if process.back_at is not None and process.back_at <= self.world.now:
                process.starts_again()
        awake = [at for at in self._sleeping if at[0] <= self.world.now]
        self._sleeping = [at for at in self._sleeping if at[0] > self.world.now]
        for _, future in awake:
            if not future.done():
                future.set_result(None)
        for process in self.dice.sample(self.processes, self.dice.randint(1, len(self.processes))):
            if process.alive:
                self._beat(process)
        self._run(self._all_carry())

    def next_at(self) -> datetime | None:
        if self._asleep_until > self.world.now:
            return self._asleep_until
        times = [self._dial.next_at(), *(p.back_at for p in self.processes)]
        times += [at for at, _ in self._sleeping]
        return min((t for t in times if t is not None), default=None)

    def rested(self, until: datetime) -> None:
        if self._asleep_until > self.world.now:
            return
        for process in self.processes:
            if process.alive:
                try:
                    process.worker.heartbeat.rested(until + process.skew)
                except Crash:
                    process.ends()

    def close(self) -> None:
        for process in self.processes:
            process.life.over = True
        self._run(self._all_end())
        self._dial.close()
        self._loop.close()

    # --- trouble between two steps

    def _something_befalls(self) -> None:
        a, now = self.adversary, self.world.now
        if a.strikes("the machine asleep", a.odds.asleep):
            self._asleep_until = now + timedelta(minutes=a.chance.uniform(3, 120))
            a.excuses.asleep.append((now, self._asleep_until))
        for platform in self.world.platforms:
            if a.strikes("a platform down", a.odds.down):
                a.down_until[platform] = now + timedelta(minutes=a.chance.uniform(1, 10))
        if a.strikes("a clock set", a.odds.skewed):
            self.dice.choice(self.processes).skew = timedelta(seconds=a.chance.uniform(-4, 4))

    def calm_down(self) -> None:
        """From now on nothing goes wrong."""
        self.adversary.calm = True
        self._asleep_until = self.world.now
        self.adversary.excuses.asleep = [
            (fell, min(woke, self.world.now)) for fell, woke in self.adversary.excuses.asleep
        ]
        for process in self.processes:
            process.skew = timedelta(0)

    def _beat(self, process: Process) -> None:
        try:
            process.worker.heartbeat.beat(process.clock())
        except Crash:
            self.world.note("crash", process.name, "beating")
            process.ends()

    # --- deliveries, interleaved

    async def turn(self) -> None:
        """Wait until the dice say that it goes on here."""
        future: asyncio.Future[None] = self._loop.create_future()
        self._gates.append(future)
        await future

    async def until(self, at: datetime) -> None:
        future: asyncio.Future[None] = self._loop.create_future()
        self._sleeping.append((at, future))
        await future

    async def _all_carry(self) -> None:
        for process in self.processes:
            if process.alive and process.carrying is None and self.dice.random() < LOOKS:
                process.carrying = self._loop.create_task(process.worker.courier.carry())
            elif process.carrying is not None:
                process.worker.courier.stir()
        while True:
            for _ in range(SETTLED):
                await asyncio.sleep(0)
            self._gather()
            if not self._gates:
                return
            future = self._gates.pop(self.dice.randrange(len(self._gates)))
            if not future.done():
                future.set_result(None)

    def _gather(self) -> None:
        """What has ended: well, or with its process."""
        for process in self.processes:
            task = process.carrying
            if task is None or not task.done():
                continue
            process.carrying = None
            if task.cancelled():
                continue
            error = task.exception()
            if isinstance(error, Crash):
                self.world.note("crash", process.name, "carrying")
                process.ends()
            elif error is not None:
                self.world.bug(error, None)
            else:
                self.world.counts["posts"] += task.result()

    async def _all_end(self) -> None:
        for future in (*self._gates, *(f for _, f in self._sleeping)):
            if not future.done():
                future.set_result(None)
        for _ in range(SETTLED):
            await asyncio.sleep(0)
        left = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _run(self, what: Coroutine[Any, Any, None]) -> None:
        self._loop.run_until_complete(what)
