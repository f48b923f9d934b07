"""[Help me ask]: three beginnings from the bank, for the stage in hand, shown to nobody else."""

from __future__ import annotations

from datetime import datetime

from core.handlers.call import Call
from core.handlers.questions.state import going_on
from core.message import Line
from core.names import PersonId
from core.ports import Work
from core.request import Reply
from core.rules.questions.kinds import kinds_for, mixed, shown
from core.rules.session.turn import Turn
from core.words import hints as hint_words
from core.words.bank import BANK


def help_ask(work: Work, call: Call, now: datetime) -> Reply:
    del now
    turn = going_on(work, call).turn
    return Reply.say(hint_words.help_ask(turn.moment, turn.stage, beginnings(work, turn, call.actor.id)))


def beginnings(work: Work, turn: Turn, person: PersonId) -> list[Line]:
    """Three for the stage in hand, never the same three twice running."""
    pool = mixed(BANK, kinds_for(turn.stage, turn.level))
    time = work.count(f"person-{person}/help-{turn.stage.name.lower()}")
    return shown(pool, person, time)
