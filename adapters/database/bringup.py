"""Make a record ready for use, or say in one sentence why it is not. Nothing is changed where it is not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from adapters.database import keeping
from adapters.database.cipher import Cipher, WrongKey
from adapters.database.engine import open_engine
from adapters.database.migrate import WAIT, TooNew, head, is_empty, known_revisions, migrate, revision_of
from core.ports import Away, Busy

THEIRS = "The database holds tables that are not this bot's; please name one of its own."


class Unusable(Exception):
    """Why a record cannot be used, as one sentence for whoever installs the bot."""


Keys = Callable[[bool], Sequence[str]]
"""The keys, newest first; the argument tells whether one may be made where there is none yet."""


def open_record(url: str, keys: Keys, wait: float = WAIT) -> tuple[Engine, Cipher]:
    """A record of this release's tables and the cipher of its words. Raises Unusable."""
    engine = _engine(url, wait)
    with _in_one_sentence(engine):
        return engine, _ready(engine, keys, wait)


def look_into(url: str, keys: Keys, wait: float = WAIT) -> tuple[Engine, Cipher] | None:
    """A record as it is, without changing anything; None where there is none yet. Raises Unusable, also for one that
    this release has not migrated.
    """
    engine = _engine(url, wait, may_make=False)
    with _in_one_sentence(engine):
        at = _revision_at(engine, wait)
        if at is None:
            engine.dispose()
            return None
        if at not in known_revisions():
            raise TooNew(at)
        if at != head():
            raise Unusable("The record is of an earlier release: als migrate brings it to this one.")
        cipher = _cipher(keys(False))
        if not keeping.opens(engine, cipher, wait):
            raise Unusable(
                "The words in the record are sealed with another key than those in ALS_SECRET_KEYS."
            )
        return engine, cipher


def is_there(url: str, wait: float = WAIT) -> bool:
    """Whether there is a record, of whatever release; nothing is changed. Raises Unusable."""
    engine = _engine(url, wait, may_make=False)
    with _in_one_sentence(engine):
        found = _revision_at(engine, wait) is not None
        engine.dispose()
        return found


def named(url: str) -> str:
    """What a record is called where people read it: the path of its file, or its URL without the password."""
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        return "of ALS_DATABASE_URL"
    file = parts.database or ""
    if parts.drivername.startswith("sqlite") and not _is_no_path(file):
        return str(Path(file).absolute())
    return parts.difference_update_query(["password", "sslpassword"]).render_as_string(hide_password=True)


@contextmanager
def _in_one_sentence(engine: Engine) -> Iterator[None]:
    """Whatever keeps a record from being used, as Unusable; the engine is closed then."""
    name = named(engine.url.render_as_string(hide_password=False))
    try:
        yield
    except BaseException as e:
        engine.dispose()
        why = _why(e)
        if why is None:
            raise
        raise Unusable(why.format(name)) from None


def _why(error: BaseException) -> str | None:
    match error:
        case TooNew():
            return "The record {} was written by a later release than this one; please use that release."
        case WrongKey():
            return "The words in {} are sealed with another key than those in ALS_SECRET_KEYS or the key file beside it."
        case Away():
            if isinstance(error.__cause__, DBAPIError):
                return _trouble(error.__cause__)
            return "The record {} cannot be reached."
        case Busy():
            return "The record {} is in use by another program; please try again when that one has ended."
        case DBAPIError():
            return _trouble(error)
        case _:
            return None


def _revision_at(engine: Engine, wait: float) -> str | None:
    """The revision of a record, without making one; None where there is none. Raises Unusable."""
    if engine.dialect.name == "sqlite":
        file = engine.url.database or ""
        if not _is_no_path(file) and not Path(file).is_file():
            return None  # connecting would make it
    at = revision_of(engine, wait)
    if at is None and not is_empty(engine, wait):
        raise Unusable(THEIRS)
    return at


def _engine(url: str, wait: float, *, may_make: bool = True) -> Engine:
    try:
        engine = open_engine(url, wait)
    except (ArgumentError, NoSuchModuleError, ImportError, TypeError, ValueError):
        shape = "sqlite:////folder/file.sqlite3 or postgresql://user:password@host/name"
        raise Unusable(f"ALS_DATABASE_URL does not name a record; it looks like {shape}.") from None
    if engine.dialect.name == "sqlite":
        _look_at_file(make_url(url).database or "", may_make=may_make)
    return engine


def _look_at_file(name: str, *, may_make: bool) -> None:
    if _is_no_path(name):
        return
    path = Path(name)
    if path.is_dir():
        raise Unusable(f"The record {path} is a folder; please name a file in it.")
    if path.parent.parent.is_dir():  # one level; a longer way that is missing is a slip of the keyboard
        if may_make:
            path.parent.mkdir(exist_ok=True)
            with suppress(OSError):  # which connecting finds out as well, and says so
                path.touch(mode=0o600, exist_ok=False)  # what SQLite makes itself, others may read
        return
    if not path.parent.is_dir():
        raise Unusable(f"There is no folder {path.parent} to keep the record in; please make it first.")


def _is_no_path(name: str) -> bool:
    return name.startswith("file:") or name in {"", ":memory:"}


def _ready(engine: Engine, keys: Keys, wait: float) -> Cipher:
    begun = revision_of(engine, wait) is not None
    if not begun and not is_empty(engine, wait):
        raise Unusable(THEIRS)
    sealed = begun and keeping.is_sealed(engine, wait)
    cipher = _cipher(keys(not sealed))
    if sealed:
        keeping.check_key(engine, cipher, wait)  # before the tables change
    migrate(engine, wait=wait)
    keeping.check_key(engine, cipher, wait)
    return cipher


def _cipher(keys: Sequence[str]) -> Cipher:
    try:
        return Cipher(keys)
    except ValueError:
        raise Unusable(
            "ALS_SECRET_KEYS holds something that is no key; a key has 44 characters, newest first."
        ) from None


def _trouble(error: DBAPIError) -> str:
    if not isinstance(error.orig, sqlite3.Error):
        return (
            "There is no record to be reached at {}; is the server running, are the name and password right, and "
            "is there a database of that name (createdb)?"
        )
    kind = getattr(error.orig, "sqlite_errorname", "") or ""
    if kind == "SQLITE_NOTADB":
        return "The file of {} is not a record of this bot; please name another file."
    if kind.startswith(("SQLITE_READONLY", "SQLITE_PERM")):
        return "The record {} can be read but not written; please let the bot write to it and its folder."
    if kind.startswith("SQLITE_CANTOPEN"):
        return "The record {} cannot be opened; please let the bot read and write it and its folder."
    if kind.startswith(("SQLITE_CORRUPT", "SQLITE_IOERR", "SQLITE_FULL")):
        return "The record {} cannot be read or written to its end: a full disk, or a damaged file."
    return "The record {} cannot be used: its tables are not as this release left them."
