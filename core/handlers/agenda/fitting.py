"""What may give where the agenda does not fit, and who comes first: for whoever facilitates."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers.agenda import whose
from core.handlers.call import Call, facilitators, names
from core.names import No, PersonId, Phase
from core.ports import Work
from core.request import Reply
from core.rules.agenda import budget as budgets
from core.rules.agenda.budget import Offers
from core.rules.agenda.lineup import put_first
from core.rules.life.learning_set import LearningSet
from core.rules.refused import Refused
from core.rules.session.session import Session
from core.words import agenda as words


def fewer(work: Work, call: Call, now: datetime) -> Reply:
    """Those who signed up last come first next time."""
    del now
    s, session, found = _too_much(work, call)
    if found.presenters is None:
        raise Refused(No.MOMENT_PASSED)
    today = whose.down(work, s, session)
    stay, wait = today[: found.presenters], today[found.presenters :]
    lineup = whose.lineup_of(work, session)
    for p in wait:
        lineup = lineup.keeps(p)
    whose.keep(work, lineup)
    queue = tuple(p for p in session.queue if p in stay)
    session = work.of(Session).save(replace(session, queue=queue))
    whose.announce(work, s, session, today)
    people = names(work, today)
    return Reply.say(words.fewer([people[p] for p in stay], [people[p] for p in wait]))


def shorter(work: Work, call: Call, now: datetime) -> Reply:
    """Less questioning for each; what comes after it keeps its minutes."""
    del now
    _, session, found = _too_much(work, call)
    if found.turn is None:
        raise Refused(No.MOMENT_PASSED)
    work.of(Session).save(replace(session, adapted=replace(session.plan, turn=found.turn)))
    return Reply.say(words.shorter(found.turn.explore))


def longer(work: Work, call: Call, now: datetime) -> Reply:
    del now
    _, session, found = _too_much(work, call)
    if found.minutes is None:
        raise Refused(No.MOMENT_PASSED)
    session = work.of(Session).save(replace(session, minutes=found.minutes))
    return Reply.say(words.longer(session.ends))


def _too_much(work: Work, call: Call) -> tuple[LearningSet, Session, Offers]:
    s, session = whose.about(work, call)
    if call.actor.id not in facilitators(s, session, None):
        raise Refused(No.ONLY_FACILITATOR)
    if session.phase is not Phase.PLANNED:
        raise Refused(No.MOMENT_PASSED)
    presenters = max(1, len(whose.down(work, s, session)))
    return s, session, budgets.offers(session.plan, session.minutes, presenters, signed=bool(session.queue))


def first(work: Work, call: Call, now: datetime) -> Reply:
    """Somebody who is down comes before the others."""
    del now
    s, session = whose.about(work, call)
    if call.actor.id not in facilitators(s, session, None):
        raise Refused(No.ONLY_FACILITATOR)
    today = whose.down(work, s, session)
    person = PersonId(int(call.arg("who"))) if call.arg("who").isdigit() else PersonId(0)
    if person not in today:
        raise Refused(No.MOMENT_PASSED)
    session = work.of(Session).save(replace(session, queue=put_first(today, person)))
    whose.announce(work, s, session, today)
    people = names(work, today)
    return Reply.say(words.in_order([people[p] for p in whose.down(work, s, session)]))
