"""Questions: one from one person, whose place it is, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from core.message import Own
from core.names import Mode, No, PersonId, QuestionId, Stage, TurnId
from core.rules.refused import Refused
from core.rules.session.turn import Turn


class Ending(StrEnum):
    """What became of a question's place in the round."""

    INVITED = "invited"  # the asker's place has come, nothing is asked yet
    ASKED = "asked"
    ANSWERED = "answered"
    KEPT = "kept"  # the presenter takes it home
    PASSED = "passed"  # by the asker, who then asked nothing
    LET_BE = "let be"  # the presenter passes on it
    LEFT = "left"  # the stage went on first


OPEN = (Ending.INVITED, Ending.ASKED)


@dataclass(frozen=True)
class Question:
    """`words` of a typed question are kept while it is open, and after that only where the presenter takes it home;
    they stand in the thread anyway.
    """

    id: QuestionId
    version: int
    turn: TurnId
    stage: Stage
    place: int  # in the turn, from 1; 0 where questions have no places
    round: int  # from 1; 0 for questions of fact
    asker: PersonId
    n: int  # 1: the question; 2: the one to follow
    ending: Ending
    at: datetime
    words: Own = Own("")
    typed: bool = False  # in the thread, as against a form: its board does not repeat it

    @property
    def open(self) -> bool:
        return self.ending in OPEN

    @property
    def moment(self) -> str:
        return f"question-{self.id}"


class Part(StrEnum):
    ASKER = "the asker"
    PRESENTER = "the presenter"
    FACILITATOR = "the facilitator"


class Do(StrEnum):
    """What can be done with a question in hand, besides asking it."""

    NEXT = "next"
    DECLINE = "pass"
    KEEP = "keep"
    STAGE_ENDS = "the stage ends"


@dataclass(frozen=True)
class Close:
    during: Ending
    do: Do
    by: Part | None
    then: Ending


E, D, P = Ending, Do, Part
# fmt: off
CLOSES: tuple[Close, ...] = (
    #     while      what           said by        it ends as
    Close(E.INVITED, D.DECLINE,    P.ASKER,       E.PASSED),
    Close(E.INVITED, D.DECLINE,    P.PRESENTER,   E.LEFT),  # nobody is there, or somebody thinks for long
    Close(E.INVITED, D.DECLINE,    P.FACILITATOR, E.LEFT),
    Close(E.INVITED, D.NEXT,        P.ASKER,       E.PASSED),
    Close(E.INVITED, D.NEXT,        P.PRESENTER,   E.LEFT),
    Close(E.INVITED, D.NEXT,        P.FACILITATOR, E.LEFT),
    Close(E.INVITED, D.STAGE_ENDS,  None,          E.LEFT),
    Close(E.ASKED,   D.DECLINE,    P.PRESENTER,   E.LET_BE),
    Close(E.ASKED,   D.KEEP,        P.PRESENTER,   E.KEPT),
    Close(E.ASKED,   D.NEXT,        P.ASKER,       E.ANSWERED),
    Close(E.ASKED,   D.NEXT,        P.PRESENTER,   E.ANSWERED),
    Close(E.ASKED,   D.NEXT,        P.FACILITATOR, E.ANSWERED),
    Close(E.ASKED,   D.STAGE_ENDS,  None,          E.LEFT),
)
# fmt: on


def close(q: Question, do: Do, parts: Iterable[Part | None]) -> Question:
    """The question after `do`. Raises Refused when the table has no row for it, or none for these parts."""
    may = frozenset(parts)
    rows = [c for c in CLOSES if (c.during, c.do) == (q.ending, do)]
    row = next((c for c in rows if c.by in may), None)
    if row is None:
        raise Refused(No.NOT_YOURS if rows else No.MOMENT_PASSED)
    ended = replace(q, ending=row.then)
    return replace(ended, words=Own("")) if q.typed and row.then is not Ending.KEPT else ended


# --- whose place it is -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Invitation:
    asker: PersonId
    round: int
    place: int


def next_invitation(
    order: Sequence[PersonId], present: Iterable[PersonId], so_far: Sequence[Question]
) -> Invitation | None:
    """Whose place comes next: the first in order of those here who had none in this round, else a new round begins.
    Where nobody of the order has been seen, all of them count as here; None where there is nobody to ask.
    """
    here = set(present)
    eligible = [p for p in order if p in here] or list(order)
    if not eligible:
        return None
    places = _places(so_far)
    current = max((q.round for q in places), default=1)
    had = {q.asker for q in places if q.round == current}
    waiting = [p for p in eligible if p not in had]
    place = max((q.place for q in places), default=0) + 1
    if waiting:
        return Invitation(waiting[0], current, place)
    return Invitation(eligible[0], current + 1, place)


def own_place(asker: PersonId, so_far: Sequence[Question]) -> Invitation:
    """A place that somebody takes when nobody is asking."""
    places = _places(so_far)
    current = max((q.round for q in places), default=1)
    mine = max((q.round for q in places if q.asker == asker), default=0)
    return Invitation(asker, max(current, mine + 1), max((q.place for q in places), default=0) + 1)


def nobody_has_one(
    order: Sequence[PersonId], present: Iterable[PersonId], so_far: Sequence[Question]
) -> bool:
    """Whether everybody has passed in the round in hand: nobody is asked again until somebody asks."""
    places = _places(so_far)
    current = max((q.round for q in places), default=0)
    following = next_invitation(order, present, so_far)
    if not places or (following is not None and following.round == current):
        return False
    return all(q.ending is Ending.PASSED for q in places if q.round == current)


def _places(so_far: Sequence[Question]) -> list[Question]:
    return [q for q in so_far if q.stage is Stage.QUESTIONING and q.n == 1]


class Standing(StrEnum):
    """Where somebody who would like to ask stands."""

    FACT = "a question of fact, in any order"
    PLACE = "their place has come"
    FOLLOW = "the one to follow"
    FREE = "nobody is asking"
    WEEK = "any time this week"
    WAIT = "somebody else is asking"


WEEKS_SHARE = 2  # questions of one person in `days`, in any order (design.md §7)


def standing(turn: Turn, question: Question | None, so_far: Sequence[Question], asker: PersonId) -> Standing:
    """Where `asker` stands in this turn. Raises Refused where they have nothing to ask now."""
    if asker == turn.presenter and not turn.strict:
        raise Refused(No.ASKED_OF_YOU)
    if turn.paused_at is not None:
        raise Refused(No.PAUSED)
    if turn.stage is Stage.PRESENTING:
        raise Refused(No.QUESTIONS_LATER)
    if turn.stage not in (Stage.CLARIFYING, Stage.QUESTIONING):
        raise Refused(No.MOMENT_PASSED)
    if turn.mode is Mode.SPOKEN:
        raise Refused(No.ASK_ALOUD)
    if turn.stage is Stage.CLARIFYING:
        return Standing.FACT
    if turn.mode is Mode.DAYS:
        return _in_a_week(so_far, asker)
    if question is not None and question.asker == asker:
        if question.n > 1:
            raise Refused(No.ASKED_TWICE)
        return Standing.PLACE if question.ending is Ending.INVITED else Standing.FOLLOW
    if asker not in turn.order:
        raise Refused(No.NOT_IN_ROUND)
    if question is not None:
        return Standing.WAIT
    if turn.last_answer:
        raise Refused(No.MOMENT_PASSED)
    return Standing.FREE


def _in_a_week(so_far: Sequence[Question], asker: PersonId) -> Standing:
    if sum(q.asker == asker and q.stage is Stage.QUESTIONING for q in so_far) >= WEEKS_SHARE:
        raise Refused(No.ASKED_TWO)
    return Standing.WEEK
