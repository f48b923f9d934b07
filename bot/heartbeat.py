"""The heartbeat: asks core what is due. An interval job calls it in a real run, a simulated clock elsewhere."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.app import App

BATCH = 200
PULSE = timedelta(seconds=30)  # how often the record is told that the bot is awake
TIDY = timedelta(hours=1)
REMOVED = 500  # rows of a kind that go in one transaction


class Heartbeat:
    """The record knows when the bot was last awake, so that a new process learns how long it was away."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._pulsed: datetime | None = None
        self._tidied: datetime | None = None

    def beat(self, now: datetime) -> None:
        """Look at everything due at `now`, in batches."""
        if self._pulsed is None or now - self._pulsed >= PULSE:
            self._app.pulse(now)
            self._pulsed = now
        while self._app.tick(now, BATCH) >= BATCH:
            pass
        if self._tidied is None or now - self._tidied >= TIDY:
            self._tidied = now
            while self._app.tidy(now, REMOVED) >= REMOVED:
                pass

    def rested(self, until: datetime) -> None:
        """The bot was awake until then, with nothing due: what a simulated clock says between two beats."""
        if self._pulsed is None or until - self._pulsed >= PULSE:
            self._app.rested(until)
            self._pulsed = until
