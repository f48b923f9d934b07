"""`als migrate`, `backup`, `restore`, `copy`, `reseal` and `key`: what is done with a record, told in sentences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy.engine import make_url

from adapters.database import bringup, copying, files, keeping
from adapters.database.bringup import Unusable, named, open_record
from adapters.database.cipher import Cipher, WrongKey
from adapters.database.migrate import TooNew
from bot import looking_again
from bot.keys import NoKeys, key_file, secret_keys
from bot.settings import Settings, data_folder
from bot.wiring import CannotStart, build, clock

Told = Callable[[str], None]


def is_there(settings: Settings) -> bool:
    """Whether there is a record; none is made. Raises CannotStart."""
    if settings.is_default and not data_folder().is_dir():
        return False
    try:
        return bringup.is_there(settings.database)
    except Unusable as e:
        raise CannotStart(str(e)) from e


def _must_be_there(settings: Settings) -> None:
    if not is_there(settings):
        raise CannotStart(f"There is no record {named(settings.database)} yet; als run makes it.")


def migrate(settings: Settings, say: Told) -> None:
    """Raises CannotStart."""
    existed, name = is_there(settings), named(settings.database)
    bot = build(settings)
    again = looking_again.after_a_deploy(bot.engine, clock())
    bot.engine.dispose()
    if again:
        many = "1 set or person is" if again == 1 else f"{again:,} sets and people are"
        say(f"What falls due has changed with this release: {many} looked at again.")
    say(
        f"The record {name} is up to date." if existed else f"There was no record {name} yet; it is made now."
    )


def rebuild(settings: Settings, say: Told) -> int:
    """How many wakes would have come late or never. Raises CannotStart."""
    _must_be_there(settings)
    bot = build(settings)
    say(f"Looking through the record {named(settings.database)}.")
    late = looking_again.rebuild(bot.app, clock, say)
    bot.engine.dispose()
    return late


def backup(settings: Settings, to: Path, say: Told) -> None:
    """Raises CannotStart."""
    record = _file_of(settings, "pg_dump copies it (docs/operations.md)")
    try:
        done = files.backup(record, to)
    except (Unusable, TooNew) as e:
        raise CannotStart(_why(e, to)) from e
    say(f"{to} holds the record {record} as it was a moment ago: {_size(done.size)}, format {done.revision}.")
    beside = key_file(settings)
    where = f"in {beside}" if beside is not None and beside.exists() else "in ALS_SECRET_KEYS"
    say(f"Members' words in it are sealed, and the key is not in it: that is {where}.")
    say("Keep a copy of the key as well, in another place than the record's.")


def restore(settings: Settings, from_: Path, say: Told) -> None:
    """Raises CannotStart."""
    record = _file_of(settings, "pg_restore puts it back (docs/operations.md)")
    aside = record.with_name(f"{record.stem}.before-{clock():%Y%m%dT%H%M%SZ}{record.suffix}")
    existed = record.exists()
    if not settings.is_default and not record.parent.is_dir():
        raise CannotStart(f"There is no folder {record.parent} to keep the record in; please make it first.")
    try:
        cipher = Cipher(secret_keys(settings, may_make=False))
        done = files.restore(from_, record, cipher, aside)
    except (Unusable, TooNew, WrongKey, NoKeys, ValueError) as e:
        raise CannotStart(_why(e, from_)) from e
    say(f"{record} is now what {from_} holds: {_size(done.size)}, format {done.revision}.")
    if existed:
        say(f"What was there before is kept in {aside}; remove it when all is well.")
    say("als run brings it to this release's tables and goes on from there.")


def copy(settings: Settings, to: str, say: Told) -> None:
    """Raises CannotStart."""
    record = _file_of(settings, "als copy goes from SQLite to PostgreSQL")
    if not _driver(to).startswith("postgresql"):
        raise CannotStart("Please name the database to copy into: postgresql://user:password@host/name.")
    if not record.exists():
        raise CannotStart(f"There is no record {record} to copy.")
    try:
        keys = secret_keys(settings, may_make=False)
        files.alone(record)
        source, _ = open_record(settings.database, lambda _: keys)
        target, _ = open_record(Settings(als_database_url=to).database, lambda _: keys)
    except (Unusable, NoKeys) as e:
        raise CannotStart(str(e)) from e
    try:
        if copying.holds_rows(target):
            raise CannotStart("The database holds a record already; please name an empty one.")
        done = copying.copy(source, target, lambda table, rows: say(f"{rows:>10,}  {table}"))
    except copying.Differs as e:
        raise CannotStart(f"What arrived is not what was sent, in {e}; nothing was copied.") from e
    finally:
        source.dispose()
        target.dispose()
    say(f"{sum(r.count for r in done.values()):,} rows were copied and read again: all are the same.")
    say("Now set ALS_DATABASE_URL to the new one, and ALS_SECRET_KEYS to the keys of the old one:")
    beside = key_file(settings)
    say(f"they are in {beside}." if beside is not None and beside.exists() else "those that are set now.")


def reseal(settings: Settings, say: Told) -> None:
    """Raises CannotStart."""
    _must_be_there(settings)
    try:
        keys = secret_keys(settings, may_make=False)
        engine, cipher = open_record(settings.database, lambda _: keys)
    except (Unusable, NoKeys) as e:
        raise CannotStart(str(e)) from e
    try:
        done = keeping.reseal(engine, cipher, lambda table, n: say(f"{n:>10,}  {table}") if n else None)
    except WrongKey as e:
        raise CannotStart(
            "Something in the record is sealed with none of these keys; please add its own."
        ) from e
    finally:
        engine.dispose()
    if len(keys) == 1:
        say("Everything is under the one key there is.")
    elif done:
        say(f"{done:,} sealed values were put under the newest of {len(keys)} keys.")
        say("Once every process of the bot has started with these keys, run this again.")
    else:
        say(
            f"Everything is under the newest of {len(keys)} keys. "
            "The older can go from ALS_SECRET_KEYS once every process has started with the newest."
        )
        say("Keep them elsewhere as long as a copy that was made before: to restore it takes its own key.")


def new_key() -> str:
    return Fernet.generate_key().decode()


def _file_of(settings: Settings, otherwise: str) -> Path:
    """The file of an embedded record. Raises CannotStart, with what to do otherwise."""
    name = settings.database.removeprefix("sqlite:///")
    if name == settings.database:
        raise CannotStart(f"The record is not a file: {otherwise}.")
    return Path(name)


def _driver(text: str) -> str:
    """The kind of database that a URL names; "" for what is none."""
    try:
        return make_url(Settings(als_database_url=text).database).drivername
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it names no database
        return ""


def _why(error: Exception, file: Path) -> str:
    match error:
        case TooNew():
            return f"{file} was written by a later release than this one; please use that release."
        case ValueError():
            return "ALS_SECRET_KEYS holds something that is no key; a key has 44 characters, newest first."
        case WrongKey():
            return (
                f"The words in {file} are sealed with another key than those in ALS_SECRET_KEYS or the key file "
                "beside the record; put the key that belongs to it there first. Nothing was changed."
            )
        case _:
            return str(error)


def _size(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
