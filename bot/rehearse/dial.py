"""When anything is due next, read beside the bot: a simulated clock asks at every step, and must cost next to nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine

NEXT = (
    "SELECT (SELECT at FROM wakes ORDER BY at LIMIT 1),"
    " (SELECT next_at FROM places WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1)"
)


class Dial:
    """One connection of its own, without transactions."""

    def __init__(self, engine: Engine) -> None:
        self._held = engine.raw_connection()
        raw: Any = self._held.driver_connection
        self._raw = raw
        if engine.dialect.name == "postgresql":
            raw.autocommit = True

    def next_at(self) -> datetime | None:
        """The next instant at which a root is to be looked at, or an errand to be carried."""
        times = (_instant(value) for value in self._raw.execute(NEXT).fetchone())
        return min((t for t in times if t is not None), default=None)

    def close(self) -> None:
        self._held.detach()  # not for the next one: on PostgreSQL it commits by itself
        self._raw.close()


def _instant(value: str | datetime | None) -> datetime | None:
    if isinstance(value, str):  # as SQLite keeps them, in UTC
        value = datetime.fromisoformat(value)
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value
    return value.astimezone(UTC) if value is not None else None  # from the server's own zone
