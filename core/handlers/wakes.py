"""When to look at each root again, worked out in the transaction of every change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.handlers import clock
from core.ports import Wake, Work
from core.rules.due import FURTHEST, next_at

KINDS = ("set", "person")  # of roots that keep time


class Was(StrEnum):
    """What was wrong with a wake."""

    MISSING = "missing"  # nobody would have looked
    LATE = "too late"  # somebody would have looked after the time
    EARLY = "too early"  # looked at in vain, and put right by that
    ORPHAN = "of nothing"  # its root is gone, or keeps no time


@dataclass(frozen=True)
class Difference:
    """`at` is what the wake said, `to` what it says now; None for none."""

    kind: str
    id: int
    was: Was
    at: datetime | None
    to: datetime | None


def refresh(work: Work, now: datetime, looked: tuple[str, int] | None = None) -> None:
    """Set the wake of every root that this unit touched. A root just looked at has been seen up to `now`."""
    if looked is not None:
        work.touch(*looked)
    for kind, root in work.touched():
        moments = clock.moments_of(work, kind, root)
        if moments is None:
            work.forget_wake(kind, root)  # it is gone, or keeps no time any more
            continue
        old = work.wake(kind, root)
        if old is None or looked == (kind, root):
            work.set_wake(Wake(kind, root, next_at(iter(moments), now, now), now))
            continue
        at = now if old.away else next_at(iter(moments), old.since, now)
        work.set_wake(Wake(kind, root, at, old.since, old.away))


def recompute(work: Work, kind: str, root: int, now: datetime) -> Difference | None:
    """Work out a root's wake from nothing and put it right; None where it was right."""
    old, moments = work.wake(kind, root), clock.moments_of(work, kind, root)
    if moments is None:
        work.forget_wake(kind, root)
        return Difference(kind, root, Was.ORPHAN, old.at, None) if old is not None else None
    if old is None:
        at = next_at(iter(moments), now, now)
        work.set_wake(Wake(kind, root, at, now))
        return Difference(kind, root, Was.MISSING, None, at)
    at = now if old.away else next_at(iter(moments), old.since, now)
    if old.at == at or old.at <= now >= at or (old.at < at == now + FURTHEST):
        return None  # due already, or nothing within the week that a wake may be away
    work.set_wake(Wake(kind, root, at, old.since, old.away))
    return Difference(kind, root, Was.LATE if old.at > at else Was.EARLY, old.at, at)
