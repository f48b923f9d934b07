"""Somebody whom the platform does not let the bot write to: the set hears that something waits, and of an account that
is closed whoever facilitates hears what to do.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.handlers.call import Call, current_session, open_turn, sets_open_to, who
from core.handlers.life import laid_out
from core.handlers.quiet import WORTH, next_nudge
from core.message import Place, Private, Room, Say, Thread
from core.names import PersonId, Reach
from core.ports import Work
from core.request import Reply
from core.rules.life import membership
from core.rules.life import person as people
from core.rules.life.learning_set import LearningSet, Standing
from core.rules.life.person import Person
from core.rules.life.state import SetState
from core.words import reaching as words

A_DAY = timedelta(days=1)


def unreached(work: Work, call: Call, now: datetime) -> Reply:
    """What the platform reports of a message that it refused: once, and then once a day at most."""
    person = _named(work, call)
    if call.actor.id or person is None:
        return Reply.quiet()  # only the platform itself can tell
    first = person.reach is Reach.YES  # who has chosen not to be written to keeps that choice
    if first or call.arg("gone"):
        person = work.of(Person).save(replace(person, reach=Reach.CLOSED))
    if call.arg("gone"):
        _gone(work, person)
    elif first or not any(now - at < A_DAY for at in person.nudged):
        _something_waits(work, person, now)
    return Reply.quiet()


def _named(work: Work, call: Call) -> Person | None:
    """By the message that did not reach them, else by their account."""
    number = call.request.of.removeprefix("person-")
    if number.isdigit():
        return work.of(Person).get(int(number))
    found = work.of(Person).where(platform=call.actor.platform.value, account=call.arg("account"))
    return found[0] if found else None


def is_back(work: Work, call: Call) -> None:
    """Whoever says something in private can be answered there."""
    at = call.request.at
    if call.actor.reach is Reach.CLOSED and at.private and at.room:
        person = work.of(Person).get(call.actor.id)
        if person is not None and person.reach is Reach.CLOSED:
            work.of(Person).save(replace(person, reach=Reach.YES))


def _something_waits(work: Work, person: Person, now: datetime) -> None:
    """Where they meet just now, else in their set's room; whoever has only been invited is told by those who did."""
    mine = [s for s in sets_open_to(work, person.id) if s.state is not SetState.CLOSED]
    if mine:
        place = next((p for s in mine if (p := _meeting(work, s)) is not None), Room(mine[0].id))
        work.say(Say(next_nudge(work, person.id), place, words.waits(person.who), expires=now + WORTH))
        work.of(Person).save(people.nudged(person, now))
        return
    for s in (work.of(LearningSet).get(i) for i in work.sets_of(person.id)):
        m = s.member(person.id) if s is not None else None
        if s is not None and m is not None and m.standing is Standing.INVITED:
            key = f"set-{s.id}/unreached-{person.id}"
            work.say(Say(key, Private(_leader(s)), words.tell_them_yourself(person.who, s.name)))


def _meeting(work: Work, s: LearningSet) -> Place | None:
    session = current_session(work, s.id)
    if session is None or not session.live:
        return None
    turn = open_turn(work, session)
    return Thread(turn.id) if turn is not None else Room(s.id)


def _gone(work: Work, person: Person) -> None:
    """An account that is closed: once for each set. Where it was the facilitator's, the deputy has the part."""
    for s in sets_open_to(work, person.id):
        key = f"set-{s.id}/gone-{person.id}"
        if s.state is SetState.CLOSED or work.was_said(key) or not s.here(person.id):
            continue
        if _leader(s) != person.id:
            work.say(Say(key, Private(_leader(s)), words.is_gone(person.who, s.id, s.name)))
            continue
        without = work.of(LearningSet).save(membership.leave(s, person.id))
        laid_out.show_forming(work, without)
        after = who(work, without.facilitator) if without.facilitator is not None else None
        work.say(Say(key, Room(s.id), words.leader_is_gone(person.who, after)))


def _leader(s: LearningSet) -> PersonId:
    return s.contact
