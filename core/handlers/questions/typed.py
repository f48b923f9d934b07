"""What somebody typed in passing: in the room, a thread or in private. Most of it is talk, and draws nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from core.handlers.call import Call, current_session, names, open_turn, who
from core.handlers.questions import answering, asking, held, hinting
from core.handlers.questions.state import Now, open_question, open_questions
from core.message import Own, Private, Say, Thread
from core.names import QUESTION_CAP, WORDS_CAP, Mode, Stage
from core.ports import Work
from core.request import Reply
from core.rules.questions.check import Verdict, check
from core.rules.questions.hints import addressed_in, asks, is_out_of_turn, takes_the_place
from core.rules.questions.kept import For
from core.rules.questions.round import Do, Ending, Part, Question, Standing, close, standing
from core.rules.refused import Refused
from core.rules.session.turn import Turn
from core.words import hints as hint_words

WORTH = timedelta(minutes=5)
NUMBERED = re.compile(r"\s*\((\d{1,3})\)")


def typed(work: Work, call: Call, now: datetime) -> Reply:
    """Never refused and never answered for all to see. Whoever types while a session is live is present."""
    going = _going(work, call)
    if going is not None:
        _in_a_turn(work, call, going, now)
    return Reply.quiet()


def _going(work: Work, call: Call) -> Now | None:
    """The open turn whose thread this was typed in; elsewhere a line says only that somebody is here."""
    s = call.set
    if s is None or not s.here(call.actor.id) or call.request.at.private:
        return None
    session = current_session(work, s.id)
    if session is None or not session.live:
        return None
    turn = open_turn(work, session)
    if turn is None or call.place != Thread(turn.id):
        return None
    return Now(s, session, turn)


def _in_a_turn(work: Work, call: Call, going: Now, now: datetime) -> None:
    turn, person = going.turn, call.actor.id
    if turn.paused_at is not None or not call.words:
        return
    question = open_question(work, turn) if turn.stage is Stage.QUESTIONING else None
    at_their_place = question is not None and question.asker == person
    if going.leads(person) and not at_their_place:
        return
    verdict = check(call.words)
    if turn.strict:
        _note_who_is_asked(work, call, going, verdict)
    if turn.mode is Mode.DAYS and person == turn.presenter:
        _answers_by_number(work, call, going, now)
    if turn.mode is not Mode.WRITTEN:
        return
    if question is not None and at_their_place:
        _own_line(work, call, going, question, verdict, now)
    elif _opens_a_place(work, going, call, verdict):
        asking.put(work, going, person, Standing.FREE, _words(call), now, typed=True)
    else:
        _outside(work, call, going, question, verdict, now)


def _own_line(
    work: Work, call: Call, going: Now, question: Question, verdict: Verdict, now: datetime
) -> None:
    """What the asker types at their place: the question, the one to follow, or just talk."""
    if takes_the_place(question, call.words, verdict):
        stands = standing(going.turn, question, (), call.actor.id)
        asking.put(work, going, call.actor.id, stands, _words(call), now, typed=True)
        held.take_out(work, going.turn, call.actor.id)
    if hinting.is_right(going, call.actor, Own(call.words), verdict):
        hinting.after(work, going, call.actor, now)


def _answers_by_number(work: Work, call: Call, going: Now, now: datetime) -> None:
    """In a week many questions are open: a presenter who begins with "(3)" says which one this answers."""
    number = NUMBERED.match(call.words)
    if number is None:
        return
    for q in open_questions(work, going.turn):
        if q.place == int(number[1]) and q.ending is Ending.ASKED:
            answering.over(work, going, close(q, Do.NEXT, {Part.PRESENTER}), now)


def _opens_a_place(work: Work, going: Now, call: Call, verdict: Verdict) -> bool:
    """When nobody is asking, whoever of the round types a question has the place."""
    if going.turn.stage is not Stage.QUESTIONING or not asks(call.words, verdict):
        return False
    try:
        return asking.where_stands(work, going, call.actor.id) is Standing.FREE
    except Refused:
        return False


def _outside(
    work: Work, call: Call, going: Now, question: Question | None, verdict: Verdict, now: datetime
) -> None:
    """Somebody else's line. A question or advice draws one private word a turn, which keeps it."""
    turn = work.of(Turn).get(going.turn.id) or going.turn
    person = call.actor.id
    if not is_out_of_turn(turn, person, call.words, verdict):
        return
    turn = work.of(Turn).save(replace(turn, redirected=(*turn.redirected, person)))
    fits = len(call.words) <= QUESTION_CAP and person in turn.order
    kept = held.hold(work, turn, person, For.ASIDE, Own(call.words), now).id if fits else 0
    of = f"turn-{turn.id}"
    if turn.strict:
        message = hint_words.strict_rule(of, turn.stage, who(work, turn.presenter), kept)
    else:
        message = hint_words.out_of_turn(of, who(work, question.asker) if question else None, kept)
    key = f"turn-{turn.id}/whose-place-{person}"
    work.say(Say(key, Private(person), message, expires=now + WORTH, unsure="drop"))


def _note_who_is_asked(work: Work, call: Call, going: Now, verdict: Verdict) -> None:
    """Strict: a question is for those it names, else for the presenter; they may make statements now."""
    if going.turn.stage is Stage.PRESENTING or not asks(call.words, verdict):
        return
    people = names(work, going.set.people)
    named = addressed_in(call.words, {p: w.name for p, w in people.items()})
    asked = tuple(p for p in named if p != call.actor.id) or (going.turn.presenter,)
    work.of(Turn).save(replace(going.turn, addressed=asked))


def _words(call: Call) -> Own:
    """Kept while the question is open; what is longer than any question shown stands in the thread alone."""
    return Own(call.words) if len(call.words) <= WORDS_CAP else Own("")
