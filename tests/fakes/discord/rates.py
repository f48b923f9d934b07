"""How much a bot may ask: per route and place, over all, and how often in vain (topics/rate-limits, D14)."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.fakes.discord.refusals import Refusal
from tests.fakes.discord.rest import Route

INVALID = 10_000  # 401, 403 and 429 within ten minutes, then the address is shut out
INVALID_WINDOW = timedelta(minutes=10)
SECOND = timedelta(seconds=1)
PLENTY = (100_000, 1.0)


@dataclass
class Bucket:
    limit: int
    seconds: float
    begun: datetime
    used: int = 0


@dataclass
class Rates:
    """`of` gives a route ("POST /channels/{channel_id}/messages") so many calls in so many seconds for each channel
    or guild; Discord's own numbers are announced in headers alone, and can change.
    """

    clock: Callable[[], datetime]
    a_second: int = 100_000  # Discord: 50. Far more here, because a test's clock may stand still
    of: dict[str, tuple[int, float]] = field(default_factory=dict)
    invalid: deque[datetime] = field(default_factory=deque)
    _buckets: dict[tuple[str, str], Bucket] = field(default_factory=dict)
    _second: Bucket | None = None

    def spend(self, route: Route, place: str) -> dict[str, str]:
        """One call; answers the headers that tell what is left. Raises Refusal (429)."""
        now = self.clock()
        if not route.free:
            self._spend_globally(now)
        limit, seconds = self.of.get(route.key, PLENTY)
        bucket = self._buckets.get((route.key, place))
        if bucket is None or now - bucket.begun >= timedelta(seconds=bucket.seconds):
            bucket = self._buckets[route.key, place] = Bucket(limit, seconds, now)
        left = bucket.seconds - (now - bucket.begun).total_seconds()
        if bucket.used >= bucket.limit:
            raise Refusal(0, status=429, retry_after=left, details={"scope": "user"})
        bucket.used += 1
        return {
            "X-RateLimit-Limit": str(bucket.limit),
            "X-RateLimit-Remaining": str(bucket.limit - bucket.used),
            "X-RateLimit-Reset": f"{now.timestamp() + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Bucket": hashlib.md5(route.key.encode()).hexdigest(),
        }

    def _spend_globally(self, now: datetime) -> None:
        if self._second is None or now - self._second.begun >= SECOND:
            self._second = Bucket(self.a_second, 1.0, now)
        if self._second.used >= self._second.limit:
            left = 1.0 - (now - self._second.begun).total_seconds()
            raise Refusal(0, status=429, retry_after=left, details={"scope": "global"})
        self._second.used += 1

    def in_vain(self, status: int) -> None:
        if status in (401, 403, 429):
            self.invalid.append(self.clock())

    @property
    def shut_out(self) -> bool:
        now = self.clock()
        while self.invalid and now - self.invalid[0] > INVALID_WINDOW:
            self.invalid.popleft()
        return len(self.invalid) >= INVALID
