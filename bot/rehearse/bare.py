"""The bare loop: the same requests, looks and deliveries again, one after the other, with nobody deciding and nobody
checking; what a rehearsal's transactions cost by themselves.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing import get_context
from random import Random
from time import process_time
from typing import TypeAlias

from sqlalchemy import event

from bot.log import Bugs
from bot.rehearse import record
from bot.rehearse.chat import Chat, Received
from bot.rehearse.witness import Witness
from bot.rehearse.worker import Calm, Worker
from bot.rehearse.world import Clock
from core.names import Platform
from core.request import Request

MOST = 4000  # entries that are done again
Entry: TypeAlias = tuple[datetime, Request | None]  # None: look, and deliver


@dataclass
class Journal:
    """What the bot was told to do, in order, as far as it is to be done again."""

    entries: list[Entry] = field(default_factory=list)
    seconds: float = 0.0  # of the processor, from the first to the last of them, with all that lay between
    transactions: int = 0  # of the bot's in that time
    received: list[tuple[Received, ...]] = field(default_factory=list)  # by then, on each platform
    began: float = field(default_factory=process_time)

    @property
    def full(self) -> bool:
        return len(self.entries) >= MOST


@dataclass(frozen=True)
class Again:
    """What it came to."""

    transactions: int
    seconds: float  # of the processor
    received: list[tuple[Received, ...]]  # on each platform

    @property
    def a_second(self) -> float:
        return self.transactions / self.seconds if self.seconds else 0.0


def again(entries: Sequence[Entry], workspaces: Sequence[tuple[Platform, str]], seed: int) -> Again:
    """On a fresh record and fresh platforms."""
    with record.folder() as folder:
        engine, cipher = record.in_file(folder / "bare.sqlite3")
        clock = Clock()
        chats = [Chat(platform, workspace, clock) for platform, workspace in workspaces]
        count = 0

        def begun(_: object) -> None:
            nonlocal count
            count += 1

        event.listen(engine, "begin", begun)
        dice = Random(f"{seed}/jitter")  # noqa: S311 - a rehearsal's dice, not secrets
        transports = {c.platform: Calm(c) for c in chats}
        worker = Worker("bare", engine, cipher, transports, clock, dice, Bugs(), Witness())
        loop = asyncio.new_event_loop()
        began = process_time()
        for clock.now, request in entries:
            if request is not None:
                worker.app.handle(request, clock.now)
            else:
                worker.heartbeat.rested(clock.now)
                worker.heartbeat.beat(clock.now)
                loop.run_until_complete(worker.courier.carry())
        seconds = process_time() - began
        loop.close()
        engine.dispose()
    return Again(count, seconds, [tuple(c.log) for c in chats])


class Beside:
    """The bare loop in a process of its own, begun as soon as what it does again is known, while the year goes on."""

    def __init__(self, workspaces: Sequence[tuple[Platform, str]], seed: int) -> None:
        self._workspaces = workspaces
        self._seed = seed
        self._pool: ProcessPoolExecutor | None = None
        self._doing: Future[Again] | None = None

    def begin(self, journal: Journal) -> None:
        """By a process that begins afresh: this one has threads."""
        self._pool = ProcessPoolExecutor(1, get_context("spawn"))
        self._doing = self._pool.submit(again, journal.entries, self._workspaces, self._seed)

    def measured(self, journal: Journal) -> Again:
        """Of a short rehearsal it is done here and now."""
        if self._doing is None:
            return again(journal.entries, self._workspaces, self._seed)
        return self._doing.result()

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
