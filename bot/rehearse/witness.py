"""What core has asked to be said, unit by unit, as far as units were committed: written down on the way to the store,
so that it can be held against what the platforms received.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import Engine

from adapters.database.cipher import Cipher
from adapters.database.store import SqlStore
from core.message import Errand, Message, Place, Private, Revise, Room, Say, Thread, Unsay
from core.ports import Work

Step = Literal["opening", "opened", "committing", "committed"]
CLOCK = ""  # the source of what nobody asked for


@dataclass
class Promise:
    """A message under a key: said once, or a board whose last state counts."""

    key: str
    workspace: str
    place: Place
    at: datetime  # first asked for
    since: datetime  # last asked for
    source: str  # the account whose act asked for it first; the clock's is ""
    number: int  # in the order in which they were asked for
    message: Message
    expires: datetime | None
    board: bool
    unsure: str = "repeat"
    only_edit: bool = False  # the last state only shrinks what stands
    taken_back: datetime | None = None


@dataclass
class Witness:
    """Everything that committed units asked for. `source` is set by whoever lets somebody act."""

    source: str = CLOCK
    promises: dict[tuple[str, str], Promise] = field(default_factory=dict)  # by workspace and key
    units: int = 0
    asked: int = 0  # errands

    def committed(self, workspace: str, said: list[Errand], now: datetime) -> None:
        self.units += 1
        for errand in said:
            self.asked += 1
            self._note(workspace, errand, now)

    def _note(self, workspace: str, errand: Errand, now: datetime) -> None:
        match errand:
            case Say(key=key):
                if (workspace, key) not in self.promises:
                    fresh = self._fresh(workspace, key, errand, now)
                    fresh.unsure = errand.unsure
            case Revise(board=key):
                self._board(workspace, key, errand, now)
            case Unsay(key=key):
                known = self.promises.get((workspace, key))
                if known is not None and known.taken_back is None:
                    known.taken_back = now
            case _:
                pass  # places, calendars and homes are the platform's own

    def _board(self, workspace: str, key: str, errand: Revise, now: datetime) -> None:
        known = self.promises.get((workspace, key))
        if known is None:
            known = self._fresh(workspace, key, errand, now)
            known.board = True
        known.message, known.expires, known.since = errand.message, errand.expires, now
        known.only_edit, known.taken_back = errand.only_edit, None

    def _fresh(self, workspace: str, key: str, errand: Say | Revise, now: datetime) -> Promise:
        number = len(self.promises) + 1
        fresh = Promise(
            key,
            workspace,
            errand.to,
            now,
            now,
            self.source,
            number,
            errand.message,
            errand.expires,
            board=False,
        )
        self.promises[(workspace, key)] = fresh
        return fresh


class Watched(SqlStore):
    """A store whose units are witnessed. `step` is told at each point where a process could end; what it raises
    there befalls the unit.
    """

    def __init__(
        self, engine: Engine, cipher: Cipher, witness: Witness, step: Callable[[Step, str], None]
    ) -> None:
        super().__init__(engine, cipher)
        self._witness = witness
        self._step = step

    @contextmanager
    def work(
        self, workspace: str, now: datetime, *, wait: float, writes: bool = True, in_line: bool = False
    ) -> Iterator[Work]:
        self._step("opening", workspace)
        said: list[Errand] = []
        with super().work(workspace, now, wait=wait, writes=writes, in_line=in_line) as work:
            self._step("opened", workspace)
            yield cast("Work", _Listening(work, said))
            self._step("committing", workspace)
        if writes:
            self._witness.committed(workspace, said, now)
        self._step("committed", workspace)


class _Listening:
    """A unit of work that also hears what is said in it."""

    def __init__(self, work: Work, said: list[Errand]) -> None:
        self._work = work
        self._said = said

    def say(self, errand: Errand) -> None:
        self._work.say(errand)
        self._said.append(errand)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)


def is_private(promise: Promise) -> bool:
    return isinstance(promise.place, Private)


def set_of(place: Place) -> int | None:
    """The set whose room a place is; None for a thread or a person."""
    return place.set if isinstance(place, Room) else None


def in_thread(place: Place) -> bool:
    return isinstance(place, Thread)
