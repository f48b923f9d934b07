"""A first session: what is said at each of its steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from core.handlers import ground
from core.handlers.call import who
from core.handlers.life import laid_out
from core.message import Choices, Clock, Day, Message, Own, Revise, Room
from core.names import PersonId, Step
from core.ports import Work
from core.rules.calendar.clock import wall
from core.rules.life.learning_set import LearningSet
from core.rules.session import steps
from core.rules.session.session import Session
from core.words import first as words


def show(work: Work, s: LearningSet, session: Session, now: datetime) -> None:
    """Say the step that the session has come to, in the set's room."""
    step = steps.step_of(session)
    assert step is not None, "only a first session has steps"
    if step is Step.RULES:
        ground.go_through(work, s, session.limit)
        return
    message = _message(s, session, step, now)
    work.say(Revise(_board(session), Room(s.id), message, expires=session.limit))


def _board(session: Session) -> str:
    return f"session-{session.id}/step-{session.step}"


def leave(work: Work, s: LearningSet, session: Session, now: datetime) -> None:
    """The step ends: what was said stands, without its buttons."""
    step = steps.step_of(session)
    if step is Step.RULES:
        ground.have_gone_through(work, s, now)
    elif step is not None:
        message = _message(s, session, step, now)
        said = tuple(p for p in message.parts if not isinstance(p, Choices))
        work.say(
            Revise(_board(session), Room(s.id), replace(message, parts=said, mood="done"), only_edit=True)
        )


def put_down(
    work: Work, s: LearningSet, session: Session, person: PersonId, line: Own, now: datetime
) -> Message:
    """Somebody would present: until the taster in it, after it in the next session."""
    queue = (*(p for p in session.queue if p != person), person)
    work.of(Session).save(replace(session, queue=queue).arrives(person))
    if steps.before_taster(session) and queue[0] == person:
        return words.down_for_the_taster(line)
    following = laid_out.next_date(work, s, now)
    starts = following.starts if following else None
    if steps.before_taster(session):
        return words.taster_taken(who(work, queue[0]), line, starts)
    return words.down_for_next(line, starts)


def _a_day(weekday: int) -> date:
    """Any date of this weekday (Monday is 0), for its name."""
    return date(2024, 1, 1 + weekday)


def _message(s: LearningSet, session: Session, step: Step, now: datetime) -> Message:
    moment, of_set = session.moment, f"set-{s.id}"
    match step:
        case Step.WHO:
            until = session.phase_until or session.ends
            minutes = session.plan.steps[session.step - 1].minutes
            each = max(1, (minutes - 4) // max(1, len(s.people)))  # four to arrive
            return words.who(moment, f"session-{session.id}", s.name, until, each)
        case Step.HOW:
            return words.how(moment)
        case Step.MATTERS:
            return words.matters(moment, s.words_kept_days)
        case Step.TASTER:
            return words.taster(moment, session.plan.turn.total)
        case Step.DATES:
            days = tuple(d for d in s.rhythm.all_dates() if s.ends is None or d <= s.ends)
            from_here = tuple(d for d in days if d >= wall(now, s.zone)[0]) or days
            check_in = Day(_a_day(s.check_in_day), "weekday")
            at = Clock(s.rhythm.at, s.zone)
            return words.dates(
                moment, of_set, from_here, at, check_in, Clock(s.check_in_at, s.zone), s.asking
            )
        case Step.CLOSE:
            return words.close(moment)
        case Step.RULES:
            raise AssertionError("the ground rules have boards of their own")
