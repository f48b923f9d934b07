"""What is open in a turn's questioning, as others need to know it."""

from __future__ import annotations

from core.ports import Work
from core.rules.questions.round import OPEN, Question
from core.rules.session.turn import Turn


def open_question(work: Work, turn: Turn) -> Question | None:
    """The question in hand: the oldest of this turn that is invited or asked, in whatever stage."""
    waiting = open_questions(work, turn)
    return waiting[0] if waiting else None


def open_questions(work: Work, turn: Turn) -> tuple[Question, ...]:
    """All that are invited or asked, oldest first: in `days` several may be."""
    return work.of(Question).where(turn=turn.id, ending=tuple(e.value for e in OPEN))
