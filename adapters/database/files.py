"""An embedded record as a file: copied while the bot runs, and put back while it does not."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from adapters.database.bringup import Unusable
from adapters.database.cipher import Cipher
from adapters.database.keeping import KEY
from adapters.database.migrate import TooNew, known_revisions

FULL = {"SQLITE_FULL", "SQLITE_IOERR_WRITE"}
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
IN_USE = 1.0  # seconds until somebody who holds the file counts as running


@dataclass(frozen=True)
class Copied:
    """`size` in bytes; `revision` is that of its tables."""

    size: int
    revision: str


def backup(record: Path, to: Path) -> Copied:
    """A copy of a record as it is at one instant; whoever writes meanwhile is not held up. The copy is whole or not
    there. Raises Unusable.
    """
    if not record.is_file():
        raise Unusable(f"There is no record {record} to copy.")
    if to.exists():
        raise Unusable(f"There is a file {to} already; please name a new one.")
    part = to.with_name(f"{to.name}.part")
    try:
        _copy(record, part)
        found = examine(part, None)
        part.replace(to)
    except (OSError, sqlite3.Error) as e:
        raise Unusable(f"The copy {to} could not be written: {e}.") from e
    finally:
        part.unlink(missing_ok=True)
    return found


def _copy(record: Path, to: Path) -> None:
    """In one step: in several, SQLite begins anew whenever another process has written in between."""
    to.touch(mode=0o600)
    with closing(sqlite3.connect(record, timeout=10)) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a journal beside it
    with to.open("rb") as file:
        os.fsync(file.fileno())


def restore(from_: Path, record: Path, cipher: Cipher, aside: Path) -> Copied:
    """Put a copy in the place of a record, all of it or nothing; what was there is kept in `aside`. Raises Unusable
    where the record is in use or there is no room, and for a copy that is damaged, of a later release or sealed with
    other keys. Makes the folder of a record where there is none.
    """
    if record.exists() and from_.exists() and record.samefile(from_):
        raise Unusable("That is the record itself; name a copy.")
    found = examine(from_, cipher)
    try:
        if record.exists():
            with _alone(record) as there, _gone_unless_done(aside):
                _keep(there, aside)
                _put(from_, there)
        else:
            record.parent.mkdir(parents=True, exist_ok=True)
            with _gone_unless_done(record), closing(sqlite3.connect(record)) as there:
                _put(from_, there)
    except (OSError, sqlite3.Error) as e:
        raise Unusable(_why_not_put(e, record.parent)) from e
    return found


@contextmanager
def _gone_unless_done(file: Path) -> Iterator[None]:
    """A new file, for us alone, that goes again where what it is for comes to nothing."""
    file.touch(mode=0o600, exist_ok=False)
    try:
        yield
    except BaseException:
        file.unlink(missing_ok=True)
        file.with_name(f"{file.name}-journal").unlink(missing_ok=True)
        raise


def _why_not_put(error: OSError | sqlite3.Error, folder: Path) -> str:
    kind = getattr(error, "sqlite_errorname", None) or ""
    if kind in FULL or getattr(error, "errno", None) in NO_ROOM:
        return f"There is no room in {folder} for the copy and what was there; nothing was changed."
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"The copy cannot be put into {folder}: {why}; nothing was changed."


def examine(copy: Path, cipher: Cipher | None) -> Copied:
    """What a copy holds. With a cipher, its words must open. Raises Unusable, and WrongKey."""
    if not copy.is_file():
        raise Unusable(f"There is no file {copy}.")
    try:
        with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro", uri=True)) as c:
            well = c.execute("PRAGMA quick_check(1)").fetchone()[0]
            revision = c.execute("SELECT version_num FROM alembic_version").fetchone()[0]
            sealed = c.execute("SELECT sealed FROM marks WHERE name = ?", (KEY,)).fetchone()
    except (sqlite3.Error, TypeError):
        raise Unusable(f"The file {copy} is not a record of this bot.") from None
    if well != "ok":
        raise Unusable(f"The file {copy} is damaged.")
    if revision not in known_revisions():
        raise TooNew(revision)
    if cipher is not None and sealed is not None:
        cipher.unseal(sealed[0])
    return Copied(copy.stat().st_size, revision)


@contextmanager
def _alone(record: Path) -> Iterator[sqlite3.Connection]:
    """The record, for us alone. A process that has it open, be it idle, keeps SQLite from leaving its WAL mode."""
    with closing(sqlite3.connect(record, timeout=IN_USE, isolation_level=None)) as c:
        try:
            mode = c.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite3.OperationalError as e:
            if not e.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise Unusable(
                    f"The record {record} cannot be written; please let the bot write to it and its folder."
                ) from e
            mode = "locked"
        except sqlite3.DatabaseError as e:
            raise Unusable(f"The file {record} is not a record; please move it away first.") from e
        if mode != "delete":
            raise Unusable(f"The record {record} is in use: please stop the bot first.")
        yield c


def alone(record: Path) -> None:
    """Raises Unusable where another process has the record open."""
    with _alone(record):
        pass


def _keep(record: sqlite3.Connection, aside: Path) -> None:
    with closing(sqlite3.connect(aside)) as kept:
        record.backup(kept)


def _put(from_: Path, record: sqlite3.Connection) -> None:
    """One transaction: a crash in between leaves what was there."""
    with closing(sqlite3.connect(f"{from_.resolve().as_uri()}?mode=ro", uri=True)) as source:
        source.backup(record)
