"""A record, a worker, the platforms, and a clock that goes from one instant at which something happens to the next."""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Protocol

from sqlalchemy import Engine, event

from adapters.database.cipher import Cipher
from adapters.database.store import SqlStore
from bot.rehearse.chat import Chat, Standing
from bot.rehearse.witness import CLOCK, Witness
from core.names import Platform
from core.request import Reply, Request

BEGIN = datetime(2027, 1, 4, 8, tzinfo=UTC)  # a Monday
BEAT = timedelta(seconds=1)  # of a real heartbeat: what is overdue is looked at again after this


@dataclass(frozen=True)
class Did:
    """What somebody did, and how it was answered: the kinds of the messages, or the form's id."""

    at: datetime
    account: str
    workspace: str
    command: str
    of: str
    args: Mapping[str, str]
    answer: tuple[str, ...]

    @property
    def refused(self) -> bool:
        return any(kind.startswith("refused.") for kind in self.answer)


class Bots(Protocol):
    """The bot, as one process or several."""

    def handle(self, request: Request) -> Reply | None:
        """None where it was lost on the way back."""

    def look(self) -> None:
        """See to all that is due, and deliver all that can be delivered now."""

    def next_at(self) -> datetime | None:
        """The next instant at which anything is to be seen to."""

    def rested(self, until: datetime) -> None:
        """Nothing was due until then."""


@dataclass
class Clock:
    now: datetime = BEGIN

    def __call__(self) -> datetime:
        return self.now


@dataclass
class World:
    """Everything that is not a person. Whatever happens is added to `trace`: two runs are the same when it is."""

    seed: int
    engine: Engine
    cipher: Cipher
    clock: Clock
    platforms: Mapping[Platform, Chat]
    witness: Witness = field(default_factory=Witness)
    bugs: list[tuple[datetime, str, str]] = field(default_factory=list)  # when, what, of which command
    did: list[Did] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    bots: Bots = field(init=False)
    chance: Random = field(init=False)
    _heap: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _number: int = 0
    _trace: hashlib._Hash = field(default_factory=hashlib.sha256)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)  # noqa: S311 - a rehearsal's dice, not secrets
        event.listen(self.engine, "begin", self._begun)

    @property
    def store(self) -> SqlStore:
        """To look into the record, beside the bot."""
        return SqlStore(self.engine, self.cipher)

    @property
    def now(self) -> datetime:
        return self.clock.now

    @property
    def trace(self) -> str:
        return self._trace.hexdigest()[:16]

    @property
    def next_act(self) -> datetime | None:
        return self._heap[0][0] if self._heap else None

    def _begun(self, _: object) -> None:
        self.counts["transactions"] += 1

    # --- time

    def at(self, when: datetime, act: Callable[[], None]) -> None:
        """Somebody will do this then. What is planned for the same instant is done in the order of planning."""
        self._number += 1
        heapq.heappush(self._heap, (max(when, self.now), self._number, act))

    def after(self, seconds: float, act: Callable[[], None]) -> None:
        self.at(self.now + timedelta(seconds=seconds), act)

    def run(self, until: datetime, tick: Callable[[], None] = lambda: None) -> None:
        """Go on until then, from one instant at which anything happens to the next; `tick` is told of each."""
        looked = self.now - BEAT
        while True:
            due = self.bots.next_at()
            if due is not None:  # what could not be had at once is looked at again with the next beat
                due = max(due, looked + BEAT if due <= looked else self.now)
            act = self.next_act
            if min(due or until + BEAT, act or until + BEAT) > until:
                break
            if due is not None and (act is None or due <= act):
                self.clock.now = looked = due
                self.bots.rested(due)
                self.bots.look()
            else:
                when, _, does = heapq.heappop(self._heap)
                self.clock.now = max(when, self.now)
                does()
            tick()
        self.clock.now = until
        self.bots.rested(until)

    # --- what happens

    def asks(self, request: Request) -> Reply | None:
        """Somebody's request, and its answer; None where that was lost."""
        self.witness.source = request.by.id
        try:
            reply = self.bots.handle(request)
        finally:
            self.witness.source = CLOCK
        self.counts["requests"] += 1
        answer = _kinds(reply) if reply is not None else ("lost",)
        self.note("asks", request.by.id, request.command, request.of, *answer)
        who = (request.by.id, request.workspace)
        self.did.append(Did(self.now, *who, request.command, request.of, request.args, answer))
        return reply

    def bug(self, bug: BaseException, request: Request | None) -> str:
        where = bug.__traceback__
        while where is not None and where.tb_next is not None:
            where = where.tb_next
        line = f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where is not None else ""
        told = f"{type(bug).__name__} at {line[line.find('core/') :] if 'core/' in line else line}"
        self.bugs.append((self.now, told, request.command if request is not None else ""))
        self.note("bug", type(bug).__name__)
        return f"bug-{len(self.bugs)}"

    def note(self, *what: object) -> None:
        """Add to the trace."""
        self._trace.update("|".join((self.now.isoformat(), *map(str, what))).encode())

    def reached(self, shown: Standing) -> None:
        self.note("shows", shown.key, shown.id, shown.message.kind)


def _kinds(reply: Reply) -> tuple[str, ...]:
    asked = (f"form {reply.ask.form}",) if reply.ask is not None else ()
    return (*(m.kind for m in reply.messages), *asked)
