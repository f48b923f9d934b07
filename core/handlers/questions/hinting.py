"""Hints about advice: private, at most one a turn, and the words stay their owner's. Nothing is counted for others."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.handlers.call import Call, who
from core.handlers.questions import held
from core.handlers.questions.state import Now, going_on, open_question
from core.message import Own, Private, Say
from core.names import No, PersonId
from core.ports import Work
from core.request import Reply
from core.rules.life.person import Person
from core.rules.questions.check import Verdict, check
from core.rules.questions.hints import hint_is_right
from core.rules.questions.kept import For
from core.rules.refused import Refused
from core.rules.session.turn import Turn
from core.words import hints as hint_words

WORTH = timedelta(minutes=5)  # a hint about a line that was said longer ago helps nobody


def is_right(going: Now, person: Person, text: Own, verdict: Verdict | None = None) -> bool:
    verdict = verdict or check(text.words)
    return hint_is_right(verdict, going.turn, person, leads=going.leads(person.id))


def before(work: Work, going: Now, call: Call, text: Own, now: datetime) -> Reply:
    """The hint comes before posting; the words stay in the box."""
    person = call.actor.id
    held.hold(work, going.turn, person, For.UNDECIDED, text, now)
    _hinted(work, going, person)
    question = open_question(work, going.turn)
    mine = question is not None and question.asker == person
    of = question.moment if question is not None and mine else going.turn.moment
    return Reply.say(hint_words.hint(of, who(work, going.turn.presenter)))


def after(work: Work, going: Now, person: Person, now: datetime) -> None:
    """The hint about a line that everybody has read already."""
    turn = _hinted(work, going, person.id)
    message = hint_words.hint_after(turn.moment, who(work, turn.presenter))
    key = f"turn-{turn.id}/hint-{person.id}"
    work.say(Say(key, Private(person.id), message, expires=now + WORTH, unsure="drop"))


def _hinted(work: Work, going: Now, person: PersonId) -> Turn:
    turn = work.of(Turn).get(going.turn.id) or going.turn
    return work.of(Turn).save(replace(turn, hinted=(*turn.hinted, person)))


def asked_as_it_is(work: Work, person: Person) -> None:
    work.of(Person).save(replace(person, asked_as_it_is=person.asked_as_it_is + 1))


def keep_idea(work: Work, call: Call, now: datetime) -> Reply:
    """[Keep the idea for later]: sealed until the presenter asks for ideas."""
    going = going_on(work, call)
    idea = held.take_undecided(work, going.turn, call.actor.id)
    if idea is None:
        raise Refused(No.MOMENT_PASSED)
    held.hold(work, going.turn, call.actor.id, For.IDEAS, idea, now)
    of = call.request.of or going.turn.moment
    return Reply.say(hint_words.idea_kept(who(work, going.turn.presenter), of))


def no_hints(work: Work, call: Call, now: datetime) -> Reply:
    """[No more hints], for good; what is in the box stays there."""
    del now
    work.of(Person).save(replace(call.actor, hints=False))
    thing = call.request.of
    waits = bool(held.undecided(work, going_on(work, call).turn, call.actor.id)) if thing else False
    return Reply.say(hint_words.no_more_hints(thing, waits=waits))
