"""A Discord bot in a process of its own, for `bench.discord`: the whole bot, or a bare discord.py that commits one row."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from pathlib import Path
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bench.many_sets import KEY, NOW
from bot.settings import Settings
from bot.tuned import tuned
from bot.wiring import build
from tests.fakes.discord.world import TOKEN


class Bare(discord.AutoShardedClient):
    def __init__(self, record: sqlite3.Connection) -> None:
        super().__init__(intents=discord.Intents(guilds=True), guild_ready_timeout=0.01)
        self.tree = app_commands.CommandTree(self)
        group = app_commands.Group(name="als", description="A set")

        async def present(interaction: Any, words: str) -> None:
            record.execute("BEGIN IMMEDIATE")
            record.execute("INSERT INTO turns VALUES (?)", (words,))
            record.execute("COMMIT")
            await interaction.response.defer(ephemeral=True, thinking=True)

        group.command(name="present", description="Bring an issue")(present)
        self.tree.add_command(group)


async def bare(path: Path, url: str, gateway: str) -> None:
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = url, yarl.URL(gateway)
    record = sqlite3.connect(path, isolation_level=None)
    for line in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", "CREATE TABLE turns (issue TEXT)"):
        record.execute(line)
    bot = Bare(record)
    await bot.login(TOKEN)
    await bot.tree.sync()
    await bot.connect()


async def whole(path: Path, url: str) -> None:
    settings = Settings(
        als_database_url=f"sqlite:///{path}", als_secret_keys=KEY, discord_token=TOKEN, discord_api_url=url
    )
    bot = build(settings, now=lambda: NOW, in_thread=asyncio.to_thread)
    tuned()
    assert bot.discord is not None
    await bot.discord.line()


async def main(kind: str, path: Path, url: str, gateway: str) -> None:
    print(0, flush=True)
    line = asyncio.ensure_future(whole(path, url) if kind == "whole" else bare(path, url, gateway))
    await asyncio.to_thread(sys.stdin.read)  # until whoever measures has gone
    line.cancel()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4]))
