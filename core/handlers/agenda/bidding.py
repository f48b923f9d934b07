"""Bids: who has something today, and whose it is where that is more than fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.handlers import ground
from core.handlers.agenda import whose
from core.handlers.agenda.bringing import bring, waiting
from core.handlers.call import Call, names
from core.message import Own, Revise, Room, Who
from core.names import ISSUE_CAP, Mode, No, PersonId, Phase
from core.ports import Work
from core.request import Ask, Reply
from core.rules.agenda.issue import Issue, Shared
from core.rules.agenda.lineup import Lineup, chosen
from core.rules.life.learning_set import LearningSet
from core.rules.refused import Refused
from core.rules.session.session import Session
from core.words import agenda as words

TO_CHOOSE = timedelta(minutes=2)  # after the last bid


def form(work: Work, call: Call, now: datetime) -> Ask | None:
    """[I have something]: one sentence, which the set reads."""
    del now
    s, session = _bidding(work, call)
    issue = waiting(work, s, call.actor.id)
    return words.bid_form(session.moment, issue.line.words if issue else "")


def bid(work: Work, call: Call, now: datetime) -> Reply:
    s, session = _bidding(work, call)
    line = call.arg("issue") or call.words
    if not line:
        raise Refused(No.EMPTY)
    if len(line) > ISSUE_CAP:
        raise Refused(No.TOO_LONG, cap=ISSUE_CAP, n=len(line))
    issue = bring(work, s, call.actor.id, Own(line))
    has_something(work, s, session.arrives(call.actor.id), issue, now)
    return Reply.quiet()


def has_something(work: Work, s: LearningSet, session: Session, issue: Issue, now: datetime) -> None:
    """Put an issue among those of today. The set reads its one sentence, to choose; there is time for that."""
    if issue.shared is Shared.NOTHING:
        work.of(Issue).save(replace(issue, shared=Shared.LINE))
    lineup = whose.lineup_of(work, session)
    lineup = whose.keep(work, lineup.is_back(issue.presenter).bid(issue.presenter))
    session = replace(session, phase_until=max(session.phase_until or now, now + TO_CHOOSE))
    _show(work, s, work.of(Session).save(session), lineup)


def bids_of(work: Work, session: Session) -> tuple[PersonId, ...]:
    """Who has said that they have something today."""
    return whose.lineup_of(work, session).bids


def prefer(work: Work, call: Call, now: datetime) -> Reply:
    """One tap each for whose time it is; the last one counts, and nobody sees them."""
    del now
    _, session = _bidding(work, call)
    lineup = whose.lineup_of(work, session)
    person = PersonId(int(call.arg("who"))) if call.arg("who").isdigit() else PersonId(0)
    if person not in (*session.queue, *lineup.bids):
        raise Refused(No.MOMENT_PASSED)
    whose.keep(work, lineup.vote(call.actor.id, person))
    work.of(Session).save(session.arrives(call.actor.id))
    return Reply.say(words.tapped())


def _bidding(work: Work, call: Call) -> tuple[LearningSet, Session]:
    s, session = whose.about(work, call)
    if session.phase is not Phase.BIDS:
        raise Refused(No.MOMENT_PASSED)
    ground.must_have_agreed(s, call.actor.id)
    return s, session


def _show(work: Work, s: LearningSet, session: Session, lineup: Lineup) -> None:
    """One board for all bids."""
    asked = tuple(dict.fromkeys((*session.queue, *lineup.bids)))
    people = names(work, asked)
    entries = [(people[p], _line(work, s, p)) for p in asked]
    message = words.bids(session.moment, entries, whose.places_of(session))
    work.say(Revise(f"session-{session.id}/who-today", Room(s.id), message, expires=session.limit))


def _line(work: Work, s: LearningSet, person: PersonId) -> Own:
    issue = waiting(work, s, person)
    return issue.line if issue and issue.shared is not Shared.NOTHING else Own("")


def after_bids(work: Work, s: LearningSet, session: Session) -> Session:
    """To be called when the bids end, before the first turn: who presents today, in order, as the queue. By the
    taps where more bid than fit; where nobody signed up or bid, whoever the rota has next. Who was down and gives
    way comes first next time.
    """
    lineup, places = whose.lineup_of(work, session), whose.places_of(session)
    if not lineup.bids:
        queue = whose.down(work, s, session) if session.queue else _by_the_rota(work, s, session, places)
        agreed = tuple(p for p in queue if ground.may_present(s, p))
        return work.of(Session).save(replace(session, queue=agreed))
    first = tuple(p for p in session.queue if p in s.people)
    today = chosen(first, lineup, places)
    gave_way = tuple(p for p in first if p not in today)
    for p in gave_way:
        lineup = lineup.keeps(p)
    whose.keep(work, lineup)
    session = work.of(Session).save(replace(session, queue=today))
    others = tuple(p for p in lineup.bids if p not in today)
    people = names(work, (*today, *gave_way, *others))
    message = words.after_bids(
        [people[p] for p in today], [people[p] for p in gave_way], [people[p] for p in others]
    )
    work.say(Revise(f"session-{session.id}/who-today", Room(s.id), message, expires=session.limit))
    return session


def next_by_rota(work: Work, s: LearningSet, session: Session) -> Who | None:
    """Whose turn it would be, where nobody signed up for today."""
    if session.queue or session.plan.steps:
        return None
    found = [p for p in _by_the_rota(work, s, session, 1) if ground.may_present(s, p)]
    return names(work, found)[found[0]] if found else None


def _by_the_rota(work: Work, s: LearningSet, session: Session, places: int) -> tuple[PersonId, ...]:
    """Where people type within the hour, those who have not been heard of today are passed over; on a call nobody
    has to type, and over days nobody has to be there yet.
    """
    if session.mode is not Mode.WRITTEN:
        return whose.down(work, s, session)
    lineup = whose.lineup_of(work, session)
    out = (*lineup.away, *lineup.kept)
    there = [p for p in whose.order(work, s) if p in session.present and p not in out]
    return tuple(there[:places]) if len(there) > 1 else ()  # nobody presents to an empty room
