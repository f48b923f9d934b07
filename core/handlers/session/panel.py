"""The facilitator's one private panel: a board, edited as the session goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.handlers.call import leader, names
from core.message import Message, Private, Revise, Who
from core.names import Mode, PersonId, Stage
from core.ports import Work
from core.rules.life.learning_set import LearningSet
from core.rules.session.due import QUIET
from core.rules.session.session import Session
from core.rules.session.steps import step_of
from core.rules.session.turn import Turn
from core.words import panel as words
from core.words.panel import Desk

WORTH_ASKING = timedelta(minutes=10)
LISTENED_FOR = (Stage.CLARIFYING, Stage.QUESTIONING, Stage.REFLECTING)


def show(work: Work, s: LearningSet, session: Session, turn: Turn | None, now: datetime) -> Session:
    """Bring the panel of whoever has the part up to date. One who had it before is told who has it now."""
    who = leader(s, session, turn)
    if who is None:
        return work.of(Session).save(session)
    if session.panel not in (None, who):
        there = names(work, (who,))[who]
        _put(work, session, session.panel, words.handed_over(there), only_edit=True)
    _put(work, session, who, message(work, session, turn, now))
    return work.of(Session).save(replace(session, panel=who))


def message(work: Work, session: Session, turn: Turn | None, now: datetime) -> Message:
    """The panel as it stands."""
    return words.panel(_desk(work, session, turn, now))


def _put(
    work: Work, session: Session, who: PersonId | None, message: Message, *, only_edit: bool = False
) -> None:
    assert who is not None
    key = f"session-{session.id}/panel-{who}"
    work.say(Revise(key, Private(who), message, expires=session.limit, only_edit=only_edit))


def _desk(work: Work, session: Session, turn: Turn | None, now: datetime) -> Desk:
    people = names(work, (*session.queue, *((turn.presenter, *turn.order) if turn else ())))
    waiting = tuple(people[p] for p in session.queue)
    of = f"session-{session.id}"
    if turn is None or not turn.live:
        return Desk(
            of,
            session.moment,
            session.mode,
            session.phase_until,
            session.phase,
            waiting=waiting,
            step=step_of(session),
        )
    return Desk(
        of,
        turn.moment,
        session.mode,
        turn.stage_until,
        session.phase,
        stage=turn.stage,
        turn=f"turn-{turn.id}",
        who=people[turn.presenter],
        unheard=tuple(people[p] for p in unheard(turn)),
        waiting=waiting,
        quiet=is_quiet(turn, now),
        paused=turn.paused_at is not None,
        last_answer=turn.last_answer,
        missing=turn.stage is Stage.PRESENTING and turn.presenter not in session.present,
    )


def differs(before: Turn, after: Turn) -> bool:
    """Whether the panel has something else to show."""
    return any(
        getattr(before, name) != getattr(after, name)
        for name in ("stage_no", "stage_until", "paused_at", "last_answer", "host")
    )


def unheard(turn: Turn) -> tuple[PersonId, ...]:
    """Who has not yet spoken in this turn, where lines are heard and some have."""
    if turn.mode is Mode.SPOKEN or turn.stage not in LISTENED_FOR:
        return ()
    silent = tuple(p for p in turn.order if p not in turn.spoke)
    return silent if len(silent) < len(turn.order) else ()


def is_quiet(turn: Turn, now: datetime) -> bool:
    """Whether two minutes have passed without a line, while questions are asked in writing."""
    return turn.mode is Mode.WRITTEN and turn.heard_at is not None and now - turn.heard_at >= QUIET


def ended(work: Work, session: Session, here: tuple[Who, ...] | None) -> None:
    """After the session the panel asks who was there; with None nobody met, and it only says so."""
    if session.panel is not None:
        message = words.did_not_meet() if here is None else words.ended(f"session-{session.id}", here)
        _put(work, session, session.panel, message, only_edit=here is None)


def ask_who_is_there(work: Work, s: LearningSet, session: Session, message: Message, now: datetime) -> None:
    who = leader(s, session, None)
    if who is not None:
        work.say(Revise(_who_is_there(session), Private(who), message, expires=now + WORTH_ASKING))


def settled(work: Work, s: LearningSet, session: Session, message: Message) -> None:
    """The question who is there is answered, or has answered itself."""
    who = leader(s, session, None)
    if who is not None and work.was_said(_who_is_there(session)):
        work.say(Revise(_who_is_there(session), Private(who), message, only_edit=True))


def _who_is_there(session: Session) -> str:
    return f"session-{session.id}/who-is-there"
