"""The heartbeat: asks core what is due. An interval job calls it in a real run, a simulated clock elsewhere."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.app import App

BATCH = 200


class Heartbeat:
    def __init__(self, app: App, last: datetime | None = None) -> None:
        """`last` is when the bot was last known to be awake, None if never."""
        self._app = app
        self.last = last

    def beat(self, now: datetime) -> None:
        """Look at everything due at `now`, in batches."""
        away = now - self.last if self.last is not None else timedelta(0)
        self.last = now
        while self._app.tick(now, away, BATCH) >= BATCH:
            pass

    def rested(self, until: datetime) -> None:
        """The bot was awake until then, with nothing due: what a simulated clock says between two beats."""
        self.last = until
