"""Who comes in and who goes: invitations, answers, joining, leaving."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers import ground, named
from core.handlers.call import Call, current_session, facilitators, names, open_turn, who
from core.handlers.life import laid_out, reaching
from core.message import Invite, Own, Private, Room, Say
from core.names import ActionStatus, No, PersonId, Reach
from core.ports import Work
from core.request import Ask, Reply
from core.rules.actions.action import OPEN, Action
from core.rules.calendar.clock import wall
from core.rules.life import membership
from core.rules.life.learning_set import SMALLEST, LearningSet, Member, Standing
from core.rules.life.membership import FUNCTION_CAP, must_arrange
from core.rules.life.person import Person
from core.rules.life.state import MEETS, SetState
from core.rules.refused import Refused
from core.rules.session.session import Session
from core.words import founding as forms
from core.words import life as words
from core.words import reaching as reaching_words

OPEN_TO_OTHERS = (SetState.FORMING.value, *(s.value for s in MEETS))


# --- invitations ------------------------------------------------------------------------------------------------


def invite_form(work: Work, call: Call, now: datetime) -> Ask | None:
    del work, now
    s = _arranged(call)
    if membership.places(s) <= 0:
        raise Refused(No.TOO_MANY, n=8, free=0)
    return forms.invite_form(f"set-{s.id}")


def invite(work: Work, call: Call, now: datetime) -> Reply:
    del now
    s = _arranged(call)
    people = named.people(work, call, call.arg("people") or call.words)
    if not people:
        raise Refused(No.NOBODY_NAMED)
    return ask_in(work, s, call, people)


def ask_in(work: Work, s: LearningSet, call: Call, people: tuple[Person, ...]) -> Reply:
    """Ask these people in; those who are around already are not asked twice."""
    open_before = membership.asked(s)
    s, fresh = membership.invite(s, tuple(p.id for p in people))
    s = work.of(LearningSet).save(s)
    for person in fresh:
        n = work.count(f"set-{s.id}/invited-{person}")
        message = words.invitation(s.id, s.name, s.theme, call.actor.who, laid_out.dates(s), s.mode)
        work.say(Say(f"set-{s.id}/invited-{person}/{n}", Private(person), message))
    around = [p.who for p in people if p.id not in fresh]
    return Reply.say(words.invited(len(fresh), around, open_before + len(fresh)))


def _arranged(call: Call) -> LearningSet:
    """The set of this call, for whoever may arrange it."""
    if call.set is None:
        raise Refused(No.NO_SET_HERE)
    must_arrange(call.set, call.actor.id)
    return call.set


def accept(work: Work, call: Call, now: datetime) -> Reply:
    if call.set is None:
        raise Refused(No.NO_SET_HERE)
    before = call.set
    s = work.of(LearningSet).save(membership.accept(before, call.actor.id, wall(now, before.zone)[0]))
    if s == before:
        return Reply.say(words.in_already(s.name))
    return _has_come(work, s, call.actor.id)


def _has_come(work: Work, s: LearningSet, person: PersonId) -> Reply:
    reaching.by_the_sets_clock(work, person, s.zone)
    work.say(Invite(s.id, person))
    laid_out.show_forming(work, s)
    if s.state is not SetState.FORMING:
        n = work.count(f"set-{s.id}/came-{person}")
        work.say(Say(f"set-{s.id}/came-{person}/{n}", Room(s.id), words.welcome(who(work, person))))
    rules = ground.to_agree(work, s, person)
    return Reply.say(words.accepted(s.id, s.name), *((rules,) if rules else ()))


def decline(work: Work, call: Call, now: datetime) -> Reply:
    del now
    if call.set is None:
        raise Refused(No.NO_SET_HERE)
    work.of(LearningSet).save(membership.decline(call.set, call.actor.id))
    return Reply.say(words.declined())


def function_form(work: Work, call: Call, now: datetime) -> Ask | None:
    del work, now
    m = call.the_set.member(call.actor.id)
    return forms.function_form(f"set-{call.the_set.id}", m.function.words if m else "", FUNCTION_CAP)


def function(work: Work, call: Call, now: datetime) -> Reply:
    del now
    said = Own(call.arg("function") or call.words)
    if not said:
        raise Refused(No.EMPTY)
    s = work.of(LearningSet).save(membership.with_function(call.the_set, call.actor.id, said))
    laid_out.show_forming(work, s)
    return Reply.say(words.function_said(said))


# --- leaving ----------------------------------------------------------------------------------------------------


def leave(work: Work, call: Call, now: datetime) -> Reply:
    """Asked once what goes along; then out, without a reason."""
    del now
    s, person = call.the_set, call.actor.id
    session = current_session(work, s.id)
    turn = open_turn(work, session)
    if turn is not None and turn.presenter == person:
        raise Refused(No.YOUR_TURN_IS_OPEN)
    mine = work.of(Action).where(set=s.id, person=person, status=tuple(a.value for a in OPEN))
    if call.arg("sure") != "yes":
        return Reply.say(words.leave_asked(s.id, s.name, len(mine)))
    _goes(work, s, call.actor)
    return Reply.say(words.left(s.name))


def take_out(work: Work, call: Call, now: datetime) -> Reply:
    """Somebody whose account is closed is taken out by whoever facilitates."""
    del now
    s, person = _arranged(call), work.of(Person).get(_asker(work, call))
    assert person is not None, "the person was found"
    if not s.here(person.id) or person.reach is not Reach.CLOSED:
        raise Refused(No.MOMENT_PASSED)
    session = current_session(work, s.id)
    turn = open_turn(work, session)
    if turn is not None and turn.presenter == person.id:
        raise Refused(No.NOT_NOW)
    _goes(work, s, person)
    return Reply.say(reaching_words.taken_out(person.who))


def _goes(work: Work, s: LearningSet, leaver: Person) -> None:
    """Out of the set: their actions are let go, the order goes on, and the room hears it."""
    person = leaver.id
    mine = work.of(Action).where(set=s.id, person=person, status=tuple(a.value for a in OPEN))
    for action in mine:
        work.of(Action).save(replace(action, status=ActionStatus.LET_GO))
    _out_of_what_comes(work, s, person)
    led, presented = s.lead, person in s.rota
    s = work.of(LearningSet).save(membership.leave(s, person))
    laid_out.show_forming(work, s)
    n = work.count(f"set-{s.id}/left-{person}")
    few = presented and len(s.rota) < SMALLEST and s.state is not SetState.FORMING
    work.say(
        Say(f"set-{s.id}/left-{person}/{n}", Room(s.id), words.has_left(leaver.who, len(s.rota), few=few))
    )
    if led == person and s.state is not SetState.CLOSED and not s.rotating:
        after = who(work, s.facilitator) if s.facilitator is not None else None
        message = words.now_leads(after) if after else words.nobody_leads(leaver.who, f"set-{s.id}")
        work.say(Say(f"set-{s.id}/leads-{person}/{n}", Room(s.id), message))


def _out_of_what_comes(work: Work, s: LearningSet, person: PersonId) -> None:
    """Out of the order of the session at hand, and no longer the one who was handed its time."""
    session = current_session(work, s.id)
    if session is not None and person in (*session.queue, session.facilitator):
        queue = tuple(p for p in session.queue if p != person)
        host = None if session.facilitator == person else session.facilitator
        work.of(Session).save(replace(session, queue=queue, facilitator=host))


# --- finding and joining ----------------------------------------------------------------------------------------


def find(work: Work, call: Call, now: datetime) -> Reply:
    """Sets that are open to others, by theme and rhythm alone."""
    del now
    sets = work.of(LearningSet).where(listed=True, state=OPEN_TO_OTHERS)
    shown = [
        (s.id, s.theme or s.name, words.often(laid_out.often(s.rhythm.pattern), s.rhythm.at, s.zone))
        for s in sets
        if membership.places(s) > 0 and not s.here(call.actor.id)
    ]
    return Reply.say(words.found(shown[:10]))


def join(work: Work, call: Call, now: datetime) -> Reply:
    """Asks whoever facilitates."""
    del now
    s = call.set
    if s is None or not (s.listed or s.member(call.actor.id)):
        raise Refused(No.NO_SET_TO_JOIN)
    if s.here(call.actor.id):
        raise Refused(No.IN_ALREADY)
    if membership.places(s) <= 0:
        raise Refused(No.SET_FULL, n=8)
    n = work.count(f"set-{s.id}/join-{call.actor.id}")
    for person in _leads(work, s):
        message = words.join_asked(s.id, call.actor.id, call.actor.who, s.name)
        work.say(Say(f"set-{s.id}/join-{call.actor.id}/{n}/{person}", Private(person), message))
    return Reply.say(words.asked_to_join())


def _leads(work: Work, s: LearningSet) -> tuple[PersonId, ...]:
    session = current_session(work, s.id)
    if session is not None:
        return facilitators(s, session, None)
    return tuple(dict.fromkeys(p for p in (s.facilitator, s.deputy) if p is not None)) or (s.contact,)


def let_in(work: Work, call: Call, now: datetime) -> Reply:
    """They asked, so being let in is being in."""
    s, person = _arranged(call), _asker(work, call)
    if s.here(person):
        return Reply.say(words.answered())
    s = membership.accept(s.with_member(Member(person, Standing.INVITED)), person, wall(now, s.zone)[0])
    s = work.of(LearningSet).save(s)
    for message in (words.let_in(s.name), *_has_come(work, s, person).messages[1:]):
        n = work.count(f"set-{s.id}/let-in-{person}")
        work.say(Say(f"set-{s.id}/let-in-{person}/{n}", Private(person), message))
    return Reply.say(words.answered())


def not_now(work: Work, call: Call, now: datetime) -> Reply:
    del now
    s, person = _arranged(call), _asker(work, call)
    n = work.count(f"set-{s.id}/not-now-{person}")
    work.say(Say(f"set-{s.id}/not-now-{person}/{n}", Private(person), words.not_now(s.theme or s.name)))
    return Reply.say(words.answered())


def _asker(work: Work, call: Call) -> PersonId:
    number = call.arg("person")
    person = PersonId(int(number)) if number.isdigit() else PersonId(0)
    if not names(work, (person,)):
        raise Refused(No.MOMENT_PASSED)
    return person
