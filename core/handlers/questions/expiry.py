"""The words of a turn's questions go when the set decided that they do, from the platform too."""

from __future__ import annotations

from dataclasses import replace

from core.handlers.questions.state import all_questions
from core.message import Own, Place, Private, Thread, Unsay
from core.ports import Work
from core.rules.questions.kept import Kept
from core.rules.questions.round import Question
from core.rules.session.turn import Turn


def forget(work: Work, turn: Turn) -> None:
    """Blank every question of this turn and everything kept or noted in it, and take back what showed them. Asking
    twice changes nothing.
    """
    thread = Thread(turn.id)
    for q in all_questions(work, turn):
        work.of(Question).save(replace(q, words=Own("")))
        for key in (q.moment, f"{q.moment}/answer"):
            _take_back(work, key, thread)
    _take_back(work, f"turn-{turn.id}/home", Private(turn.presenter))
    for kept in work.of(Kept).where(turn=turn.id):
        _take_back(work, f"kept-{kept.id}/offer", thread)
        work.of(Kept).remove(kept)


def _take_back(work: Work, key: str, place: Place) -> None:
    if work.was_said(key):
        work.say(Unsay(key, place))
