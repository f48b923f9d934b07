"""Logs: structured, without anybody's words."""

from __future__ import annotations

import logging
import secrets
import sys
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


def to_standard_error(style: str, level: str) -> None:
    """Log lines of `als run`: `style` is "text" or "json"; `level` the name of the least that is written."""
    least = logging.getLevelNamesMapping()[level.upper()]
    renderer = (
        structlog.processors.JSONRenderer()
        if style == "json"
        else structlog.processors.LogfmtRenderer(bool_as_flag=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _in_order,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    root.handlers[:] = [_Libraries()]
    root.setLevel(max(least, logging.WARNING))


class _Libraries(logging.Handler):
    """What the libraries have to say, by its place and kind: their sentences may quote what people sent."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        structlog.get_logger("als").log(
            record.levelno,
            "a library says something",
            library=record.name,
            where=f"{record.filename}:{record.lineno}",
            error=error,
        )


def _in_order(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """The instant, the level and what happened come first."""
    first = ("timestamp", "level", "event")
    return {k: event[k] for k in first if k in event} | {
        k: _flat(v) for k, v in event.items() if k not in first
    }


def _flat(value: object) -> object:
    return " < ".join(map(str, value)) if isinstance(value, list | tuple) else value
