"""One process of the bot in memory: core on the record, a heartbeat and a courier, on a clock that others move."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from random import Random

from sqlalchemy import Engine

from adapters.database.cipher import Cipher
from adapters.database.outbox import SqlOutbox
from adapters.database.store import SqlStore
from bot.courier import Courier
from bot.diary import RunInThread
from bot.heartbeat import Heartbeat
from bot.rehearse.chat import Chat
from bot.rehearse.witness import Step, Watched, Witness
from bot.wiring import inline
from core.app import App
from core.names import Platform
from core.ports import Parcel, Receipt, Report, Transport


def nothing_happens(step: Step, workspace: str) -> None:
    """Every step of a unit succeeds."""
    del step, workspace


class Calm:
    """A platform that takes everything at once."""

    def __init__(self, chat: Chat) -> None:
        self.platform = chat.platform
        self._chat = chat

    async def carry(self, parcel: Parcel) -> Receipt:
        return self._chat.carry(parcel)


class Worker:
    """What `als run` is in one process; on the same record there may be several."""

    def __init__(
        self,
        name: str,
        engine: Engine,
        cipher: Cipher,
        transports: Mapping[Platform, Transport],
        clock: Callable[[], datetime],
        chance: Random,
        report: Report,
        witness: Witness,
        step: Callable[[Step, str], None] = nothing_happens,
        in_thread: RunInThread = inline,
        courier: type[Courier] = Courier,
    ) -> None:
        self.name = name
        self.store = SqlStore(engine, cipher)
        self.outbox = SqlOutbox(engine, cipher)
        self.app = App(Watched(engine, cipher, witness, step), report)
        self.heartbeat = Heartbeat(self.app)
        self.courier = courier(
            self.outbox, transports, self.app.handle, report, clock, chance.random, in_thread, name
        )
