"""`/als present` on Discord, to its first answer with the change committed, beside a bare discord.py on the same fake
server; and what memory becomes of interactions and of guilds.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from adapters.discord import permissions
from bench.many_sets import EACH, account, build, room_of, turns_begun
from bench.slack import Server, started
from bot.wiring import clock
from core.names import Platform
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord.client import Client
from tests.fakes.discord.permissions import EVERYBODY, P
from tests.fakes.discord.world import TEXT, Channel, Guild, User

ROUNDS, WARM = 80, 20
INTERACTIONS, BATCH = 10_000, 20
GUILDS, CHANNELS = 1_000, 20


def run(folder: Path) -> Iterator[str]:
    yield from asyncio.run(_run(folder))


class Place:
    """A guild with a bot in it, in a process of its own."""

    def __init__(self, sets: int, *, guilds: int = 0) -> None:
        self.fake = FakeDiscord(clock)
        self.people = Client(self.fake)
        world = self.fake.world
        self.guild = world.guild("Ward", EVERYBODY | P(permissions.bits()))
        for i in range(sets):
            who = account(i * EACH + 1, Platform.DISCORD)
            world.users[who] = User(who, f"p{i}", f"Person {i * EACH + 1}")
            world.joins(self.guild, world.users[who])
            room = room_of(i, Platform.DISCORD)
            world.channels[room] = Channel(room, TEXT, f"set-{i}", self.guild.id)
        for n in range(guilds):
            self._add(world.guild(f"Guild {n}"))

    def _add(self, guild: Guild) -> None:
        for n in range(CHANNELS):
            self.fake.world.channel(guild, f"channel-{n}")

    @asynccontextmanager
    async def with_bot(self, kind: str, path: Path) -> AsyncIterator[Server]:
        await self.fake.start()
        try:
            args = ["bench.served_discord", kind, str(path), self.fake.url, self.fake.gateway.url]
            async with started(args) as server:
                await self.fake.gateway.until_ready()
                yield server
        finally:
            await self.fake.stop()

    async def types(self, i: int, path: list[str], **options: str) -> float:
        """Seconds until the first answer."""
        world = self.fake.world
        user, room = (
            world.users[account(i * EACH + 1, Platform.DISCORD)],
            world.channels[room_of(i, Platform.DISCORD)],
        )
        begin = perf_counter()
        done = await self.people.command(user, room, ["als", *path], options)
        assert done.answer, "nobody answered"
        return perf_counter() - begin


async def _run(folder: Path) -> list[str]:
    sets = WARM + ROUNDS
    whole, bare = Place(sets), Place(sets)
    path = folder / "discord.sqlite3"
    build(path, sets, {}, Platform.DISCORD, whole.guild.id).engine.dispose()
    async with whole.with_bot("whole", path) as ours, bare.with_bot("bare", folder / "bare"):
        lines = await _one_by_one(whole, bare)
        assert turns_begun(path) == sets, "not everybody presents"
        lines += await _memory(whole, ours)
    many = Place(sets, guilds=GUILDS)
    fresh = folder / "guilds.sqlite3"
    build(fresh, 1, {}, Platform.DISCORD, many.guild.id).engine.dispose()
    lines += await _guilds(many, fresh, folder)
    return lines


async def _one_by_one(whole: Place, bare: Place) -> list[str]:
    ours, theirs = [], []
    for i in range(WARM + ROUNDS):
        ours.append(await whole.types(i, ["present"], words="My team will not delegate"))
        theirs.append(await bare.types(i, ["present"], words="My team will not delegate"))
    mine, floor = median(ours[WARM:]) * 1e3, median(theirs[WARM:]) * 1e3
    return [
        f"Discord, /als present {mine:5.2f} ms   to the first answer; bare discord.py {floor:.2f} ms",
        f"                     {mine - floor:+5.2f} ms   (aim: at most +3)",
    ]


async def _memory(whole: Place, server: Server) -> list[str]:
    paths = (["home"], ["action", "list"], ["rules", "show"], ["help"])
    before = 0.0
    for n in range(0, INTERACTIONS, BATCH):
        await asyncio.gather(*(whole.types(i, paths[(n // BATCH + i) % len(paths)]) for i in range(BATCH)))
        whole.fake.world.interactions.clear()
        whole.fake.world.events.clear()
        whole.fake.world.messages.clear()
        if n == INTERACTIONS // 5:
            before = server.megabytes
    after = server.megabytes
    return [
        f"  {INTERACTIONS:,} interactions {after:5.1f} MB   {after - before:+.1f} MB over the last four fifths (aim: flat)"
    ]


async def _guilds(many: Place, path: Path, folder: Path) -> list[str]:
    async with many.with_bot("whole", path) as server:
        await asyncio.sleep(5)
        with_many = server.megabytes
    one = Place(1)
    few = folder / "few.sqlite3"
    build(few, 1, {}, Platform.DISCORD, one.guild.id).engine.dispose()
    async with one.with_bot("whole", few) as server:
        await asyncio.sleep(5)
        with_one = server.megabytes
    return [
        f"  {GUILDS:,} guilds more    {with_many - with_one:+5.1f} MB   {CHANNELS} channels each (aim: below 30)"
    ]
