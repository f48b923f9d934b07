"""Sessions in a server's own calendar: one event each, made, moved and taken out with it (SC9, D16)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from adapters.discord.api import Api, Trouble
from adapters.discord.render import plain
from core.message import CalendarEvent, Reader
from core.ports import Parcel, Posted, Receipt
from core.words import calendar

NAME = 100  # characters
LOCATION = 100
MOST = 100  # scheduled at a time on one server
ELSEWHERE = 3  # an event that is in no voice channel
MEMBERS_ONLY = 2  # the only privacy that Discord has for events
FULL = 30038
UNKNOWN = 10070
UNWANTED: Final = {50001, 50013}  # the bot may make no events here: a session is held all the same


class Events:
    def __init__(self, api: Api) -> None:
        self._api = api

    async def show(self, parcel: Parcel, errand: CalendarEvent) -> Receipt:
        """What stands is the errand's `before`. Raises Trouble."""
        standing = parcel.before[0].message if parcel.before else ""
        try:
            if errand.starts is None:
                await self._take_out(parcel, standing)
                return Receipt()
            return Receipt((Posted(parcel.address.room, await self._put(parcel, errand, standing)),))
        except Trouble as e:
            if e.code in UNWANTED or e.code == FULL:
                self._api.log.info("a session is not in a server's events: %s", e)
                return Receipt(parcel.before)
            raise

    async def _put(self, parcel: Parcel, errand: CalendarEvent, standing: str) -> str:
        body = _body(errand, parcel)
        if standing:
            try:
                await self._api.call("PATCH", _one(), body, guild_id=parcel.workspace, event_id=standing)
            except Trouble as e:
                if e.code != UNKNOWN:
                    raise
            else:
                return standing
        made = await self._api.call(
            "POST", "/guilds/{guild_id}/scheduled-events", body, guild_id=parcel.workspace
        )
        return str(made["id"])

    async def _take_out(self, parcel: Parcel, standing: str) -> None:
        if not standing:
            return
        try:
            await self._api.call("DELETE", _one(), guild_id=parcel.workspace, event_id=standing)
        except Trouble as e:
            if e.code != UNKNOWN:
                raise


def _one() -> str:
    return "/guilds/{guild_id}/scheduled-events/{event_id}"


def _body(errand: CalendarEvent, parcel: Parcel) -> dict[str, Any]:
    assert errand.starts is not None
    ends = errand.starts + timedelta(minutes=errand.minutes)
    reader = Reader(parcel.zone, parcel.language)
    return {
        "name": plain(errand.title, reader, NAME),
        "privacy_level": MEMBERS_ONLY,
        "scheduled_start_time": errand.starts.isoformat(),
        "scheduled_end_time": ends.isoformat(),
        "entity_type": ELSEWHERE,
        "entity_metadata": {"location": plain(calendar.EVENT_PLACE, reader, LOCATION)},
    }
