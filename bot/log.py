"""Logs: structured, without anybody's words."""

from __future__ import annotations

import secrets
import traceback

import structlog

from core.request import Request


class Bugs:
    """Writes a bug down and gives it a short reference to tell the person."""

    def __init__(self) -> None:
        self._log = structlog.get_logger("als")

    def __call__(self, bug: BaseException, request: Request | None) -> str:
        reference = secrets.token_hex(3)
        where = traceback.extract_tb(bug.__traceback__)
        # Frames and the kind of error only: an error's own text may hold somebody's words.
        frames = [f"{f.filename}:{f.lineno} {f.name}" for f in where[-6:]]
        self._log.error(
            "bug",
            reference=reference,
            kind=type(bug).__name__,
            command=request.command if request else None,
            frames=frames,
        )
        return reference
