"""The questions that a presenter takes home."""

from __future__ import annotations

from datetime import datetime

from core.handlers.call import Call, names
from core.message import Message, Own, Private, Say, Who
from core.names import PersonId
from core.ports import Work
from core.request import Reply
from core.rules.questions.kept import For, Kept
from core.rules.questions.round import Ending, Question
from core.rules.session.turn import Turn
from core.words import notes as note_words


def kept_questions(work: Work, turn: Turn) -> list[tuple[Own, Who]]:
    """What the presenter took home, with who asked; no words where it was typed at a length that is not kept."""
    kept = work.of(Question).where(turn=turn.id, ending=Ending.KEPT.value)
    people = names(work, [q.asker for q in kept])
    return [(q.words, people[q.asker]) for q in kept]


def send(work: Work, turn: Turn) -> None:
    kept = kept_questions(work, turn)
    if kept:
        work.say(Say(f"turn-{turn.id}/home", Private(turn.presenter), note_words.take_home(kept)))


def of_person(work: Work, person: PersonId) -> list[Message]:
    """For `/als home`: what this person took home from their turns, and what was noted for them; latest last."""
    mine = work.of(Turn).where(presenter=person)
    kept = [pair for turn in mine for pair in kept_questions(work, turn)]
    noted = [
        k.words
        for turn in mine
        if not turn.live
        for k in work.of(Kept).where(turn=turn.id, what=For.PRESENTER.value)
    ]
    found = [note_words.take_home(kept)] if kept else []
    return [*found, note_words.notes(noted)] if noted else found


def show(work: Work, call: Call, now: datetime) -> Reply:
    """`/als session kept`."""
    del now
    found = of_person(work, call.actor.id)
    return Reply.say(*found) if found else Reply.say(note_words.nothing_kept())
