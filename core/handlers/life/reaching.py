"""Whether somebody may be written to in private: asked once where their platform leaves that to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers.call import Call
from core.names import No, PersonId, Reach
from core.ports import Work
from core.request import Reply
from core.rules.life.person import Person
from core.rules.refused import Refused
from core.words import reaching as words


def private(work: Work, call: Call, now: datetime) -> Reply:
    """Their answer; without one, how it stands."""
    del now
    answer = (call.arg("answer") or call.words).casefold().rstrip(".")
    person = work.of(Person).get(call.actor.id) or call.actor
    if not answer:
        return Reply.say(words.stands(may=person.reach is Reach.YES))
    if answer not in ("yes", "no"):
        raise Refused(No.NO_SUCH_CHOICE)
    may = answer == "yes"
    work.of(Person).save(replace(person, reach=Reach.YES if may else Reach.NO))
    return Reply.say(words.chosen(may=may))


def greeted(work: Work, call: Call, reply: Reply) -> Reply:
    """The answer, with what a member is told and asked once in their life, as soon as they are in a set."""
    if call.actor.reach is not Reach.UNASKED or reply.ask is not None or not work.sets_of(call.actor.id):
        return reply
    person = work.of(Person).get(call.actor.id)
    if person is None or person.reach is not Reach.UNASKED:
        return reply
    work.of(Person).save(replace(person, reach=Reach.ASKED))
    return replace(reply, messages=(*reply.messages, words.hello(person.zone or "UTC")))


def by_the_sets_clock(work: Work, person: PersonId, zone: str) -> None:
    """Somebody whose zone nobody knows lives by their set's clock until they tell."""
    found = work.of(Person).get(person)
    if found is not None and not found.zone:
        work.of(Person).save(replace(found, zone=zone))
