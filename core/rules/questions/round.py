"""Questions: one from one person, and how it ended."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.message import Own
from core.names import PersonId, QuestionId, Stage, TurnId


class Ending(StrEnum):
    """What became of a question's place in the round."""

    INVITED = "invited"  # the asker's place has come, nothing is asked yet
    ASKED = "asked"
    ANSWERED = "answered"
    KEPT = "kept"  # the presenter takes it home
    PASSED = "passed"  # by the asker, or by the presenter
    LEFT = "left"  # the stage ended first


OPEN = (Ending.INVITED, Ending.ASKED)


@dataclass(frozen=True)
class Question:
    id: QuestionId
    version: int
    turn: TurnId
    stage: Stage
    place: int  # in the turn, from 1
    round: int
    asker: PersonId
    n: int  # 1: the question; 2: the one to follow
    ending: Ending
    at: datetime
    words: Own = Own("")

    @property
    def open(self) -> bool:
        return self.ending in OPEN

    @property
    def moment(self) -> str:
        return f"question-{self.id}"
