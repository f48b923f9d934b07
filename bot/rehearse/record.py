"""The record of a rehearsal: one of its own, gone afterwards, or an empty database that was named."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy import Engine, func, select

from adapters.database.bringup import Unusable, open_record
from adapters.database.cipher import Cipher
from adapters.database.tables import workspaces

MEMORY = Path("/dev/shm")  # noqa: S108 - the file made there has a folder of its own that only we can read


class NotEmpty(Exception):
    """The database that was named holds somebody's record."""


@contextmanager
def folder() -> Iterator[Path]:
    """A folder in memory where there is one: a rehearsal measures the bot, not the disk."""
    with tempfile.TemporaryDirectory(prefix="als-", dir=MEMORY if MEMORY.is_dir() else None) as made:
        yield Path(made)


def in_file(path: Path) -> tuple[Engine, Cipher]:
    key = Fernet.generate_key().decode()
    return open_record(f"sqlite:///{path}", lambda _: [key])


def at(url: str) -> tuple[Engine, Cipher]:
    """Raises Unusable, and NotEmpty where anybody has ever used it."""
    key = Fernet.generate_key().decode()
    try:
        engine, cipher = open_record(url, lambda _: [key])
    except Unusable as e:
        raise NotEmpty(str(e)) from e
    with engine.connect() as connection:
        used = connection.scalar(select(func.count()).select_from(workspaces))
    if used:
        engine.dispose()
        raise NotEmpty("That record is in use. A rehearsal needs an empty database of its own.")
    return engine, cipher
