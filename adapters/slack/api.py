"""Slack's Web API over one shared session: which token for which workspace, and what an error means."""

from __future__ import annotations

import logging
from base64 import b64encode
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

SLACK = "https://slack.com/api/"
NOT_TAKEN = 503  # turned away before anything was done
HALF_DONE = {"internal_error", "fatal_error"}  # Slack: "some aspect of the operation may have succeeded"
CLIENTS = 1_000  # kept at hand; tokens that rotate leave theirs behind
PATIENCE = 10.0  # seconds for a call that nobody waits for
FOR_NOW: Final = frozenset(
    {"unreachable", "internal_error", "fatal_error", "request_timeout", "service_unavailable"}
)
# Slack's words for a token that is no longer good; nothing was done.
OUT: Final = frozenset({"account_inactive", "token_revoked"})  # for ever: the bot was taken out
REFUSED: Final = OUT | {"token_expired", "invalid_auth", "not_authed"}


class Trouble(Exception):
    """Slack did not do it. `error` is its own word for why (`channel_not_found`), or `unreachable` where no answer
    came; `after` is how many seconds it asks us to wait. `unsure` where it may have done it all the same.
    """

    def __init__(self, error: str, after: float | None = None, *, unsure: bool = False) -> None:
        super().__init__(error)
        self.error = error
        self.after = after
        self.unsure = unsure


class NoAccess(Trouble):
    """Slack does not let the bot in, and somebody has to mend that; nothing was done."""


@dataclass(frozen=True)
class Access:
    """What the bot is in one workspace."""

    token: str
    bot_user: str
    bot_id: str


class Accesses(Protocol):
    async def of(self, workspace: str) -> Access | None:
        """The bot's access to a workspace, by Slack's id of it; None where it is not installed. Raises Trouble while
        it cannot be had, and while Slack is known not to take it, without asking again.
        """

    async def refused(self, workspace: str, access: Access, error: str) -> Access | None:
        """Slack did not take this access, and did nothing. Answers another to try once; None where there is none."""

    async def left(self, workspace: str, at: datetime) -> None:
        """Slack says that the bot was taken out of a workspace then. Raises Busy and Trouble: Slack is to say it again."""

    async def attend(self) -> None:
        """Keeps an eye on what lets the bot in, until cancelled."""


class Api:
    """Open it inside the running loop. Calls of one workspace share a session with those of all others, and nothing
    is retried here: a post whose connection broke may have been said, and the courier decides.
    """

    def __init__(self, url: str = SLACK) -> None:
        self.url = url if url.endswith("/") else url + "/"
        self.log = logging.getLogger("als.slack")
        self.sdk_log = logging.getLogger("als.slack.sdk")
        # Below this level Bolt and the SDK write down whole payloads, with members' words in them.
        self.sdk_log.setLevel(logging.ERROR)
        self.accesses: Accesses | None = None
        self._session: aiohttp.ClientSession | None = None
        self._clients: dict[str | None, AsyncWebClient] = {}

    async def open(self, connections: int = 200) -> None:
        self._clients.clear()
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=connections),
            timeout=aiohttp.ClientTimeout(total=PATIENCE),
        )

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def client(self, token: str | None = None) -> AsyncWebClient:
        """A client has nothing of its own but its token: making one takes a tenth of what a call does."""
        client = self._clients.get(token)
        if client is None:
            if len(self._clients) >= CLIENTS:
                self._clients.clear()
            client = self._clients[token] = AsyncWebClient(
                token=token, base_url=self.url, session=self._session, retry_handlers=[], logger=self.sdk_log
            )
        return client

    async def call(
        self, workspace: str, method: str, json: Mapping[str, Any] | None = None, **params: Any
    ) -> dict[str, Any]:
        """A method in a workspace: `json` for those that take a body, named parameters for the others. Raises
        Trouble, NoAccess among it.
        """
        access, accesses = await self._access(workspace)
        try:
            return await self.with_token(access.token, method, json, **params)
        except Trouble as e:
            if e.error not in REFUSED:
                raise
            another = await _let_in(accesses.refused(workspace, access, e.error), e.error)
        return await self.with_token(another.token, method, json, **params)

    async def me(self, workspace: str) -> str:
        """The bot's user in a workspace. Raises Trouble, NoAccess among it."""
        return (await self._access(workspace))[0].bot_user

    async def _access(self, workspace: str) -> tuple[Access, Accesses]:
        if self.accesses is None:
            raise NoAccess("not_installed")
        return await _let_in(self.accesses.of(workspace), "not_installed"), self.accesses

    async def exchange(self, client_id: str, client_secret: str, **params: str) -> dict[str, Any]:
        """A code, or a refresh token, for a token (`oauth.v2.access`). Raises Trouble."""
        known = b64encode(f"{client_id}:{client_secret}".encode()).decode()
        return await self._call(
            self.client(), "oauth.v2.access", data=params, headers={"Authorization": f"Basic {known}"}
        )

    async def with_token(
        self, token: str, method: str, json: Mapping[str, Any] | None = None, **params: Any
    ) -> dict[str, Any]:
        """Raises Trouble."""
        body = dict(json) if json is not None else None
        return await self._call(self.client(token), method, json=body, params=params or None)

    async def with_headers(self, token: str, method: str) -> tuple[dict[str, Any], dict[str, str]]:
        """What a method answers, and the headers that it comes with, by their names in lower case. Raises Trouble."""
        answer = await self._answer(self.client(token), method)
        headers = {k.lower(): str(v) for k, v in answer.headers.items()}
        return (answer.data if isinstance(answer.data, dict) else {}), headers

    async def _call(self, client: AsyncWebClient, method: str, **more: Any) -> dict[str, Any]:
        data = (await self._answer(client, method, **more)).data
        return data if isinstance(data, dict) else {}

    async def _answer(self, client: AsyncWebClient, method: str, **more: Any) -> AsyncSlackResponse:
        try:
            return await client.api_call(method, **more)
        except SlackApiError as e:
            raise _trouble(e) from e
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as e:
            raise Trouble("unreachable") from e  # nothing was sent
        except (aiohttp.ClientError, TimeoutError, OSError) as e:
            raise Trouble("unreachable", unsure=True) from e

    async def respond(self, response_url: str, message: Mapping[str, Any]) -> None:
        """Answer by a response URL, good five times in 30 minutes (S4). Raises Trouble."""
        assert self._session is not None
        try:
            async with self._session.post(response_url, json=dict(message)) as answer:
                if answer.status != 200:
                    raise Trouble(f"response_url_{answer.status}")
        except (aiohttp.ClientError, TimeoutError, OSError) as e:
            raise Trouble("unreachable") from e


async def _let_in(asked: Awaitable[Access | None], otherwise: str) -> Access:
    """Raises NoAccess, for `otherwise` where there is none; Trouble where Slack or the record could not be asked."""
    try:
        access = await asked
    except Trouble as e:
        if e.error in FOR_NOW or e.after is not None:
            raise Trouble(e.error, e.after) from e  # nothing was done of what was to be done
        raise NoAccess(e.error) from e
    if access is None:
        raise NoAccess(otherwise)
    return access


def _trouble(e: SlackApiError) -> Trouble:
    response = e.response
    status = int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)
    headers = getattr(response, "headers", None) or {}
    if status == 429:
        return Trouble("ratelimited", _seconds(headers.get("Retry-After")))
    data = getattr(response, "data", None)
    error = data.get("error") if isinstance(data, dict) else None
    if status >= 500 or not error:
        return Trouble("unreachable", unsure=status != NOT_TAKEN)
    return Trouble(str(error), unsure=error in HALF_DONE)


def _seconds(text: Any) -> float:
    try:
        return max(1.0, float(text))
    except (TypeError, ValueError):
        return 30.0
