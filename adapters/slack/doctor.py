"""What is wrong with the way to Slack, and the mend for each finding."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from adapters.slack.api import OUT, Api, Trouble
from adapters.slack.manifest import INSTALL, SCOPES
from core.ports import Installation

SKEW = timedelta(seconds=60)  # Slack's signatures are good for five minutes; some minutes more go on the way
LONGEST = 60.0  # seconds that Slack may ask us to wait
BOT_TOKEN = "Copy the Bot User OAuth Token (xoxb-…) anew, from OAuth & Permissions, into SLACK_BOT_TOKEN."  # noqa: S105 - a sentence, no secret
APP_TOKEN = "Make an app-level token with connections:write, under Basic Information, for SLACK_APP_TOKEN."  # noqa: S105 - a sentence, no secret
SECRETS = "Copy Client ID and Client Secret anew, from Basic Information, into SLACK_CLIENT_ID and SLACK_CLIENT_SECRET."
REACH = "Slack cannot be reached: look at the network, at a proxy, and at SLACK_API_URL."
RENEWED = "als run renews it within minutes; where it is running, its log says why it could not."
MANIFEST = "Put the output of als manifest in place of the app's manifest, then install the app again."
ANOTHER = "or make another private channel, /invite the bot, and say /als set here there"
MENDS = {
    "unreachable": REACH,
    "account_inactive": "The app was taken out of the workspace: install it again, under Install App.",
    "token_revoked": "The token was revoked: install the app again, under Install App.",
    "token_expired": "The app rotates its tokens, which needs SLACK_CLIENT_ID in place of SLACK_BOT_TOKEN (docs/slack.md).",
}


@dataclass(frozen=True)
class Finding:
    """`mend` is "" where all is well."""

    what: str
    mend: str = ""


@dataclass(frozen=True)
class Token:
    """What lets the bot into one workspace: `workspace` is "" for that of SLACK_BOT_TOKEN, which Slack has to tell."""

    token: str = field(repr=False)
    workspace: str = ""
    name: str = ""
    expires: datetime | None = None


@dataclass(frozen=True)
class Setup:
    """What is configured; `rooms` are (workspace, number of the set, channel), the channel "" where there is none."""

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    public_url: str = ""
    asks: frozenset[str] = frozenset()
    installations: tuple[Installation, ...] = ()
    rooms: tuple[tuple[str, int, str], ...] = ()


async def look(
    api: Api,
    setup: Setup,
    clock: Callable[[], datetime],
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> list[Finding]:
    """Asks Slack, and changes nothing there, nor in the record."""
    return await _Look(api, setup, clock, sleep).all()


class _Look:
    def __init__(
        self, api: Api, setup: Setup, clock: Callable[[], datetime], sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        self._api = api
        self._setup = setup
        self._clock = clock
        self._sleep = sleep
        self._told_time = False
        self._tokens: dict[str, tuple[str, str]] = {}  # workspace -> its name, and a token that is taken

    async def all(self) -> list[Finding]:
        s = self._setup
        found: list[Finding] = []
        if s.bot_token:
            found += await self._one(Token(s.bot_token))
        else:
            found += await self._many()
        return [*found, *await self._way_in(), *await self._rooms()]

    # --- the ways in

    async def _many(self) -> list[Finding]:
        s = self._setup
        found = [await self._client()]
        if not s.public_url.startswith("https://"):
            found.append(
                Finding(
                    f"People are sent back to {s.public_url}, and Slack wants https:// there.",
                    "Set ALS_PUBLIC_URL to the address at which this bot is reached with https://.",
                )
            )
        for i in s.installations:
            found += await self._one(Token(i.token, i.workspace, i.name, i.expires))
        if not s.installations:
            found.append(
                Finding(f"No workspace has installed the bot yet: {s.public_url.rstrip('/')}{INSTALL}.")
            )
        return found

    async def _client(self) -> Finding:
        """A code that nobody gave is refused for itself where the app is known, for the app where it is not."""
        s = self._setup
        try:
            await self._api.exchange(s.client_id, s.client_secret, code="doctor")
        except Trouble as e:
            if e.error in {"unreachable", "ratelimited"}:
                return Finding("Slack did not answer.", REACH)
            if e.error in {"invalid_client_id", "bad_client_secret"}:
                return _refused("The app's id or secret", e.error, SECRETS)
        return Finding("Slack knows the app by its id and secret.")

    async def _one(self, token: Token) -> list[Finding]:
        known = f" of {token.name} ({token.workspace})" if token.workspace else ""
        if token.expires is not None and token.expires <= self._clock():
            return [Finding(f"The bot's token{known} has expired.", f"{RENEWED} {self._again(token, '')}")]
        try:
            answer, headers = await self._api.with_headers(token.token, "auth.test")
        except Trouble as e:
            if e.error == "unreachable":
                return [Finding("Slack did not answer.", REACH)]
            return [_refused(f"The bot's token{known}", e.error, self._again(token, e.error))]
        self._tokens[str(answer.get("team_id") or "")] = (str(answer.get("team") or ""), token.token)
        found = [Finding(f"The bot is {answer.get('user')} in the workspace {answer.get('team')}.")]
        return [*found, *self._scopes(token, headers), *self._time(headers)]

    def _again(self, token: Token, error: str) -> str:
        if not token.workspace:
            return MENDS.get(error, BOT_TOKEN)
        there = f"{self._setup.public_url.rstrip('/')}{INSTALL}"
        who = "It was taken out there. " if error in OUT else ""
        return f"{who}Somebody of that workspace has to install it again: {there}."

    def _scopes(self, token: Token, headers: Mapping[str, str]) -> Iterator[Finding]:
        held = {s.strip() for s in headers.get("x-oauth-scopes", "").split(",") if s.strip()}
        if not held:
            return
        wanted = self._setup.asks | {s.name for s in SCOPES if s.when == "always"}
        for s in SCOPES:
            if s.name in wanted - held:
                where = f" in {token.name}" if token.workspace else ""
                mend = self._again(token, "") if token.workspace else MANIFEST
                yield Finding(f"The scope {s.name} is missing{where}: {s.why}.", mend)
        makes = (
            "makes the sets' channels"
            if "groups:write" in held
            else "has its channels made by people (/als set here)"
        )
        hears = (
            "hears what is typed in them"
            if "groups:history" in held
            else "hears buttons, forms and /als alone"
        )
        yield Finding(f"The bot {makes}, and {hears}.")

    def _time(self, headers: Mapping[str, str]) -> Iterator[Finding]:
        """Once, however many workspaces there are."""
        if self._told_time:
            return
        try:
            off = abs(self._clock() - parsedate_to_datetime(headers.get("date", "")))
        except ValueError:
            return
        self._told_time = True
        if off <= SKEW:
            yield Finding("The clock agrees with Slack's.")
        else:
            what = f"The clock is {int(off.total_seconds())} seconds off Slack's."
            yield Finding(what, "Let the machine set its time (NTP).")

    async def _way_in(self) -> list[Finding]:
        s = self._setup
        if not s.app_token and not s.signing_secret:
            return [Finding("Slack has no way in.", f"{APP_TOKEN} Or set SLACK_SIGNING_SECRET for HTTP.")]
        if not s.app_token:
            return [Finding("Requests come over HTTP, to /slack/events.")]
        try:
            await self._api.with_token(s.app_token, "apps.connections.open")
        except Trouble as e:
            return [_refused("The app-level token", e.error, APP_TOKEN)]
        both = " The signing secret is not used." if s.signing_secret else ""
        return [Finding(f"Requests come by Socket Mode.{both}")]

    # --- the sets' channels

    async def _rooms(self) -> list[Finding]:
        looked = [r for r in self._setup.rooms if r[0] in self._tokens]
        found = [f for r in looked if (f := await self._room(*r)) is not None]
        well = len(looked) - len(found)
        return (
            [Finding(f"Channels of sets in which the bot is at home: {well} of {len(looked)}."), *found]
            if looked
            else []
        )

    async def _room(self, workspace: str, number: int, channel: str) -> Finding | None:
        name, token = self._tokens[workspace]
        if not channel:
            what = f"Set {number} in {name} has no channel yet."
            return Finding(what, "Make a private channel, /invite the bot, and say /als set here there.")
        what = f"The channel {channel} of set {number} in {name}"
        try:
            answer = await self._patiently(token, channel)
        except Trouble as e:
            if e.error == "channel_not_found":
                mend = f"It was deleted, or the bot was taken out: /invite the bot there, {ANOTHER}."
                return Finding(f"{what} cannot be seen.", mend)
            if e.error == "missing_scope":
                return Finding(
                    f"{what} is public, or groups:read is missing.", f"Make it private, {ANOTHER}."
                )
            return Finding(
                f"{what} could not be looked at: {e.error}.",
                MENDS.get(e.error, "Run als doctor again later."),
            )
        at = answer.get("channel") or {}
        if at.get("is_archived"):
            return Finding(f"{what} is archived.", f"Take it out of the archive, {ANOTHER}.")
        if not at.get("is_member"):
            return Finding(f"{what} is without the bot.", f"/invite the bot there, {ANOTHER}.")
        if not at.get("is_private"):
            return Finding(
                f"{what} is public: everybody in the workspace can read it.", f"Make it private, {ANOTHER}."
            )
        return None

    async def _patiently(self, token: str, channel: str) -> dict[str, Any]:
        """Many sets are more than Slack answers in a minute."""
        try:
            return await self._api.with_token(token, "conversations.info", channel=channel)
        except Trouble as e:
            if e.after is None:
                raise
            await self._sleep(min(e.after, LONGEST))
        return await self._api.with_token(token, "conversations.info", channel=channel)


def _refused(what: str, error: str, otherwise: str) -> Finding:
    return Finding(f"{what} is not taken: {error}.", REACH if error == "unreachable" else otherwise)
