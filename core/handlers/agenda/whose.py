"""Whose turn it is: the rota, the line-up of a session, and what changes in it."""

from __future__ import annotations

from dataclasses import replace

from core.handlers.call import Call, current_session, names, who
from core.message import Room, Say, Who
from core.names import No, PersonId, Phase, SessionId
from core.ports import Work
from core.rules.agenda import lineup as lineups
from core.rules.agenda.budget import places
from core.rules.agenda.lineup import Lineup
from core.rules.agenda.rota import Exchanged, Had, Place, Standing, counts, standings
from core.rules.agenda.swap import Swap, SwapState
from core.rules.life.learning_set import LearningSet
from core.rules.refused import Refused
from core.rules.session.session import Session
from core.rules.session.turn import Turn
from core.words import rota as words

ENDED = (Phase.CLOSED.value, Phase.CANCELLED.value, Phase.INTERRUPTED.value, Phase.NOT_MET.value)


def history(work: Work, s: LearningSet) -> tuple[Had, ...]:
    """The turns that count, oldest first."""
    return tuple(Had(t.presenter, t.began) for t in work.of(Turn).where(set=s.id) if counts(t))


def ranked(work: Work, s: LearningSet) -> tuple[Standing, ...]:
    """The rota, whoever is next first."""
    seats = [Place(p, m.joined) for p in s.rota if (m := s.member(p)) is not None]
    agreed = work.of(Swap).where(set=s.id, state=SwapState.AGREED.value)
    return standings(seats, history(work, s), (Exchanged(x.asker, x.other, x.at) for x in agreed))


def order(work: Work, s: LearningSet) -> tuple[PersonId, ...]:
    return tuple(standing.person for standing in ranked(work, s))


def lineup_of(work: Work, session: Session) -> Lineup:
    """What people said about this session's turns; nothing yet has the id 0."""
    found = work.of(Lineup).where(session=session.id)
    return found[0] if found else Lineup(0, 0, session.set, session.id)


def keep(work: Work, lineup: Lineup) -> Lineup:
    return work.of(Lineup).save(lineup) if lineup.id else work.of(Lineup).add(lineup)


def places_of(session: Session) -> int:
    return places(session.plan, session.minutes)


def down(work: Work, s: LearningSet, session: Session) -> tuple[PersonId, ...]:
    """Who is to present in this session and has not yet begun, in order. Whoever likes takes the short turn of a
    first session: the rota puts nobody down for it.
    """
    if session.plan.steps:
        return tuple(p for p in session.queue if p in s.people)
    left = max(0, places_of(session) - len(session.turns))
    signed = [p for p in session.queue if p in s.people]
    began = {t.presenter for t in turns_of(work, session)}
    rota = [p for p in order(work, s) if p not in began]
    return lineups.down(signed, rota, lineup_of(work, session), left)


def turns_of(work: Work, session: Session) -> tuple[Turn, ...]:
    """The turns that have begun in this session, in order."""
    return work.of(Turn).where(id=session.turns) if session.turns else ()


def next_presenters(work: Work, s: LearningSet) -> tuple[Who, ...]:
    """Who is down for the next session to come, in order; also before that session has its row. For the closing
    line, the reminders and home.
    """
    planned = next_planned(work, s)
    if planned is not None:
        people = down(work, s, planned)
    else:
        people = lineups.down(carried_over(work, s), order(work, s), None, places(s.plan, s.minutes))
    return tuple(who(work, p) for p in people)


def next_presenter(work: Work, s: LearningSet) -> Who | None:
    """Who presents first in the next session."""
    return next(iter(next_presenters(work, s)), None)


def next_planned(work: Work, s: LearningSet) -> Session | None:
    planned = work.of(Session).where(set=s.id, phase=Phase.PLANNED.value)
    return min(planned, key=lambda p: p.starts, default=None)


def carried_over(work: Work, s: LearningSet) -> tuple[PersonId, ...]:
    """Who is down for the next session because of the last one: to be a new session's `queue`."""
    ended = work.of(Session).where(set=s.id, phase=ENDED)
    last = max(ended, key=lambda p: p.starts, default=None)
    if last is None:
        return ()
    return tuple(p for p in lineups.carried(last.queue, lineup_of(work, last)) if p in s.people)


def session_ended(work: Work, s: LearningSet, session: Session) -> None:
    """To be called when a session has ended, with it as it was saved: whoever was down and did not come to it is
    down for the next one, where that is laid out already. (A session made later takes `carried_over`.)
    """
    planned = next_planned(work, s)
    waiting = lineups.carried(session.queue, lineup_of(work, session))
    if planned is not None and waiting:
        queue = tuple(dict.fromkeys((*waiting, *planned.queue)))
        work.of(Session).save(_with_queue(planned, queue))


def _with_queue(session: Session, queue: tuple[PersonId, ...]) -> Session:
    return replace(session, queue=queue)


def about(work: Work, call: Call) -> tuple[LearningSet, Session]:
    """The session that a choice was offered for, else the set's next. Raises Refused where it is over or none is."""
    s = call.the_set
    thing, _, number = call.request.of.partition("@")[0].partition("-")
    if thing == "session" and number.isdigit():
        session = work.of(Session).get(SessionId(int(number)))
    else:
        session = current_session(work, s.id)
    if session is None:
        raise Refused(No.NOTHING_OPEN)
    if session.phase is not Phase.PLANNED and not session.live:
        raise Refused(No.MOMENT_PASSED)
    return s, session


def sign_up(work: Work, s: LearningSet, session: Session, person: PersonId) -> Session:
    """Put somebody down, after those who signed up before them. Who was away is back."""
    before = down(work, s, session)
    lineup = lineup_of(work, session)
    if person in (*lineup.away, *lineup.kept):
        keep(work, lineup.is_back(person))
    if person not in session.queue:
        session = work.of(Session).save(_with_queue(session, (*session.queue, person)))
    announce(work, s, session, before)
    return session


def confirm(work: Work, s: LearningSet, session: Session, person: PersonId) -> Session:
    """Somebody whom the rota put down says that they will: nobody who signs up later comes before them."""
    today = down(work, s, session)
    if session.phase is not Phase.PLANNED or person in session.queue or person not in today:
        return session
    queue = tuple(p for p in today if p in session.queue or p == person)
    return work.of(Session).save(_with_queue(session, queue))


def is_away(work: Work, s: LearningSet, session: Session, person: PersonId) -> None:
    """Absent: the next presents, and the place in the rota stays what it is. Also for an answer of "no"."""
    _leave(work, s, session, person, kept=False)


def keeps_turn(work: Work, s: LearningSet, session: Session, person: PersonId) -> None:
    """On holiday, or not this time: the next presents today, and the turn comes first next time."""
    _leave(work, s, session, person, kept=True)


def is_back(work: Work, s: LearningSet, session: Session, person: PersonId) -> None:
    """Can come after all."""
    before = down(work, s, session)
    lineup = lineup_of(work, session)
    if person in (*lineup.away, *lineup.kept):
        keep(work, lineup.is_back(person))
        announce(work, s, session, before)


def _leave(work: Work, s: LearningSet, session: Session, person: PersonId, *, kept: bool) -> None:
    before = down(work, s, session)
    lineup = lineup_of(work, session)
    keep(work, lineup.keeps(person) if kept else lineup.is_away(person))
    queue = tuple(p for p in session.queue if p != person)
    if session.phase is Phase.TURNS:
        queue = down(work, s, _with_queue(session, queue))  # the next presents, at once
    session = work.of(Session).save(_with_queue(session, queue))
    announce(work, s, session, before)


def announce(work: Work, s: LearningSet, session: Session, before: tuple[PersonId, ...]) -> None:
    """Tell the room when other people are down than before; in a session its own messages tell."""
    after = down(work, s, session)
    if after == before or session.phase is not Phase.PLANNED:
        return
    people = names(work, after)
    n = work.count(f"session-{session.id}/down")
    message = words.changed(session.starts, [people[p] for p in after])
    work.say(
        Say(f"session-{session.id}/r{session.moved}/down-{n}", Room(s.id), message, expires=session.starts)
    )
