"""A chat platform in memory, named as a real one: it keeps what was posted, and writes down everything it was sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, assert_never

from core.message import (
    CalendarEvent,
    Choice,
    Choices,
    CloseThread,
    Invite,
    Message,
    OpenRoom,
    OpenThread,
    Revise,
    Say,
    ShowHome,
    Unsay,
)
from core.names import Platform
from core.ports import Parcel, Posted, Receipt, Vanished
from core.request import Spot

What = Literal["new", "changes", "removes", "opens room", "opens thread", "lets in", "marks"]


@dataclass(frozen=True)
class Standing:
    """A message on the platform as its readers see it now. `account` is the one reader of a private message."""

    id: str
    key: str
    room: str
    thread: str
    account: str
    message: Message
    at: datetime  # when it was first posted
    answer: bool = False  # to what somebody did, for them alone; never among what the platform keeps

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(c for part in self.message.parts if isinstance(part, Choices) for c in part.options)


@dataclass(frozen=True)
class Received:
    """One thing that the platform was sent and took."""

    at: datetime
    what: What
    key: str
    revision: int
    parcel: int
    room: str
    thread: str
    account: str
    id: str
    message: Message | None = None


@dataclass
class Chat:
    """One workspace. Rooms and direct messages are made as the platform makes them: ids of its own."""

    platform: Platform
    workspace: str
    clock: Callable[[], datetime]
    arrived: Callable[[Standing], None] = lambda _: None
    log: list[Received] = field(default_factory=list)
    standing: dict[str, Standing] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)  # room -> accounts
    made: dict[tuple[int, int], Receipt] = field(default_factory=dict)  # by errand and revision
    made_at: dict[int, datetime] = field(default_factory=dict)
    _count: int = 0

    # --- what people may see

    def readers(self, shown: Standing) -> tuple[str, ...]:
        """The accounts that can read a message, in a settled order."""
        return (shown.account,) if shown.account else tuple(sorted(self.members.get(shown.room, ())))

    def spot(self, shown: Standing) -> Spot:
        """Where a press on this message comes from."""
        if shown.account and not shown.answer:
            return Spot(self.platform, f"D{shown.account}", private=True)
        return Spot(self.platform, shown.room, shown.thread, private=not shown.room)

    # --- what the bot sends

    def carry(self, parcel: Parcel) -> Receipt:
        """Take it once. Raises Vanished for an edit of what is not there."""
        errand = parcel.errand
        match errand:
            case Say(message=message):
                return self._post(parcel, message)
            case Revise(message=message):
                return self._edit(parcel, message) if parcel.before else self._post(parcel, message)
            case Unsay():
                for posted in parcel.before:
                    self._remove(parcel, posted.message)
                return Receipt()
            case OpenRoom():
                return self._open_room(parcel, errand)
            case OpenThread():
                return self._open_thread(parcel, errand)
            case Invite():
                self.members.setdefault(parcel.address.room, set()).add(parcel.accounts[errand.person])
                self._write(parcel, "lets in", "")
                return Receipt()
            case CloseThread() | CalendarEvent() | ShowHome():
                self._write(parcel, "marks", "")
                return Receipt()
            case _:
                assert_never(errand)

    def made_by(self, parcel: Parcel) -> Receipt | None:
        """What this errand in this revision has made here already, if anything."""
        made = self.made.get((parcel.id, parcel.revision))
        return made if made is not None and all(p.message in self.standing for p in made.posted) else None

    def copy(self, clock: Callable[[], datetime]) -> Chat:
        """The same workspace on another clock, with nobody in it yet."""
        return replace(
            self,
            clock=clock,
            arrived=lambda _: None,
            log=list(self.log),
            standing=dict(self.standing),
            members={room: set(accounts) for room, accounts in self.members.items()},
            made=dict(self.made),
            made_at=dict(self.made_at),
        )

    def _post(self, parcel: Parcel, message: Message) -> Receipt:
        a = parcel.address
        number = self._number()
        shown = Standing(number, parcel.key, a.room, a.thread, a.account, message, self.clock())
        self.standing[number] = shown
        receipt = self._made(parcel, Receipt((Posted(a.room or f"D{a.account}", number),)))
        self._write(parcel, "new", number, message)
        self.arrived(shown)
        return receipt

    def _made(self, parcel: Parcel, receipt: Receipt) -> Receipt:
        self.made[parcel.id, parcel.revision] = receipt
        self.made_at[parcel.id] = self.clock()
        return receipt

    def _edit(self, parcel: Parcel, message: Message) -> Receipt:
        posted = parcel.before[0]
        before = self.standing.get(posted.message)
        if before is None:
            raise Vanished
        a = parcel.address
        shown = Standing(before.id, before.key, a.room, a.thread, a.account, message, before.at)
        self.standing[before.id] = shown
        self._write(parcel, "changes", before.id, message)
        if shown.choices != before.choices:
            self.arrived(shown)
        return Receipt((posted,))

    def _remove(self, parcel: Parcel, number: str) -> None:
        if self.standing.pop(number, None) is not None:
            self._write(parcel, "removes", number)

    def _open_room(self, parcel: Parcel, errand: OpenRoom) -> Receipt:
        room = f"C{self._number()}"
        self.members[room] = {parcel.accounts[p] for p in errand.people}
        self._write(parcel, "opens room", room)
        return self._made(parcel, Receipt(opened=Spot(self.platform, room)))

    def _open_thread(self, parcel: Parcel, errand: OpenThread) -> Receipt:
        receipt = self._post(parcel, errand.title)
        self._write(parcel, "opens thread", receipt.posted[0].message)
        spot = Spot(self.platform, parcel.address.room, receipt.posted[0].message)
        return self._made(parcel, Receipt(receipt.posted, spot))

    def _number(self) -> str:
        self._count += 1
        return f"{self._count:06d}"

    def _write(self, parcel: Parcel, what: What, number: str, message: Message | None = None) -> None:
        a = parcel.address
        entry = (parcel.key, parcel.revision, parcel.id, a.room, a.thread, a.account)
        self.log.append(Received(self.clock(), what, *entry, number, message))
