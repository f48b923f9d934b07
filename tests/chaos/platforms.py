"""The platforms that the workers speak to, and what stands there in the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from discord.utils import snowflake_time

from adapters.discord.transport import NONCE_LIVES
from core.names import Platform
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.world import TOKEN
from tests.fakes.slack.server import CREATING, FakeSlack
from tests.fakes.slack.world import BOT, BOT_TOKEN, SIGNING_SECRET, TEAM


class Ours(Protocol):
    """A fake platform, as the harness needs it."""

    name: str
    platform: Platform
    workspace: str
    remembers: timedelta  # what it was given, so that the same is not said twice

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    def settings(self) -> Mapping[str, str]: ...

    def person(self, name: str) -> str: ...

    def room(self, name: str) -> str: ...

    def standing(self) -> list[tuple[str, str]]:
        """(what tells a message, its place), in the order of being said."""

    def wrong(self) -> list[str]: ...

    def forgotten(self) -> int:
        """How many were said again later than the platform remembers."""


class OnSlack:
    platform, workspace, remembers = Platform.SLACK, TEAM, timedelta.max

    def forgotten(self) -> int:
        return 0

    def __init__(self, clock: Callable[[], datetime], *, may_read: bool) -> None:
        scopes = CREATING | ({"groups:history", "im:write"} if may_read else set())
        self.name = "Slack, read back" if may_read else "Slack, not read back"
        self.fake = FakeSlack(clock, scopes, burst=1_000_000)
        self.fake.world.may_read_direct = may_read

    async def start(self) -> None:
        await self.fake.start()

    async def stop(self) -> None:
        await self.fake.stop()

    def settings(self) -> Mapping[str, str]:
        return {
            "slack_bot_token": BOT_TOKEN,
            "slack_signing_secret": SIGNING_SECRET,
            "slack_api_url": self.fake.url,
        }

    def person(self, name: str) -> str:
        return self.fake.world.user(name).id

    def room(self, name: str) -> str:
        return self.fake.world.channel(name, {BOT}).id

    def standing(self) -> list[tuple[str, str]]:
        said = ((m.metadata.get("event_payload", {}), m.channel) for m in self.fake.world.messages)
        return [(str(told.get("key")), channel) for told, channel in said if told.get("part") == 0]

    def wrong(self) -> list[str]:
        return self.fake.world.violations


class OnDiscord:
    name, platform, remembers = "Discord", Platform.DISCORD, NONCE_LIVES

    def forgotten(self) -> int:
        first: dict[str, datetime] = {}
        late = 0
        for m in self.fake.world.messages:
            at = snowflake_time(int(m.id))
            late += at - first.setdefault(m.nonce, at) > NONCE_LIVES
        return late

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.fake = FakeDiscord(clock)
        self.guild = self.fake.world.guild("Ward")
        self.workspace = self.guild.id

    async def start(self) -> None:
        await self.fake.start()

    async def stop(self) -> None:
        await self.fake.stop()

    def settings(self) -> Mapping[str, str]:
        return {"discord_token": TOKEN, "discord_api_url": self.fake.url}

    def person(self, name: str) -> str:
        user = self.fake.world.user(name)
        self.fake.world.joins(self.guild, user)
        return user.id

    def room(self, name: str) -> str:
        return self.fake.world.channel(self.guild, name).id

    def standing(self) -> list[tuple[str, str]]:
        """A nonce holds the errand's number in the outbox, in hexadecimal."""
        world = self.fake.world
        return [(str(int(m.nonce.partition(".")[0], 16)), m.channel) for m in world.messages if m.nonce]

    def wrong(self) -> list[str]:
        return self.fake.world.violations


def twice(said: list[tuple[str, str]]) -> Counter[str]:
    """How often more than once."""
    counts = Counter(name for name, _ in said)
    return Counter({name: n - 1 for name, n in counts.items() if n > 1})


def empty_settings() -> Mapping[str, Any]:
    """Nothing of the machine's own environment reaches a worker."""
    return {
        "als_log_level": "warning",
        "slack_bot_token": "",
        "slack_app_token": "",
        "slack_signing_secret": "",
        "discord_token": "",
    }
