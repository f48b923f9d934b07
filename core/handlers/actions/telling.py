"""Writing down what an owner said, and showing it where they were asked."""

from __future__ import annotations

from datetime import datetime

from core.handlers.actions import boards
from core.handlers.call import Call
from core.message import Own
from core.names import ActionStatus, AskStep, Told
from core.ports import Work
from core.request import Reply
from core.rules.actions.action import Action, CheckIn
from core.rules.actions.asked import Asked, AskedLine
from core.words import asking as words

SHOWN_BY_THE_BOARD = (ActionStatus.MOVING, ActionStatus.CHANGED)  # one word there is answer enough


def asked_of(work: Work, call: Call) -> Asked | None:
    """The asking that a button belongs to, if any."""
    kind, _, number = call.request.of.partition("-")
    number = number if kind == "asked" else call.arg("asked")
    return work.of(Asked).get(int(number)) if number.isdigit() else None


def record(
    work: Work, asked: Asked | None, after: Action, step: AskStep, now: datetime, line: Own = Own("")
) -> Reply:
    """Save the action, append what was said, and bring the board or message up to date where there is one; else
    the owner is answered.
    """
    said_here = after.last_reported == now and step in (AskStep.ANSWERED, AskStep.REWORDED, AskStep.POSTPONED)
    told = after.told if said_here and after.told is not None else Told.PRIVATE
    after = work.of(Action).save(after)
    number = asked.id if asked is not None else None
    work.of(CheckIn).add(CheckIn(0, 0, after.id, number, after.status, now, told, line))
    if asked is None or not asked.holds(after.id):
        return _privately(work, after, step, now)
    asked = work.of(Asked).save(asked.with_answer(after.id, after.status if said_here else None, step))
    boards.show(work, asked, now)
    if asked.person is not None or after.status in SHOWN_BY_THE_BOARD:
        return Reply.quiet()
    return _privately(work, after, step, now)


def _privately(work: Work, after: Action, step: AskStep, now: datetime) -> Reply:
    line = AskedLine(after.id, answer=after.status, step=step)
    return Reply.say(words.answered(boards.talk_of(work, after, line, now)))
