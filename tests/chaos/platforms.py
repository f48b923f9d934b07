"""The platforms that the workers speak to, and what stands there in the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from discord.utils import snowflake_time

from adapters.discord.transport import NONCE_LIVES
from core.names import Platform
from tests.fakes.discord import payloads
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.world import TOKEN
from tests.fakes.discord.world import Stored as OfDiscord
from tests.fakes.slack.server import CREATING, FakeSlack
from tests.fakes.slack.world import BOT, BOT_TOKEN, SIGNING_SECRET, TEAM
from tests.fakes.slack.world import Stored as OfSlack


@dataclass(frozen=True)
class Shown:
    """A message as somebody saw it, or sees it. `name` tells its errand: the number in the outbox, or the key. `part`
    tells what follows the first message of an errand from what did at another time; of the first it is "".
    """

    name: str
    place: str  # the platform's name for the room, thread or conversation
    text: str  # its lines, one after the other
    edit: bool = False
    part: str = ""


class Ours(Protocol):
    """A fake platform, as the harness needs it."""

    name: str
    platform: Platform
    workspace: str
    remembers: timedelta  # what it was given, so that the same is not said twice
    by_number: bool  # whether a message tells its errand's number, not its key

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    def settings(self) -> Mapping[str, str]: ...

    def person(self, name: str) -> str: ...

    def direct(self, account: str) -> str:
        """The conversation with a person."""

    def room(self, name: str, *, apart: bool) -> str:
        """A room; one `apart` is seen by nobody else, where the platform has both kinds."""

    def shown(self) -> list[Shown]:
        """All that was ever said, and every edit, in order."""

    def standing(self) -> list[Shown]:
        """What is there now, in the order of being said."""

    def threads(self) -> list[tuple[str, str]]:
        """(the platform's name, title) of every thread."""

    def wrong(self) -> list[str]: ...

    def forgotten(self) -> int:
        """How many were said again later than the platform remembers."""


class OnSlack:
    platform, workspace, remembers, by_number = Platform.SLACK, TEAM, timedelta.max, False

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

    def direct(self, account: str) -> str:
        return self.fake.world.direct(account).id

    def room(self, name: str, *, apart: bool) -> str:
        del apart
        return self.fake.world.channel(name, {BOT}).id

    def shown(self) -> list[Shown]:
        return [
            _on_slack(e.stored, edit=e.what == "changes")
            for e in self.fake.world.events
            if e.stored is not None and e.what in ("new", "changes") and _of(e.stored)
        ]

    def standing(self) -> list[Shown]:
        return [_on_slack(m) for m in self.fake.world.messages if _of(m)]

    def threads(self) -> list[tuple[str, str]]:
        """A thread hangs from a message, whether anybody has said something there or not."""
        titles = (m for m in self.fake.world.messages if str(_of(m).get("key")).startswith("turn-"))
        return [(f"{m.channel}/{m.ts}", _on_slack(m).text) for m in titles if not m.thread]

    def wrong(self) -> list[str]:
        return self.fake.world.violations


class OnDiscord:
    name, platform, remembers, by_number = "Discord", Platform.DISCORD, NONCE_LIVES, True

    def forgotten(self) -> int:
        first: dict[str, datetime] = {}
        late = 0
        for m in self._said():
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

    def direct(self, account: str) -> str:
        return self.fake.world.direct(self.fake.world.users[account]).id

    def room(self, name: str, *, apart: bool) -> str:
        only = {self.fake.world.bot.id} if apart else None
        return self.fake.world.channel(self.guild, name, only=only).id

    def _said(self) -> Iterator[OfDiscord]:
        return (e.stored for e in self.fake.world.events if e.stored is not None and e.what == "new")

    def shown(self) -> list[Shown]:
        return [
            _on_discord(e.stored, edit=e.what == "changes")
            for e in self.fake.world.events
            if e.stored is not None and e.what in ("new", "changes") and e.stored.nonce
        ]

    def standing(self) -> list[Shown]:
        return [_on_discord(m) for m in self.fake.world.messages if m.nonce]

    def threads(self) -> list[tuple[str, str]]:
        return [(c.id, c.name) for c in self.fake.world.channels.values() if c.is_thread]

    def wrong(self) -> list[str]:
        return self.fake.world.violations


def _of(m: OfSlack) -> Mapping[str, Any]:
    """What the bot has written on a message for itself."""
    told: Mapping[str, Any] = m.metadata.get("event_payload", {})
    return told


def _on_slack(m: OfSlack, *, edit: bool = False) -> Shown:
    place = f"{m.channel}/{m.thread}" if m.thread else m.channel
    part = str(_of(m).get("part") or "")
    return Shown(str(_of(m).get("key")), place, _in_one(_texts(m.blocks)), edit, part)


def _texts(of: Iterable[Any]) -> Iterator[str]:
    """Every text in blocks, in the order they are read."""
    for it in of:
        if isinstance(it.get("text"), str):
            yield it["text"]
        yield from _texts(it.get("elements") or ())


def _on_discord(m: OfDiscord, *, edit: bool = False) -> Shown:
    """A nonce holds the errand's number in the outbox, its revision and the part, in hexadecimal."""
    number, _, part = m.nonce.split(".")
    text = _in_one(payloads.texts(m.components))
    return Shown(str(int(number, 16)), m.channel, text, edit, "" if part == "0" else m.nonce)


def _in_one(texts: Iterable[str]) -> str:
    return "".join(texts).replace("\n", "")


def empty_settings() -> Mapping[str, Any]:
    """Nothing of the machine's own environment reaches a worker."""
    return {
        "als_log_level": "warning",
        "slack_bot_token": "",
        "slack_app_token": "",
        "slack_signing_secret": "",
        "discord_token": "",
    }
