"""Ideas kept for later: they come back, privately, when the presenter asks for ideas."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers.call import Call, who
from core.handlers.questions import held
from core.handlers.questions.state import going_on
from core.message import Own, Private, Say, Thread
from core.names import No, Stage
from core.ports import Work
from core.request import Reply
from core.rules.life.learning_set import LearningSet
from core.rules.questions.kept import For, Kept
from core.rules.refused import Refused
from core.rules.session.session import Session
from core.rules.session.turn import Turn
from core.words import hints as hint_words


def bring_back(work: Work, s: LearningSet, session: Session, turn: Turn, now: datetime) -> None:
    """The presenter has asked for ideas: whoever kept one sees it again, and nobody else does."""
    del s, session, now
    presenter = who(work, turn.presenter)
    for kept in work.of(Kept).where(turn=turn.id, what=For.IDEAS.value):
        message = hint_words.bring_back(turn.moment, kept.id, presenter, kept.words)
        key = f"kept-{kept.id}/back-{turn.stage_no}"
        work.say(Say(key, Private(kept.person), message, expires=turn.stage_until, unsure="drop"))


def offer(work: Work, call: Call, now: datetime) -> Reply:
    del now
    going = going_on(work, call)
    kept = held.named(work, call)
    if kept.what is not For.IDEAS or going.turn.stage is not Stage.REFLECTING or not going.turn.wants_ideas:
        raise Refused(No.MOMENT_PASSED)
    if going.turn.paused_at is not None:
        raise Refused(No.PAUSED)
    message = hint_words.offers(call.actor.who, kept.words)
    work.say(Say(f"kept-{kept.id}/offer", Thread(going.turn.id), message, expires=going.turn.limit))
    work.of(Kept).save(replace(kept, what=For.OFFERED, words=Own("")))
    return Reply.quiet()


def let_go(work: Work, call: Call, now: datetime) -> Reply:
    """[Let it go], [Leave it]: the words are gone."""
    del now
    kept = held.named(work, call)
    work.of(Kept).remove(kept)
    return Reply.say(hint_words.let_go() if kept.what is For.IDEAS else hint_words.left())


def for_my_turn(work: Work, call: Call, now: datetime) -> Reply:
    """[Keep it for my turn]: it waits behind [Ask]."""
    del now
    going = going_on(work, call)
    kept = held.named(work, call)
    if kept.turn != going.turn.id:
        raise Refused(No.MOMENT_PASSED)
    held.becomes(work, kept, For.MY_TURN)
    return Reply.say(hint_words.kept_for_your_turn(None))
