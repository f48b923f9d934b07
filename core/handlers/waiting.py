"""What would otherwise come in private, at home for whoever is not written to: swaps they are asked for, their own
buttons while they present, and the facilitator's panel.
"""

from __future__ import annotations

from datetime import datetime

from core.handlers.call import current_session, leader, open_turn, sets_open_to, who
from core.handlers.session import panel
from core.message import Part
from core.names import Phase, Reach
from core.ports import Work
from core.rules.agenda.swap import Swap, SwapState
from core.rules.life.learning_set import LearningSet
from core.rules.life.person import Person
from core.rules.session.session import Session
from core.words import rota as rota_words
from core.words import yours


def at_home(work: Work, person: Person, now: datetime) -> tuple[Part, ...]:
    """Nothing for those who read it in private."""
    if person.reach is Reach.YES:
        return ()
    swaps = work.of(Swap).where(other=person.id, state=SwapState.ASKED.value)
    parts = [part for swap in swaps for part in _swap(work, swap)]
    for s in sets_open_to(work, person.id):
        session = current_session(work, s.id)
        if session is not None and session.live:
            parts += _now(work, s, session, person, now)
    return tuple(parts)


def _swap(work: Work, swap: Swap) -> tuple[Part, ...]:
    session = work.of(Session).get(swap.session)
    if session is None or session.phase is not Phase.PLANNED:
        return ()
    return rota_words.swap_offer(swap.id, swap.set, who(work, swap.asker), session.starts).parts


def _now(work: Work, s: LearningSet, session: Session, person: Person, now: datetime) -> tuple[Part, ...]:
    turn = open_turn(work, session)
    if turn is not None and turn.presenter == person.id:
        return yours.yours(turn.id, paused=turn.paused_at is not None).parts
    if leader(s, session, turn) == person.id:
        return panel.message(work, session, turn, now).parts
    return ()
