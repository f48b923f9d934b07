"""The channels of sets: made, found again after a crash, and opened to whoever joins."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Final

from adapters.slack.api import FOR_NOW, Api, Trouble
from adapters.slack.memory import BEFORE
from adapters.slack.one import RunInThread
from core import ports
from core.message import OpenRoom
from core.names import Platform
from core.ports import Busy, Parcel, Receipt, Unknowable
from core.request import Spot

NAME_CAP = 80  # of a channel (S16)
ADOPTED = 20  # names tried for a channel before its set goes without
TRIES = 3  # at what has to follow a call that cannot be repeated
PAGE = (
    200  # channels; Slack recommends no more at a time (docs.slack.dev/reference/methods/conversations.list)
)
PAGES = 20  # as many lists as Slack gives in a minute (S7, tier 2)
ALREADY_THERE: Final = {"already_in_channel", "cant_invite_self"}


class Rooms:
    """Slack takes no key of ours with a channel, and names recur between sets. So a channel that the bot has made is
    nobody's until the record has given it to one set (`core.ports.Rooms`), and only then is anybody let in. Whatever
    dies or is lost before, between or after: what the record has given to this set is this set's, what it has given
    to another is not, and what it has given to none may be taken by any one of them.
    """

    def __init__(
        self,
        api: Api,
        record: ports.Rooms,
        run_in_thread: RunInThread,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._api = api
        self._record = record
        self._in_thread = run_in_thread
        self._sleep = sleep

    async def open(self, parcel: Parcel, errand: OpenRoom) -> Receipt:
        """A channel that only its people see, and the bot. Raises Trouble."""
        accounts = [parcel.accounts[p] for p in errand.people]
        for name in names(errand.name.words):
            room = await self._create(parcel, name)
            if room and await self._take(parcel, errand, [room]):
                return await self._opened(parcel, room, accounts)
        raise Trouble("name_taken")

    async def made_before(self, parcel: Parcel, errand: OpenRoom) -> Receipt | None:
        """The channel of a try whose answer was lost: of a name that it would have had, made by the bot, not before
        it was asked for, and given to no other set. Raises Unknowable and Trouble.
        """
        accounts = [parcel.accounts[p] for p in errand.people]
        found = await self._candidates(parcel, errand)
        room = await self._take(parcel, errand, found) if found else ""
        return await self._opened(parcel, room, accounts) if room else None

    async def let_in(self, workspace: str, room: str, account: str) -> None:
        """Raises Trouble."""
        try:
            await self._api.call(workspace, "conversations.invite", channel=room, users=account)
        except Trouble as e:
            if e.error not in ALREADY_THERE:
                raise

    async def _create(self, parcel: Parcel, name: str) -> str:
        """The new channel; "" where the name is taken, which in Slack is one channel's in a workspace."""
        try:
            answer = await self._api.call(
                parcel.workspace, "conversations.create", name=name, is_private="true"
            )
        except Trouble as e:
            if e.error != "name_taken":
                raise
            return ""
        return str(answer["channel"]["id"])

    async def _take(self, parcel: Parcel, errand: OpenRoom, among: list[str]) -> str:
        """The one that the record gives to this set; "" where it gives none."""
        spots = [Spot(Platform.SLACK, room) for room in among]
        try:
            taken = await self._in_thread(self._record.take, parcel.workspace, spots, errand.set)
        except Busy as e:
            raise Trouble("unreachable", unsure=True) from e  # the channel stands: it is looked for next time
        return str(taken.room) if taken is not None else ""

    async def _opened(self, parcel: Parcel, room: str, accounts: list[str]) -> Receipt:
        for account in accounts:
            await self._let_in_firmly(parcel, room, account)
        return Receipt(opened=Spot(Platform.SLACK, room))

    async def _let_in_firmly(self, parcel: Parcel, room: str, account: str) -> None:
        """Whoever founded the set must get in: the channel is made, and cannot be made again."""
        for attempt in range(TRIES):
            try:
                await self.let_in(parcel.workspace, room, account)
            except Trouble as e:
                if e.after is None and e.error not in FOR_NOW:
                    self._api.log.warning("somebody could not be let into a new channel: %s", e.error)
                    return
                await self._sleep(e.after if e.after is not None else 1.0 + attempt)
            else:
                return

    async def _candidates(self, parcel: Parcel, errand: OpenRoom) -> list[str]:
        """The oldest first. Slack lists `creator`, a user, and `created`, in whole seconds
        (docs.slack.dev/reference/objects/conversation-object). No try is older than the asking.
        """
        wanted, me = set(names(errand.name.words)), await self._api.me(parcel.workspace)
        since = int((parcel.asked_at - BEFORE).timestamp())
        found = [
            (int(channel["created"]), str(channel["id"]))
            async for channel in self._private(parcel.workspace)
            if channel.get("creator") == me and channel.get("name") in wanted
        ]
        return [room for created, room in sorted(found) if created >= since]

    async def _private(self, workspace: str) -> AsyncIterator[dict[str, Any]]:
        """The private channels that the bot is in, as it is in those that it makes. Raises Unknowable where there are
        too many.
        """
        asked: dict[str, Any] = {"types": "private_channel", "exclude_archived": "true", "limit": str(PAGE)}
        for _ in range(PAGES):
            answer = await self._api.call(workspace, "conversations.list", **asked)
            for channel in answer.get("channels") or ():
                yield channel
            following = (answer.get("response_metadata") or {}).get("next_cursor")
            if not following:
                return
            asked["cursor"] = str(following)
        raise Unknowable


def names(name: str) -> list[str]:
    """What a set's channel may be called, in the order in which it is tried."""
    first = channel_name(name)
    return [first, *(f"{first[: NAME_CAP - 3]}-{n}" for n in range(2, ADOPTED + 1))]


def channel_name(name: str) -> str:
    """A channel's name from a set's: lower case, letters, digits and dashes (S16)."""
    words = re.sub(r"[^\w]+|_", " ", name.lower()).split()
    return "-".join(words)[: NAME_CAP - 3].strip("-") or "action-learning"
