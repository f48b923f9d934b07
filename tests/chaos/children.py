"""The processes that are killed: `als run worker`, and one that asks for things to be said.

They are forked from a server that has imported everything and runs no thread, so that each is a process of its own
within milliseconds. Their clocks run faster than the wall's, all by the same rate: what lasts a minute for the bot,
a claim say, is over in a few seconds.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from adapters.database.cipher import Cipher
from adapters.database.engine import open_engine
from adapters.database.store import SqlStore
from bot import running
from bot.carrying import At, Worker
from bot.settings import Settings
from bot.wiring import clock
from core.message import Private, Revise, Room, Say
from core.names import PersonId, SetId
from core.ports import Busy, Conflict, Work
from tests.adapters.post import text

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
class Ground:
    """The record, and the sets and people whom things are said to."""

    url: str
    key: str
    workspace: str
    sets: tuple[SetId, ...]
    people: tuple[PersonId, ...]


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


def ask(name: str, ground: Ground, fast: Fast, pause: float, most: int) -> None:
    """Asks for `most` things to be said, `pause` seconds apart; keys tell who asked, and in which order."""
    chance = random.Random(name)
    store = SqlStore(open_engine(ground.url), Cipher([ground.key]))
    for n in range(most):
        try:
            with store.work(ground.workspace, fast.now(), wait=10.0) as work:
                _ask_one(work, f"chaos/{name}/{n}", n, ground, chance)
        except (Busy, Conflict):
            pass  # not asked, then
        threading.Event().wait(pause)


def _ask_one(work: Work, key: str, n: int, ground: Ground, chance: random.Random) -> None:
    room, person = Room(chance.choice(ground.sets)), Private(chance.choice(ground.people))
    match n % 4:
        case 0:
            work.say(Revise(key, room, text("first")))
            work.say(Say(f"{key}/after", room, text("after")))
        case 1:
            work.say(Say(key, person, text("drop"), unsure="drop"))
        case _:
            work.say(Say(key, room, text("say")))
