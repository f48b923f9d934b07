"""The words of a turn's questions go when the set decided that they do, from the platform too."""

from __future__ import annotations

from dataclasses import replace

from core.handlers.questions import board
from core.handlers.questions.state import all_questions
from core.message import Own, Private, Thread, Unsay
from core.ports import Work
from core.rules.questions.kept import For, Kept
from core.rules.questions.round import Question
from core.rules.session.turn import Turn


def forget(work: Work, turn: Turn) -> None:
    """Blank every question asked in this turn and everything kept or noted in it. Boards keep who asked and how it
    ended; what the presenter was sent about them is taken back. Asking twice changes nothing.
    """
    for q in all_questions(work, turn):
        if q.words:
            board.show(work, turn, work.of(Question).save(replace(q, words=Own(""), typed=True)))
        if work.was_said(f"question-{q.id}/answer"):
            work.say(Unsay(f"question-{q.id}/answer", Thread(turn.id)))
    if work.was_said(f"turn-{turn.id}/home"):
        work.say(Unsay(f"turn-{turn.id}/home", Private(turn.presenter)))
    for kept in work.of(Kept).where(turn=turn.id):
        if kept.what is For.OFFERED:
            work.say(Unsay(f"kept-{kept.id}/offer", Thread(turn.id)))
        work.of(Kept).remove(kept)
