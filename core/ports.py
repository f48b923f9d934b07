"""What core needs of the world, as protocols; `adapters/` has the real ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, TypeVar, runtime_checkable

from core.message import Errand, OpenRoom, OpenThread, Place, Revise, Say
from core.names import Due, Outcome, PersonId, Platform, SetId, WorkspaceId
from core.request import Reply, Request, Spot

T = TypeVar("T")


class Conflict(Exception):
    """Somebody else changed the same thing in between. Nothing was saved; the unit can be run again."""


class Busy(Exception):
    """The record could not be had within the time a person may be kept waiting. Nothing was saved."""


class Away(Busy):
    """The record cannot be reached or written at all: its server is gone, its disk is full. Nothing was saved, unless
    the connection broke in the very commit.
    """


class Shelf(Protocol[T]):
    """All things of one kind in one workspace."""

    def get(self, id: int) -> T | None: ...  # noqa: A002 - the word for it

    def where(self, **fields: object) -> tuple[T, ...]:
        """Those whose columns equal the given values (a tuple: any of them), oldest first."""

    def add(self, thing: T) -> T:
        """Put on the shelf; the answer carries its id, which never recurs."""

    def save(self, thing: T) -> T:
        """Write what changed since it was loaded. Raises Conflict when its version is no longer the record's."""

    def remove(self, thing: T) -> None: ...


@dataclass(frozen=True)
class Wake:
    """When to look at a root again, and since when its nudges have not been looked at. `away` is how long the bot
    was gone while the root may have been live, until a look has seen to it.
    """

    kind: str
    id: int
    at: datetime
    since: datetime
    away: timedelta = timedelta(0)


class Work(Protocol):
    """One transaction in one workspace: what is saved and what announces it live or die together."""

    workspace: WorkspaceId

    def of(self, kind: type[T]) -> Shelf[T]: ...

    def sets_of(self, person: PersonId) -> tuple[SetId, ...]:
        """The sets that name this person, in any standing."""

    def place_at(self, spot: Spot) -> Place | None:
        """The room or thread at this spot of a platform, if it is one of ours."""

    def opened(self, place: Place, spot: Spot) -> None:
        """Remember where on a platform a place is."""

    def say(self, errand: Errand) -> None:
        """Put in the outbox. A key that is waiting or was said is left alone; a board is revised."""

    def was_said(self, key: str) -> bool:
        """Whether a key waits or was said already."""

    def count(self, counter: str) -> int:
        """The next number of a counter, from 1: for keys that must never recur."""

    def touched(self) -> Iterable[tuple[str, int]]:
        """(kind, id) of the roots whose wake may have changed: what was added, saved or touched in this unit."""

    def touch(self, kind: str, id: int) -> None: ...  # noqa: A002 - the word for it

    def wake(self, kind: str, id: int) -> Wake | None: ...  # noqa: A002 - the word for it

    def claim_wake(self, kind: str, id: int) -> Wake | None:  # noqa: A002 - the word for it
        """The wake, locked until this unit ends; None where it is gone, or another worker is looking at it now."""

    def set_wake(self, wake: Wake) -> None: ...

    def forget_wake(self, kind: str, id: int) -> None: ...  # noqa: A002 - the word for it

    def heard(self, delivery: str) -> Reply | None: ...

    def hear(self, delivery: str, reply: Reply, now: datetime) -> None: ...


class Store(Protocol):
    def work(
        self, workspace: str, now: datetime, *, wait: float, writes: bool = True, in_line: bool = False
    ) -> AbstractContextManager[Work]:
        """A unit of work at `now`, committed at its end unless it raises. `workspace` is the platform's name for the
        tenant; it is made on first sight. Units `in_line` pass one after the other in their workspace: for a second
        try, so that whoever tries again gets on. Raises Busy after `wait` seconds without a lock.
        """

    def due(self, now: datetime, most: int) -> list[tuple[str, Wake]]:
        """At most `most` wakes whose time has come, with their workspace, the longest waiting first."""

    def left(self, workspace: str, now: datetime, *, wait: float, installed: datetime | None = None) -> bool:
        """The bot was taken out of a workspace: what let it in goes at once, nothing falls due there and nothing is
        delivered, and all of it is removed after the record's grace unless the bot returns. With `installed` only
        while what was installed then is what is kept. Twice is harmless, and so is a workspace that nobody knows.
        Answers whether anything changed. Raises Busy.
        """

    def returned(self, workspace: str, now: datetime, *, wait: float) -> None:
        """The bot is let in again, or still is: all goes on where it was. Raises Busy."""

    def roots(self, kind: str, after: int, most: int) -> list[tuple[str, int]]:
        """At most `most` of the kind's roots with an id higher than `after`, and ids that only a wake names, with
        their workspace, by id.
        """

    def pulse(self, now: datetime, gap: timedelta) -> timedelta:
        """Write down that the bot is awake. Answers how long nobody was, over all processes; where that is more
        than `gap`, every set in a live session is to be looked at now, and its wake tells how long it was.
        """

    def tidy(self, now: datetime, most: int) -> int:
        """Remove at most about `most` rows of each kind that are past their keeping: deliveries heard and drafts
        after 24 hours, errands 7 days after their end, everything of a workspace that the bot left a grace ago;
        errands past their expiry are set aside. Answers how many.
        """


class Watch(Protocol):
    """Is told what happens: in kinds and numbers, never in anybody's words."""

    def about(self, root: SetId) -> None:
        """The request in hand is about this set."""

    def answered(self, command: str, outcome: Outcome) -> None:
        """The request in hand was answered. `command` is one of the table, or "unknown"."""

    def fell_due(self, what: Due, kind: str, root: int, late: timedelta) -> None:
        """What fell due for a root was seen to and committed, so much after its time."""


class Unwatched:
    def about(self, root: SetId) -> None: ...

    def answered(self, command: str, outcome: Outcome) -> None: ...

    def fell_due(self, what: Due, kind: str, root: int, late: timedelta) -> None: ...


Report = Callable[[BaseException, Request | None], str]
"""Writes a bug down without anybody's words; the answer is a short reference to tell the person."""


# --- access ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Installation:
    """What lets the bot into one workspace. `expires` is None, and `refresh` "", for a token that lasts. `app`,
    `account` and `bot` are what the platform calls the app, and the bot in that workspace.
    """

    workspace: str
    platform: Platform
    name: str
    app: str
    account: str
    bot: str
    scopes: frozenset[str]
    installed: datetime
    token: str = field(repr=False)
    refresh: str = field(default="", repr=False)
    expires: datetime | None = None
    version: int = 1


class Installations(Protocol):
    """The workspaces that let the bot in, shared by any number of processes. All methods raise Busy."""

    def of(self, workspace: str) -> Installation | None: ...

    def all(self, platform: Platform) -> list[Installation]: ...

    def install(self, installation: Installation, now: datetime) -> None:
        """It takes the place of the one before, and the workspace is one that the bot has returned to."""

    def may_renew(self, installation: Installation, now: datetime, until: datetime) -> bool:
        """True for one of those who ask, until `until`; False for all while it is not what is kept."""

    def renewed(self, installation: Installation) -> bool:
        """Keep its new token, unless another has been installed in between or the bot has left."""

    def first_use(self, name: str, now: datetime, until: datetime) -> bool:
        """True for the first who names it, until `until`."""


# --- delivery -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Address:
    """Where a place is on its platform: a room and perhaps a thread, or an account for a private message."""

    platform: Platform
    room: str = ""
    thread: str = ""
    account: str = ""


@dataclass(frozen=True)
class Posted:
    """What a platform calls a message."""

    room: str
    message: str


@dataclass(frozen=True)
class Parcel:
    """An errand claimed for delivery, with all that a platform needs to carry it."""

    id: int
    key: str
    revision: int
    errand: Errand
    workspace: str
    address: Address
    before: tuple[Posted, ...]  # the messages of this key so far: what to edit or take back
    accounts: Mapping[PersonId, str]  # the platform's ids of the people meant in it
    zone: str  # of its readers
    language: str
    attempts: int
    asked_at: datetime
    place: str = ""
    unsure: datetime | None = None  # since when it may have been said already; None: it surely was not

    @property
    def makes(self) -> bool:
        """Whether carrying it twice would leave two of something."""
        match self.errand:
            case Say() | OpenThread() | OpenRoom():
                return True
            case Revise():
                return not self.before
            case _:
                return False


@dataclass(frozen=True)
class Receipt:
    """What a platform answered: the messages that now stand, or where an opened place is."""

    posted: tuple[Posted, ...] = ()
    opened: Spot | None = None


class Later(Exception):
    """The platform did not take it now. `seconds` is how long it asked us to wait, if it said."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.seconds = seconds


class Unsure(Later):
    """No answer came, or one that says nothing: the platform may have taken it."""


class Unknowable(Exception):
    """The platform cannot tell whether a parcel was said."""


class Never(Exception):
    """The platform refused for good. `reason` holds no member's words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Lost(Never):
    """Refused for good because the room itself is gone, or no longer the bot's to speak in."""


class Unreached(Never):
    """The platform does not let the bot write to this person. `gone`: their account is closed."""

    def __init__(self, reason: str, *, gone: bool = False) -> None:
        super().__init__(reason)
        self.gone = gone


class Vanished(Exception):
    """The message to be edited is gone; a board is posted anew once."""


class Transport(Protocol):
    """One platform, spoken to."""

    platform: Platform

    async def carry(self, parcel: Parcel) -> Receipt:
        """Deliver once. Raises Later (Unsure where it may have been taken), Never or Vanished."""


@runtime_checkable
class Recalls(Protocol):
    """A platform that can be asked what became of a parcel, or that takes the same one twice without saying it twice."""

    async def recall(self, parcel: Parcel, now: datetime) -> Receipt | None:
        """Of a parcel that may have been said since `parcel.unsure`: the receipt of what stands, finished where only
        its beginning does; None where it does not stand, or where carrying it again says nothing twice. Raises
        Unknowable, Later or Never.
        """


class Rooms(Protocol):
    def take(self, workspace: str, among: Sequence[Spot], by: SetId) -> Spot | None:
        """The room among these that is this set's from now on, for any number of couriers: one that it has taken
        before, else the first that no other set has; None where there is none. Raises Busy.
        """


class Outbox(Protocol):
    """What waits to be delivered, shared by any number of couriers. A parcel whose claim was taken over by another
    courier meanwhile is theirs: `later`, `set_aside` and `forget` do nothing for it.
    """

    def claim(
        self,
        worker: str,
        now: datetime,
        most: int,
        *,
        left: Mapping[str, int] | None = None,
        in_hand: Collection[str] = (),
        lapsed: datetime | None = None,
    ) -> list[Parcel]:
        """At most one errand for each place, the oldest first, none past its expiry, none whose place is blocked,
        claimed elsewhere, in hand or not yet open; of the workspaces named in `left`, at most so many each. A claim
        lapses after 60 seconds; what somebody claimed and did not come back with is `unsure`. With `lapsed`, claims
        are judged by that instant instead of `now`.
        """

    def sending(self, parcels: Sequence[Parcel], now: datetime) -> None:
        """These go out now. Until this is written, one that is rather dropped than said twice was surely not said."""

    def hold(self, parcels: Sequence[Parcel], now: datetime) -> None:
        """These are still in hand: their claims last 60 seconds from now."""

    def record(self, done: Sequence[tuple[Parcel, Receipt]], now: datetime) -> None:
        """All of these were delivered, in one transaction."""

    def delivered(self, parcel: Parcel, receipt: Receipt, now: datetime) -> None: ...

    def later(
        self,
        parcel: Parcel,
        at: datetime,
        reason: str,
        *,
        blocked: bool = False,
        unsure: datetime | None = None,
    ) -> None:
        """Try again at `at`. With `blocked` nothing else goes to its place before, whatever becomes of it. With
        `unsure` it may have been said since then.
        """

    def set_aside(self, parcel: Parcel, reason: str, now: datetime) -> None:
        """It is not delivered. Where it was to open a place, everything that waits for the place goes with it."""

    def release(self, workspace: str, now: datetime) -> None:
        """Its platform answers again: what waits there for its next try may go now."""

    def went_back(self, now: datetime, by: timedelta) -> None:
        """The clock went back by this much: nothing waits longer for that."""

    def forget(self, parcel: Parcel) -> bool:
        """Its message vanished: the next try posts it anew. Answers False the second time: then it stays gone."""

    def next_at(self) -> datetime | None:
        """When a courier should look again; None when nothing waits."""
