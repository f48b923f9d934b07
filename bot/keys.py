"""The keys that members' words are sealed with: from the settings, or a file beside the record."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.fernet import Fernet

from bot.settings import Settings


class NoKeys(Exception):
    """There is no key, and none can be made beside a record that is no file of ours."""


def secret_keys(settings: Settings) -> list[str]:
    """Fernet keys, newest first. With none set, an embedded record has a key file beside it, made on first use
    and readable by its owner alone. Raises NoKeys for a record elsewhere.
    """
    given = [k for k in settings.als_secret_keys.replace(",", " ").split() if k]
    if given:
        return given
    if not settings.database.startswith("sqlite:///"):
        raise NoKeys
    beside = Path(settings.database.removeprefix("sqlite:///")).with_suffix(".key")
    if not beside.exists():
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as f:
            f.write(Fernet.generate_key().decode())
    return beside.read_text().split()
