"""A set begins: its contract is made, and its next session laid out."""

from __future__ import annotations

from datetime import datetime

from core.handlers.calendar import dates
from core.handlers.call import Call
from core.handlers.life import laid_out
from core.handlers.life.contracting import arranged
from core.handlers.life.laid_out import next_date
from core.message import Room, Say
from core.names import No
from core.ports import Work
from core.request import Reply
from core.rules.life import contract
from core.rules.life.learning_set import LearningSet
from core.rules.refused import Refused
from core.words import life as life_words


def begin(work: Work, call: Call, now: datetime) -> Reply:
    """The contract: dates laid out, the next as a session at once, the mix shown."""
    s = contract.begin(arranged(call))
    if next_date(work, s, now) is None:
        raise Refused(No.NO_DATE_LEFT)
    s = work.of(LearningSet).save(s)
    laid_out.shrink_forming(work, s)
    template, minutes, _mode, _own = contract.session_plan(s)
    opening = minutes if template == "first" else 0
    message = life_words.begun(
        laid_out.dates(s, now), laid_out.mix(work, s), s.needed, first_session=opening, of=f"set-{s.id}"
    )
    work.say(Say(f"set-{s.id}/begun", Room(s.id), message))
    dates.ensure_next(work, s, now)
    return Reply.quiet()
