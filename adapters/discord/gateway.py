"""The line to Discord's gateway: a sharded client that asks for nothing but guilds, and hears interactions."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.api import Api
from adapters.discord.inbound import Inbound

FIRST = 45.0  # seconds for a shard's first connection; discord.py itself would try for ever, without a word
GOODBYE = 1.5  # seconds that Discord may take to say goodbye
SPARE = (
    20  # identifies of a day that are left for people who restart the bot by hand: 0 resets the token (D15)
)


LOG = logging.getLogger("als.discord")


@dataclass(frozen=True)
class Shards:
    """Which shards this process has, of how many; none named: all, as many as Discord recommends."""

    ids: Sequence[int] = ()
    count: int | None = None


class Line(discord.AutoShardedClient):
    """Keeps no members and no messages: a thousand servers are their channels and roles."""

    def __init__(self, inbound: Inbound, shards: Shards) -> None:
        some: Any = {"shard_ids": list(shards.ids)} if shards.ids else {}
        super().__init__(
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            shard_count=shards.count,
            allowed_mentions=discord.AllowedMentions.none(),
            **some,
        )
        self._inbound = inbound

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        await self._inbound.interaction(interaction)

    async def on_ready(self) -> None:
        """Servers that put the bot out while it was away are missing now; a process with some of the shards cannot
        tell.
        """
        if not self.shard_ids:
            await self._inbound.servers_now({str(guild.id) for guild in self.guilds})

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._inbound.server_left(str(guild.id))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._inbound.server_returned(str(guild.id))

    async def on_guild_available(self, guild: discord.Guild) -> None:
        await self._inbound.server_returned(str(guild.id))

    async def launch_shards(self) -> None:
        """As discord.py does, at the gateway that Discord names, and within the identifies of the day."""
        recommended, url, limits = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)  # where it identifies anew, too
        self.shard_count = self.shard_count or recommended
        self._connection.shard_count = self.shard_count
        wanted = self.shard_ids or range(self.shard_count)
        self._connection.shard_ids = list(wanted)
        if limits["remaining"] < len(wanted) + SPARE:
            told = "Discord has let the bot connect too often today: it waits %d minutes; als doctor discord says more"
            LOG.warning(told, limits["reset_after"] // 60_000)
            await asyncio.sleep(limits["reset_after"] / 1000)
        for number in wanted:
            async with asyncio.timeout(FIRST):
                await self.launch_shard(yarl.URL(url), number, initial=number == wanted[0])


async def listen(inbound: Inbound, api: Api, shards: Shards) -> None:
    """Until cancelled, or until the line is lost in a way that discord.py does not mend: whoever wants it again calls
    this again.
    """
    Route.BASE = api.url
    line = Line(inbound, shards)
    try:
        await line.login(api.token)
        await line.connect()
    finally:
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE):
                await line.close()
