"""The courier: carries errands from the outbox to the platforms, and writes down what happened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol, cast

from core.message import OpenRoom, OpenThread, Private, Revise, Room, Unsay
from core.names import Platform, SetId
from core.ports import Busy, Conflict, Later, Lost, Never, Outbox, Parcel, Receipt, Transport, Vanished
from core.request import Reply, Request, Speaker, Spot

MOST = 50  # errands claimed at once, each at another place
LONGEST = 3600.0  # seconds between two tries, however often it failed
OFF = 60.0  # seconds until a platform without a transport is looked for again
TRIES = 5  # at an errand that makes a transport fail by a bug; at writing down what happened (10 s each)


class RunInThread(Protocol):
    async def __call__(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Any: ...


Handle = Callable[[Request, datetime], Reply]
Report = Callable[[BaseException, Request | None], str]


class Courier:
    """Given its clock, randomness and threads, so that a rehearsal is deterministic."""

    def __init__(
        self,
        outbox: Outbox,
        transports: Mapping[Platform, Transport],
        handle: Handle,
        report: Report,
        clock: Callable[[], datetime],
        random: Callable[[], float],
        run_in_thread: RunInThread,
        worker: str = "courier",
    ) -> None:
        """`worker` names this courier among those that share the outbox. `handle` is core's one door, for what it
        has to be told.
        """
        self._outbox = outbox
        self._transports = transports
        self._handle = handle
        self._report = report
        self._clock = clock
        self._random = random
        self._in_thread = run_in_thread
        self._worker = worker

    async def carry(self) -> int:
        """Carry all that can be carried now, one errand a place at a time. Answers how many were delivered."""
        delivered = 0
        while parcels := await self._claim():
            results = await asyncio.gather(*(self._deliver(p) for p in parcels))
            delivered += sum(results)
        return delivered

    async def _claim(self) -> list[Parcel]:
        try:
            return cast(
                "list[Parcel]", await self._in_thread(self._outbox.claim, self._worker, self._clock(), MOST)
            )
        except (Busy, Conflict):
            return []  # somebody writes for long: the next look finds it

    async def _deliver(self, parcel: Parcel) -> bool:
        transport = self._transports.get(parcel.address.platform)
        if transport is None:
            await self._later(parcel, OFF, "the platform is off", blocked=True)
            return False
        try:
            receipt = await transport.carry(parcel)
        except Later as e:
            wait = e.seconds if e.seconds is not None else self.pause(parcel.attempts)
            await self._later(parcel, wait, e.reason, blocked=e.seconds is not None)
            return False
        except Vanished:
            return await self._vanished(parcel)
        except Never as e:
            if isinstance(e, Lost):
                await self._tell_lost(parcel)
            await self._aside(parcel, e.reason)
            return False
        except Exception as bug:  # noqa: BLE001 - one bad errand must not stop the others
            self._report(bug, None)
            if parcel.attempts >= TRIES:
                await self._aside(parcel, type(bug).__name__)
            else:
                await self._later(parcel, self.pause(parcel.attempts), type(bug).__name__)
            return False
        await self._write_down(self._outbox.delivered, parcel, receipt, self._clock())
        return True

    async def _vanished(self, parcel: Parcel) -> bool:
        """A board that is gone is posted anew, once; what was to be taken back is gone as it should be."""
        match parcel.errand:
            case Unsay():
                await self._write_down(self._outbox.delivered, parcel, Receipt(), self._clock())
                return True
            case Revise(only_edit=True):
                anew = False
            case _:
                anew = bool(await self._write_down(self._outbox.forget, parcel))
        if anew:
            await self._later(parcel, 0, "vanished")
        else:
            await self._aside(parcel, "vanished")
        return False

    async def _later(self, parcel: Parcel, seconds: float, reason: str, *, blocked: bool = False) -> None:
        at = self._clock() + timedelta(seconds=seconds)
        await self._write_down(self._outbox.later, parcel, at, reason, blocked=blocked)

    async def _aside(self, parcel: Parcel, reason: str) -> None:
        """Told first, then set aside: a crash in between tells again, which says nothing twice."""
        failed = {OpenThread: "turn", OpenRoom: "set"}.get(type(parcel.errand))
        if failed is not None:
            number = getattr(parcel.errand, failed)
            await self._in_thread(
                self._handle, self._room_failed(parcel, f"{failed}-{number}"), self._clock()
            )
        await self._write_down(self._outbox.set_aside, parcel, reason, self._clock())

    async def _tell_lost(self, parcel: Parcel) -> None:
        place = getattr(parcel.errand, "to", None) or Room(getattr(parcel.errand, "set", SetId(0)))
        if not isinstance(place, Private):
            lost = replace(
                self._room_failed(parcel, str(place)),
                command="room-lost",
                delivery=f"outbox-{parcel.id}/lost",
            )
            await self._in_thread(self._handle, lost, self._clock())

    def _room_failed(self, parcel: Parcel, place: str) -> Request:
        """What the platform itself reports; it has no account."""
        platform = parcel.address.platform
        return Request(
            delivery=f"outbox-{parcel.id}/failed",
            workspace=parcel.workspace,
            by=Speaker(platform, "", ""),
            at=Spot(platform, parcel.address.room),
            command="room-failed",
            of=place,
        )

    async def _write_down(self, what: Callable[..., Any], /, *args: Any, **more: Any) -> Any:
        """What happened on a platform must not be forgotten because the record is busy: that would say it again."""
        for _ in range(TRIES):
            try:
                return await self._in_thread(what, *args, **more)
            except (Busy, Conflict):
                continue
        return await self._in_thread(what, *args, **more)

    def pause(self, attempts: int) -> float:
        """Seconds to wait after a failed try: doubling, with jitter, an hour at most."""
        return float(min(LONGEST, 2.0 ** min(attempts, 12))) * (0.75 + self._random() / 2)
