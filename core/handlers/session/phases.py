"""The phases of a session: it opens, goes from one to the next, and closes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.handlers import agenda
from core.handlers.actions import progress
from core.handlers.actions.reading import items
from core.handlers.calendar import dates
from core.handlers.call import names
from core.handlers.life import lifecycle
from core.handlers.session import first, panel, running, week
from core.message import CloseThread, Message, Private, Room, Say
from core.names import Coming, Mode, PersonId, Phase
from core.ports import Work
from core.rules.actions.action import Action
from core.rules.due import Moment, SetView
from core.rules.life.learning_set import LearningSet
from core.rules.session import parts, steps
from core.rules.session import session as sessions
from core.rules.session.session import Session
from core.rules.session.turn import Turn
from core.words import calendar as calendar_words
from core.words import days as days_words
from core.words import session as words

WORTH_SAYING = timedelta(hours=6)  # how long after its limit a session's last word is still news
WORTH_KNOWING = timedelta(days=7)  # how long after that people are told what became of it


def opening(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    """At its time a session opens by itself; where most of that time has passed meanwhile, it does not."""
    del moment
    assert view.session is not None
    if sessions.opens_too_late(view.session, now):
        dates.missed(work, view.set, view.session, now)
    else:
        open_(work, view.set, view.session, now)


def open_(work: Work, s: LearningSet, session: Session, now: datetime) -> None:
    host, nobody = session.facilitator, s.facilitator is None and not s.rotating
    if host is None and (s.facilitator is None or s.rotating):
        others = tuple(p for p in s.rota if p not in agenda.down(work, s, session)[:1])
        host = parts.longest_ago(parts.here(session, others, heard=False), running.history(work, s))
        if host is not None and nobody:
            key = f"session-{session.id}/holds-time-{host}"
            work.say(Say(key, Private(host), words.you_hold_the_time(), expires=session.limit))
    enter_phase(work, s, replace(session, opened=now, facilitator=host), Phase.CHECK_IN, now)


def phase_up(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    del moment
    assert view.session is not None
    leave_phase(work, view.set, view.session, now)


def leave_phase(work: Work, s: LearningSet, session: Session, now: datetime) -> None:
    if steps.has_steps(session):
        first.leave(work, s, session, now)
        session, following = steps.following(session)
        enter_phase(work, s, session, following, now)
    elif session.mode is Mode.DAYS:
        _leave_over_days(work, s, session, now)
    elif session.phase is not Phase.REVIEW and now > session.review_by + sessions.BREATH:
        close(work, s, session, Phase.INTERRUPTED, now)
    elif session.phase is Phase.BIDS:
        next_turn(work, s, agenda.after_bids(work, s, session), now)
    elif session.phase is Phase.BREAK:
        next_turn(work, s, session, now)
    elif session.phase is Phase.TURNS:
        _after_a_turn(work, s, session, now)
    else:
        enter_phase(work, s, session, sessions.AFTER[session.phase], now)


def _leave_over_days(work: Work, s: LearningSet, session: Session, now: datetime) -> None:
    """A week: its first day, the turn, the review."""
    match session.phase:
        case Phase.CHECK_IN:
            next_turn(work, s, agenda.after_bids(work, s, session), now)
        case Phase.TURNS if not session.turns:  # nothing was brought: whose week it was keeps the turn
            put_off = tuple(t.presenter for t in work.of(Turn).where(session=session.id))
            close(work, s, replace(session, queue=put_off), Phase.NOT_MET, now)
        case Phase.REVIEW:
            close(work, s, session, Phase.CLOSED, now)
        case _:
            enter_phase(work, s, session, Phase.REVIEW, now)


def enter_phase(work: Work, s: LearningSet, session: Session, phase: Phase, now: datetime) -> None:
    if phase is Phase.CHECK_IN and steps.has_steps(session):
        session, phase = steps.following(session)
    if phase is Phase.CLOSED:
        close(work, s, session, Phase.CLOSED, now)
        return
    if phase is Phase.TURNS:
        next_turn(work, s, session, now)
        return
    session = sessions.enter(session, phase, now)
    if session.mode is Mode.DAYS:
        session = replace(session, phase_until=week.phase_until(s, session, phase, now))
    session = work.of(Session).save(session)
    if session.mode is Mode.DAYS:
        message = week.review(work, session) if phase is Phase.REVIEW else week.opening(work, s, session)
        work.say(
            Say(f"session-{session.id}/{session.phase_no}", Room(s.id), message, expires=session.phase_until)
        )
    elif phase is Phase.STEPS:
        first.show(work, s, session, now)
    elif phase is Phase.PROGRESS:
        progress.look_back(work, s, session, now)
    else:
        message = words.phase(phase, _around(work, s, session))
        work.say(
            Say(f"session-{session.id}/{session.phase_no}", Room(s.id), message, expires=session.phase_until)
        )
    panel.show(work, s, session, None, now)


def _around(work: Work, s: LearningSet, session: Session) -> words.Around:
    people = names(work, (*s.people, *session.queue))
    review = session.phase is Phase.REVIEW
    return words.Around(
        session.id,
        tuple(people[p] for p in session.queue),
        session.plan.review if review else sessions.break_after(session, len(session.turns)),
        session.phase_until,
        next_=agenda.next_by_rota(work, s, session) if session.phase is Phase.BIDS else None,
        parked=session.parked,
    )


def _after_a_turn(work: Work, s: LearningSet, session: Session, now: datetime) -> None:
    """A break where the template has one, else the next turn. Where nobody is down whose turn fits, the review; and
    after a turn that was cut short, with no time for that either, the session is interrupted.
    """
    if _down(s, session) and sessions.a_turn_fits(session, now):
        if sessions.break_after(session, len(session.turns)):
            enter_phase(work, s, session, Phase.BREAK, now)
        else:
            next_turn(work, s, session, now)
        return
    last = work.of(Turn).get(session.turns[-1]) if session.turns else None
    if last is not None and last.interrupted:
        close(work, s, session, Phase.INTERRUPTED, now)
    else:
        next_turn(work, s, session, now)


def next_turn(work: Work, s: LearningSet, session: Session, now: datetime) -> None:
    """The next of those who are down begins; where nobody is, or no turn fits any more, what follows the turns."""
    down = _down(s, session)
    if down and sessions.a_turn_fits(session, now):
        here = next((p for p in down if p in session.present), down[0])
        presenter = here if session.mode is Mode.WRITTEN else down[0]
        running.begin_turn(work, s, session, agenda.brought_by(work, s, presenter), now)
        return
    if down:
        line = words.no_time_for(names(work, down)[down[0]])
        key = f"session-{session.id}/no-time-{down[0]}"
        work.say(Say(key, Room(s.id), line, expires=session.limit))
    following = (session, Phase.REVIEW)
    if steps.has_steps(session):
        following = steps.following(session)
    enter_phase(work, s, *following, now)


def _down(s: LearningSet, session: Session) -> tuple[PersonId, ...]:
    """Who is down and can be expected, in order."""
    return tuple(p for p in session.queue if p in s.rota and session.answered(p) is not Coming.NO)


# --- closing ----------------------------------------------------------------------------------------------------


def close(work: Work, s: LearningSet, session: Session, how: Phase, now: datetime) -> None:
    """The session ends as `how`; its last word is said while it is news."""
    session = work.of(Session).save(replace(sessions.enter(session, how, now), turn=None, phase_until=None))
    agenda.session_ended(work, s, session)
    message = _last_word(work, s, session, how, now)
    old = session.limit + WORTH_SAYING
    late = _long_after(work, s, session, how, now)
    expires = old if late is None else old + WORTH_KNOWING
    said = Say(f"session-{session.id}/closed", Room(s.id), message, expires=expires, late=late, late_from=old)
    work.say(said)
    for turn in session.turns:
        work.say(CloseThread(turn))
    lifecycle.after_session(work, s, session, now)
    s = work.of(LearningSet).get(s.id) or s  # what it was for the set shows in what comes next
    if how in (Phase.CLOSED, Phase.INTERRUPTED):
        progress.have_met(work, s, now)
        people = names(work, session.present)
        panel.ended(work, session, tuple(people[p] for p in session.present))
    else:
        panel.ended(work, session, None)
    dates.ensure_next(work, s, now)


def _long_after(work: Work, s: LearningSet, session: Session, how: Phase, now: datetime) -> Message | None:
    """What is said in place of the last word where that was not to be had for hours: the bot or its platform was
    away. None for a session that was held to its end, and for a week of writing.
    """
    starts, place = dates.following(work, s, now), dates.place(work, s)
    if session.mode is Mode.DAYS or how is Phase.CLOSED:
        return None
    if how is Phase.INTERRUPTED and session.present:
        return calendar_words.could_not_finish(session.starts, starts, place)
    return calendar_words.could_not_host(session.starts, starts, place, kept=True)


def _last_word(work: Work, s: LearningSet, session: Session, how: Phase, now: datetime) -> Message:
    starts = dates.following(work, s, now)
    if session.mode is Mode.DAYS and how is Phase.NOT_MET:
        return days_words.nothing_was_brought()
    if session.mode is Mode.DAYS and how is Phase.CLOSED:
        return week.closed(work, s, session, starts)
    if how is Phase.NOT_MET:
        return words.we_did_not_meet(kept=bool(agenda.down(work, s, session)))
    if how is Phase.INTERRUPTED:
        return words.interrupted(starts)
    written = items(work, work.of(Action).where(session=session.id), now)
    return words.closed(starts, agenda.next_presenter(work, s), written)
