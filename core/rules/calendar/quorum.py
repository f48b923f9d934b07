"""Whether enough can come. Those who have not answered may still come (design.md §12)."""

from core.names import Coming
from core.rules.life.learning_set import LearningSet
from core.rules.session.session import Session


def may_come(s: LearningSet, session: Session) -> int:
    """How many of the rota have not said that they cannot; a facilitator who does not present is not counted."""
    return sum(session.answered(person) is not Coming.NO for person in s.rota)


def fails(s: LearningSet, session: Session) -> bool:
    return may_come(s, session) < s.needed
