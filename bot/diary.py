"""How a courier writes down what happened: with patience, and with an eye on clocks that leap."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.weather import Weather
from core.ports import Away, Busy, Conflict, Outbox

TRIES = 5  # at writing something down (each may wait 10 s for a lock)
LEAP = 30.0  # seconds by which a clock is wrong, at least, to have leapt
LEAPT = 90.0  # seconds for which claims are judged with a leap in mind: longer than a claim lasts
RECORD, CLOCK = "the record", "the clock"


class RunInThread(Protocol):
    async def __call__(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Any: ...


class Diary:
    """`steady` counts seconds and never leaps; without it time is simulated, and nothing is waited for."""

    def __init__(
        self,
        outbox: Outbox,
        run_in_thread: RunInThread,
        weather: Weather,
        steady: Callable[[], float] | None,
    ) -> None:
        self._outbox = outbox
        self._in_thread = run_in_thread
        self._weather = weather
        self._steady = steady
        self._last: tuple[datetime, float] | None = None
        self._leapt: tuple[float, timedelta] | None = None
        self._away_since: float | None = None

    async def down(self, what: Callable[..., Any], /, *args: Any, **more: Any) -> Any:
        """What happened on a platform must not be forgotten because the record is busy, or away for a while: that
        would say it again. Raises Busy or Conflict after several tries, and Away where nothing can be waited for.
        """
        tries = 0
        while True:
            try:
                answer = await self._in_thread(what, *args, **more)
            except Away as e:
                if self._steady is None:
                    raise
                self.is_away(e)
                await asyncio.sleep(1.0)
            except (Busy, Conflict):
                tries += 1
                if tries > TRIES:
                    raise
            else:
                self.is_there()
                return answer

    def is_away(self, e: Away) -> None:
        self._weather.bad(RECORD, str(e))
        if self._steady is not None and self._away_since is None:
            self._away_since = self._steady()

    def is_there(self) -> None:
        """While it was away nobody could hold their claims: they are judged as if it had not been."""
        self._weather.good(RECORD)
        if self._steady is not None and self._away_since is not None:
            gone = timedelta(seconds=self._steady() - self._away_since)
            self._leapt, self._away_since = (self._steady() + LEAPT, gone), None

    def lapsed(self, now: datetime) -> datetime | None:
        """The instant by which claims are judged, where it is not now."""
        return now - self._leapt[1] if self._leapt is not None else None

    async def mind_the_clock(self, now: datetime) -> None:
        """After a leap back, what was put off until then is looked at now. After a leap ahead, claims are judged as
        before it for as long as they may last: whoever holds them is alive.
        """
        if self._steady is None:
            return
        steady = self._steady()
        if self._leapt is not None and steady > self._leapt[0]:
            self._leapt = None
        last, self._last = self._last, (now, steady)
        leap = (now - last[0]).total_seconds() - (steady - last[1]) if last is not None else 0.0
        if leap < -LEAP:
            self._weather.bad(CLOCK, f"it went back by {-leap:.0f} s")
            await self.down(self._outbox.went_back, now, timedelta(seconds=-leap))
        elif leap > LEAP:
            self._weather.bad(CLOCK, f"it leapt ahead by {leap:.0f} s")
            self._leapt = (steady + LEAPT, timedelta(seconds=leap))
        else:
            self._weather.good(CLOCK)
