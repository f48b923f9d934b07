"""What happens, as numbers and as lines of a log: kinds, sets, commands and keys, never anybody's words.

Numbers bear no ids: a label has few values, however many sets there are. Lines name sets and keys.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any, TypeVar, cast

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from structlog.contextvars import bind_contextvars, clear_contextvars

from bot.log import Bugs
from core.names import Due, Outcome, Platform, SetId
from core.ports import Later, Lost, Never, Parcel, Recalls, Receipt, Transport, Unknowable, Vanished
from core.request import Reply, Request

M = TypeVar("M", Counter, Histogram)
ANSWER = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.5)  # seconds; platforms wait 3
LATE = (0.5, 1.0, 2.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0, 14_400.0, 86_400.0)
A_CODE = re.compile(
    r"[a-z0-9_ -]{1,40}", re.ASCII
)  # what a platform calls an error; anything else is "other"


class Watching:
    """Told by core (`core.ports.Watch`), by whoever wraps a platform and by the heartbeat."""

    def __init__(self, *, lines: bool = False) -> None:
        """With `lines`, what happens is also written to the log; without, bugs alone are."""
        self.registry = CollectorRegistry()
        self._log = structlog.get_logger("als") if lines else None
        self._known: dict[tuple[Any, tuple[str, ...]], Any] = {}
        of = self.registry
        self._requests = Counter(
            "als_requests", "Requests answered.", ["platform", "command", "outcome"], registry=of
        )
        self._seconds = Histogram(
            "als_request_seconds", "How long an answer took.", registry=of, buckets=ANSWER
        )
        self._due = Counter("als_due", "What fell due and was seen to.", ["what"], registry=of)
        self._due_late = Histogram(
            "als_due_late_seconds", "How long after its time it was seen to.", registry=of, buckets=LATE
        )
        self._attempts = Counter(
            "als_attempts", "Tries to deliver an errand.", ["platform", "result"], registry=of
        )
        self._delivered = Counter("als_delivered", "Errands delivered.", ["platform", "errand"], registry=of)
        self._delivered_late = Histogram(
            "als_delivered_late_seconds",
            "From being asked for to being delivered.",
            ["platform"],
            registry=of,
            buckets=LATE,
        )
        self._refusals = Counter(
            "als_refusals", "Refused by a platform, by its own reason.", ["platform", "reason"], registry=of
        )
        self._bugs = Counter("als_bugs", "Bugs met and reported.", registry=of)
        self._beat = Gauge("als_last_beat_timestamp_seconds", "The last look at the clock.", registry=of)

    def _of(self, metric: M, *labels: str) -> M:
        """One of a metric's numbers; looked up once, since every delivery counts."""
        found = self._known.get((metric, labels))
        if found is None:
            found = self._known[metric, labels] = metric.labels(*labels)
        return cast("M", found)

    def _line(self, event: str, **facts: object) -> None:
        if self._log is not None:
            self._log.info(event, **facts)

    # --- requests

    def answers(self, handle: Callable[[Request, datetime], Reply]) -> Callable[[Request, datetime], Reply]:
        """`handle`, watched."""

        def watched(request: Request, at: datetime) -> Reply:
            clear_contextvars()
            bind_contextvars(platform=request.by.platform.value)
            begin = perf_counter()
            try:
                return handle(request, at)
            finally:
                self._seconds.observe(perf_counter() - begin)
                clear_contextvars()

        return watched

    def about(self, root: SetId) -> None:
        bind_contextvars(set=root)

    def answered(self, command: str, outcome: Outcome) -> None:
        platform = str(structlog.contextvars.get_contextvars().get("platform", ""))
        self._requests.labels(platform, command, outcome.value).inc()
        self._line("answered", command=command, outcome=outcome.value)

    # --- the clock

    def fell_due(self, what: Due, kind: str, root: int, late: timedelta) -> None:
        self._due.labels(what.value).inc()
        self._due_late.observe(late.total_seconds())
        self._line("fell due", what=what.value, root=f"{kind}-{root}", late=round(late.total_seconds(), 1))

    def beat(self, now: datetime) -> None:
        self._beat.set(now.timestamp())

    # --- delivery

    def tried(self, parcel: Parcel, platform: Platform, result: str, reason: str = "") -> None:
        self._of(self._attempts, platform.value, result).inc()
        if reason:
            self._refusals.labels(platform.value, _code(reason)).inc()
        if self._log is not None:
            facts = {"key": parcel.key, "platform": platform.value, "attempt": parcel.attempts}
            self._line("delivery", result=result, **facts)

    def delivered(self, parcel: Parcel, platform: Platform, late: timedelta) -> None:
        self._of(self._delivered, platform.value, type(parcel.errand).__name__).inc()
        self._of(self._delivered_late, platform.value).observe(max(0.0, late.total_seconds()))
        self.tried(parcel, platform, "delivered")

    def a_bug(self) -> None:
        self._bugs.inc()


class WatchedBugs:
    """Reports bugs as `Bugs` does, and counts them."""

    def __init__(self, watching: Watching) -> None:
        self._watching = watching
        self._bugs = Bugs()

    def __call__(self, bug: BaseException, request: Request | None) -> str:
        self._watching.a_bug()
        return self._bugs(bug, request)


class WatchedTransport:
    """A platform whose answers are counted."""

    def __init__(self, transport: Transport, watching: Watching, clock: Callable[[], datetime]) -> None:
        self.platform = transport.platform
        self._transport = transport
        self._watching = watching
        self._clock = clock

    async def carry(self, parcel: Parcel) -> Receipt:
        try:
            receipt = await self._transport.carry(parcel)
        except Later as e:
            self._watching.tried(parcel, self.platform, "later", e.reason)
            raise
        except Never as e:
            result = "lost" if isinstance(e, Lost) else "never"
            self._watching.tried(parcel, self.platform, result, e.reason)
            raise
        except Vanished:
            self._watching.tried(parcel, self.platform, "vanished")
            raise
        except Exception:
            self._watching.tried(parcel, self.platform, "broken")
            raise
        self._watching.delivered(parcel, self.platform, self._clock() - parcel.asked_at)
        return receipt

    async def recall(self, parcel: Parcel, now: datetime) -> Receipt | None:
        """Raises Unknowable where the platform has no memory of its own."""
        if not isinstance(self._transport, Recalls):
            raise Unknowable
        receipt = await self._transport.recall(parcel, now)
        if receipt is not None:
            self._watching.delivered(parcel, self.platform, self._clock() - parcel.asked_at)
        return receipt


def _code(reason: str) -> str:
    return reason if A_CODE.fullmatch(reason) else "other"
