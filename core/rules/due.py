"""What falls due for a set, worked out from a flat read of what matters. Nothing here is remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.names import Due, PersonId
from core.rules.life.learning_set import LearningSet
from core.rules.privacy.keeping import Keeping
from core.rules.session.session import Session
from core.rules.session.turn import Turn

FURTHEST = timedelta(days=7)  # no wake is further away: what is wrong in the cache heals within a week


@dataclass(frozen=True)
class Moment:
    """Something to do at `at`. A standing one is due until the state it comes from has changed; any other is
    looked at once, and dropped when it is found `stale_after` later or more.
    """

    at: datetime
    what: Due
    of: int = 0
    stale_after: timedelta | None = None
    standing: bool = False

    def is_due(self, since: datetime, now: datetime) -> bool:
        """Whether to act on it in a look at `now`, the one before having been at `since`."""
        if self.at > now:
            return False
        if self.standing:
            return True
        return self.at > since and (self.stale_after is None or now < self.at + self.stale_after)


@dataclass(frozen=True)
class SetView:
    """What a set's clock depends on: no words in it."""

    set: LearningSet
    session: Session | None  # the one that is live, else the next
    turn: Turn | None  # the open one
    keepings: tuple[Keeping, ...] = ()  # of turns whose words are not gone yet
    untold: tuple[Session, ...] = ()  # moved or cancelled, and nobody has been told yet
    zones: tuple[
        tuple[PersonId, str], ...
    ] = ()  # where people live, "" where they do not tell; while one is planned


Moments = Callable[[SetView], Iterator[Moment]]


def first_due(moments: Iterator[Moment], since: datetime, now: datetime) -> Moment | None:
    return min((m for m in moments if m.is_due(since, now)), key=lambda m: m.at, default=None)


def next_at(moments: Iterator[Moment], since: datetime, now: datetime) -> datetime:
    """When to look again: at once where something is due already, else at the next moment, a week off at most."""
    pending = (max(m.at, now) for m in moments if m.at > now or m.is_due(since, now))
    return min(min(pending, default=now + FURTHEST), now + FURTHEST)
