"""A draft: the words of a form that could not be taken, kept for the one who typed them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.message import Own
from core.names import PersonId

KEPT = timedelta(hours=24)


@dataclass(frozen=True)
class Draft:
    id: int
    version: int
    person: PersonId
    form: str
    command: str  # that the form belongs to
    of: str
    values: Mapping[str, Own]
    until: datetime
    people: Mapping[str, str] = field(
        default_factory=dict
    )  # accounts of those named in it, by their names there
