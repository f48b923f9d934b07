"""Who is there: any press, form or line counts, and a late arrival is not announced."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers.call import Call, current_session, leader, open_turn
from core.handlers.questions import round as rounds
from core.handlers.session import panel
from core.names import Mode, PersonId
from core.ports import Work
from core.rules.life.learning_set import LearningSet
from core.rules.session.session import Session
from core.rules.session.turn import Turn


def note(work: Work, call: Call, now: datetime) -> None:
    """Somebody of the set has pressed or said something: while it meets, they are present."""
    s = call.set
    if s is None or not s.here(call.actor.id):
        return
    session = current_session(work, s.id)
    if session is None or not session.live:
        return
    turn = open_turn(work, session)
    arrived = work.of(Session).save(session.arrives(call.actor.id))
    if turn is None or not turn.live:
        return
    heard = work.of(Turn).save(_heard(s, arrived, turn, call.actor.id, now))
    if arrived is not session:
        rounds.invite_next(work, arrived, heard, now)
    if panel.unheard(heard) != panel.unheard(turn) or panel.is_quiet(turn, now):
        panel.show(work, s, arrived, heard, now)


def _heard(s: LearningSet, session: Session, turn: Turn, person: PersonId, now: datetime) -> Turn:
    if person not in turn.spoke:
        turn = replace(turn, spoke=(*turn.spoke, person))
    if turn.heard_at is not None:
        turn = replace(turn, heard_at=now)
    has_a_part = (turn.presenter, turn.reflector, leader(s, session, turn), *turn.order)
    if turn.mode is Mode.WRITTEN and person in s.rota and person not in has_a_part:
        turn = replace(turn, order=(*turn.order, person))
    return turn
