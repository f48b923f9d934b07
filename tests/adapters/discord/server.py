"""A server with the bot in it, its line open, and people who do things there: on one loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from adapters.discord.permissions import bits
from bot.on_discord import Discord
from bot.settings import Settings
from bot.stage import BEGIN, SimulatedClock
from bot.wiring import Bot, build
from core.request import Request
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord.client import Client
from tests.fakes.discord.permissions import P
from tests.fakes.discord.world import TOKEN, Body, Channel, Guild, Interaction, Stored, User
from tests.fresh import fresh

KEY = "c3BlYWtpbmctb2YtYWN0aW9uLWxlYXJuaW5nLXNldHM="  # a test's own
FOUNDING = (
    '"Ward leaders" every 4 weeks on Tuesday 10:00 Europe/London for 90 minutes from 2027-03-02 to 2027-12-31'
)
MEMBERS = ("Ana", "Ben", "Chidi", "Dora")


@dataclass
class Server:
    discord: FakeDiscord
    clock: SimulatedClock
    bot: Bot
    guild: Guild
    lobby: Channel
    people: Client
    bugs: list[BaseException]
    line: "asyncio.Task[None] | None" = field(default=None)

    @property
    def ours(self) -> Discord:
        assert self.bot.discord is not None
        return self.bot.discord

    @property
    def room(self) -> Channel:
        return next(c for c in self.discord.world.channels.values() if c.name == "ward-leaders")

    @property
    def threads(self) -> list[Channel]:
        return [c for c in self.discord.world.channels.values() if c.is_thread]

    def user(self, name: str) -> User:
        user = self.discord.world.user(name)
        self.discord.world.joins(self.guild, user)
        return user

    async def connect(self, *, ready: bool = True) -> None:
        """As the supervisor does: the line is begun again whenever it ends."""

        async def for_ever() -> None:
            while True:
                await self.ours.line()
                await asyncio.sleep(0)

        self.line = asyncio.ensure_future(for_ever())
        if ready:
            await self.discord.gateway.until_ready(self.discord.gateway.identifies + 1)

    async def settle(self) -> None:
        await self.ours.answers.finish()
        await self.bot.courier.carry()
        await self.ours.answers.finish()

    async def passes(self, **spans: int) -> None:
        """Time goes by, and the bot is awake."""
        to = self.clock.now + timedelta(**spans)
        while (following := self._next()) is not None and following <= to:
            self.clock.now = max(following, self.clock.now)
            self.bot.heartbeat.rested(self.clock.now)
            self.bot.heartbeat.beat(self.clock.now)
            await self.settle()
        self.clock.now = to
        self.bot.heartbeat.rested(to)
        await self.settle()

    def _next(self) -> datetime | None:
        times = (self.bot.store.next_wake(), self.bot.outbox.next_at())
        upcoming = min((t for t in times if t is not None), default=None)
        if upcoming is not None and upcoming <= self.clock.now:
            return self.clock.now + timedelta(seconds=1)
        return upcoming

    async def says(
        self, name: str, path: str, where: Channel | None = None, **options: object
    ) -> Interaction:
        made = await self.people.command(
            self.user(name), where or self.lobby, ["als", *path.split()], dict(options)
        )
        await self.settle()
        return made

    async def presses(self, name: str, label: str) -> Interaction:
        stored, button = self.button(name, label)
        made = await self.people.press(self.user(name), stored, button)
        await self.settle()
        return made

    def button(self, name: str, label: str) -> tuple[Stored, Body]:
        user = self.user(name)
        for stored in reversed(self.discord.world.messages):
            for button in buttons(stored.components):
                if button["label"] == label and self.people.sees(user, stored):
                    return stored, button
        raise AssertionError(f"{name} sees no [{label}] in {self.texts()[-3:]}")

    def texts(self, channel: Channel | None = None) -> list[str]:
        """What stands for all who are there, as its words."""
        return [
            text(s.components)
            for s in self.discord.world.messages
            if not s.only_for and (channel is None or s.channel == channel.id)
        ]

    def only_for(self, name: str) -> list[str]:
        """The answers that one person alone saw."""
        user = self.user(name)
        return [text(s.components) for s in self.discord.world.messages if s.only_for == user.id]

    def direct(self, name: str) -> list[str]:
        return self.texts(self.discord.world.direct(self.user(name)))

    async def founded(self) -> None:
        """Four in a set that Eve facilitates, begun."""
        await self.says("Eve", "set new", words=FOUNDING)
        await self.says("Eve", "set settings", words="first no")
        for name in MEMBERS:
            self.user(name)
        await self.invites()
        for name in MEMBERS:
            await self.presses(name, "Accept")
        await self.presses("Eve", "Begin")

    async def invites(self) -> None:
        await self.says("Eve", "set invite", people=" ".join(f"<@{self.user(n).id}>" for n in MEMBERS))

    async def presenting(self) -> None:
        """Ana's turn is open, and its thread."""
        await self.says("Ana", "present", self.room, words="My team will not delegate")
        await self.presses("Ana", "Now")


def buttons(components: list[Body]) -> list[Body]:
    return [b for c in components for b in ([c] if c.get("type") == 2 else buttons(c.get("components", [])))]


def text(components: list[Body]) -> str:
    parts = []
    for c in components:
        parts += [c["content"]] if "content" in c else []
        parts += [f"[{c['label']}]"] if "label" in c else []
        parts += [text(c["components"])] if c.get("components") else []
    return "\n".join(parts)


@asynccontextmanager
async def server(folder: Path, *, may: int = bits(), connected: bool = True) -> AsyncIterator[Server]:
    clock = SimulatedClock(BEGIN)
    discord = FakeDiscord(clock)
    await discord.start()
    settings = Settings(
        als_database_url=fresh(folder / "discord.sqlite3"),
        als_secret_keys=KEY,
        discord_token=TOKEN,
        discord_api_url=discord.url,
    )
    bugs: list[BaseException] = []

    def report(bug: BaseException, request: Request | None) -> str:
        del request
        bugs.append(bug)
        return "bug"

    bot = build(
        settings,
        now=clock,
        random=lambda: 0.5,
        in_thread=asyncio.to_thread,
        report=report,
    )
    guild = discord.world.guild("Trust", P(may))
    lobby = discord.world.channel(guild, "lobby")
    made = Server(discord, clock, bot, guild, lobby, Client(discord), bugs)
    if connected:
        await made.connect()
    try:
        yield made
        if bugs:
            raise bugs[0]
    finally:
        if made.line is not None:
            made.line.cancel()
            with suppress(asyncio.CancelledError):
                await made.line
        await made.ours.close()
        await discord.stop()
        bot.engine.dispose()
