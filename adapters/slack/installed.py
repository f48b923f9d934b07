"""The many workspaces that have installed the bot: tokens from the record, renewed before they expire."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from adapters.slack.api import FOR_NOW, OUT, REFUSED, Access, Api, Trouble
from adapters.slack.one import HELD, Comings, RunInThread
from core.names import Platform
from core.ports import Busy, Installation, Installations

CACHED = timedelta(seconds=60)  # another process may have renewed, installed or removed it
UNKNOWN = timedelta(seconds=5)  # a workspace that is not there may be installed any moment
EARLY = timedelta(hours=2)  # before a token expires, of the twelve hours it lives (platform-facts S13)
LATE = timedelta(seconds=30)  # so short before, nothing is begun with it any more
LEASE = timedelta(seconds=60)  # whoever renews has it for so long
WAITS, PAUSE = 20, 0.25  # looks for what another process renews, and the seconds between two
SKEW = timedelta(seconds=60)  # between Slack's clock and ours
EYE = 600.0  # seconds between two looks for tokens that expire
Held = tuple[datetime, str]  # until when Slack is not asked again, and what it said
TRIES = 5  # at writing down a token that Slack has given: its refresh token is used up


@dataclass(frozen=True)
class App:
    """What Slack knows the app by."""

    id: str
    secret: str


class Installed:
    def __init__(
        self,
        api: Api,
        app: App,
        installations: Installations,
        comings: Comings,
        clock: Callable[[], datetime],
        run_in_thread: RunInThread,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._api = api
        self._app = app
        self._kept = installations
        self._comings = comings
        self._clock = clock
        self._in_thread = run_in_thread
        self._sleep = sleep
        self._known: dict[str, tuple[datetime, Installation | None]] = {}
        self._held: dict[str, Held] = {}  # tokens that Slack does not take
        self._spent: dict[str, Held] = {}  # refresh tokens that it does not take
        self._renewing: dict[str, asyncio.Task[Installation | None]] = {}

    async def of(self, workspace: str) -> Access | None:
        installation = await self._installation(workspace)
        if installation is None:
            return None
        now = self._clock()
        _raise(self._held.get(workspace), now)
        if installation.expires is not None and installation.expires - now <= LATE:
            _raise(self._spent.get(workspace), now)
            return _access(await self._renew(installation))
        if self._expires_soon(installation, now):
            self._begin_to_renew(installation)
        return _access(installation)

    def forget(self, workspace: str) -> None:
        """What is remembered of a workspace: it has just been installed, or removed, in this process."""
        self._known.pop(workspace, None)
        self._held.pop(workspace, None)
        self._spent.pop(workspace, None)

    async def refused(self, workspace: str, access: Access, error: str) -> Access | None:
        self._known.pop(workspace, None)
        kept = await self._installation(workspace)
        if kept is None:
            return None
        if kept.token != access.token:
            return _access(kept)  # another process has renewed it
        if error == "token_expired" and kept.refresh:
            return _access(await self._renew(kept))
        if error in OUT:
            await self._take_out(kept)
        else:
            self._hold(self._held, kept, error)
        return None

    async def left(self, workspace: str, at: datetime) -> None:
        """What is said late, of an installation before this one, is not taken for this one."""
        self._known.pop(workspace, None)
        kept = await self._installation(workspace)
        if kept is None:
            await self._in_thread(self._comings.left, workspace, self._clock())
            return
        if at < kept.installed - SKEW or (at <= kept.installed + SKEW and await self._is_good(kept)):
            return
        await self._in_thread(self._comings.left, workspace, self._clock(), kept.installed)
        self.forget(workspace)

    async def attend(self) -> None:
        while True:
            with suppress(Busy, Trouble):  # at the next look
                await self._look_for_those_that_expire()
            await self._sleep(EYE)

    async def finish(self) -> None:
        """Waits for the renewals under way: what Slack has given must be written down."""
        if self._renewing:
            await asyncio.gather(*self._renewing.values(), return_exceptions=True)

    async def _look_for_those_that_expire(self) -> None:
        for installation in await self._in_thread(self._kept.all, Platform.SLACK):
            if self._expires_soon(installation, self._clock()):
                await asyncio.wait([self._begin_to_renew(installation)])

    def _expires_soon(self, installation: Installation, now: datetime) -> bool:
        """And nobody has found yet that it cannot be renewed."""
        spent = self._spent.get(installation.workspace)
        may = spent is None or now >= spent[0]
        return may and installation.expires is not None and installation.expires - now <= EARLY

    # --- what is kept

    async def _installation(self, workspace: str) -> Installation | None:
        now, known = self._clock(), self._known.get(workspace)
        if known is not None and now < known[0]:
            return known[1]
        try:
            found = await self._in_thread(self._kept.of, workspace)
        except Busy as e:
            raise Trouble("unreachable") from e
        self._remember(workspace, found)
        return found  # type: ignore[no-any-return]  # a thread's answer has no type

    def _remember(self, workspace: str, installation: Installation | None) -> None:
        lasts = CACHED if installation is not None else UNKNOWN
        self._known[workspace] = self._clock() + lasts, installation

    def _hold(self, where: dict[str, Held], installation: Installation, error: str) -> None:
        """Slack is left alone for a while; the first time is written down."""
        before = where.get(installation.workspace)
        where[installation.workspace] = self._clock() + HELD, error
        if before is None or before[1] != error:
            self._api.log.error(
                "Slack does not take the token of the workspace %s: %s. als doctor knows the mend.",
                installation.workspace,
                error,
            )

    async def _take_out(self, installation: Installation) -> None:
        """Slack takes its token no more, and never will: its word of it did not reach us."""
        try:
            changed = await self._in_thread(
                self._comings.left, installation.workspace, self._clock(), installation.installed
            )
        except Busy:
            return  # the next call finds it again
        self.forget(installation.workspace)
        if changed:
            self._api.log.warning("the workspace %s has taken the bot out", installation.workspace)

    async def _is_good(self, installation: Installation) -> bool:
        try:
            await self._api.with_token(installation.token, "auth.test")
        except Trouble as e:
            if e.error not in REFUSED:
                raise
            return False
        return True

    # --- renewing

    def _begin_to_renew(self, installation: Installation) -> asyncio.Task[Installation | None]:
        """One renewal of a workspace at a time in this process; whoever waits for it may be cancelled, it may not."""
        workspace = installation.workspace
        under_way = self._renewing.get(workspace)
        if under_way is None:
            under_way = asyncio.ensure_future(self._renewed(installation))
            self._renewing[workspace] = under_way
            under_way.add_done_callback(lambda done: self._rest(workspace, done))
        return under_way

    def _rest(self, workspace: str, done: asyncio.Task[Installation | None]) -> None:
        self._renewing.pop(workspace, None)
        if not done.cancelled() and (failed := done.exception()) is not None:
            self._api.log.warning("a token was not renewed: %s", failed)

    async def _renew(self, installation: Installation) -> Installation | None:
        """Raises Trouble."""
        try:
            return await asyncio.shield(self._begin_to_renew(installation))
        except Busy as e:
            raise Trouble("unreachable") from e

    async def _renewed(self, installation: Installation) -> Installation | None:
        """The installation with a token that is good, from Slack or from whoever else renews it at this moment."""
        workspace, now = installation.workspace, self._clock()
        if not await self._in_thread(self._kept.may_renew, installation, now, now + LEASE):
            return await self._by_another(installation)
        try:
            given = await self._api.exchange(
                self._app.id, self._app.secret, grant_type="refresh_token", refresh_token=installation.refresh
            )
        except Trouble as e:
            if e.error not in FOR_NOW and e.after is None:
                self._hold(self._spent, installation, e.error)
            raise
        fresh = replace(
            installation,
            token=str(given.get("access_token") or ""),
            refresh=str(given.get("refresh_token") or installation.refresh),
            expires=expiry(given, self._clock()),
        )
        if not await self._written_down(fresh):
            self._known.pop(workspace, None)
            return await self._installation(workspace)  # installed anew, or removed, in between
        fresh = replace(fresh, version=fresh.version + 1)
        self.forget(workspace)
        self._remember(workspace, fresh)
        return fresh

    async def _written_down(self, fresh: Installation) -> bool:
        for _ in range(TRIES - 1):
            try:
                return bool(await self._in_thread(self._kept.renewed, fresh))
            except Busy:
                continue
        return bool(await self._in_thread(self._kept.renewed, fresh))

    async def _by_another(self, installation: Installation) -> Installation | None:
        for _ in range(WAITS):
            self._known.pop(installation.workspace, None)
            kept = await self._installation(installation.workspace)
            if kept != installation:
                return kept
            await self._sleep(PAUSE)
        raise Trouble("unreachable")


def expiry(given: dict[str, Any], now: datetime) -> datetime | None:
    """When a token expires that Slack has just given; None for one that lasts."""
    seconds = given.get("expires_in")
    return now + timedelta(seconds=int(seconds)) if seconds else None


def _raise(held: Held | None, now: datetime) -> None:
    if held is not None and now < held[0]:
        raise Trouble(held[1])


def _access(installation: Installation | None) -> Access | None:
    if installation is None:
        return None
    return Access(installation.token, installation.account, installation.bot)
