"""One errand in a courier's hands: it is sent, or asked about, put off or set aside."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.diary import Diary, RunInThread
from bot.weather import Weather
from core.message import OpenRoom, OpenThread, Private, Revise, Room, Say, Unsay
from core.names import Platform, SetId
from core.ports import (
    Later,
    Lost,
    Never,
    Outbox,
    Parcel,
    Recalls,
    Receipt,
    Transport,
    Unknowable,
    Unreached,
    Unsure,
    Vanished,
)
from core.request import Reply, Request, Speaker, Spot

LONGEST = 300.0  # seconds between two tries, however often it failed
OFF = 60.0  # seconds until a platform without a transport is looked for again
SETTLES = (
    10.0  # seconds that a request whose answer was lost may still take effect: only then is it asked about
)
TRIES = 5  # at an errand that makes a transport fail by a bug

Handle = Callable[[Request, datetime], Reply]
Report = Callable[[BaseException, Request | None], str]


class At(StrEnum):
    """The named points between which a process may die; a harness kills there."""

    CLAIMED = "claimed"
    BEFORE_SEND = "before send"
    AFTER_SEND = "after send"
    BEFORE_RECORD = "before record"
    AFTER_RECORD = "after record"


@dataclass(frozen=True)
class Worker:
    """What a courier is among all that share an outbox. `steady` counts seconds and never leaps: with it, work goes on
    while something is on its way, and a clock that leaps is noticed; without it, time is simulated. `at` is called at
    the named points. `most` errands are in hand at once, each at another place.
    """

    name: str = "courier"
    steady: Callable[[], float] | None = None
    at: Callable[[At], None] = lambda _: None
    most: int = 400


SIMULATED = Worker()


@dataclass
class InHand:
    parcel: Parcel
    since: datetime
    task: asyncio.Task[None] | None = None
    sent: datetime | None = None  # when it began to go out: from then on it may have been taken
    received: bool = False


@dataclass
class Carrying:
    outbox: Outbox
    transports: Mapping[Platform, Transport]
    handle: Handle
    report: Report
    clock: Callable[[], datetime]
    random: Callable[[], float]
    in_thread: RunInThread
    diary: Diary
    weather: Weather
    at: Callable[[At], None]

    async def deliver(self, one: InHand) -> Receipt | None:
        """The receipt of what was delivered; None where something else became of it, which is written down."""
        parcel = one.parcel
        transport = self.transports.get(parcel.address.platform)
        if transport is None:
            await self._later(parcel, OFF, "the platform is off", blocked=True)
            return None
        try:
            return await self._send(one, transport)
        except Later as e:
            await self._put_off(one, e)
        except Vanished:
            return await self._vanished(parcel)
        except Never as e:
            if isinstance(e, Lost):
                await self._tell_lost(parcel)
            elif isinstance(e, Unreached):
                await self._tell_unreached(parcel, gone=e.gone)
            else:
                await self._tell_left_out(parcel)
            await self._aside(parcel, e.reason)
        except Exception as bug:  # noqa: BLE001 - one bad errand must not stop the others
            self.report(bug, None)
            if parcel.attempts >= TRIES:
                await self._tell_left_out(parcel)
                await self._aside(parcel, type(bug).__name__)
            else:
                await self._later(parcel, self.pause(parcel.attempts), type(bug).__name__)
        return None

    async def _send(self, one: InHand, transport: Transport) -> Receipt | None:
        parcel = one.parcel
        if parcel.unsure is not None and parcel.makes:
            try:
                stands = await self._recall(parcel, transport)
            except Unknowable:
                if isinstance(parcel.errand, Say) and parcel.errand.unsure == "drop":
                    await self._aside(parcel, "unsure")
                    return None
            else:
                if stands is not None:
                    return stands
        moot = self._moot(parcel)
        if moot:
            await self._aside(parcel, moot)
            return None
        self.at(At.BEFORE_SEND)
        if isinstance(parcel.errand, Say) and parcel.errand.unsure == "drop":
            await self.diary.down(self.outbox.sending, [parcel], self.clock())
        one.sent = self.clock()
        receipt = await transport.carry(parcel)
        self.at(At.AFTER_SEND)
        return receipt

    def _moot(self, parcel: Parcel) -> str:
        """Why there is nothing to be sent, if so: its time has passed while nobody knew whether it was said, or it
        only shrinks what nobody has seen.
        """
        expires = getattr(parcel.errand, "expires", None)
        if parcel.unsure is not None and expires is not None and expires <= self.clock():
            return "expired"
        if isinstance(parcel.errand, Revise) and parcel.errand.only_edit and parcel.makes:
            return "nobody has seen it"
        return ""

    async def _recall(self, parcel: Parcel, transport: Transport) -> Receipt | None:
        if not isinstance(transport, Recalls):
            raise Unknowable
        return await transport.recall(parcel, self.clock())

    async def _put_off(self, one: InHand, e: Later) -> None:
        """The platform named a time, for this place alone; or it is in trouble, and tried again ever more rarely,
        and once more before it is too late. Either way its workspace goes on with one errand at a time, until one is
        taken: a limit of the whole workspace is met once, not once for each of its places.
        """
        parcel = one.parcel
        self.weather.bad(parcel.workspace, e.reason)
        if e.seconds is not None:
            await self._later(parcel, e.seconds, e.reason, blocked=True)
            return
        now, wait = self.clock(), self.pause(parcel.attempts)
        expires = getattr(parcel.errand, "expires", None)
        if expires is not None and expires > now:
            wait = min(wait, max(2.0, (expires - now).total_seconds() / 2))
        if isinstance(e, Unsure) and parcel.makes:
            await self._later(parcel, max(wait, SETTLES), e.reason, unsure=one.sent)
        else:
            await self._later(parcel, wait, e.reason)

    async def _vanished(self, parcel: Parcel) -> Receipt | None:
        """A board that is gone is posted anew, once; what was to be taken back is gone as it should be."""
        match parcel.errand:
            case Unsay():
                return Receipt()
            case Revise(only_edit=True):
                anew = False
            case _:
                anew = bool(await self.diary.down(self.outbox.forget, parcel))
        if anew:
            await self._later(parcel, 0, "vanished")
        else:
            await self._aside(parcel, "vanished")
        return None

    async def _later(
        self,
        parcel: Parcel,
        seconds: float,
        reason: str,
        *,
        blocked: bool = False,
        unsure: datetime | None = None,
    ) -> None:
        at = self.clock() + timedelta(seconds=seconds)
        await self.diary.down(self.outbox.later, parcel, at, reason, blocked=blocked, unsure=unsure)

    async def _aside(self, parcel: Parcel, reason: str) -> None:
        """Told first, then set aside: a crash in between tells again, which says nothing twice."""
        failed = {OpenThread: "turn", OpenRoom: "set"}.get(type(parcel.errand))
        if failed is not None:
            number = getattr(parcel.errand, failed)
            await self.in_thread(self.handle, self._room_failed(parcel, f"{failed}-{number}"), self.clock())
        await self.diary.down(self.outbox.set_aside, parcel, reason, self.clock())

    async def _tell_lost(self, parcel: Parcel) -> None:
        place = getattr(parcel.errand, "to", None) or Room(getattr(parcel.errand, "set", SetId(0)))
        if not isinstance(place, Private):
            lost = replace(
                self._room_failed(parcel, str(place)),
                command="room-lost",
                delivery=f"outbox-{parcel.id}/lost",
            )
            await self.in_thread(self.handle, lost, self.clock())

    async def _tell_left_out(self, parcel: Parcel) -> None:
        """Whoever leads the set hears once that something could not be said; the reason is the doctor's to tell."""
        errand = parcel.errand
        if not isinstance(errand, Say | Revise) or isinstance(errand.to, Private):
            return
        told = replace(
            self._room_failed(parcel, str(errand.to)),
            command="room-silent",
            delivery=f"outbox-{parcel.id}/left-out",
            args={"about": parcel.key.partition("/")[0]},
        )
        await self.in_thread(self.handle, told, self.clock())

    async def _tell_unreached(self, parcel: Parcel, *, gone: bool) -> None:
        """Core says, where it can be read, that something waits. Of what is worth nothing later it hears nothing."""
        errand = parcel.errand
        place = getattr(errand, "to", None)
        passing = (isinstance(errand, Say) and errand.unsure == "drop") or isinstance(errand, Unsay)
        if not isinstance(place, Private) or (passing and not gone):
            return
        told = replace(
            self._room_failed(parcel, str(place)),
            command="person-unreached",
            delivery=f"outbox-{parcel.id}/unreached",
            args={"gone": "yes"} if gone else {},
        )
        await self.in_thread(self.handle, told, self.clock())

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

    def pause(self, attempts: int) -> float:
        """Seconds to wait after a failed try: doubling, with jitter, five minutes at most or a little more."""
        return float(min(LONGEST, 2.0 ** min(attempts, 12))) * (0.75 + self.random() / 2)
