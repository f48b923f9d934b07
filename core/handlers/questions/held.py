"""Words held for somebody while a turn lasts: undecided, for their own turn, or an idea for later."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers.call import Call
from core.message import Own
from core.names import No, PersonId
from core.ports import Work
from core.rules.questions.kept import For, Kept
from core.rules.refused import Refused
from core.rules.session.turn import Turn

BOX = (For.UNDECIDED, For.MY_TURN)  # what a form opens with


def hold(work: Work, turn: Turn, person: PersonId, what: For, words: Own, now: datetime) -> Kept:
    """Keep these words. What is undecided gives way to what is typed after it."""
    if what is For.UNDECIDED:
        for old in work.of(Kept).where(turn=turn.id, person=person, what=what.value):
            work.of(Kept).remove(old)
    return work.of(Kept).add(Kept(0, 0, turn.id, person, what, words, now))


def in_box(work: Work, turn: Turn, person: PersonId) -> tuple[Kept, ...]:
    """Oldest first; the form opens with the latest."""
    return work.of(Kept).where(turn=turn.id, person=person, what=tuple(w.value for w in BOX))


def undecided(work: Work, turn: Turn, person: PersonId) -> tuple[Kept, ...]:
    """What a hint was shown about, and nothing is chosen yet."""
    return tuple(k for k in in_box(work, turn, person) if k.what is For.UNDECIDED)


def take_out(work: Work, turn: Turn, person: PersonId) -> Own | None:
    """The latest words in the box, which are in it no longer."""
    return _take(work, in_box(work, turn, person))


def take_undecided(work: Work, turn: Turn, person: PersonId) -> Own | None:
    """What a hint was shown about; a second press finds it gone, whatever else is kept."""
    return _take(work, undecided(work, turn, person))


def _take(work: Work, found: tuple[Kept, ...]) -> Own | None:
    if not found:
        return None
    work.of(Kept).remove(found[-1])
    return found[-1].words


def becomes(work: Work, kept: Kept, what: For) -> Kept:
    return work.of(Kept).save(replace(kept, what=what))


def named(work: Work, call: Call) -> Kept:
    """The kept thing that a button names. Raises Refused when it is gone, or somebody else's."""
    number = call.arg("kept")
    kept = work.of(Kept).get(int(number)) if number.isdigit() else None
    if kept is None:
        raise Refused(No.MOMENT_PASSED)
    if kept.person != call.actor.id:
        raise Refused(No.NOT_YOURS)
    return kept


def forget(work: Work, turn: Turn) -> None:
    """What was held for the turn alone goes with it; what is noted for the presenter stays."""
    passing = (For.UNDECIDED, For.ASIDE, For.MY_TURN, For.IDEAS)
    for kept in work.of(Kept).where(turn=turn.id, what=tuple(w.value for w in passing)):
        work.of(Kept).remove(kept)
