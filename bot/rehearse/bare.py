"""The bare loop: the same requests, looks and deliveries again, one after the other, with nobody deciding and nobody
checking; what a rehearsal's transactions cost by themselves.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from time import process_time

from sqlalchemy import Engine, event

from adapters.database.cipher import Cipher
from bot.log import Bugs
from bot.rehearse.chat import Chat, Received
from bot.rehearse.witness import Witness
from bot.rehearse.worker import Calm, Worker
from bot.rehearse.world import Clock
from core.request import Request

MOST = 4000  # entries that are done again


@dataclass
class Journal:
    """What the bot was told to do, in order, as far as it is to be done again."""

    entries: list[tuple[datetime, Request | None]] = field(default_factory=list)  # None: look, and deliver
    seconds: float = 0.0  # of the processor, from the first to the last of them, with all that lay between
    transactions: int = 0  # of the bot's in that time
    received: list[tuple[Received, ...]] = field(default_factory=list)  # by then, on each platform
    began: float = field(default_factory=process_time)

    @property
    def full(self) -> bool:
        return len(self.entries) >= MOST


@dataclass(frozen=True)
class Measured:
    a_second: float  # transactions, of the processor's time
    same: bool  # whether the platforms received the same


def again(journal: Journal, engine: Engine, cipher: Cipher, chats: Sequence[Chat], seed: int) -> Measured:
    """On a fresh record and fresh platforms."""
    clock = Clock()
    fresh = [Chat(c.platform, c.workspace, clock) for c in chats]
    count = 0

    def begun(_: object) -> None:
        nonlocal count
        count += 1

    event.listen(engine, "begin", begun)
    dice = Random(f"{seed}/jitter")  # noqa: S311 - a rehearsal's dice, not secrets
    transports = {c.platform: Calm(c) for c in fresh}
    worker = Worker("bare", engine, cipher, transports, clock, dice, Bugs(), Witness())
    loop = asyncio.new_event_loop()
    began = process_time()
    for clock.now, request in journal.entries:
        if request is not None:
            worker.app.handle(request, clock.now)
        else:
            worker.heartbeat.rested(clock.now)
            worker.heartbeat.beat(clock.now)
            loop.run_until_complete(worker.courier.carry())
    seconds = process_time() - began
    loop.close()
    same = [tuple(c.log) for c in fresh] == journal.received
    return Measured(count / seconds if seconds else 0.0, same)
