"""The keys that members' words are sealed with: from the settings, or a file beside the record."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.fernet import Fernet

from bot.settings import Settings


class NoKeys(Exception):
    """There is no key; why, as one sentence for whoever installs the bot."""


def secret_keys(settings: Settings, *, may_make: bool = True) -> list[str]:
    """Fernet keys, newest first. With none set, an embedded record has a key file beside it, made on first use
    and readable by its owner alone. Raises NoKeys for a record elsewhere, and where the file is gone that opens
    what is there already (`may_make` is False).
    """
    given = [k for k in settings.als_secret_keys.replace(",", " ").split() if k]
    if given:
        return given
    beside = key_file(settings)
    if beside is None:
        raise NoKeys("Please set ALS_SECRET_KEYS: members' words are sealed with it before they are kept.")
    if not beside.exists() and not may_make:
        raise NoKeys(f"The key file {beside} is missing, and nothing in the record can be read without it.")
    if not beside.exists():
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as f:
            f.write(Fernet.generate_key().decode())
    return beside.read_text().split()


def key_file(settings: Settings) -> Path | None:
    """The key file beside an embedded record, be it there or not; None where keys are set, or the record lies
    elsewhere.
    """
    if settings.als_secret_keys.strip() or not settings.database.startswith("sqlite:///"):
        return None
    return Path(settings.database.removeprefix("sqlite:///")).with_suffix(".key")
