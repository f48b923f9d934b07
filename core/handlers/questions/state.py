"""What is going on in a turn's questioning: the question in hand, who may do what, and who has come."""

from __future__ import annotations

from dataclasses import dataclass

from core.handlers.call import Call, current_session, facilitators, open_turn, who
from core.names import No, PersonId
from core.ports import Work
from core.rules.life.learning_set import LearningSet
from core.rules.questions.round import OPEN, Part, Question
from core.rules.refused import Refused
from core.rules.session.session import Session
from core.rules.session.turn import Turn


@dataclass(frozen=True)
class Now:
    """Set, session and turn of a call, the turn being open."""

    set: LearningSet
    session: Session
    turn: Turn

    def leads(self, person: PersonId) -> bool:
        return person in facilitators(self.set, self.session, self.turn)


def open_question(work: Work, turn: Turn) -> Question | None:
    """The question in hand: the oldest of this turn's stage that is invited or asked."""
    waiting = [q for q in open_questions(work, turn) if q.stage is turn.stage]
    return waiting[0] if waiting else None


def open_questions(work: Work, turn: Turn) -> tuple[Question, ...]:
    """All that are invited or asked, oldest first: questions of fact, and those in `days`, may be many."""
    return work.of(Question).where(turn=turn.id, ending=tuple(e.value for e in OPEN))


def all_questions(work: Work, turn: Turn) -> tuple[Question, ...]:
    return work.of(Question).where(turn=turn.id)


def of_place(work: Work, q: Question) -> tuple[Question, ...]:
    """The question and the one that followed it, which share a board."""
    return (
        work.of(Question).where(turn=q.turn, stage=q.stage.value, round=q.round, asker=q.asker)
        if q.place
        else (q,)
    )


def going_on(work: Work, call: Call) -> Now:
    """The open turn that this call is about. Raises Refused where there is none, or another one."""
    s = call.the_set
    session = current_session(work, s.id)
    turn = open_turn(work, session)
    if session is None or turn is None:
        raise Refused(No.MOMENT_PASSED if call.request.of else No.NOTHING_OPEN)
    thing = call.request.of
    if thing.startswith("turn-") and thing not in (f"turn-{turn.id}", turn.moment):
        raise Refused(No.MOMENT_PASSED)
    return Now(s, session, turn)


def in_hand(work: Work, call: Call) -> tuple[Now, Question]:
    """The open question that this call is about: the one its button belongs to, else the one in hand."""
    going = going_on(work, call)
    if going.turn.paused_at is not None:
        raise Refused(No.PAUSED)
    question = pressed(work, call) or open_question(work, going.turn)
    if question is None:
        raise Refused(No.NOTHING_OPEN)
    if question.turn != going.turn.id or not question.open:
        raise passed_by(work, going.turn)
    return going, question


def pressed(work: Work, call: Call) -> Question | None:
    """The question that a button was offered for."""
    thing, _, number = call.request.of.partition("-")
    return work.of(Question).get(int(number)) if thing == "question" and number.isdigit() else None


def passed_by(work: Work, turn: Turn) -> Refused:
    """That moment has passed, with who is asking now if anybody is."""
    now = open_question(work, turn)
    if now is None or not now.place:
        return Refused(No.MOMENT_PASSED)
    return Refused(No.QUESTION_PASSED, who=who(work, now.asker))


def parts(going: Now, question: Question, person: PersonId) -> set[Part]:
    found = set()
    if person == question.asker:
        found.add(Part.ASKER)
    if person == going.turn.presenter:
        found.add(Part.PRESENTER)
    if going.leads(person):
        found.add(Part.FACILITATOR)
    return found
