"""What a session's end, or the want of a next one, is for its set."""

from __future__ import annotations

from datetime import datetime

from core.handlers.life import ending
from core.handlers.life.laid_out import next_date
from core.names import Mode, Phase
from core.ports import Work
from core.rules.life import contract
from core.rules.life.contract import Became
from core.rules.life.learning_set import LearningSet
from core.rules.session.session import Session


def after_session(work: Work, s: LearningSet, session: Session, now: datetime) -> Became:
    """To be called when a session has closed, was interrupted, not met or cancelled: the set's state follows.
    `session` is as it was saved. Answers what it was for the set.
    """
    if session.unplanned:
        return Became.NO_MATTER
    planned = work.of(Session).where(set=s.id, phase=Phase.PLANNED.value)
    last = not planned and next_date(work, s, now) is None
    after, became = contract.held(s, session.phase, last=last, now=now)
    after = work.of(LearningSet).save(after)
    if became is Became.LAST:
        met = session.phase in (Phase.CLOSED, Phase.INTERRUPTED) and session.mode is not Mode.DAYS
        ending.open_review(work, after, now, together=met)
    return became


def no_date_left(work: Work, s: LearningSet, now: datetime) -> None:
    """The rhythm has no further date: the end review begins."""
    ending.open_review(work, work.of(LearningSet).save(contract.review(s, now)), now, together=False)
