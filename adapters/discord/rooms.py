"""The channels of sets: made, found again after a crash, and opened to whoever joins."""

from __future__ import annotations

import re
from typing import Any

from discord.utils import snowflake_time

from adapters.discord.api import Api
from adapters.discord.permissions import ROOM_OF_BOT, ROOM_OF_MEMBER, VIEW
from core.message import OpenRoom
from core.names import Platform
from core.ports import Parcel, Receipt
from core.request import Spot

NAME_CAP = 100  # of a channel
ROOM = 0  # a kind of channel
ROLE, MEMBER = 0, 1  # kinds of exception in a channel's permissions

Body = dict[str, Any]


class Rooms:
    def __init__(self, api: Api) -> None:
        self._api = api

    async def open(self, parcel: Parcel, errand: OpenRoom) -> Receipt:
        """A channel that only its people see, and the bot. Raises Trouble."""
        guild = parcel.workspace
        body = {
            "name": channel_name(errand.name.words),
            "type": ROOM,
            "permission_overwrites": [
                {"id": guild, "type": ROLE, "allow": 0, "deny": VIEW},
                {"id": await self._me(), "type": MEMBER, "allow": ROOM_OF_BOT, "deny": 0},
                *(_admits(parcel.accounts[p]) for p in errand.people),
            ],
        }
        made = await self._api.call("POST", "/guilds/{guild_id}/channels", body, guild_id=guild)
        return _opened(made)

    async def made_before(self, parcel: Parcel, errand: OpenRoom) -> Receipt | None:
        """The channel of a try whose answer was lost: of this name, younger than the errand, the bot's and still
        empty. Raises Trouble.
        """
        me, name = await self._me(), channel_name(errand.name.words)
        for channel in await self._api.call("GET", "/guilds/{guild_id}/channels", guild_id=parcel.workspace):
            mine = any(str(o.get("id")) == me for o in channel.get("permission_overwrites") or ())
            fresh = snowflake_time(int(channel["id"])) >= parcel.asked_at.replace(microsecond=0)
            if channel.get("name") == name and mine and fresh and not channel.get("last_message_id"):
                return _opened(channel)
        return None

    async def let_in(self, room: str, account: str) -> None:
        """Raises Trouble."""
        body = {k: v for k, v in _admits(account).items() if k != "id"}
        path = "/channels/{channel_id}/permissions/{overwrite_id}"
        await self._api.call("PUT", path, body, channel_id=room, overwrite_id=account)

    async def _me(self) -> str:
        if not self._api.bot:
            await self._api.call("GET", "/users/@me")
        return self._api.bot


def channel_name(name: str) -> str:
    """A channel's name from a set's: lower case, letters, digits and dashes."""
    words = re.sub(r"[^\w]+|_", " ", name.lower()).split()
    return "-".join(words)[:NAME_CAP].strip("-") or "action-learning"


def is_private(channel: Body, everyone: str) -> bool:
    """Whether those who are not let in by name or role cannot see it."""
    exceptions = channel.get("permission_overwrites") or ()
    return any(str(o.get("id")) == everyone and int(o.get("deny") or 0) & VIEW for o in exceptions)


def _opened(channel: Body) -> Receipt:
    return Receipt(opened=Spot(Platform.DISCORD, str(channel["id"])))


def _admits(account: str) -> Body:
    return {"id": account, "type": MEMBER, "allow": ROOM_OF_MEMBER, "deny": 0}
