"""A process that is killed: `als run worker`. One that asks for things to be said (`asking`) is another.

They are forked from a server that has imported everything and runs no thread, so that each is a process of its own
within milliseconds. Their clocks run faster than the wall's, all by the same rate: what lasts a minute for the bot,
a claim say, is over in a few seconds.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import running
from bot.carrying import At, Worker
from bot.settings import Settings
from bot.wiring import clock

EPOCH = datetime(2027, 3, 2, 10, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Fast:
    """A clock that reads `EPOCH` at `begun` (of the wall's) and runs `rate` times as fast as it."""

    begun: datetime
    rate: float

    def now(self) -> datetime:
        return EPOCH + (clock() - self.begun) * self.rate

    def steady(self) -> float:
        return time.monotonic() * self.rate


@dataclass(frozen=True)
class Death:
    """Where a worker kills itself: when it comes to `point` for the `nth` time."""

    point: At
    nth: int


def deliver(name: str, settings: Mapping[str, Any], fast: Fast, death: Death | None, most: int) -> None:
    """`als run worker`, until it is killed or told to stop."""
    sys.stdout = sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 - as long as the process lives
    known = Settings(_env_file=None, **settings)  # type: ignore[call-arg]  # pydantic-settings takes it
    worker = Worker(name, fast.steady, dies_at(death), most)
    running.run(known, frozenset({"worker"}), lambda _: None, worker, fast.now)


def dies_at(death: Death | None) -> Callable[[At], None]:
    met = 0

    def at(point: At) -> None:
        nonlocal met
        if death is None or point is not death.point:
            return
        met += 1
        if met >= death.nth:
            os.kill(os.getpid(), signal.SIGKILL)

    return at
