"""Errands carried to Discord."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final, assert_never

from discord.utils import snowflake_time

from adapters.discord.api import RATE_LIMITED, REFUSED, UNREACHABLE, Api, Trouble
from adapters.discord.events import Events
from adapters.discord.render import THREAD_NAME, Eyes, messages, plain
from adapters.discord.rooms import Rooms, is_private
from core.message import (
    CalendarEvent,
    CloseThread,
    Heading,
    Invite,
    Line,
    Message,
    OpenRoom,
    OpenThread,
    Reader,
    Revise,
    Say,
    ShowHome,
    Unsay,
)
from core.names import Platform
from core.ports import Later, Lost, Never, Parcel, Posted, Receipt, Unknowable, Unreached, Unsure, Vanished
from core.request import Spot

WEEK = (
    10_080  # minutes of silence after which a thread goes into the archive by itself: Discord's longest (D10)
)
BROKEN = 600.0  # seconds until a server whose token is no longer good is tried again
NONCE = 25  # characters (D6)
NONCE_LIVES = timedelta(minutes=2)  # Discord: "the past few minutes" (D6); this much of it is relied on
A_TRY = timedelta(minutes=1)  # from a thread to the end of what follows it, and by which clocks may differ

PRIVATE_THREAD = 12  # a kind of channel

# Discord's own numbers (topics/opcodes-and-status-codes).
UNKNOWN_CHANNEL, UNKNOWN_GUILD, UNKNOWN_MEMBER, UNKNOWN_MESSAGE, UNKNOWN_USER = (
    10003,
    10004,
    10007,
    10008,
    10013,
)
MISSING_ACCESS, MISSING_PERMISSIONS = 50001, 50013
ARCHIVED, LOCKED = 50083, 160005
HAS_THREAD = 160004
CLOSED_TO_US: Final = {
    50007,
    50278,
}  # somebody takes no direct messages from the bot, or has left every server of its
THREADS_FULL = 160006
GONE: Final = {UNKNOWN_MESSAGE, 50005}
LOST: Final = {UNKNOWN_CHANNEL, UNKNOWN_GUILD, MISSING_ACCESS, MISSING_PERMISSIONS}

Sent = dict[str, Any]


class DiscordTransport:
    """Needs no gateway: any worker can carry."""

    platform = Platform.DISCORD

    def __init__(self, api: Api, rooms: Rooms) -> None:
        self._api = api
        self._events = Events(api)
        self._rooms = rooms
        self._direct: dict[str, str] = {}  # account -> its direct channel, which never changes

    async def carry(self, parcel: Parcel) -> Receipt:
        """Deliver once. Raises Later, Never or Vanished."""
        try:
            return await self._carry(parcel)
        except Trouble as e:
            gone = e.code in CLOSED_TO_US and bool(parcel.address.account) and await self._has_left(parcel)
            raise _meant(e, parcel, gone=gone) from e

    async def _has_left(self, parcel: Parcel) -> bool:
        """Whether somebody out of reach is no longer on the server, or has no account."""
        ids = {"guild_id": parcel.workspace, "user_id": parcel.address.account}
        try:
            await self._api.call("GET", "/guilds/{guild_id}/members/{user_id}", **ids)
        except Trouble as e:
            return e.code in (UNKNOWN_MEMBER, UNKNOWN_USER)
        return False

    async def recall(self, parcel: Parcel, now: datetime) -> Receipt | None:
        """The same nonce within its life says nothing twice: then it is simply carried again. A set's channel is looked
        for. Raises Unknowable.
        """
        if isinstance(parcel.errand, OpenRoom):
            try:
                return await self._rooms.made_before(parcel, parcel.errand)
            except Trouble as e:
                raise (Unknowable() if e.code else _meant(e, parcel, gone=False)) from e
        if parcel.unsure is not None and now - parcel.unsure <= NONCE_LIVES:
            return None
        raise Unknowable

    async def _carry(self, parcel: Parcel) -> Receipt:
        errand = parcel.errand
        match errand:
            case Say(message=message):
                return Receipt(
                    await self._post(parcel, await self._place(parcel), _rendered(message, parcel))
                )
            case Revise(message=message):
                return Receipt(await self._revise(parcel, _rendered(message, parcel)))
            case Unsay():
                for posted in parcel.before:
                    await self._delete(parcel, posted)
                return Receipt()
            case OpenRoom():
                return await self._rooms.open(parcel, errand)
            case Invite():
                await self._rooms.let_in(parcel.address.room, parcel.accounts[errand.person])
                return Receipt()
            case OpenThread():
                return await self._open_thread(parcel, errand)
            case CloseThread():
                if parcel.address.thread:
                    await self._shut(parcel.address.thread, archived=True)
                return Receipt()
            case CalendarEvent():
                return await self._events.show(parcel, errand)
            case ShowHome():
                return Receipt()  # home is asked for: /als home
            case _:
                assert_never(errand)

    # --- messages

    async def _place(self, parcel: Parcel) -> str:
        """The channel to speak in: a thread is one of its own, and so is a conversation with one person."""
        address = parcel.address
        if not address.account:
            return address.thread or address.room
        if address.account not in self._direct:
            made = await self._api.call("POST", "/users/@me/channels", {"recipient_id": address.account})
            self._direct[address.account] = str(made["id"])
        return self._direct[address.account]

    async def _post(
        self, parcel: Parcel, channel: str, parts: list[Sent], first: int = 0
    ) -> tuple[Posted, ...]:
        """The parts of one message. Each has its nonce, so a repeat within minutes says nothing twice."""
        posted: list[Posted] = []
        for number, part in enumerate(parts, first):
            body = part | {"nonce": _nonce(parcel, number), "enforce_nonce": True}
            answer = await self._opened(
                parcel, channel, "POST", "/channels/{channel_id}/messages", body, channel_id=channel
            )
            posted.append(Posted(channel, str(answer["id"])))
        return tuple(posted)

    async def _revise(self, parcel: Parcel, parts: list[Sent]) -> tuple[Posted, ...]:
        """Edit what stands, say what has been added, take back what is too much."""
        if not parcel.before:
            return await self._post(parcel, await self._place(parcel), parts)
        for posted, part in zip(parcel.before, parts, strict=False):
            path = "/channels/{channel_id}/messages/{message_id}"
            ids = {"channel_id": posted.room, "message_id": posted.message}
            await self._opened(parcel, posted.room, "PATCH", path, part, **ids)
        for posted in parcel.before[len(parts) :]:
            await self._delete(parcel, posted)
        standing = parcel.before[: len(parts)]
        rest = parts[len(standing) :]
        return standing + (
            await self._post(parcel, await self._place(parcel), rest, len(standing)) if rest else ()
        )

    async def _delete(self, parcel: Parcel, posted: Posted) -> None:
        path = "/channels/{channel_id}/messages/{message_id}"
        ids = {"channel_id": posted.room, "message_id": posted.message}
        try:
            await self._opened(parcel, posted.room, "DELETE", path, None, **ids)
        except Trouble as e:
            if e.code not in (UNKNOWN_MESSAGE, UNKNOWN_CHANNEL):
                raise

    async def _opened(
        self, parcel: Parcel, channel: str, method: str, path: str, body: Sent | None, **ids: str
    ) -> Any:
        """A call in a channel; a thread that lies in the archive is taken out for it, and put back."""
        try:
            return await self._api.call(method, path, body, **ids)
        except Trouble as e:
            if e.code not in (ARCHIVED, LOCKED) or not parcel.address.thread:
                raise
        before = await self._api.call("GET", "/channels/{channel_id}", channel_id=channel)
        locked = bool((before.get("thread_metadata") or {}).get("locked"))
        await self._shut(channel, archived=False)
        try:
            return await self._api.call(method, path, body, **ids)
        finally:
            if locked:
                await self._shut(channel, archived=True)

    # --- threads

    async def _open_thread(self, parcel: Parcel, errand: OpenThread) -> Receipt:
        """In a room that only the set sees, a thread hangs from its title; elsewhere it is one of the set's own."""
        room = parcel.address.room
        there = await self._api.call("GET", "/channels/{channel_id}", channel_id=room)
        if not is_private(there, parcel.workspace):
            return await self._open_apart(parcel, errand)
        posted = await self._post(parcel, room, _rendered(errand.title, parcel))
        body = {"name": _name(errand.title, parcel), "auto_archive_duration": WEEK}
        path = "/channels/{channel_id}/messages/{message_id}/threads"
        try:
            await self._api.call("POST", path, body, channel_id=room, message_id=posted[0].message)
        except Trouble as e:
            if e.code != HAS_THREAD:  # it was opened by a try whose answer was lost
                raise
        return Receipt(posted, Spot(Platform.DISCORD, room, posted[0].message))

    async def _open_apart(self, parcel: Parcel, errand: OpenThread) -> Receipt:
        room, name = parcel.address.room, _name(errand.title, parcel)
        thread = await self._opened_before(parcel, name) if parcel.attempts > 1 else ""
        if not thread:
            body = {"name": name, "type": PRIVATE_THREAD, "invitable": False, "auto_archive_duration": WEEK}
            made = await self._api.call("POST", "/channels/{channel_id}/threads", body, channel_id=room)
            thread = str(made["id"])
        for person in errand.people:
            await self._into_thread(thread, parcel.accounts[person])
        posted = await self._post(parcel, thread, _rendered(errand.title, parcel))
        return Receipt(posted, Spot(Platform.DISCORD, room, thread))

    async def _opened_before(self, parcel: Parcel, name: str) -> str:
        """The thread of a try whose answer was lost: it is still empty, or no older than that try. Then the title may
        stand in it.
        """
        found = await self._api.call("GET", "/guilds/{guild_id}/threads/active", guild_id=parcel.workspace)
        mine = [
            t
            for t in found.get("threads") or ()
            if t.get("parent_id") == parcel.address.room
            and t.get("owner_id") == self._api.bot
            and t.get("name") == name
            and (not t.get("message_count") or _is_of_a_try(t, parcel))
        ]
        titled = [t for t in mine if t.get("message_count")]
        return str((titled or mine)[-1]["id"]) if mine else ""

    async def _into_thread(self, thread: str, account: str) -> None:
        """Somebody who cannot come in must not keep the others out."""
        try:
            await self._api.call(
                "PUT", "/channels/{channel_id}/thread-members/{user_id}", channel_id=thread, user_id=account
            )
        except Trouble as e:
            if e.after is not None or e.error == UNREACHABLE:
                raise
            self._api.log.warning("somebody could not be let into a thread: %s", e)

    async def _shut(self, thread: str, *, archived: bool) -> None:
        """Lock and archive a thread, or take it out of the archive."""
        try:
            await self._api.call(
                "PATCH",
                "/channels/{channel_id}",
                {"archived": archived, "locked": archived},
                channel_id=thread,
            )
        except Trouble as e:
            if not archived or e.code not in (UNKNOWN_CHANNEL, ARCHIVED):
                raise


def _rendered(message: Message, parcel: Parcel) -> list[Sent]:
    return messages(
        message, Eyes(Reader(parcel.zone, parcel.language, heard=False), parcel.accounts, parcel.workspace)
    )


def _name(title: Message, parcel: Parcel) -> str:
    """A thread's name: the title's sentence, which holds nobody's own words."""
    for part in title.parts:
        line = part if isinstance(part, Line) else part.line if isinstance(part, Heading) else None
        if line is not None:
            return plain(line, Reader(parcel.zone, parcel.language), THREAD_NAME)
    return "…"


def _is_of_a_try(thread: dict[str, Any], parcel: Parcel) -> bool:
    return parcel.unsure is not None and snowflake_time(int(thread["id"])) >= parcel.unsure - A_TRY


def _nonce(parcel: Parcel, part: int) -> str:
    """Names an errand's revision and the part of it, in at most 25 characters."""
    made = f"{parcel.id:x}.{parcel.revision:x}.{part:x}"
    assert len(made) <= NONCE
    return made


def _meant(e: Trouble, parcel: Parcel, *, gone: bool) -> Exception:
    """What a courier is told. A wait that Discord names is for the place; a refused token, for all of it."""
    if e.error == REFUSED:
        return Later(REFUSED, BROKEN)
    if e.error == RATE_LIMITED:
        return Later(RATE_LIMITED, e.after)
    if e.unsure:
        return Unsure(e.error)
    if e.error == UNREACHABLE:
        return Later(UNREACHABLE)
    if e.code == THREADS_FULL:
        return Later("too many threads are open on this server", BROKEN)
    if e.code in GONE and parcel.before:
        return Vanished()
    reason = f"{e.status} {e.code}"
    if e.code in CLOSED_TO_US and parcel.address.account:
        return Unreached(reason, gone=gone)
    if e.code in LOST and not parcel.address.account and not isinstance(parcel.errand, OpenRoom):
        return Lost(reason)
    return Never(reason)
