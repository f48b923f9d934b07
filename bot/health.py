"""Whether this process can do its work, and its numbers with those of the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.routing import Route

from adapters.database.standing import Standing, standing
from adapters.web.health import Readiness, health
from core.ports import Busy

STALE = timedelta(seconds=60)  # the clock of a worker beats every second
ASLEEP = timedelta(minutes=2)  # any worker writes its pulse every 30 seconds


class Health:
    """`platforms` says which are on; `beats` when this process last looked at the clock, None where that is another's
    work.
    """

    def __init__(
        self,
        engine: Engine,
        platforms: Mapping[str, bool],
        clock: Callable[[], datetime],
        registry: CollectorRegistry,
        beats: Callable[[], datetime] | None,
    ) -> None:
        self._engine = engine
        self._platforms = platforms
        self._clock = clock
        self._registry = registry
        self._beats = beats
        registry.register(_OfTheRecord(self._standing, clock))

    @property
    def routes(self) -> list[Route]:
        return health(self.readiness, lambda: generate_latest(self._registry))

    def _standing(self) -> Standing | None:
        """None where the record cannot be reached now."""
        try:
            return standing(self._engine, self._clock())
        except (Busy, SQLAlchemyError):
            return None

    def readiness(self) -> Readiness:
        """Ready is whoever reaches the record and, being a worker, looks at the clock. That no worker is awake
        anywhere is told, and makes nobody else unready: people can still be answered.
        """
        found, now = self._standing(), self._clock()
        clock, fresh = "elsewhere", True
        if self._beats is not None:
            fresh = now - self._beats() <= STALE
            clock = "beats" if fresh else "stands still"
        elif found is not None and (found.awake is None or now - found.awake > ASLEEP):
            clock = "no worker is awake"
        parts = {
            "record": "reached" if found is not None else "out of reach",
            "clock": clock,
            **{name: "on" if on else "off" for name, on in self._platforms.items()},
        }
        return Readiness(found is not None and fresh, parts)


class _OfTheRecord(Collector):
    """Asked at each scrape: the same from every process of one record."""

    def __init__(self, ask: Callable[[], Standing | None], clock: Callable[[], datetime]) -> None:
        self._ask = ask
        self._clock = clock

    def describe(self) -> list[GaugeMetricFamily]:
        return []  # the record is not asked before the first scrape

    def collect(self) -> Iterator[GaugeMetricFamily]:
        found, now = self._ask(), self._clock()
        yield GaugeMetricFamily("als_record_up", "Whether the record could be reached.", found is not None)
        if found is None:
            return
        yield GaugeMetricFamily("als_queue", "Errands that wait to be delivered.", found.waiting)
        yield GaugeMetricFamily(
            "als_queue_age_seconds",
            "Since the longest waiting errand was asked for.",
            _since(found.oldest, now),
        )
        yield GaugeMetricFamily(
            "als_places_blocked", "Places that a platform told us to leave alone for now.", found.blocked
        )
        yield GaugeMetricFamily(
            "als_clock_behind_seconds",
            "Since the longest overdue set or person should have been looked at.",
            _since(found.next_due, now),
        )
        yield GaugeMetricFamily(
            "als_pulse_age_seconds", "Since any worker was awake.", _since(found.awake, now)
        )


def _since(at: datetime | None, now: datetime) -> float:
    return max(0.0, (now - at).total_seconds()) if at is not None else 0.0
