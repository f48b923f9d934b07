"""Asking: by form or in one line; what is asked out of turn is kept for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers.call import Call, who
from core.handlers.questions import board, held, hinting
from core.handlers.questions import round as rounds
from core.handlers.questions.state import (
    Now,
    all_questions,
    going_on,
    open_question,
    passed_by,
    pressed,
)
from core.message import Own, Who
from core.names import QUESTION_CAP, No, PersonId
from core.ports import Work
from core.request import Ask, Reply
from core.rules.questions.kept import For
from core.rules.questions.round import (
    Do,
    Ending,
    Invitation,
    Part,
    Question,
    Standing,
    close,
    own_place,
    standing,
)
from core.rules.refused import Refused
from core.words import hints as hint_words
from core.words import questions as words


def form(work: Work, call: Call, now: datetime) -> Ask | None:
    """The box, with what waits in it; refused as the question itself would be."""
    del now
    going = going_on(work, call)
    stands = where_stands(work, going, call.actor.id)
    button = pressed(work, call)
    if stands is Standing.WAIT or (button is not None and not button.open):
        raise _somebody_asks(work, going, button)
    waiting = held.in_box(work, going.turn, call.actor.id)
    initial = waiting[-1].words.words if waiting else ""
    of = call.request.of or f"turn-{going.turn.id}"
    return words.ask_form(of, who(work, going.turn.presenter), initial)


def ask(work: Work, call: Call, now: datetime) -> Reply:
    """`/als ask`: posted in one's place; before that perhaps a hint; out of turn it is kept."""
    going = going_on(work, call)
    text = Own(_text(call))
    stands = where_stands(work, going, call.actor.id)
    if stands is Standing.WAIT:
        held.hold(work, going.turn, call.actor.id, For.MY_TURN, text, now)
        return Reply.say(hint_words.kept_for_your_turn(_asking(work, going)))
    if hinting.is_right(going, call.actor, text):
        return hinting.before(work, going, call, text, now)
    held.take_out(work, going.turn, call.actor.id)
    put(work, going, call.actor.id, stands, text, now)
    return Reply.quiet()


def as_it_is(work: Work, call: Call, now: datetime) -> Reply:
    """[Ask it as it is]: the words in the box, unchanged. The second time, hints end for this person by themselves."""
    going = going_on(work, call)
    stands = where_stands(work, going, call.actor.id)
    button = pressed(work, call)
    if stands is Standing.WAIT or (button is not None and not button.open):
        raise _somebody_asks(work, going, button)
    text = held.take_undecided(work, going.turn, call.actor.id)
    if text is None:
        raise Refused(No.MOMENT_PASSED)
    hinting.asked_as_it_is(work, call.actor)
    put(work, going, call.actor.id, stands, text, now)
    return Reply.quiet()


def where_stands(work: Work, going: Now, person: PersonId) -> Standing:
    return standing(going.turn, open_question(work, going.turn), all_questions(work, going.turn), person)


def put(
    work: Work,
    going: Now,
    asker: PersonId,
    stands: Standing,
    text: Own,
    now: datetime,
    *,
    typed: bool = False,
) -> Question:
    """The question is asked, and its board shows it."""
    turn, in_hand = going.turn, open_question(work, going.turn)
    if stands is Standing.PLACE:
        assert in_hand is not None
        question = work.of(Question).save(
            replace(in_hand, ending=Ending.ASKED, at=now, words=text, typed=typed)
        )
    else:
        place, n = _place(work, going, asker, stands, in_hand)
        question = rounds.add(work, turn, place, Ending.ASKED, now, n=n, words=text, typed=typed)
    board.show(work, turn, question)
    return question


def _place(
    work: Work, going: Now, asker: PersonId, stands: Standing, in_hand: Question | None
) -> tuple[Invitation, int]:
    """Place and number of a question that was not invited; a follow-up moves the first one on."""
    so_far = all_questions(work, going.turn)
    before = sum(q.asker == asker and q.stage is going.turn.stage for q in so_far)
    match stands:
        case Standing.FOLLOW:
            assert in_hand is not None
            first = work.of(Question).save(close(in_hand, Do.NEXT, {Part.ASKER}))
            return Invitation(asker, first.round, first.place), 2
        case Standing.FACT:
            return Invitation(asker, 0, 0), before + 1
        case _:
            return own_place(asker, so_far), 1


def _text(call: Call) -> str:
    text = call.arg("question") or call.words
    if not text:
        raise Refused(No.EMPTY)
    if len(text) > QUESTION_CAP:
        raise Refused(No.TOO_LONG, cap=QUESTION_CAP, n=len(text))
    return text


def _asking(work: Work, going: Now) -> Who | None:
    question = open_question(work, going.turn)
    return who(work, question.asker) if question is not None else None


def _somebody_asks(work: Work, going: Now, button: Question | None) -> Refused:
    asking = _asking(work, going)
    if asking is None or (button is not None and not button.open):
        return passed_by(work, going.turn)
    return Refused(No.SOMEBODY_ASKS, who=asking)
