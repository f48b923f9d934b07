"""A note to oneself: what somebody learned, seen by nobody else."""

from dataclasses import dataclass
from datetime import datetime

from core.message import Own
from core.names import PersonId, SessionId, SetId


@dataclass(frozen=True)
class Note:
    id: int
    version: int
    person: PersonId
    at: datetime
    words: Own
    set: SetId | None = None  # where it was written, if anywhere
    session: SessionId | None = None
