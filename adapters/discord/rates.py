"""Discord's rate limits, kept without waiting: who asks too soon is told how long, and nobody sleeps."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any

import aiohttp
from discord import RateLimited
from discord.http import HTTPClient, Ratelimit

MOST = 1_000  # buckets, before those that have run out are forgotten
LEAST = 0.05  # seconds
UNLIMITED = (
    "/interactions/",
    "/webhooks/",
)  # routes that each interaction has anew, beside every limit (D14)


class Bucket(Ratelimit):
    """What one route allows in one place, as Discord's headers tell it, by the bot's own clock."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__(None)
        self._clock = clock
        self._until: datetime | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing is known of it any more."""
        return self.outgoing == 0 and (self._until is None or self._clock() >= self._until)

    async def acquire(self) -> None:
        """Raises RateLimited while all that is allowed is used or on its way."""
        now = self._clock()
        if self._until is not None and now >= self._until:
            self._until = None
        if self._until is not None and self.remaining - self.outgoing <= 0:
            raise RateLimited(max(LEAST, (self._until - now).total_seconds()))
        self.outgoing += 1

    def update(self, response: aiohttp.ClientResponse, *, use_clock: bool = False) -> None:
        del use_clock
        headers = response.headers
        self.remaining = int(headers.get("X-RateLimit-Remaining", 1))
        after = float(headers.get("X-RateLimit-Reset-After") or 0)
        self._until = self._clock() + timedelta(seconds=after)

    async def __aexit__(
        self,
        type: type[BaseException] | None,  # noqa: A002 - discord.py's name for it
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.outgoing -= 1


class Free(Bucket):
    """For what no limit of the bot's holds up."""

    def update(self, response: aiohttp.ClientResponse, *, use_clock: bool = False) -> None:
        pass


class Client(HTTPClient):
    """discord.py's client, with these in place of its own limits, which sleep."""

    def __init__(self, clock: Callable[[], datetime], **more: Any) -> None:
        super().__init__(asyncio.get_running_loop(), **more)
        self._clock = clock

    def get_ratelimit(self, key: str) -> Ratelimit:
        found = self._buckets.get(key)
        if found is None:
            if len(self._buckets) >= MOST:
                self._forget()
            free = any(route in key for route in UNLIMITED)
            found = self._buckets[key] = Free(self._clock) if free else Bucket(self._clock)
        return found

    def _forget(self) -> None:
        over = [k for k, b in self._buckets.items() if isinstance(b, Bucket) and b.is_over]
        for key in over:
            del self._buckets[key]
