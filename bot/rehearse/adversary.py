"""What goes wrong: decided by dice with a seed, counted by kind, and written down where it explains what is seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Protocol

from bot.rehearse.chat import Chat
from bot.rehearse.checks import Excuses
from bot.rehearse.witness import Step
from core.message import Private, Say
from core.names import Platform
from core.ports import Busy, Conflict, Later, Never, Parcel, Receipt, Unknowable, Unsure

NONCE_LIVES = timedelta(minutes=5)  # how long Discord knows a nonce
SLOWEST = 30.0  # seconds until an adapter gives a call up
PATIENCE = timedelta(hours=3)  # ten minutes of failing, and as much again as the longest pause after it


class Crash(BaseException):
    """The process ends here, at once. Nothing in it may catch this."""


@dataclass(frozen=True)
class Odds:
    """Of each kind of trouble, at each point where it could come."""

    crash_in_a_unit: float = 0.004
    crash_in_a_delivery: float = 0.03
    busy: float = 0.01
    conflict: float = 0.005
    later: float = 0.05
    rate_limited: float = 0.04
    refused: float = 0.01
    lost_on_the_way_back: float = 0.05
    slow: float = 0.08
    deleted: float = 0.01
    asleep: float = 0.01  # after an act: the whole machine, for up to two hours
    down: float = 0.01  # after an act: the platform, for up to ten minutes
    skewed: float = 0.02  # after an act: one process's clock
    reply_lost: float = 0.03
    held_back: float = 0.08  # requests


class Pace(Protocol):
    """How a delivery lets others go on in between."""

    def gate(self) -> Awaitable[None]: ...

    def until(self, at: datetime) -> Awaitable[None]: ...


@dataclass
class Adversary:
    chance: Random
    odds: Odds = field(default_factory=Odds)
    counts: Counter[str] = field(default_factory=Counter)
    excuses: Excuses = field(default_factory=lambda: Excuses(patience=PATIENCE, awake=False))
    down_until: dict[Platform, datetime] = field(default_factory=dict)
    remembers: Mapping[Platform, bool] = field(
        default_factory=dict
    )  # whether the bot may look there what it said
    calm: bool = False

    def strikes(self, what: str, odds: float) -> bool:
        """Whether this happens now; what happens is counted."""
        if self.calm or self.chance.random() >= odds:
            return False
        self.counts[what] += 1
        return True

    def step(self, step: Step, workspace: str) -> None:
        """At a point of a unit of work."""
        del workspace
        if step == "opening" and self.strikes("the record is busy", self.odds.busy):
            raise Busy
        if step == "committing" and self.strikes("somebody was faster", self.odds.conflict):
            raise Conflict
        if self.strikes(f"crash: unit {step}", self.odds.crash_in_a_unit):
            raise Crash

    def delivering(self, point: str) -> None:
        if self.strikes(f"crash: {point}", self.odds.crash_in_a_delivery):
            raise Crash


class Troubled:
    """A platform that is slow, refuses, breaks, and sometimes takes what it does not acknowledge."""

    def __init__(self, chat: Chat, adversary: Adversary, pace: Pace, clock: Callable[[], datetime]) -> None:
        self.platform = chat.platform
        self._chat = chat
        self._adversary = adversary
        self._pace = pace
        self._clock = clock

    async def carry(self, parcel: Parcel) -> Receipt:
        a = self._adversary
        await self._pace.gate()
        a.delivering("before a message is sent")
        if a.strikes("a slow platform", a.odds.slow):
            answers = self._clock() + timedelta(seconds=a.chance.uniform(1, SLOWEST))
            await self._pace.until(answers)
            if self._clock() - answers > timedelta(seconds=SLOWEST):
                raise Unsure("timeout")  # the machine slept meanwhile, and the connection is dead
        self._refuse(parcel)
        receipt = self._take(parcel)
        if a.strikes("an answer lost", a.odds.lost_on_the_way_back):
            raise Unsure("timeout")
        a.delivering("after a message is sent")
        await self._pace.gate()
        return receipt

    async def recall(self, parcel: Parcel, now: datetime) -> Receipt | None:
        """What may have been taken before is looked up, or carried again under the same nonce while that lives."""
        await self._pace.gate()
        self._refuse(parcel)
        made = self._chat.made_by(parcel)
        assert parcel.unsure is not None
        if self._by_nonce:
            if now - parcel.unsure < NONCE_LIVES - timedelta(minutes=1):
                if self._expired(parcel):
                    self._excuse(parcel, stands=made is not None)
                return None
        elif self._adversary.remembers.get(self.platform, True):
            self._adversary.counts["looked up"] += 1
            return made
        self._adversary.counts["unknowable"] += 1
        self._excuse(parcel, stands=made is not None)
        raise Unknowable

    @property
    def _by_nonce(self) -> bool:
        return self.platform is Platform.DISCORD

    def _expired(self, parcel: Parcel) -> bool:
        expires = getattr(parcel.errand, "expires", None)
        return expires is not None and expires <= self._clock()

    def _excuse(self, parcel: Parcel, *, stands: bool) -> None:
        """Where nobody can tell, the errand's own choice decides: perhaps twice, or perhaps not at all."""
        drop = isinstance(parcel.errand, Say) and parcel.errand.unsure == "drop"
        if stands and self._expired(parcel):
            self._adversary.excuses.dropped.add(parcel.key)
        elif stands and not drop:
            self._adversary.excuses.twice.add(parcel.key)
        elif drop and not stands:
            self._adversary.excuses.dropped.add(parcel.key)

    def _refuse(self, parcel: Parcel) -> None:
        a = self._adversary
        if self._clock() < a.down_until.get(self.platform, self._clock()):
            a.counts["5xx"] += 1
            raise Later("service_unavailable")
        if a.strikes("a connection reset", a.odds.later):
            raise Later("unreachable")
        if a.strikes("429", a.odds.rate_limited):
            raise Later("rate_limited", a.chance.uniform(1, 30))
        for_one = isinstance(parcel.errand, Say) and isinstance(parcel.errand.to, Private)
        if for_one and a.strikes("refused for good", a.odds.refused):
            a.excuses.refused.add(parcel.key)
            raise Never("cannot_dm")

    def _take(self, parcel: Parcel) -> Receipt:
        a, made = self._adversary, self._chat.made_by(parcel)
        if (
            self._by_nonce
            and made is not None
            and self._clock() - self._chat.made_at[parcel.id] < NONCE_LIVES
        ):
            a.counts["the same nonce"] += 1
            return made
        if parcel.before and a.strikes("a message deleted by hand", a.odds.deleted):
            a.excuses.vanished.add(parcel.key)
            for posted in parcel.before:
                self._chat.standing.pop(posted.message, None)
        return self._chat.carry(parcel)
