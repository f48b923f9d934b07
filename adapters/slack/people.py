"""Who somebody is: name, zone and language from their profile, remembered for an hour."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from adapters.slack.api import Api, Trouble
from core.names import Platform
from core.request import Speaker

FRESH = timedelta(hours=1)
PATIENCE = 1.0  # seconds that somebody's first press may wait for their profile
MOST = 5_000  # profiles remembered


class People:
    """A profile that cannot be had in time is done without: the handle is a name, and the zone is asked for."""

    def __init__(self, api: Api, clock: Callable[[], datetime]) -> None:
        self._api = api
        self._clock = clock
        self._known: dict[tuple[str, str], tuple[datetime, Speaker]] = {}

    async def speaker(self, workspace: str, user: str, handle: str = "") -> Speaker:
        now = self._clock()
        known = self._known.get((workspace, user))
        if known is not None and now - known[0] < FRESH:
            return known[1]
        try:
            call = self._api.call(workspace, "users.info", user=user, include_locale="true")
            answer = await asyncio.wait_for(call, PATIENCE)
        except (Trouble, TimeoutError):
            return known[1] if known is not None else Speaker(Platform.SLACK, user, handle or user)
        found = _speaker(user, answer.get("user") or {}, handle)
        self._remember(workspace, found, now)
        return found

    async def speakers(self, workspace: str, users: Iterable[str]) -> Mapping[str, Speaker]:
        """Several people by their ids."""
        wanted = tuple(dict.fromkeys(users))
        found = await asyncio.gather(*(self.speaker(workspace, u) for u in wanted))
        return dict(zip(wanted, found, strict=True))

    def changed(self, workspace: str, profile: Mapping[str, Any]) -> None:
        """What an event tells of a profile. Its zone's name is right, its offset need not be (S19)."""
        user = str(profile.get("id") or "")
        known = self._known.get((workspace, user))
        if known is not None:
            found = _speaker(user, profile, known[1].name)
            self._remember(workspace, found, self._clock())

    def told(self, user: str, profile: Mapping[str, Any]) -> Speaker:
        """Somebody as a profile has them."""
        return _speaker(user, profile, "")

    def _remember(self, workspace: str, speaker: Speaker, now: datetime) -> None:
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[(workspace, speaker.id)] = (now, speaker)


def _speaker(user: str, info: Mapping[str, Any], handle: str) -> Speaker:
    profile = info.get("profile") or {}
    names = (profile.get("display_name"), profile.get("real_name"), info.get("real_name"), info.get("name"))
    name = next((str(n) for n in names if n), handle or user)
    language = str(info.get("locale") or "en").partition("-")[0]
    return Speaker(Platform.SLACK, user, name, str(info.get("tz") or ""), language)
