"""Who facilitates, who stands in."""

from __future__ import annotations

from datetime import datetime

from core.handlers import named
from core.handlers.call import Call
from core.handlers.life import laid_out
from core.message import Message, Private, Room, Say
from core.names import No
from core.ports import Work
from core.request import Ask, Reply
from core.rules.life import membership
from core.rules.life.learning_set import LearningSet, Member, Standing
from core.rules.life.membership import Facilitated
from core.rules.life.person import Person
from core.rules.life.state import SetState
from core.rules.refused import Refused, about
from core.words import roles as words

# What somebody may type beside the words of the form.
SAID = {
    "facilitator": "outside",
    "facilitates": "outside",
    "presents": "inside",
    "round": "rotating",
    "ourselves": "self",
}
SMALL = ("a", "as", "is", "our", "the", "to", "be")


def form(work: Work, call: Call, now: datetime) -> Ask | None:
    del work, now
    return words.form(f"set-{_arranged(call).id}")


def role(work: Work, call: Call, now: datetime) -> Reply:
    """`/als set role @Dora deputy`, or the form."""
    del now
    s = _arranged(call)
    said = [w.lower() for w in (call.arg("role") or call.words).split() if not w.startswith("@")]
    wanted = next((SAID.get(w, w) for w in said if SAID.get(w, w) in _WANTED), "")
    if not wanted:
        with about("role"):
            raise Refused(No.NO_SUCH_CHOICE)
    with about("person"):
        person = next(iter(named.people(work, call, _name_in(call))), None)
        s, message = _given(s, wanted, person)
    s = work.of(LearningSet).save(s)
    laid_out.show_forming(work, s)
    n = work.count(f"set-{s.id}/role")
    work.say(Say(f"set-{s.id}/role-{n}", Room(s.id), message))
    if person is not None and person.id == s.facilitator and person.id != call.actor.id:
        work.say(Say(f"set-{s.id}/role-{n}/yours", Private(person.id), words.now_yours(s.name)))
    return Reply.quiet()


def _name_in(call: Call) -> str:
    """What is left of the words when the role is taken out."""
    if call.request.submitted:
        return call.arg("person")
    return " ".join(w for w in call.words.split() if w.lower() not in (*SAID, *_WANTED, *SMALL))


_WANTED = ("deputy", *(f.value for f in Facilitated))


def _arranged(call: Call) -> LearningSet:
    s = call.set
    if s is None:
        raise Refused(No.NO_SET_HERE)
    membership.must_arrange(s, call.actor.id)
    if s.state is SetState.CLOSED:
        raise Refused(No.NOT_IN_THIS_STATE)
    return s


def _given(s: LearningSet, wanted: str, person: Person | None) -> tuple[LearningSet, Message]:
    if wanted == "deputy":
        if person is None:
            raise Refused(No.NOBODY_NAMED)
        return membership.with_deputy(s, person.id), words.deputy(person.who)
    how = Facilitated(wanted)
    if how is Facilitated.ROTATING or how is Facilitated.SELF:
        s = _founder_presents(membership.facilitated_by(s, how, None))
        return s, words.rotating() if how is Facilitated.ROTATING else words.ourselves()
    given = membership.facilitated_by(s, how, person.id if person else None)
    assert person is not None, "facilitated_by refuses nobody"
    return given, words.facilitates(person.who, presents=how is Facilitated.INSIDE)


def _founder_presents(s: LearningSet) -> LearningSet:
    """Where nobody facilitates from outside, whoever founded the set takes a place in it, while one is free."""
    m = s.member(s.founder)
    if m is not None and m.standing is not Standing.ACCEPTED:
        return s
    if (m is None or not m.presents) and membership.places(s) > 0:
        return s.with_member(Member(s.founder, Standing.ACCEPTED, agreed=m.agreed if m else 0))
    return s
