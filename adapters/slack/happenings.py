"""What befalls people and channels, told to core as by Slack itself: a profile that changes, an account or a channel
that is closed, and who else can read along in a set's room.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from adapters.slack.api import Api, Trouble
from adapters.slack.payloads import spot
from adapters.slack.people import People
from core.names import Platform
from core.request import Reply, Request, Speaker, Spot

MOST = 60  # people of a channel that are looked at; a set has eight
SLACKBOT = "USLACKBOT"
ITSELF = Speaker(Platform.SLACK, "", "")
Event = Mapping[str, Any]


class RunInThread(Protocol):
    async def __call__(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Any: ...


class Happenings:
    def __init__(
        self,
        api: Api,
        people: People,
        handle: Callable[[Request, datetime], Reply],
        clock: Callable[[], datetime],
        run_in_thread: RunInThread,
    ) -> None:
        self._api = api
        self._people = people
        self._handle = handle
        self._clock = clock
        self._in_thread = run_in_thread

    async def person(self, workspace: str, delivery: str, user: Event) -> None:
        """A new name or zone; or an account that is closed."""
        account = str(user.get("id") or "")
        if not account:
            return
        self._people.changed(workspace, user)
        command = "person-unreached" if user.get("deleted") else "person-changed"
        args = {"account": account} | ({"gone": "yes"} if user.get("deleted") else {})
        await self._tell(workspace, delivery, command, spot(""), args, self._people.told(account, user))

    async def room_lost(self, workspace: str, delivery: str, channel: str) -> None:
        await self._tell(workspace, delivery, "room-lost", spot(channel), {})

    async def too_much(self, workspace: str, delivery: str) -> None:
        """Slack drops some of what is said in this workspace for a while (S10)."""
        self._api.log.warning("Slack leaves out some events of workspace %s for a while", workspace)
        await self._tell(workspace, delivery, "platform-busy", spot(""), {})

    async def came(self, workspace: str, delivery: str, channel: str, user: str) -> None:
        """Somebody has joined a channel: the bot itself looks round there, else at whoever came."""
        access = await self._api.accesses.of(workspace) if self._api.accesses is not None else None
        only = None if access is not None and user == access.bot_user else [user]
        await self.look_round(workspace, delivery, channel, only)

    async def look_round(
        self, workspace: str, delivery: str, channel: str, only: list[str] | None = None
    ) -> None:
        """Tell core who can read along in a channel: all who are in it, or `only` these."""
        try:
            info = (await self._api.call(workspace, "conversations.info", channel=channel)).get(
                "channel"
            ) or {}
            here = only if only is not None else await self._members(workspace, channel)
            profiles = await asyncio.gather(*(self._profile(workspace, user) for user in here[:MOST]))
        except Trouble as e:
            self._api.log.info("a channel could not be looked at: %s", e.error)
            return
        known = dict(zip(here, profiles, strict=False))
        kinds = {user: _kind(profile, workspace) for user, profile in known.items()}
        args = {
            kind: ",".join(u for u, k in kinds.items() if k == kind) for kind in ("guest", "other", "app", "")
        }
        args = {kind or "member": who for kind, who in args.items() if who}
        if info.get("is_ext_shared") or info.get("is_pending_ext_shared"):
            args["shared"] = "yes"
        if info.get("is_private") is False:
            args["public"] = "yes"
        people = {user: self._people.told(user, profile) for user, profile in known.items()}
        await self._tell(workspace, delivery, "room-seen", spot(channel), args, *people.values())

    async def _members(self, workspace: str, channel: str) -> list[str]:
        access = await self._api.accesses.of(workspace) if self._api.accesses is not None else None
        answer = await self._api.call(workspace, "conversations.members", channel=channel, limit=str(MOST))
        myself = access.bot_user if access is not None else ""
        return [str(u) for u in answer.get("members") or () if u not in (myself, SLACKBOT)]

    async def _profile(self, workspace: str, user: str) -> Event:
        answer = await self._api.call(workspace, "users.info", user=user, include_locale="true")
        return dict(answer.get("user") or {})

    async def _tell(
        self, workspace: str, delivery: str, command: str, at: Spot, args: Mapping[str, str], *people: Speaker
    ) -> None:
        named = {speaker.id: speaker for speaker in people}
        request = Request(
            f"{delivery}-{command}", workspace, ITSELF, at, command, args=dict(args), people=named
        )
        await self._in_thread(self._handle, request, self._clock())


def _kind(profile: Event, workspace: str) -> str:
    """What somebody is in this workspace, "" for a member like others."""
    if profile.get("is_bot"):
        return "app"
    if profile.get("is_stranger") or str(profile.get("team_id") or workspace) != workspace:
        return "other"
    return "guest" if profile.get("is_restricted") or profile.get("is_ultra_restricted") else ""
