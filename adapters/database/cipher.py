"""Members' words at rest: Fernet with rotating keys, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class WrongKey(Exception):
    """None of the keys opens what is in the record."""


class Cipher:
    def __init__(self, keys: Sequence[str]) -> None:
        """`keys` are Fernet keys, newest first. Raises ValueError for one that is none."""
        self._fernet = MultiFernet([Fernet(k) for k in keys])

    def seal(self, words: str) -> bytes:
        return self._fernet.encrypt(words.encode())

    def unseal(self, sealed: bytes) -> str:
        try:
            return self._fernet.decrypt(bytes(sealed)).decode()
        except InvalidToken:
            raise WrongKey from None

    def reseal(self, sealed: bytes) -> bytes:
        """The same words under the newest key."""
        try:
            return self._fernet.rotate(bytes(sealed))
        except InvalidToken:
            raise WrongKey from None
