"""Make a record ready for use, or say in one sentence why it is not. Nothing is changed where it is not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from adapters.database import keeping
from adapters.database.cipher import Cipher, WrongKey
from adapters.database.engine import open_engine
from adapters.database.migrate import WAIT, TooNew, head, is_empty, migrate, revision_of
from core.ports import Away, Busy


class Unusable(Exception):
    """Why a record cannot be used, as one sentence for whoever installs the bot."""


Keys = Callable[[bool], Sequence[str]]
"""The keys, newest first; the argument tells whether one may be made where there is none yet."""


def open_record(url: str, keys: Keys, wait: float = WAIT) -> tuple[Engine, Cipher]:
    """A record of this release's tables and the cipher of its words. Raises Unusable."""
    engine = _engine(url, wait)
    name = engine.url.render_as_string(hide_password=True)
    try:
        return engine, _ready(engine, keys, wait)
    except TooNew:
        why = "The record {} was written by a later release than this one; please use that release."
    except WrongKey:
        why = "The words in {} are sealed with another key than those in ALS_SECRET_KEYS or the key file beside it."
    except Away as e:
        why = (
            _trouble(e.__cause__)
            if isinstance(e.__cause__, DBAPIError)
            else "The record {} cannot be reached."
        )
    except Busy:
        why = "The record {} is in use by another program; please try again when that one has ended."
    except DBAPIError as e:
        why = _trouble(e)
    except BaseException:
        engine.dispose()
        raise
    engine.dispose()
    raise Unusable(why.format(name))


def look_into(url: str, keys: Keys, wait: float = WAIT) -> tuple[Engine, Cipher] | None:
    """A record as it is, without changing anything; None where there is none yet. Raises Unusable, also for one that
    this release has not migrated.
    """
    engine = _engine(url, wait, may_make=False)
    name = engine.url.database or ""
    try:
        if engine.dialect.name == "sqlite" and not Path(name).is_file():
            return None  # connecting would make it
        at = revision_of(engine, wait)
        if at is None and is_empty(engine, wait):
            return None
        if at != head():
            raise Unusable("The record is of another release: als migrate brings it to this one.")
        cipher = Cipher(keys(False))
        if not keeping.opens(engine, cipher, wait):
            raise Unusable(
                "The words in the record are sealed with another key than those in ALS_SECRET_KEYS."
            )
    except Busy:
        raise Unusable("The record is in use by another program; please try again later.") from None
    except ValueError:
        raise Unusable("ALS_SECRET_KEYS holds something that is no key.") from None
    except DBAPIError as e:
        raise Unusable(_trouble(e).format(engine.url.render_as_string(hide_password=True))) from None
    return engine, cipher


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
    if name.startswith("file:") or name in {"", ":memory:"}:
        return
    path = Path(name)
    if path.is_dir():
        raise Unusable(f"The record {path} is a folder; please name a file in it.")
    if path.parent.parent.is_dir():  # one level; a longer way that is missing is a slip of the keyboard
        if may_make:
            path.parent.mkdir(exist_ok=True)
        return
    if not path.parent.is_dir():
        raise Unusable(f"There is no folder {path.parent} to keep the record in; please make it first.")


def _ready(engine: Engine, keys: Keys, wait: float) -> Cipher:
    begun = revision_of(engine, wait) is not None
    if not begun and not is_empty(engine, wait):
        raise Unusable("The database holds tables that are not this bot's; please name one of its own.")
    sealed = begun and keeping.is_sealed(engine, wait)
    try:
        cipher = Cipher(keys(not sealed))
    except ValueError:
        raise Unusable(
            "ALS_SECRET_KEYS holds something that is no key; a key has 44 characters, newest first."
        ) from None
    if sealed:
        keeping.check_key(engine, cipher, wait)  # before the tables change
    migrate(engine, wait=wait)
    keeping.check_key(engine, cipher, wait)
    return cipher


def _trouble(error: DBAPIError) -> str:
    if not isinstance(error.orig, sqlite3.Error):
        return (
            "There is no record to be reached at {}; is the server running, and the name and password right?"
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
