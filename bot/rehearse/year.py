"""A year of some sets on one worker: founded, begun, met, paused, ended and renewed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from random import Random
from time import process_time

from bot.rehearse import cast as casting
from bot.rehearse.bare import Journal
from bot.rehearse.cast import Cast
from bot.rehearse.dial import Dial
from bot.rehearse.people import People
from bot.rehearse.worker import Calm, Worker
from bot.rehearse.world import World
from core.names import Platform
from core.request import Reply, Request, Spot
from core.rules.calendar.clock import wall

DAY = timedelta(days=1)


class OneWorker:
    """The bot as one process that is always awake."""

    def __init__(self, world: World, full: Callable[[Journal], None] = lambda _: None) -> None:
        """`full` is told when what is to be done again is known before the end."""
        self._world = world
        self._full = full
        transports = {platform: Calm(chat) for platform, chat in world.platforms.items()}
        dice = Random(f"{world.seed}/jitter")  # noqa: S311 - a rehearsal's dice, not secrets
        self.worker = Worker(
            "rehearsal", world.engine, world.cipher, transports, world.clock, dice, world.bug, world.witness
        )
        self._dial = Dial(world.engine)
        self.journal = Journal()
        self._loop = asyncio.new_event_loop()

    def handle(self, request: Request) -> Reply:
        self._write(request)
        return self.worker.app.handle(request, self._world.now)

    def look(self) -> None:
        self._write(None)
        self.worker.heartbeat.beat(self._world.now)
        self._world.counts["posts"] += self._loop.run_until_complete(self.worker.courier.carry())

    def next_at(self) -> datetime | None:
        return self._dial.next_at()

    def rested(self, until: datetime) -> None:
        self.worker.heartbeat.rested(until)

    def close(self) -> None:
        self.end_journal()
        self._dial.close()
        self._loop.close()

    def _write(self, request: Request | None) -> None:
        if not self.journal.received:
            if self.journal.full:
                self.end_journal()
                self._full(self.journal)
            else:
                self.journal.entries.append((self._world.now, request))

    def end_journal(self) -> None:
        """What has been written down so far is what is done again."""
        if not self.journal.received:
            self.journal.seconds = process_time() - self.journal.began
            self.journal.transactions = self._world.counts["transactions"]
            self.journal.received = [tuple(c.log) for c in self._world.platforms.values()]


class Founding:
    """Each set is founded in private, asked in once its room is open, and begun when enough have accepted."""

    def __init__(self, world: World, people: People, weeks: int) -> None:
        self._world = world
        self._people = people
        self._weeks = weeks

    def plan(self, casts: list[Cast]) -> None:
        for cast in casts:
            self._world.after(600 * cast.number, partial(self._found, cast))

    def _found(self, cast: Cast) -> None:
        plan, founder = cast.plan, cast.founder
        today = wall(self._world.now, plan.zones[0])[0]
        first = today + timedelta(days=7 + (plan.weekday - today.weekday()) % 7)
        last = first + timedelta(weeks=min(24, max(2, self._weeks - 2)))
        line = (
            f'"{cast.name}" {plan.rhythm} {plan.zones[0]} for {plan.minutes} minutes from {first} to {last}'
        )
        private = Spot(cast.platform, f"D{founder.account}", private=True)
        self._people.ask(founder, private, "set new", line)
        self._world.after(5, lambda: self._invite(cast))

    def _invite(self, cast: Cast) -> None:
        chat = self._world.platforms[cast.platform]
        mine = [
            r.id for r in chat.log if r.what == "opens room" and cast.founder.account in chat.members[r.id]
        ]
        if not mine:
            self._world.after(60, lambda: self._invite(cast))
            return
        cast.room = mine[-1]
        spot, plan = Spot(cast.platform, cast.room), cast.plan
        if not plan.first:
            self._people.types(cast.founder, spot, "set settings first no")
        if plan.mode != "written":
            self._people.types(cast.founder, spot, f"set settings mode {plan.mode}")
        if plan.region:
            self._people.types(cast.founder, spot, f"set settings region {plan.region}")
        if not plan.facilitator:
            self._people.types(cast.founder, spot, "set role ourselves")
        names = " ".join(f"@{p.name}" for p in cast.people)
        self._people.ask(cast.founder, spot, "set invite", names, meant=tuple(cast.people))
        self._world.after(2 * DAY.total_seconds(), lambda: self._begin(cast))

    def _begin(self, cast: Cast) -> None:
        reply = self._people.ask(cast.founder, Spot(cast.platform, cast.room), "set begin")
        if reply is None or any(m.kind == "refused.too_few" for m in reply.messages):
            self._people.invite_more(cast)
            self._world.after(DAY.total_seconds(), lambda: self._begin(cast))


def perform(
    world: World,
    sets: int,
    weeks: int,
    platforms: tuple[Platform, ...],
    tick: Callable[[], None] = lambda: None,
) -> list[Cast]:
    """The whole of it; `tick` is told of every step."""
    until = world.now + timedelta(weeks=weeks)
    dice = Random(f"{world.seed}/cast")  # noqa: S311 - a rehearsal's dice, not secrets
    casts = casting.make(sets, platforms, world.now.date(), weeks, dice)
    people = People(world, casts)
    Founding(world, people, weeks).plan(casts)
    people.live(until)
    world.run(until, tick)
    return casts
