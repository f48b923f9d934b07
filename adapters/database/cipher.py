"""Members' words at rest: Fernet with rotating keys, newest first."""

from __future__ import annotations

import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

MARK = 32  # hexadecimal digits


class WrongKey(Exception):
    """None of the keys opens what is in the record."""


class Cipher:
    def __init__(self, keys: Sequence[str]) -> None:
        """`keys` are Fernet keys, newest first. Raises ValueError for one that is none."""
        fernets = [Fernet(k) for k in keys]
        self._fernet = MultiFernet(fernets)
        self._newest = fernets[0]
        self._marks = hmac.new(keys[0].encode(), b"marks", "sha256").digest()

    def seal(self, words: str) -> bytes:
        """No words need no seal."""
        return b"" if not words else self._fernet.encrypt(words.encode())

    def unseal(self, sealed: bytes) -> str:
        if not sealed:
            return ""
        try:
            return self._fernet.decrypt(bytes(sealed)).decode()
        except InvalidToken:
            raise WrongKey from None

    def mark(self, words: str) -> str:
        """The same for the same words under the same newest key; it tells nothing of them."""
        return hmac.digest(self._marks, words.encode(), "sha256").hex()[:MARK]

    def is_newest(self, sealed: bytes) -> bool:
        """Whether the newest key opens this."""
        if not sealed:
            return True
        try:
            self._newest.decrypt(bytes(sealed))
        except InvalidToken:
            return False
        return True

    def reseal(self, sealed: bytes) -> bytes:
        """The same words under the newest key."""
        try:
            return self._fernet.rotate(bytes(sealed))
        except InvalidToken:
            raise WrongKey from None
