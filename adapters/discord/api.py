"""Discord's REST interface through discord.py's own client: one session, a token, and what an error means."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, Final

import aiohttp
from discord import HTTPException, LoginFailure, RateLimited
from discord.http import HTTPClient, Route

from adapters.discord.rates import Client

DISCORD = "https://discord.com/api/v10"
PATIENCE = 10.0  # seconds for a call
REST = timedelta(minutes=1)  # without any call, after the token was refused: refusals count (D14)
BREATH = timedelta(seconds=5)  # without any call, after Discord could not be reached to log in

NOT_TAKEN: Final = 503  # turned away before anything was done
UNREACHABLE: Final = "unreachable"
REFUSED: Final = "token refused"
RATE_LIMITED: Final = "rate limited"


class Trouble(Exception):
    """Discord did not do it. `code` is its own number for why (50013), 0 where it gave none; `error` names it; `after`
    is how many seconds it asks us to wait. `unsure` where it may have done it all the same.
    """

    def __init__(
        self,
        error: str,
        code: int = 0,
        status: int = 0,
        after: float | None = None,
        *,
        unsure: bool = False,
    ) -> None:
        super().__init__(f"{error} {code}" if code else error)
        self.error = error
        self.code = code
        self.status = status
        self.after = after
        self.unsure = unsure


class Api:
    """Logs in at the first call, so that a bot can start while Discord is away. Nothing is repeated here: the courier
    does that, under the same nonce. Close it in the loop it was used in.
    """

    def __init__(self, token: str, clock: Callable[[], datetime], url: str = DISCORD) -> None:
        self.token = token
        self.url = url.rstrip("/")
        self.log = logging.getLogger("als.discord")
        # At lower levels discord.py writes down whole payloads, with members' words in them.
        logging.getLogger("discord").setLevel(logging.ERROR)
        self._clock = clock
        self._http: HTTPClient | None = None
        self._logging_in = asyncio.Lock()
        self._nothing_before: datetime | None = None
        self._why_nothing = ""
        self.bot = ""  # the bot's own account, once logged in

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close()
            self._http = None

    async def call(
        self, method: str, path: str, json: Mapping[str, Any] | list[Any] | None = None, /, **ids: str
    ) -> Any:
        """What Discord answers to `method` on `path`, whose names in braces are `ids`. Raises Trouble."""
        return await self._send(method, path, json, ids, waits=True)

    async def answer(
        self, method: str, path: str, json: Mapping[str, Any] | None = None, /, **ids: str
    ) -> Any:
        """The same for an interaction, which no rate limit of the bot's holds up (D14). Raises Trouble."""
        return await self._send(method, path, json, ids, waits=False)

    async def _send(self, method: str, path: str, json: Any, ids: Mapping[str, str], *, waits: bool) -> Any:
        if waits:
            self._must_not_rest()
        body = {} if json is None else {"json": json}
        http = await self._client()
        try:
            async with asyncio.timeout(PATIENCE):
                return await http.request(Route(method, path, **ids), **body)
        except Trouble as e:
            self._remember(e)
            raise
        except RateLimited as e:
            raise Trouble(RATE_LIMITED, after=e.retry_after) from e
        except HTTPException as e:
            trouble = _trouble(e)
            self._remember(trouble)
            raise trouble from e
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as e:
            raise Trouble(UNREACHABLE) from e  # nothing was sent
        except (aiohttp.ClientError, TimeoutError, OSError) as e:
            raise Trouble(UNREACHABLE, unsure=True) from e

    async def _client(self) -> HTTPClient:
        """The client, logged in. Raises Trouble, and tries anew at the next call."""
        async with self._logging_in:
            if self._http is None:
                self._must_not_rest()  # of many that waited here, the first has found out
                self._http = await self._logged_in()
            return self._http

    async def _logged_in(self) -> HTTPClient:
        Route.BASE = self.url  # discord.py knows one address for all that a process does
        trace = aiohttp.TraceConfig()
        trace.on_request_end.append(_at_once)
        http = Client(self._clock, http_trace=trace)
        try:
            async with asyncio.timeout(PATIENCE):
                self.bot = str((await http.static_login(self.token))["id"])
        except BaseException as e:
            await http.close()
            match e:
                case Trouble():
                    raise
                case LoginFailure():
                    trouble = Trouble(REFUSED, status=401)
                    self._remember(trouble)
                    raise trouble from e
                case HTTPException():
                    raise _trouble(e) from e
                case aiohttp.ClientError() | TimeoutError() | OSError():
                    self._nothing_before, self._why_nothing = self._clock() + BREATH, UNREACHABLE
                    raise Trouble(UNREACHABLE) from e
                case _:
                    raise
        return http

    def _remember(self, e: Trouble) -> None:
        """A refused token, or the limit of all routes together, is for every call and not for this one alone."""
        if e.error == REFUSED:
            self._nothing_before, self._why_nothing = self._clock() + REST, REFUSED
        elif isinstance(e, _Everywhere) and e.after is not None:
            self._nothing_before, self._why_nothing = self._clock() + timedelta(seconds=e.after), RATE_LIMITED

    def _must_not_rest(self) -> None:
        if self._nothing_before is None:
            return
        left = (self._nothing_before - self._clock()).total_seconds()
        if left > 0:
            raise Trouble(self._why_nothing, after=left)
        self._nothing_before = None


class _Everywhere(Trouble):
    """Discord's limit for the whole bot."""


async def _at_once(
    session: aiohttp.ClientSession, context: SimpleNamespace, done: aiohttp.TraceRequestEndParams
) -> None:
    """discord.py sleeps and repeats when it is told to wait, or Discord fails: whoever called is told instead."""
    del session, context
    response = done.response
    if response.status == 429:
        after = _seconds(response.headers.get("X-RateLimit-Reset-After"), response.headers.get("Retry-After"))
        everywhere = response.headers.get("X-RateLimit-Global", "").lower() == "true"
        response.release()
        raise (_Everywhere if everywhere else Trouble)(RATE_LIMITED, status=429, after=after)
    if response.status >= 500:
        response.release()
        raise Trouble(UNREACHABLE, status=response.status, unsure=response.status != NOT_TAKEN)


def _seconds(*told: str | None) -> float:
    for text in told:
        try:
            return max(0.1, float(text or ""))
        except ValueError:
            continue
    return 30.0


def _trouble(e: HTTPException) -> Trouble:
    if e.status == 401 and e.code == 0:
        return Trouble(REFUSED, status=401)
    return Trouble(f"refused {e.status}", e.code, e.status)
