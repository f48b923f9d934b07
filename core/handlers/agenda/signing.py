"""Signing up, putting off, and the two ways of skipping."""

from __future__ import annotations

from datetime import datetime

from core.handlers import ground
from core.handlers.agenda import whose
from core.handlers.agenda.bringing import waiting
from core.handlers.agenda.preparing import put_away
from core.handlers.call import Call, facilitators, open_turn, who
from core.message import Message, Own
from core.names import No, PersonId, Phase
from core.ports import Work
from core.request import Reply
from core.rules.agenda.budget import budget
from core.rules.calendar.rhythm import Occurrence
from core.rules.life.learning_set import LearningSet
from core.rules.life.person import Person
from core.rules.refused import Refused
from core.rules.session.session import Session
from core.words import present as words
from core.words import rota as rota_words


def put_down(work: Work, call: Call, now: datetime) -> Reply:
    """[Yes], and [On Tue 2 March]: down for this session, with the sentence that waits."""
    del now
    s, session = whose.about(work, call)
    ground.must_have_agreed(s, call.actor.id)
    turn = open_turn(work, session)
    if turn is not None and turn.presenter == call.actor.id:
        return Reply.say(words.your_time_now())
    session = whose.sign_up(work, s, session, call.actor.id)
    if turn is not None:
        return Reply.say(words.you_are_next(who(work, turn.presenter)))
    issue = waiting(work, s, call.actor.id)
    said = words.put_down(session.id, issue.line if issue else Own(""), session.starts)
    return Reply.say(said, *_short_of_time(work, s, session))


def _short_of_time(work: Work, s: LearningSet, session: Session) -> tuple[Message, ...]:
    today = whose.down(work, s, session)
    plan = budget(session.plan, session.minutes, len(today), signed=bool(session.queue))
    return (words.many_are_down(plan.needs, plan.minutes),) if plan.over and len(today) > 1 else ()


def leave_it(work: Work, call: Call, now: datetime) -> Reply:
    del work, call, now
    return Reply.say(words.kept())


def not_now(work: Work, call: Call, now: datetime) -> Reply:
    """Not this time: no reason, and the turn is kept."""
    del now
    s, session = whose.about(work, call)
    return _skip(work, s, session, call.actor, call.actor.id, kept=True)


def skip(work: Work, call: Call, now: datetime) -> Reply:
    """Which of the two ways is meant. Somebody who is not down has nothing to keep."""
    del now
    s, session = whose.about(work, call)
    person = _whose_turn(work, call, s, session)
    if person not in whose.down(work, s, session):
        return _skip(work, s, session, call.actor, person, kept=False)
    other = who(work, person) if person != call.actor.id else None
    return Reply.say(rota_words.which_skip(session.id, session.starts, other))


def keep(work: Work, call: Call, now: datetime) -> Reply:
    del now
    s, session = whose.about(work, call)
    return _skip(work, s, session, call.actor, _whose_turn(work, call, s, session), kept=True)


def away(work: Work, call: Call, now: datetime) -> Reply:
    del now
    s, session = whose.about(work, call)
    return _skip(work, s, session, call.actor, _whose_turn(work, call, s, session), kept=False)


def back(work: Work, call: Call, now: datetime) -> Reply:
    del now
    s, session = whose.about(work, call)
    whose.is_back(work, s, session, call.actor.id)
    return Reply.say(
        rota_words.back_again(session.starts, down=call.actor.id in whose.down(work, s, session))
    )


def _skip(
    work: Work, s: LearningSet, session: Session, actor: Person, person: PersonId, *, kept: bool
) -> Reply:
    turn = open_turn(work, session)
    if session.phase is Phase.REVIEW or (turn is not None and turn.presenter == person):
        raise Refused(No.MOMENT_PASSED)
    was_down = person in whose.down(work, s, session)
    kept = kept and was_down
    if kept:
        whose.keeps_turn(work, s, session, person)
    else:
        whose.is_away(work, s, session, person)
    put_away(work, session, person)
    if person != actor.id:
        return Reply.say(rota_words.skipped_for(who(work, person), kept=kept))
    if not was_down:
        return Reply.say(rota_words.passed_over(session.id, session.starts))
    if not kept:
        return Reply.say(rota_words.passed_on(session.id))
    following = _following(s, session)
    return Reply.say(rota_words.turn_kept(session.id, following.starts if following else None))


def _following(s: LearningSet, session: Session) -> Occurrence | None:
    found = s.rhythm.after(session.occurrence)
    return found if found is not None and (s.ends is None or found.day <= s.ends) else None


def _whose_turn(work: Work, call: Call, s: LearningSet, session: Session) -> PersonId:
    """The actor's own, or for whoever facilitates that of the member they name."""
    named = call.arg("who")
    person = PersonId(int(named)) if named.isdigit() else None
    if person is None and (call.words or named):
        person = member_meant(work, call, s, call.words or named).id
    if person is None or person == call.actor.id:
        return call.actor.id
    if call.actor.id not in facilitators(s, session, open_turn(work, session)):
        raise Refused(No.ONLY_FACILITATOR)
    if s.member(person) is None:
        raise Refused(No.WHO)
    return person


def member_meant(work: Work, call: Call, s: LearningSet, text: str) -> Person:
    """The member of the set whom a mention, or a name, in `text` means. Raises Refused where nobody is."""
    accounts = {speaker.id for speaker in call.request.people.values()}
    typed = text.strip().lstrip("@").casefold()
    people = work.of(Person).where(id=s.people)
    found = [p for p in people if p.account in accounts] or [p for p in people if p.name.casefold() == typed]
    if len(found) != 1:
        raise Refused(No.WHO)
    return found[0]
