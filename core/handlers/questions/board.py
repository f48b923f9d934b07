"""One board a question: its invitation, the question itself, its record. Always the same message, edited."""

from __future__ import annotations

from core.handlers.call import names
from core.handlers.questions.state import of_place
from core.message import Message, Own, Revise, Thread, Who
from core.names import Mode, Stage
from core.ports import Work
from core.rules.questions.round import Ending, Question
from core.rules.session.turn import Turn
from core.words import questions as words
from core.words.questions import Asked


def show(work: Work, turn: Turn, q: Question) -> None:
    """Post the board of this question, or bring it up to date. An invitation that nobody has seen yet and that has
    ended meanwhile is not said at all.
    """
    place = sorted(of_place(work, q), key=lambda one: one.n)
    message = _message(work, turn, tuple(place))
    only = place[0]
    gone = only.ending is Ending.LEFT and not only.typed and not only.words
    work.say(Revise(f"question-{place[0].id}", Thread(turn.id), message, expires=turn.limit, only_edit=gone))


def _message(work: Work, turn: Turn, place: tuple[Question, ...]) -> Message:
    first, last = place[0], place[-1]
    people = names(work, (first.asker, turn.presenter))
    who, presenter = people[first.asker], people[turn.presenter]
    if last.ending is Ending.INVITED:
        return words.invited(last.moment, last.place, who)
    if last.ending is Ending.PASSED:
        return words.passes(last.place, who)
    if last.ending is Ending.LEFT and not last.typed and not last.words:
        return words.another_time(last.place, who)
    return _asked(turn, place, who, presenter)


def _asked(turn: Turn, place: tuple[Question, ...], who: Who, presenter: Who) -> Message:
    first, last = place[0], place[-1]
    how = _how(turn, last)
    if first.stage is Stage.CLARIFYING:
        return words.fact(last.moment, who, presenter, first.words, how=how)
    if turn.mode is Mode.DAYS and last.words:
        return words.in_days(last.moment, last.place, who, presenter, last.words, how=how)
    if all(q.typed for q in place):
        return words.typed(last.moment, last.place, who, presenter, follows=last.n > 1, how=how)
    shown = [Own("") if q.typed else q.words for q in place]
    may_follow = last.n == 1 and not turn.last_answer
    return words.written(last.moment, last.place, who, presenter, shown, how=how, may_follow=may_follow)


def _how(turn: Turn, last: Question) -> Asked:
    # fmt: off
    ended = {
        Ending.ANSWERED: Asked.ANSWERED,
        Ending.KEPT:     Asked.KEPT,
        Ending.LET_BE:   Asked.LET_BE,
        Ending.LEFT:     Asked.LEFT,
    }
    # fmt: on
    return ended.get(last.ending, Asked.LAST if turn.last_answer else Asked.OPEN)
