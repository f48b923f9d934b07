"""When a private hint is right, and when a line typed outside one's turn draws a word."""

from __future__ import annotations

import re
from collections.abc import Mapping

from core.names import Mode, PersonId, Stage
from core.rules.life.person import Person
from core.rules.questions.check import Label, Verdict
from core.rules.questions.round import Ending, Question
from core.rules.session.turn import Turn

ENOUGH_AS_IT_IS = 2  # from so many "as it is" on, hints stay silent for somebody
QUESTIONS = (Label.OPEN, Label.CLOSED, Label.LEADING)
MARK = re.compile(r"[?？؟]\s*\W*$")  # the question mark of most scripts, at the end of a line
STATEMENT = 4  # words; fewer are no statement: "thanks", "oh I see"


def hint_is_right(verdict: Verdict, turn: Turn, person: Person, *, leads: bool) -> bool:
    """For advice and leading alone, only when sure, in questioning only, at most one a turn for each person; never to
    the facilitator, nor where the presenter asked for ideas, nor for somebody who chose otherwise.
    """
    return (
        verdict.sure
        and verdict.label in (Label.ADVICE, Label.LEADING)
        and turn.stage is Stage.QUESTIONING
        and not turn.wants_ideas
        and not leads
        and person.hints
        and person.asked_as_it_is < ENOUGH_AS_IT_IS
        and person.id not in turn.hinted
    )


def asks(words: str, verdict: Verdict) -> bool:
    """Whether a line is a question: by its label, or by its mark in a language that the check does not read."""
    return verdict.label in QUESTIONS or MARK.search(words) is not None


def takes_the_place(question: Question, words: str, verdict: Verdict) -> bool:
    """Whether the asker's own line is their question, or the one to follow. Said at their place, advice takes it
    too; once they have asked, only a question does.
    """
    if question.ending is Ending.INVITED:
        return asks(words, verdict) or verdict.label is Label.ADVICE
    return question.n == 1 and asks(words, verdict)


def is_out_of_turn(turn: Turn, person: PersonId, words: str, verdict: Verdict) -> bool:
    """Whether a line typed outside one's turn draws a word, to that person alone and once a turn."""
    if person in turn.redirected or person == turn.presenter or turn.mode is Mode.SPOKEN:
        return False
    if turn.strict:
        return _breaks_the_strict_rule(turn, person, words, verdict)
    if turn.stage is not Stage.QUESTIONING or turn.mode is not Mode.WRITTEN:
        return False
    return verdict.label in QUESTIONS or (verdict.label is Label.ADVICE and verdict.sure)


def _breaks_the_strict_rule(turn: Turn, person: PersonId, words: str, verdict: Verdict) -> bool:
    """Strict: anyone may ask anyone, statements are for whoever was asked; while the presenter speaks, nobody."""
    if turn.stage not in (Stage.PRESENTING, Stage.CLARIFYING, Stage.QUESTIONING):
        return False
    stated = len(words.split()) >= STATEMENT or verdict.label is Label.ADVICE
    if turn.stage is Stage.PRESENTING:
        return stated or asks(words, verdict)
    return stated and not asks(words, verdict) and person not in turn.addressed


def addressed_in(words: str, people: Mapping[PersonId, str]) -> tuple[PersonId, ...]:
    """Who is named in a line, by their first name or in full, in the order of `people`."""
    said = set(re.findall(r"[\w'-]+", words))
    return tuple(p for p, name in people.items() if name.partition(" ")[0] in said)
