"""The channels of sets: made, found again after a crash, and opened to whoever joins."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from discord.utils import snowflake_time

from adapters.discord.api import Api, Trouble
from adapters.discord.inbound import RunInThread
from adapters.discord.permissions import ROOM_OF_BOT, ROOM_OF_MEMBER, VIEW
from core import ports
from core.message import OpenRoom
from core.names import Platform
from core.ports import Busy, Parcel, Receipt
from core.request import Spot

NAME_CAP = 100  # of a channel
ROOM = 0  # a kind of channel
ROLE, MEMBER = 0, 1  # kinds of exception in a channel's permissions
BEFORE = timedelta(seconds=5)  # by which clocks may differ

Body = dict[str, Any]


class Rooms:
    """Discord takes no key of ours with a channel, and names recur between sets. So a channel that the bot has made is
    nobody's until the record has given it to one set (`core.ports.Rooms`), and only then is anything said there. Its
    people are let in as it is made: it is given only to a set of the very same people.
    """

    def __init__(self, api: Api, record: ports.Rooms, run_in_thread: RunInThread) -> None:
        self._api = api
        self._record = record
        self._in_thread = run_in_thread

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
        opened = await self._take(parcel, errand, [str(made["id"])])
        if opened is None:  # it was found by another set, whose own may stand: next time it is looked for
            raise Trouble("another set has it", unsure=True)
        return opened

    async def made_before(self, parcel: Parcel, errand: OpenRoom) -> Receipt | None:
        """The channel of a try whose answer was lost: of this name, made for these people, not before it was asked for,
        and given to no other set. Raises Trouble.
        """
        guild, name = parcel.workspace, channel_name(errand.name.words)
        people = {await self._me(), *(parcel.accounts[p] for p in errand.people)}
        since = parcel.asked_at - BEFORE
        channels = await self._api.call("GET", "/guilds/{guild_id}/channels", guild_id=guild)
        found = sorted(
            int(channel["id"])
            for channel in channels
            if channel.get("name") == name
            and snowflake_time(int(channel["id"])) >= since
            and is_private(channel, guild)
            and _let_in(channel) == people
        )
        return await self._take(parcel, errand, [str(id_) for id_ in found]) if found else None

    async def _take(self, parcel: Parcel, errand: OpenRoom, among: list[str]) -> Receipt | None:
        """The one that the record gives to this set, the oldest first. Raises Trouble."""
        spots = [Spot(Platform.DISCORD, room) for room in among]
        try:
            taken = await self._in_thread(self._record.take, parcel.workspace, spots, errand.set)
        except Busy as e:
            raise Trouble("the record is busy", unsure=True) from e  # what stands is looked for next time
        return Receipt(opened=taken) if taken is not None else None

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


def _let_in(channel: Body) -> set[str]:
    """Who sees it by name or role."""
    exceptions = channel.get("permission_overwrites") or ()
    return {str(o.get("id")) for o in exceptions if int(o.get("allow") or 0) & VIEW}


def _admits(account: str) -> Body:
    return {"id": account, "type": MEMBER, "allow": ROOM_OF_MEMBER, "deny": 0}
