"""A session as it runs: its phases, and the stages of the turn in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.handlers import agenda
from core.handlers.actions import progress
from core.handlers.call import (
    Call,
    current_session,
    facilitators,
    live_turn,
    names,
    open_turn,
    parts_of,
    who,
)
from core.handlers.life import laid_out, lifecycle
from core.handlers.privacy import words_kept
from core.handlers.questions import round as rounds
from core.handlers.session import board, first
from core.message import OpenThread, Private, Room, Say
from core.names import Act, No, PersonId, Phase, SessionId, Stage, TurnId
from core.ports import Work
from core.request import Reply
from core.rules.agenda.issue import Issue, IssueState
from core.rules.due import Moment, SetView
from core.rules.life import contract
from core.rules.life.learning_set import LearningSet
from core.rules.refused import Refused
from core.rules.session import session as sessions
from core.rules.session import steps
from core.rules.session import turn as turns
from core.rules.session.session import Session
from core.rules.session.turn import By, Turn
from core.words import session as words
from core.words import turn as turn_words

# --- on the clock ----------------------------------------------------------------------------------------------


def next_session(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    """The next date of the rhythm gets its session."""
    del moment
    s = view.set
    o = laid_out.next_date(work, s, now)
    if o is None:
        lifecycle.no_date_left(work, s, now)
        return
    earlier = sum(not p.unplanned for p in work.of(Session).where(set=s.id))
    template, minutes, mode, adapted = contract.session_plan(s, earlier=earlier)
    work.of(Session).add(
        Session(
            SessionId(0), 0, s.id, o.day, o.starts, minutes, template, mode,
            queue=agenda.carried_over(work, s), adapted=adapted,
        )
    )  # fmt: skip


def opening(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    del moment
    assert view.session is not None
    enter_phase(work, view.set, view.session, Phase.CHECK_IN, now)


def nobody(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    del moment, now
    assert view.session is not None
    session = work.of(Session).save(replace(view.session, asked_where_everybody_is=True))
    for person in facilitators(view.set, session, None):
        work.say(Say(f"session-{session.id}/nobody", Private(person), words.is_anybody_there(session.id)))


def phase_up(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    del moment
    assert view.session is not None
    leave_phase(work, view.set, view.session, now)


def stage_up(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    del moment
    assert view.session is not None
    assert view.turn is not None
    act = Act.GRACE_OVER if view.turn.last_answer else Act.TIME_UP
    after = make(work, view.set, view.session, view.turn, act, {By.CLOCK}, now)
    if after.last_answer and not rounds.time_is_up(work, after):
        question_ended(work, view.set, view.session, after, now)


def question_ended(work: Work, s: LearningSet, session: Session, turn: Turn, now: datetime) -> None:
    """The question in hand has ended: where it was the last, the stage does too."""
    if turn.last_answer:
        make(work, s, session, turn, Act.GRACE_OVER, {By.CLOCK}, now)


def limit_reached(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    """Past its limit a session ends, whatever stage it is in."""
    del moment
    assert view.session is not None
    close(work, view.set, view.session, Phase.INTERRUPTED if view.turn else Phase.CLOSED, now)


def bot_was_away(work: Work, view: SetView, away: timedelta, now: datetime) -> None:
    """A live stage gets back the time that the bot was gone."""
    if view.session is None or not view.session.live:
        return
    if view.turn is not None:
        gap = min(away, now - view.turn.began)
        moved = turns.away(view.turn, gap)
        board.show(work, work.of(Turn).save(moved))


# --- asked for -------------------------------------------------------------------------------------------------


def start(work: Work, call: Call, now: datetime) -> Reply:
    """[Start] opens early, or ends the check-in."""
    s = call.the_set
    session = current_session(work, s.id)
    if session is None:
        raise Refused(No.NOTHING_OPEN)
    _must_lead(s, session, None, call.actor.id)
    session = session.arrives(call.actor.id)
    if session.phase is Phase.PLANNED:
        enter_phase(work, s, session, Phase.CHECK_IN, now)
    elif session.phase is Phase.CHECK_IN:
        leave_phase(work, s, session, now)
    else:
        raise Refused(No.MOMENT_PASSED)
    return Reply.quiet()


def next_(work: Work, call: Call, now: datetime) -> Reply:
    s = call.the_set
    session = current_session(work, s.id)
    if session is None or not session.live:
        raise Refused(No.NOTHING_OPEN)
    turn = open_turn(work, session)
    if turn is not None:
        s, session, turn = live_turn(work, call)
        parts = parts_of(s, session, turn, call.actor.id)
        make(work, s, session.arrives(call.actor.id), turn, Act.NEXT, parts, now)
        return Reply.quiet()
    if (
        call.request.of.startswith("session-")
        and "@" in call.request.of
        and call.request.of != session.moment
    ):
        raise Refused(No.MOMENT_PASSED)
    _must_lead(s, session, None, call.actor.id)
    leave_phase(work, s, session.arrives(call.actor.id), now)
    return Reply.quiet()


def here(work: Work, call: Call, now: datetime) -> Reply:
    del now
    s = call.the_set
    session = current_session(work, s.id)
    if session is None or not session.live:
        raise Refused(No.MOMENT_PASSED)
    work.of(Session).save(session.arrives(call.actor.id))
    return Reply.quiet()


def enough(work: Work, call: Call, now: datetime) -> Reply:
    return _presenter(work, call, now, Act.SAID_ENOUGH)


def planned(work: Work, call: Call, now: datetime) -> Reply:
    return _presenter(work, call, now, Act.PLANNED)


def _presenter(work: Work, call: Call, now: datetime, act: Act) -> Reply:
    s, session, turn = live_turn(work, call)
    make(work, s, session, turn, act, parts_of(s, session, turn, call.actor.id), now)
    return Reply.quiet()


def _must_lead(s: LearningSet, session: Session, turn: Turn | None, person: PersonId) -> None:
    if person not in facilitators(s, session, turn):
        raise Refused(No.ONLY_FACILITATOR)


# --- moving ----------------------------------------------------------------------------------------------------


def make(
    work: Work, s: LearningSet, session: Session, turn: Turn, act: Act, by: set[By], now: datetime
) -> Turn:
    """Make a move of the table, and show what it leads to."""
    after = work.of(Turn).save(turns.move(turn, act, by, now))
    session = work.of(Session).save(session)
    if after.stage_no != turn.stage_no:
        rounds.end_stage(work, s, session, turn, now)
        board.shrink(work, turn, after)
    if after.live:
        board.show(work, after)
        if after.stage_no != turn.stage_no:
            rounds.begin_stage(work, s, session, after, now)
    else:
        over(work, s, session, after, now)
    return after


def begin_turn(work: Work, s: LearningSet, session: Session, brought: Issue, now: datetime) -> Turn:
    presenter = brought.presenter
    work.of(Issue).save(replace(brought, state=IssueState.PRESENTED, session=session.id))
    others = tuple(p for p in s.rota if p != presenter)
    fresh = Turn(
        id=TurnId(0),
        version=0,
        set=s.id,
        session=session.id,
        presenter=presenter,
        issue=brought.line,
        brought=brought.id,
        wants_reflection=brought.wants_reflection,
        wants_ideas=brought.wants_ideas,
        level=brought.level,
        mode=session.mode,
        minutes=session.plan.turn,
        stage=Stage.PRESENTING,
        stage_no=0,
        began=now,
        stage_until=now,
        ends=now,
        limit=sessions.review_by(session),
        order=others,
        strict=s.strict,
    )
    turn = work.of(Turn).add(turns.begin(fresh, now))
    session = replace(session, turn=turn.id, turns=(*session.turns, turn.id))
    session = replace(session, queue=tuple(p for p in session.queue if p != presenter))
    work.of(Session).save(sessions.enter(session, Phase.TURNS, now))
    person = who(work, presenter)
    work.say(OpenThread(turn.id, s.id, turn_words.title(person)))
    work.say(Say(f"turn-{turn.id}/yours", Private(presenter), turn_words.yours(turn.id)))
    board.show(work, turn)
    return turn


def over(work: Work, s: LearningSet, session: Session, turn: Turn, now: datetime) -> None:
    """The turn has ended: a breath, then what comes next."""
    rounds.end_turn(work, s, session, turn, now)
    words_kept.keep(work, turn, now)
    resting = replace(session, turn=None, phase_until=now + timedelta(minutes=1))
    work.of(Session).save(resting)


def enter_phase(work: Work, s: LearningSet, session: Session, phase: Phase, now: datetime) -> None:
    if phase is Phase.CHECK_IN and steps.has_steps(session):
        session, phase = steps.following(session)
    session = work.of(Session).save(sessions.enter(session, phase, now))
    if phase is Phase.CLOSED:
        close(work, s, session, Phase.CLOSED, now)
        return
    if phase is Phase.TURNS:
        next_turn(work, s, session, now)
        return
    if phase is Phase.STEPS:
        first.show(work, s, session, now)
        return
    if phase is Phase.PROGRESS:
        progress.look_back(work, s, session, now)
        return
    people = names(work, s.people)
    message = words.phase(phase, session.id, [people[p] for p in session.queue if p in people])
    work.say(Say(f"session-{session.id}/{phase.value}", Room(s.id), message))


def next_turn(work: Work, s: LearningSet, session: Session, now: datetime) -> None:
    """The next of those who are down to present begins; where nobody is, the review comes."""
    if not session.queue:
        enter_phase(work, s, session, Phase.REVIEW, now)
        return
    begin_turn(work, s, session, agenda.brought_by(work, s, session.queue[0]), now)


def leave_phase(work: Work, s: LearningSet, session: Session, now: datetime) -> None:
    if steps.has_steps(session):
        first.leave(work, s, session, now)
        session, following = steps.following(session)
        enter_phase(work, s, session, following, now)
        return
    after = sessions.AFTER[session.phase]
    if session.phase is Phase.BIDS:
        session = agenda.after_bids(work, s, session)
    if session.phase is Phase.REVIEW:
        close(work, s, session, Phase.CLOSED, now)
    else:
        enter_phase(work, s, session, after, now)


def close(work: Work, s: LearningSet, session: Session, how: Phase, now: datetime) -> None:
    closed = replace(sessions.enter(session, how, now), turn=None, phase_until=None)
    closed = work.of(Session).save(closed)
    agenda.session_ended(work, s, closed)
    lifecycle.after_session(work, s, closed, now)
    following = s.rhythm.after(session.occurrence)
    work.say(
        Say(f"session-{session.id}/closed", Room(s.id), words.closed(following.starts if following else None))
    )
