"""When to look at each root again, worked out in the transaction of every change."""

from __future__ import annotations

from datetime import datetime

from core.handlers import clock
from core.ports import Wake, Work
from core.rules.due import next_at


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
