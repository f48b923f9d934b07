"""The courier: carries errands from the outbox to the platforms, and writes down what happened.

One errand a place is on its way at a time, many places at once; none waits for another. What has been delivered is
written down together, as soon as the record is free. Where it is not known whether a platform took something, the
platform is asked, if it can tell; else the errand's own choice decides (docs/delivery.md).
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, cast

from bot.carrying import SIMULATED, At, Carrying, Handle, InHand, Report, Worker
from bot.diary import Diary, RunInThread
from bot.weather import Weather
from core.names import Platform
from core.ports import Away, Busy, Conflict, Outbox, Parcel, Receipt, Transport

EACH = 200  # errands on their way at once in one workspace, so that one that hangs leaves room for the others
HOLD = timedelta(seconds=20)  # a claim that is still in hand after so long is held for another minute
GATHER = 0.02  # seconds in which what is delivered meanwhile is written down together, where there is much
MUCH = 5  # errands written down at once
TURN = 10  # errands set on their way at once
WATCHED = 500  # workspaces in trouble that are minded one by one, at most


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
        worker: Worker | str = SIMULATED,
        *,
        weather: Weather | None = None,
    ) -> None:
        """`handle` is core's one door, for what it has to be told."""
        me = Worker(worker) if isinstance(worker, str) else worker
        self._outbox = outbox
        self._clock = clock
        self._in_thread = run_in_thread
        self._worker = me.name
        self._steady = me.steady
        self.weather = weather or Weather(lines=False)
        self._at = me.at
        self._most = me.most
        self._diary = Diary(outbox, run_in_thread, self.weather, me.steady)
        self._carrying = Carrying(
            outbox,
            transports,
            handle,
            report,
            clock,
            random,
            run_in_thread,
            self._diary,
            self.weather,
            me.at,
        )
        self._in_hand: dict[int, InHand] = {}
        self._done: list[tuple[Parcel, Receipt]] = []
        self._stirred = asyncio.Event()
        self._ended_by: BaseException | None = None
        self._stopping = False

    # --- the round

    async def carry(self) -> int:
        """Carry all that can be carried now. Answers how many were delivered."""
        delivered, self._stirred = 0, asyncio.Event()
        while True:
            if self._ended_by is not None:
                ended_by, self._ended_by = self._ended_by, None
                raise ended_by
            written = await self._write_down_what_is_done()
            delivered += written
            self._stirred.clear()
            taken = await self._take_on()
            if not self._in_hand and not self._done:
                if not taken:
                    return delivered
                continue
            if not self._done:
                await self._until_stirred()
            if self._steady is not None and written >= MUCH:
                await asyncio.sleep(GATHER)

    async def _until_stirred(self) -> None:
        if self._steady is None:
            await self._stirred.wait()
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stirred.wait(), 1.0)
        await self._hold()

    def stir(self) -> None:
        """Something may wait to be carried: look now, not in a second."""
        self._stirred.set()

    async def stop(self, patience: float) -> None:
        """Take nothing on any more; what is on its way has `patience` seconds. What is not back then is given back,
        so that another courier takes over at once.
        """
        self._stopping = True
        under_way = [one.task for one in self._in_hand.values() if one.task is not None]
        if under_way:
            await asyncio.wait(under_way, timeout=patience)
        late = [one for one in self._in_hand.values() if one.task is not None and not one.task.done()]
        for one in late:
            assert one.task is not None
            one.task.cancel()
        await asyncio.gather(*(one.task for one in late if one.task is not None), return_exceptions=True)
        await self._write_down_what_is_done()
        now = self._clock()
        for one in late:
            if not one.received:
                self._in_hand.pop(one.parcel.id, None)
                await self._diary.down(self._outbox.later, one.parcel, now, "handed over", unsure=one.sent)
        self._stirred.set()

    async def _take_on(self) -> int:
        """Claim what there are hands for, and set it on its way. Answers how many."""
        room = self._most - len(self._in_hand)
        if self._stopping or room <= 0:
            return 0
        now = self._clock()
        await self._diary.mind_the_clock(now)
        parcels = await self._claim(now, room)
        if parcels:
            self._at(At.CLAIMED)
        for n, parcel in enumerate(parcels, 1):
            one = self._in_hand[parcel.id] = InHand(parcel, now)
            one.task = asyncio.ensure_future(self._see_to(one))
            if n % TURN == 0 and self._steady is not None:
                await asyncio.sleep(0)  # whoever else waits for the loop has a turn
        return len(parcels)

    async def _claim(self, now: datetime, room: int) -> list[Parcel]:
        limits: dict[str, Any] = {"left": self._left()}
        if self._steady is not None:
            limits["in_hand"] = {one.parcel.place for one in self._in_hand.values()}
            limits["lapsed"] = self._diary.lapsed(now)
        try:
            found = await self._in_thread(self._outbox.claim, self._worker, now, min(room, EACH), **limits)
        except Away as e:
            self._diary.is_away(e)
            return []
        except (Busy, Conflict):
            return []  # somebody writes for long: the next look finds it
        self._diary.is_there()
        return cast("list[Parcel]", found)

    def _left(self) -> dict[str, int]:
        """How many errands more a workspace may have on their way: none until half of them are back, so that claiming
        is worth its while. One in trouble has a single one, and all of those together half the hands.
        """
        many = Counter(one.parcel.workspace for one in self._in_hand.values())
        bad = self.weather.all_bad()
        most = 1 if sum(many[w] for w in bad) < self._most // 2 else 0
        fresh = {w: EACH - n if n <= EACH // 2 else 0 for w, n in many.items()}
        return fresh | {w: most - many[w] for w in bad[:WATCHED]}

    async def _hold(self) -> None:
        """What has been on its way for long is still in hand."""
        now = self._clock()
        long = [o for o in self._in_hand.values() if now - o.since >= HOLD]
        if long:
            await self._diary.down(self._outbox.hold, [o.parcel for o in long], now)
            for o in long:
                o.since = now

    async def _write_down_what_is_done(self) -> int:
        if not self._done:
            return 0
        done, self._done = self._done, []
        self._at(At.BEFORE_RECORD)
        try:
            await self._diary.down(self._outbox.record, done, self._clock())
        except (Busy, Conflict):
            self._done = done + self._done  # not forgotten: the next round writes it down
            raise
        self._at(At.AFTER_RECORD)
        for parcel, _ in done:
            self._in_hand.pop(parcel.id, None)
        for workspace in sorted({p.workspace for p, _ in done}):
            await self._works_again(workspace)
        return len(done)

    async def _works_again(self, workspace: str) -> None:
        """What failed there while it was in trouble need not wait for its next try."""
        if self.weather.is_bad(workspace):
            self.weather.good(workspace)
            await self._diary.down(self._outbox.release, workspace, self._clock())

    async def _see_to(self, one: InHand) -> None:
        try:
            receipt = await self._carrying.deliver(one)
        except asyncio.CancelledError:
            raise
        except (Busy, Conflict):
            receipt = None  # what became of it could not be written down: the claim lapses, and it is unsure
        except BaseException as e:  # noqa: BLE001 - whoever asked for all to be carried is told
            self._ended_by, receipt = e, None
        one.received = receipt is not None
        if receipt is not None:
            self._done.append((one.parcel, receipt))
        else:
            self._in_hand.pop(one.parcel.id, None)
        self._stirred.set()
