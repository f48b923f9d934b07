"""What speaks with Discord, put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import aiohttp
import structlog
from discord import DiscordException, LoginFailure

from adapters.database.rooms import SqlRooms
from adapters.database.store import SqlStore
from adapters.discord import doctor
from adapters.discord.answers import Answers
from adapters.discord.api import REFUSED, UNREACHABLE, Api, Trouble
from adapters.discord.doctor import Finding, look
from adapters.discord.gateway import Shards, listen
from adapters.discord.inbound import Inbound, Servers
from adapters.discord.people import People
from adapters.discord.rooms import Rooms
from adapters.discord.suggest import Suggestions
from adapters.discord.sync import bring_up_to_date
from adapters.discord.transport import DiscordTransport
from adapters.discord.tree import In
from adapters.languages import spoken
from bot.carrying import Handle
from bot.diary import RunInThread
from bot.settings import Settings
from core.app import App
from core.names import Platform
from core.ports import Report

Found = Finding  # what `examined` answers with
Room = doctor.Room
QUIET = timedelta(hours=1)  # between two lines in the log that say the same
LOST = (Trouble, DiscordException, aiohttp.ClientError, TimeoutError, OSError)


@dataclass
class Discord:
    """`api` logs in at its first call. `inbound` hears what `line` brings."""

    api: Api
    answers: Answers
    inbound: Inbound
    transport: DiscordTransport
    shards: Shards
    clock: Callable[[], datetime]
    _told: tuple[str, datetime] | None = field(default=None, init=False)

    async def line(self) -> None:
        """Until cancelled, or lost for good: the commands as Discord should know them, then what people do. Why it was
        lost is written down once an hour; whoever calls this calls it again.
        """
        try:
            await self._commands()
            await listen(self.inbound, self.api, self.shards)
        except LOST as e:
            self._tell(e)

    async def _commands(self) -> None:
        """A bot whose commands Discord does not take still hears its buttons."""
        try:
            await bring_up_to_date(self.api, In(spoken()))
        except Trouble as e:
            if e.error in (REFUSED, UNREACHABLE):
                raise
            self._tell(e, "Discord has not taken the commands; als doctor discord says more")

    def _tell(self, e: Exception, what: str = "Discord has no line; als doctor discord says more") -> None:
        why = "its token is refused" if _is_refusal(e) else f"{type(e).__name__}: {e}"
        now = self.clock()
        if self._told is None or self._told[0] != why or now - self._told[1] >= QUIET:
            self._told = why, now
            structlog.get_logger("als").warning(what, why=why[:200])

    async def close(self) -> None:
        """Once every answer is out."""
        await self.answers.finish()
        await self.api.close()


def on_discord(
    settings: Settings,
    handle: Handle,
    bugs: Report,
    now: Callable[[], datetime],
    in_thread: RunInThread,
    store: SqlStore,
    rooms: SqlRooms,
    app: App,
) -> Discord | None:
    """None where no token is set: Discord is off."""
    if not settings.discord_token:
        return None
    api = Api(settings.discord_token, now, settings.discord_api_url)
    answers = Answers(api)
    people, suggestions = People(api, now), Suggestions(app.suggest)
    servers = Servers(
        of=partial(store.workspaces_of, Platform.DISCORD),
        known=partial(store.workspaces_on, Platform.DISCORD),
        left=app.left,
        returned=app.returned,
    )
    inbound = Inbound(api, people, answers, suggestions, handle, bugs, now, in_thread, servers)
    transport = DiscordTransport(api, Rooms(api, rooms, in_thread))
    return Discord(api, answers, inbound, transport, _shards(settings), now)


async def examined(
    settings: Settings, now: Callable[[], datetime], rooms: Sequence[Room] = ()
) -> list[Finding]:
    """What `als doctor` finds there, and in the rooms of the record's sets."""
    api = Api(settings.discord_token, now, settings.discord_api_url)
    try:
        return await look(api, rooms, In(spoken()))
    finally:
        await api.close()


def _is_refusal(e: Exception) -> bool:
    return isinstance(e, LoginFailure) or (isinstance(e, Trouble) and e.error == REFUSED)


def _shards(settings: Settings) -> Shards:
    ids = tuple(int(i) for i in settings.discord_shard_ids.split(",") if i.strip())
    return Shards(ids, settings.discord_shard_count or None)
