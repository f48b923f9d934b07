"""Who somebody is: their name on the server, remembered for an hour. Discord tells nobody's zone (D18)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from adapters.discord.api import Api, Trouble
from adapters.discord.payloads import Heard, display_name
from core.names import Platform
from core.request import Speaker

FRESH = timedelta(hours=1)
PATIENCE = 1.0  # seconds that somebody's request may wait for the name of a person whom it mentions
MOST = 5_000  # names remembered


class People:
    def __init__(self, api: Api, clock: Callable[[], datetime]) -> None:
        self._api = api
        self._clock = clock
        self.patience = PATIENCE
        self._names: dict[tuple[str, str], tuple[datetime, str]] = {}

    def speaker(self, heard: Heard) -> Speaker:
        """Whoever did it: an interaction says so itself."""
        return Speaker(Platform.DISCORD, heard.user, heard.name, language=heard.language, asks=True)

    async def meant(self, workspace: str, heard: Heard) -> Mapping[str, Speaker]:
        """Those it mentions or names, by their accounts; somebody who cannot be found is left out."""
        wanted = heard.meant()
        if not wanted:
            return {}
        known = {a: heard.people[a] for a in wanted if a in heard.people}
        known |= await self._named(workspace, (a for a in wanted if a not in known))
        return {a: Speaker(Platform.DISCORD, a, known[a], asks=True) for a in wanted if a in known}

    async def _named(self, workspace: str, accounts: Iterable[str]) -> dict[str, str]:
        wanted = tuple(accounts)
        names = await asyncio.gather(*(self._name(workspace, a) for a in wanted))
        return {a: name for a, name in zip(wanted, names, strict=True) if name}

    async def _name(self, workspace: str, account: str) -> str:
        now = self._clock()
        known = self._names.get((workspace, account))
        if known is not None and now - known[0] < FRESH:
            return known[1]
        try:
            async with asyncio.timeout(self.patience):
                member = await self._api.call(
                    "GET", "/guilds/{guild_id}/members/{user_id}", guild_id=workspace, user_id=account
                )
        except (Trouble, TimeoutError):
            return known[1] if known is not None else ""
        if len(self._names) >= MOST:
            self._names.clear()
        name = display_name(member.get("user") or {}, member)
        self._names[(workspace, account)] = now, name
        return name
