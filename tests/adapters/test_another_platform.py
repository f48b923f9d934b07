"""A platform is three things: requests coming in, parts rendered, parcels carried. Core needs to know no more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from adapters.database.bringup import open_record
from adapters.database.outbox import SqlOutbox
from adapters.database.store import SqlStore
from bot.courier import Courier
from core.app import App
from core.message import Choices, Message, OpenRoom, OpenThread, Revise, Say
from core.names import Platform
from core.ports import Parcel, Posted, Receipt
from core.request import Request, Speaker, Spot

KEY = "c3BlYWtpbmctb2YtYWN0aW9uLWxlYXJuaW5nLXNldHM="
NOW = datetime(2027, 2, 22, 9, tzinfo=UTC)


@dataclass
class Noticeboard:
    """A platform that nobody has: it pins messages to a board and knows nothing else."""

    platform: Platform = Platform.CONSOLE
    pinned: list[tuple[str, Message]] = field(default_factory=list)

    async def carry(self, parcel: Parcel) -> Receipt:
        match parcel.errand:
            case Say(message=message) | Revise(message=message):
                self.pinned.append((parcel.address.account or parcel.address.room, message))
                return Receipt((Posted("board", str(len(self.pinned))),))
            case OpenRoom() | OpenThread():
                return Receipt(opened=Spot(self.platform, "hall", f"thread-{parcel.id}"))
            case _:
                return Receipt()


async def at_once(work: Callable[..., Any], /, *args: Any, **more: Any) -> Any:
    return work(*args, **more)


def somebody(name: str) -> Speaker:
    return Speaker(Platform.CONSOLE, name, name, "Europe/London")


def test_a_set_is_founded_and_joined_on_a_platform_that_core_has_never_heard_of(
    tmp_path: Path,
) -> None:  # PI14
    engine, cipher = open_record(f"sqlite:///{tmp_path / 'board.sqlite3'}", lambda _: [KEY])
    board = Noticeboard()
    app = App(SqlStore(engine, cipher), _fail)
    outbox = SqlOutbox(engine, cipher)
    courier = Courier(outbox, {board.platform: board}, app.handle, _fail, lambda: NOW, lambda: 0.5, at_once)
    hall = Spot(Platform.CONSOLE, "hall")

    def asks(name: str, command: str, words: str = "", of: str = "", **people: Speaker) -> None:
        number = f"{name}-{command}-{of}"
        app.handle(Request(number, "house", somebody(name), hall, command, words, of=of, people=people), NOW)
        asyncio.run(courier.carry())

    asks("Eve", "set new", '"Ward leaders" every 2 weeks on Tuesday 10:00 from 2027-03-02 to 2027-06-30')
    asks("Eve", "set invite", "@Ana", Ana=somebody("Ana"))
    where, invitation = board.pinned[-1]
    assert where == "Ana"
    offered = [c.command for part in invitation.parts if isinstance(part, Choices) for c in part.options]
    assert "set accept" in offered
    engine.dispose()


def _fail(bug: BaseException, request: Request | None) -> str:
    raise AssertionError(request) from bug
