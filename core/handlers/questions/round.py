"""The round: who is invited next, and what becomes of what is open when a stage or a turn ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.handlers.call import who
from core.handlers.questions import board, held, home, scribe
from core.handlers.questions.state import all_questions, open_question, open_questions
from core.message import Own, Revise, Thread
from core.names import Mode, PersonId, QuestionId, Stage
from core.ports import Work
from core.rules.life.learning_set import LearningSet
from core.rules.questions.round import (
    Do,
    Ending,
    Invitation,
    Question,
    close,
    next_invitation,
    nobody_has_one,
)
from core.rules.session.session import Session
from core.rules.session.turn import Turn
from core.words import questions as words


def begin_stage(work: Work, s: LearningSet, session: Session, turn: Turn, now: datetime) -> None:
    """`turn` has entered its stage: the first invitation of a round; before the last word, what was noted."""
    del s
    match turn.stage:
        case Stage.QUESTIONING:
            if turn.mode is Mode.SPOKEN:
                scribe.show(work, turn)
            invite_next(work, session, turn, now)
        case Stage.PLANNING:
            scribe.give(work, turn)
        case _:
            pass


def end_stage(work: Work, s: LearningSet, session: Session, turn: Turn, now: datetime) -> None:
    """`turn`, as it was in the stage that ends: what is open there is left, and its board shrinks."""
    del s, session, now
    for q in open_questions(work, turn):
        board.show(work, turn, work.of(Question).save(close(q, Do.STAGE_ENDS, {None})))
    if turn.stage is Stage.QUESTIONING:
        _nobody_has_one_is_over(work, turn)


def end_turn(work: Work, s: LearningSet, session: Session, turn: Turn, now: datetime) -> None:
    """`turn` is over: the presenter gets what was kept and noted; what others held for it is forgotten. Where the
    presenter stopped, nothing is sent; it waits behind `/als session kept`.
    """
    end_stage(work, s, session, turn, now)
    held.forget(work, turn)
    if not turn.stopped:
        home.send(work, turn)
        scribe.give(work, turn)


def time_is_up(work: Work, turn: Turn) -> bool:
    """Whether a question in hand is worth waiting for when the time for questions is up. A place that nobody has
    used yet is not: it is closed. `turn` is as it is after the clock's move; the board says that the last answer
    has come.
    """
    waits = False
    for q in open_questions(work, turn):
        if q.ending is Ending.ASKED:
            waits = True
            if q.place and turn.mode is Mode.WRITTEN:
                board.show(work, turn, q)
        else:
            board.show(work, turn, work.of(Question).save(close(q, Do.STAGE_ENDS, {None})))
    return waits


def invite_next(work: Work, session: Session, turn: Turn, now: datetime) -> None:
    """The next place of the go-round, where there is one: not once the last answer has come, nor in a pause."""
    if turn.stage is not Stage.QUESTIONING or turn.mode is not Mode.WRITTEN or turn.last_answer:
        return
    if turn.paused_at is not None or open_question(work, turn) is not None:
        return
    so_far = all_questions(work, turn)
    if nobody_has_one(turn.order, session.present, so_far):
        message = words.nobody_has_one(turn.moment, who(work, turn.presenter))
        work.say(Revise(_quiet(turn, so_far), Thread(turn.id), message, expires=turn.limit))
        return
    invitation = next_invitation(turn.order, session.present, so_far)
    if invitation is not None:
        board.show(work, turn, add(work, turn, invitation, Ending.INVITED, now))


def add(
    work: Work,
    turn: Turn,
    place: Invitation,
    ending: Ending,
    now: datetime,
    *,
    n: int = 1,
    words: Own = Own(""),
    typed: bool = False,
) -> Question:
    """Put a question, or the place for one, into the turn."""
    if ending is Ending.ASKED and turn.stage is Stage.QUESTIONING:
        _nobody_has_one_is_over(work, turn)
    return work.of(Question).add(
        Question(
            id=QuestionId(0),
            version=0,
            turn=turn.id,
            stage=turn.stage,
            place=place.place,
            round=place.round,
            asker=PersonId(place.asker),
            n=n,
            ending=ending,
            at=now,
            words=words,
            typed=typed,
        )
    )


def _quiet(turn: Turn, so_far: Sequence[Question]) -> str:
    return f"turn-{turn.id}/round-{max((q.round for q in so_far), default=0)}/nobody-asks"


def _nobody_has_one_is_over(work: Work, turn: Turn) -> None:
    key = _quiet(turn, all_questions(work, turn))
    if work.was_said(key):
        work.say(Revise(key, Thread(turn.id), words.were_asked(), only_edit=True))
