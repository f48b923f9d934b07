"""A swap: one member asks another to take their place; no reason is asked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.names import PersonId, SessionId, SetId


class SwapState(StrEnum):
    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"


@dataclass(frozen=True)
class Swap:
    id: int
    version: int
    set: SetId
    session: SessionId  # the one whose place is offered
    asker: PersonId
    other: PersonId
    state: SwapState
    at: datetime  # of the asking; of the answer once there is one
