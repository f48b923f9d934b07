"""What speaks with Discord, put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from adapters.database.store import SqlStore
from adapters.discord.answers import Answers
from adapters.discord.api import Api
from adapters.discord.gateway import Shards, listen
from adapters.discord.inbound import Inbound
from adapters.discord.people import People
from adapters.discord.suggest import Suggestions
from adapters.discord.sync import bring_up_to_date
from adapters.discord.transport import DiscordTransport
from bot.carrying import Handle
from bot.diary import RunInThread
from bot.settings import Settings
from core.app import App
from core.names import Platform
from core.ports import Report


@dataclass
class Discord:
    """`api` logs in at its first call. `inbound` hears what `line` brings."""

    api: Api
    answers: Answers
    inbound: Inbound
    transport: DiscordTransport
    shards: Shards

    async def line(self) -> None:
        """Until cancelled, or lost for good: the commands as Discord should know them, then what people do."""
        await bring_up_to_date(self.api)
        await listen(self.inbound, self.api, self.shards)

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
    app: App,
) -> Discord | None:
    """None where no token is set: Discord is off."""
    if not settings.discord_token:
        return None
    api = Api(settings.discord_token, now, settings.discord_api_url)
    answers = Answers(api)
    people, suggestions = People(api, now), Suggestions(app.suggest)
    known = partial(store.workspaces_of, Platform.DISCORD)
    inbound = Inbound(api, people, answers, suggestions, handle, bugs, now, in_thread, known)
    return Discord(api, answers, inbound, DiscordTransport(api), _shards(settings))


def _shards(settings: Settings) -> Shards:
    ids = tuple(int(i) for i in settings.discord_shard_ids.split(",") if i.strip())
    return Shards(ids, settings.discord_shard_count or None)
