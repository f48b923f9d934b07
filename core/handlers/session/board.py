"""The boards of a turn: one for the stage in hand, at the bottom of the thread; the one before shrinks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from core.handlers.actions.kept import planned
from core.handlers.call import names
from core.message import Message, People, Revise, Thread, Who
from core.names import PersonId, Stage
from core.ports import Work
from core.rules.session.turn import Turn
from core.words import turn as words


def show(work: Work, turn: Turn) -> None:
    """Post the board of this stage, or bring it up to date."""
    people = names(work, (turn.presenter, *turn.order))
    board = Revise(
        f"turn-{turn.id}/{turn.stage_no}", Thread(turn.id), _board(work, turn, people), expires=turn.limit
    )
    work.say(board)


def shrink(work: Work, before: Turn, after: Turn) -> None:
    """The board of the stage that has ended keeps one line and no buttons; one never seen is not said."""
    people = names(work, (before.presenter,))
    message = words.was(before.stage, people[before.presenter], after.issue, after.new_issue)
    work.say(Revise(f"turn-{before.id}/{before.stage_no}", Thread(before.id), message, only_edit=True))


def _board(work: Work, turn: Turn, people: Mapping[PersonId, Who]) -> Message:
    who = people[turn.presenter]
    match turn.stage:
        case Stage.PRESENTING:
            return words.presenting(turn.moment, who, turn.issue, turn.ends, turn.stage_until)
        case Stage.CLARIFYING:
            return words.clarifying(turn.moment, who, turn.stage_until)
        case Stage.QUESTIONING:
            order = People(tuple(people[p] for p in turn.order), then=True)
            return words.questioning(turn.moment, who, turn.stage_until, order)
        case Stage.REFRAMING:
            return words.reframing(turn.moment, who, turn.issue)
        case Stage.REFLECTING:
            return words.reflecting(turn.moment, who, turn.stage_until)
        case Stage.PLANNING:
            return words.planning(turn.moment, who, planned(work, turn.id, turn.began))
        case Stage.OVER:
            return words.was(turn.stage, who, turn.issue, turn.new_issue)
        case _:
            assert_never(turn.stage)
