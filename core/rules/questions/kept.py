"""Words that are kept for somebody: a question for their next turn, an idea, a note for the presenter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.message import Own
from core.names import PersonId, TurnId


class For(StrEnum):
    """What they are kept for."""

    UNDECIDED = "undecided"  # in the box: a hint was shown about them, nothing is chosen yet
    ASIDE = "aside"  # typed outside one's turn: a word was said about them, nothing is chosen yet
    MY_TURN = "my turn"
    IDEAS = "ideas"  # brought back when the presenter asks for ideas
    OFFERED = "offered"  # an idea that was brought back and is in the thread: only that there is one is kept
    PRESENTER = "presenter"  # noted, and given to the presenter alone


@dataclass(frozen=True)
class Kept:
    """Seen by `person` alone; those kept for the presenter are the presenter's alone from the turn's end."""

    id: int
    version: int
    turn: TurnId
    person: PersonId
    what: For
    words: Own
    at: datetime
    given: bool = False  # the presenter has been told of it
