"""A person: one account on one platform, with a zone, a language and what they chose for themselves."""

from dataclasses import dataclass

from core.message import Who
from core.names import PersonId, Platform


@dataclass(frozen=True)
class Person:
    id: PersonId
    version: int
    platform: Platform
    account: str  # the platform's id of them
    name: str
    zone: str = ""  # IANA; "" until they or their platform tell
    language: str = "en"
    hints: bool = True  # False after [No more hints]
    asked_as_it_is: int = 0  # times [Ask it as it is] was pressed; from two on, hints stay silent

    @property
    def who(self) -> Who:
        return Who(self.id, self.name)
