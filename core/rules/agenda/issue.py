"""An issue: what a presenter brings, and how they would like it to be met."""

from dataclasses import dataclass
from enum import StrEnum

from core.message import Own
from core.names import Level, PersonId, SessionId, SetId


class Shared(StrEnum):
    """What the others may see of it before the session; the presenter chooses."""

    NOTHING = "nothing"
    LINE = "line"
    ALL = "all"


class IssueState(StrEnum):
    WAITING = "waiting"
    PRESENTED = "presented"
    LET_GO = "let go"


@dataclass(frozen=True)
class Issue:
    id: int
    version: int
    set: SetId
    presenter: PersonId
    line: Own  # one sentence
    why: Own = Own("")
    tried: Own = Own("")
    wanted: Own = Own("")
    shared: Shared = Shared.NOTHING
    level: Level = Level.STRAIGHT
    wants_reflection: bool = False
    wants_ideas: bool = False
    session: SessionId | None = None  # the one it is put down for
    state: IssueState = IssueState.WAITING
    cycle: int = 1  # goes up each time it comes back
    again: int | None = None  # the issue that it is, a cycle before
