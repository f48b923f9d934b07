"""Errands carried to Slack."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Final, assert_never

from adapters.slack import memory
from adapters.slack.api import FOR_NOW, Api, NoAccess, Trouble
from adapters.slack.home import Home
from adapters.slack.render import Eyes, messages
from adapters.slack.rooms import TRIES, Rooms
from core.message import (
    CalendarEvent,
    CloseThread,
    Invite,
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

BROKEN = 600.0  # seconds until a workspace whose token is no longer good is tried again

# What a token may do has to be mended by somebody: what waits is kept until then.
TO_BE_MENDED: Final = {"missing_scope", "org_login_required", "team_access_not_granted"}
GONE: Final = {"message_not_found", "cant_update_message", "edit_window_closed", "cant_delete_message"}
LOST: Final = {"channel_not_found", "not_in_channel", "is_archived"}
SHUT: Final = {
    "messages_tab_disabled", "cannot_dm_bot", "channel_not_found", "not_in_channel", "is_archived",
    "restricted_action", "user_disabled", "user_not_found", "user_not_visible", "account_closed",
}  # fmt: skip
CLOSED: Final = {"user_disabled", "user_not_found", "account_closed"}  # of a person


class SlackTransport:
    platform = Platform.SLACK

    def __init__(
        self,
        api: Api,
        home: Home,
        rooms: Rooms,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._api = api
        self._home = home
        self._rooms = rooms
        self._sleep = sleep

    async def carry(self, parcel: Parcel) -> Receipt:
        """Deliver once. Raises Later (Unsure where Slack may have taken it), Never or Vanished."""
        try:
            return await self._carry(parcel)
        except Trouble as e:
            if e.error in SHUT and parcel.address.account and not parcel.before:
                gone = e.error in CLOSED or await self._is_gone(parcel)
                raise Unreached(e.error, gone=gone) from e
            raise _meant(e, parcel) from e

    async def _is_gone(self, parcel: Parcel) -> bool:
        """Whether a person's account is closed, which the refusal itself may not say."""
        try:
            answer = await self._api.call(parcel.workspace, "users.info", user=parcel.address.account)
        except Trouble as e:
            return e.error in CLOSED
        return bool((answer.get("user") or {}).get("deleted"))

    async def recall(self, parcel: Parcel, now: datetime) -> Receipt | None:
        """By the key that every message carries along, where Slack lets the bot read what it said (see `memory`). A set's
        channel is looked for.
        """
        del now
        if isinstance(parcel.errand, OpenRoom):
            return await self._recall_room(parcel, parcel.errand)
        try:
            found = await memory.standing(self._api, parcel)
            if not found:
                return None
            rest = _rendered(_message_of(parcel), parcel)[len(found) :]
            posted = found + await self._post(parcel, rest, len(found), begun=True)
        except Trouble as e:
            raise _meant(e, parcel) from e
        opens = isinstance(parcel.errand, OpenThread)
        return Receipt(posted, Spot(Platform.SLACK, posted[0].room, posted[0].message) if opens else None)

    async def _recall_room(self, parcel: Parcel, errand: OpenRoom) -> Receipt | None:
        """Raises Unknowable where Slack does not let the bot look, or there is too much to look through; Later."""
        try:
            return await self._rooms.made_before(parcel, errand)
        except Trouble as e:
            meant = _meant(e, parcel)
            raise (meant if isinstance(meant, Later) else Unknowable()) from e

    async def _carry(self, parcel: Parcel) -> Receipt:
        errand = parcel.errand
        match errand:
            case Say(message=message):
                return Receipt(await self._post(parcel, _rendered(message, parcel)))
            case Revise(message=message):
                return Receipt(await self._revise(parcel, _rendered(message, parcel)))
            case Unsay():
                for posted in parcel.before:
                    await self._delete(parcel, posted)
                return Receipt()
            case OpenRoom():
                return await self._rooms.open(parcel, errand)
            case Invite():
                account = parcel.accounts[errand.person]
                await self._rooms.let_in(parcel.workspace, parcel.address.room, account)
                return Receipt()
            case OpenThread():
                return await self._open_thread(parcel, errand)
            case ShowHome():
                return await self._show_home(parcel)
            case CloseThread() | CalendarEvent():
                return Receipt()  # a thread needs no closing, and Slack has no calendar: see docs/slack.md
            case _:
                assert_never(errand)

    async def _show_home(self, parcel: Parcel) -> Receipt:
        occasion = f"{parcel.key}-{parcel.revision}-{parcel.attempts}"
        rests = await self._home.changed(parcel.workspace, parcel.address.account, occasion)
        if rests:
            raise Later("home was drawn a moment ago", rests)
        return Receipt()

    # --- messages

    async def _post(
        self, parcel: Parcel, parts: list[dict[str, Any]], first: int = 0, *, begun: bool = False
    ) -> tuple[Posted, ...]:
        """The parts of one message. Once the first is out the rest must follow, or it would be said again."""
        posted: list[Posted] = []
        for number, part in enumerate(parts, first):
            body = {**_place(parcel), **_signed(parcel, number), **part}
            answer = await (
                self._firmly(parcel, body)
                if posted or begun
                else self._call(parcel, "chat.postMessage", body)
            )
            posted.append(Posted(str(answer["channel"]), str(answer["ts"])))
        return tuple(posted)

    async def _revise(self, parcel: Parcel, parts: list[dict[str, Any]]) -> tuple[Posted, ...]:
        """Edit what stands, say what has been added, take back what is too much."""
        if not parcel.before:
            return await self._post(parcel, parts)
        for posted, part in zip(parcel.before, parts, strict=False):
            await self._call(parcel, "chat.update", {"channel": posted.room, "ts": posted.message, **part})
        for posted in parcel.before[len(parts) :]:
            await self._delete(parcel, posted)
        standing = parcel.before[: len(parts)]
        return standing + await self._post(parcel, parts[len(standing) :], len(standing))

    async def _delete(self, parcel: Parcel, posted: Posted) -> None:
        try:
            await self._call(parcel, "chat.delete", {"channel": posted.room, "ts": posted.message})
        except Trouble as e:
            if e.error != "message_not_found":
                raise

    async def _open_thread(self, parcel: Parcel, errand: OpenThread) -> Receipt:
        """A thread hangs from a message: its title."""
        posted = await self._post(parcel, _rendered(errand.title, parcel))
        return Receipt(posted, Spot(Platform.SLACK, posted[0].room, posted[0].message))

    # --- calls

    async def _call(self, parcel: Parcel, method: str, body: dict[str, Any]) -> dict[str, Any]:
        return await self._api.call(parcel.workspace, method, body)

    async def _firmly(self, parcel: Parcel, body: dict[str, Any]) -> dict[str, Any]:
        for attempt in range(TRIES - 1):
            try:
                return await self._call(parcel, "chat.postMessage", body)
            except Trouble as e:
                if e.after is None and e.error not in FOR_NOW:
                    raise
                await self._sleep(e.after if e.after is not None else 1.0 + attempt)
        return await self._call(parcel, "chat.postMessage", body)


def _message_of(parcel: Parcel) -> Message:
    match parcel.errand:
        case Say(message=message) | Revise(message=message) | OpenThread(title=message):
            return message
        case _:
            raise Unknowable


def _rendered(message: Message, parcel: Parcel) -> list[dict[str, Any]]:
    return messages(message, Eyes(Reader(parcel.zone, parcel.language), parcel.accounts))


def _place(parcel: Parcel) -> dict[str, Any]:
    """Where to: a person's own account stands for the direct conversation with them."""
    address = parcel.address
    if address.account:
        return {"channel": address.account}
    return {"channel": address.room} | ({"thread_ts": address.thread} if address.thread else {})


def _signed(parcel: Parcel, part: int) -> dict[str, Any]:
    """The errand's key travels along, so that a crash between saying and writing down can be looked into."""
    return {
        "metadata": {"event_type": memory.SAID, "event_payload": {"key": parcel.key, "part": part}},
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _meant(e: Trouble, parcel: Parcel) -> Exception:
    """What a courier is told. A wait that Slack names is for the place; a broken token, for all of it."""
    if isinstance(e, NoAccess):
        return Later(e.error, BROKEN)
    if e.after is not None:
        return Later(e.error, e.after)
    if e.error in FOR_NOW:
        return Unsure(e.error) if e.unsure else Later(e.error)
    if e.error in TO_BE_MENDED and not isinstance(parcel.errand, OpenRoom | Invite):
        return Later(e.error, BROKEN)
    if e.error in GONE and parcel.before:
        return Vanished()
    if e.error in LOST and not parcel.address.account:
        return Lost(e.error)
    return Never(e.error)
