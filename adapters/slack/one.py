"""The one workspace that SLACK_BOT_TOKEN belongs to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Protocol

from adapters.slack.api import REFUSED, Access, Api, Trouble
from core.ports import Busy

HELD = timedelta(minutes=10)  # until a token that Slack did not take is tried again
FRESH = timedelta(minutes=1)  # a word of leaving that is older than this is asked about
EYE = 60.0  # seconds between two looks whether the token has to be tried


class RunInThread(Protocol):
    async def __call__(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Any: ...


class Comings(Protocol):
    """Core's word on workspaces: see core.app.App."""

    def left(self, workspace: str, now: datetime, installed: datetime | None = None) -> bool: ...

    def returned(self, workspace: str, now: datetime) -> None: ...


class OneWorkspace:
    """Whose token it is, is asked of Slack once. While Slack does not take it nothing is sent, and that is written
    down once; every ten minutes it is tried again.
    """

    def __init__(
        self,
        api: Api,
        token: str,
        comings: Comings,
        clock: Callable[[], datetime],
        run_in_thread: RunInThread,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._api = api
        self._token = token
        self._comings = comings
        self._clock = clock
        self._in_thread = run_in_thread
        self._sleep = sleep
        self._known: tuple[str, Access] | None = None
        self._held: tuple[datetime, str] | None = None
        self._told = False
        self._asking = asyncio.Lock()

    async def of(self, workspace: str) -> Access | None:
        team, access = await self._mine()
        return access if team == workspace else None

    async def refused(self, workspace: str, access: Access, error: str) -> Access | None:
        del workspace, access
        self._hold(error)
        return None

    async def left(self, workspace: str, at: datetime) -> None:
        """What is said late is asked about: the app may have been installed again since."""
        if self._known is not None and self._known[0] != workspace:
            return
        if self._clock() - at > FRESH and await self._is_good():
            return
        await self._in_thread(self._comings.left, workspace, self._clock())
        self._hold("app_uninstalled")

    async def attend(self) -> None:
        while True:
            with suppress(Trouble):  # it was written down, or Slack cannot be reached at present
                await self._mine()
            await self._sleep(EYE)

    async def finish(self) -> None:
        """Nothing is under way."""

    async def _is_good(self) -> bool:
        try:
            await self._api.with_token(self._token, "auth.test")
        except Trouble as e:
            if e.error not in REFUSED:
                raise
            return False
        return True

    async def _mine(self) -> tuple[str, Access]:
        async with self._asking:
            if self._known is None:
                if self._held is not None and self._clock() < self._held[0]:
                    raise Trouble(self._held[1])
                self._known = await self._ask()
            return self._known

    async def _ask(self) -> tuple[str, Access]:
        try:
            who = await self._api.with_token(self._token, "auth.test")
        except Trouble as e:
            if e.error in REFUSED:
                self._hold(e.error)
            raise
        team = str(who.get("team_id", ""))
        try:
            await self._in_thread(self._comings.returned, team, self._clock())
        except Busy as e:
            raise Trouble("unreachable") from e
        self._held, self._told = None, False
        return team, Access(self._token, str(who.get("user_id", "")), str(who.get("bot_id", "")))

    def _hold(self, error: str) -> None:
        self._known, self._held = None, (self._clock() + HELD, error)
        if not self._told:
            self._told = True
            self._api.log.error("Slack does not take SLACK_BOT_TOKEN: %s. als doctor knows the mend.", error)
