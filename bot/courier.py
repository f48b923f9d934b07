"""The courier: carries errands from the outbox to the platforms, and writes down what happened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from core.names import Platform
from core.ports import Later, Never, Outbox, Parcel, Transport, Vanished
from core.request import Request

MOST = 50  # errands claimed at once, each at another place
LONGEST = 3600.0  # seconds between two tries, however often it failed


class RunInThread(Protocol):
    async def __call__(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Any: ...


Answer = Callable[[Request, datetime], Coroutine[Any, Any, None]]


class Courier:
    """Given its clock, randomness and threads, so that a rehearsal is deterministic."""

    def __init__(
        self,
        outbox: Outbox,
        transports: Mapping[Platform, Transport],
        clock: Callable[[], datetime],
        random: Callable[[], float],
        run_in_thread: RunInThread,
        worker: str = "courier",
    ) -> None:
        self._outbox = outbox
        self._transports = transports
        self._clock = clock
        self._random = random
        self._in_thread = run_in_thread
        self._worker = worker

    async def carry(self) -> int:
        """Carry all that can be carried now, one errand a place at a time. Answers how many were delivered."""
        delivered = 0
        while parcels := await self._in_thread(self._outbox.claim, self._worker, self._clock(), MOST):
            results = await asyncio.gather(*(self._deliver(p) for p in parcels))
            delivered += sum(results)
        return delivered

    async def _deliver(self, parcel: Parcel) -> bool:
        transport = self._transports.get(parcel.address.platform)
        if transport is None:
            later = self._clock() + timedelta(seconds=60)
            await self._in_thread(self._outbox.later, parcel, later, "platform is off", whole_place=True)
            return False
        try:
            receipt = await transport.carry(parcel)
        except Later as e:
            wait = e.seconds if e.seconds is not None else self.pause(parcel.attempts)
            later = self._clock() + timedelta(seconds=wait)
            await self._in_thread(self._outbox.later, parcel, later, e.reason, whole_place=e.whole_place)
            return False
        except Vanished:
            await self._in_thread(self._outbox.forget, parcel)
            await self._in_thread(self._outbox.later, parcel, self._clock(), "vanished", whole_place=False)
            return False
        except Never as e:
            await self._in_thread(self._outbox.set_aside, parcel, e.reason, self._clock())
            return False
        await self._in_thread(self._outbox.delivered, parcel, receipt, self._clock())
        return True

    def pause(self, attempts: int) -> float:
        """Seconds to wait after a failed try: doubling, with jitter, an hour at most."""
        return float(min(LONGEST, 2.0 ** min(attempts, 12))) * (0.75 + self._random() / 2)
