"""A platform of a test's own, which takes what is brought, or not, as it is told; and its courier."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from adapters.database.promises import outbox
from bot.courier import Courier
from bot.wiring import inline
from core.app import App
from core.message import Errand, Message, OpenRoom, OpenThread, Place, Revise, Say, Unsay
from core.names import Platform, TurnId
from core.ports import Parcel, Posted, Receipt
from core.request import Request, Spot
from core.words import yours
from tests.adapters.record import NOW, Record


@dataclass
class Post:
    """Keeps what stands in each place, by message id. `trouble` says what it raises for a key, if anything."""

    platform: Platform = Platform.CONSOLE
    standing: dict[str, str] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    trouble: Callable[[Parcel], Exception | None] = lambda _: None
    numbers: int = 0

    async def carry(self, parcel: Parcel) -> Receipt:
        if (trouble := self.trouble(parcel)) is not None:
            self.log.append(f"{parcel.key} fails")
            raise trouble
        room, errand = parcel.address.room or parcel.address.account, parcel.errand
        match errand:
            case Say() | Revise():
                verb = "changes" if parcel.before else "says"
                name = parcel.before[0].message if parcel.before else self._number()
                self.standing[name] = errand.message.kind
                self.log.append(f"{verb} {parcel.key} {errand.message.kind}")
                return Receipt((Posted(room, name),))
            case Unsay():
                for posted in parcel.before:
                    self.standing.pop(posted.message, None)
                self.log.append(f"removes {errand.key}")
                return Receipt()
            case OpenThread():
                self.log.append(f"opens turn-{errand.turn}")
                return Receipt((Posted(room, self._number()),), Spot(self.platform, room, f"t{errand.turn}"))
            case OpenRoom():
                self.log.append(f"opens set-{errand.set}")
                return Receipt(opened=Spot(self.platform, f"#set-{errand.set}"))
            case _:
                self.log.append(f"does {parcel.key}")
                return Receipt()

    def _number(self) -> str:
        self.numbers += 1
        return f"m{self.numbers}"


@dataclass
class Office:
    """One courier with its clock, on a record and a platform."""

    record: Record
    post: Post
    now: datetime = NOW
    bugs: list[str] = field(default_factory=list)
    name: str = "a"

    def __post_init__(self) -> None:
        self.app = App(self.record.store, self._report, patience=1.5)
        carriers = {self.post.platform: self.post}
        self.courier = Courier(
            self.record.outbox,
            carriers,
            self.app.handle,
            self._report,
            lambda: self.now,
            lambda: 0.5,
            inline,
            self.name,
        )

    def _report(self, bug: BaseException, request: Request | None) -> str:
        del request
        self.bugs.append(type(bug).__name__)
        return "x"

    def carry(self) -> list[str]:
        """Carry all that can be carried now. Answers what happened on the platform."""
        before = len(self.post.log)
        asyncio.run(self.courier.carry())
        return self.post.log[before:]

    def later(self, **span: Any) -> list[str]:
        self.now += timedelta(**span)
        return self.carry()


def text(kind: str) -> Message:
    """A message that is told apart by its kind alone."""
    return Message(kind, yours.yours(TurnId(1)).parts)


def ask(record: Record, *errands: Errand) -> None:
    with record.work() as work:
        for errand in errands:
            work.say(errand)


def says(key: str, place: Place, **more: object) -> Say:
    return Say(key, place, text(key), **more)  # type: ignore[arg-type]  # expires and the like


def rows(record: Record) -> dict[str, tuple[str, str | None]]:
    c = outbox.c
    with record.engine.connect() as connection:
        found = connection.execute(select(c.key, c.state, c.reason).order_by(c.id))
        return {r.key: (r.state, r.reason) for r in found}
