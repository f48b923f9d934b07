"""A turn as it runs: it begins, moves by the table, and ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers import agenda
from core.handlers.call import leader, who
from core.handlers.privacy import words_kept
from core.handlers.questions import ideas
from core.handlers.questions import round as rounds
from core.handlers.questions.state import open_questions
from core.handlers.session import board, panel, week
from core.message import OpenThread, Private, Say
from core.names import Act, Mode, PersonId, Phase, Stage, TurnId
from core.ports import Work
from core.rules.agenda.issue import Issue, IssueState
from core.rules.due import Moment, SetView
from core.rules.life.learning_set import LearningSet
from core.rules.questions.round import Ending
from core.rules.session import parts
from core.rules.session import session as sessions
from core.rules.session import turn as turns
from core.rules.session.session import Session
from core.rules.session.turn import By, Turn
from core.words import days as days_words
from core.words import turn as words
from core.words import yours


def make(
    work: Work, s: LearningSet, session: Session, turn: Turn, act: Act, by: set[By], now: datetime
) -> Turn:
    """Make a move of the table, and show what it leads to."""
    after = work.of(Turn).save(turns.move(turn, act, by, now))
    show_change(work, s, session, turn, after, now)
    return after


def show_change(
    work: Work, s: LearningSet, session: Session, before: Turn, after: Turn, now: datetime
) -> None:
    """Say what has changed between two states of a turn, once."""
    if before.paused_at is not None and after.paused_at is None:
        board.went_on(work, before, after)
    moved = after.stage_no != before.stage_no
    if moved:
        rounds.end_stage(work, s, session, before, now)
        board.shrink(work, before, after)
    if after.paused_at is not None and before.paused_at is None:
        board.pause(work, after)
    elif after.live:
        board.show(work, after)
        _questions(work, s, session, before, after, now)
    week_began = bool(after.days) and before.stage is Stage.PRESENTING and moved
    if after.paused_at != before.paused_at or not after.live or week_began:
        board.yours(work, after)
    if not after.live:
        over(work, s, session, after, now)
    elif panel.differs(before, after):
        panel.show(work, s, session, after, now)
    else:
        work.of(Session).save(session)


def stage_up(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    del moment
    assert view.session is not None
    assert view.turn is not None
    time_up(work, view.set, view.session, view.turn, now)


def _questions(
    work: Work, s: LearningSet, session: Session, before: Turn, after: Turn, now: datetime
) -> None:
    """What a change of the turn is for the questions in it, and for ideas that were kept."""
    moved = after.stage_no != before.stage_no
    if moved:
        rounds.begin_stage(work, s, session, after, now)
    elif before.paused_at is not None:
        rounds.invite_next(work, session, after, now)
    wants_ideas = after.stage is Stage.REFLECTING and after.wants_ideas
    if wants_ideas and (moved or not before.wants_ideas):
        ideas.bring_back(work, s, session, after, now)


def time_up(work: Work, s: LearningSet, session: Session, turn: Turn, now: datetime) -> None:
    """A stage's time has come: in questioning a question that was asked may still be answered, for a while."""
    act = Act.GRACE_OVER if turn.last_answer else Act.TIME_UP
    if turn.days and turn.stage is Stage.PRESENTING:
        act = Act.ABSENT  # nothing was written until the next morning
    if turn.stage is Stage.QUESTIONING and not turn.last_answer:
        asked = any(q.ending is Ending.ASKED for q in open_questions(work, turn))
        act = Act.LAST_ANSWER if asked or turn.mode is not Mode.WRITTEN else act
    after = make(work, s, session, turn, act, {By.CLOCK}, now)
    if act is Act.LAST_ANSWER:
        rounds.time_is_up(work, after)


def question_ended(work: Work, s: LearningSet, session: Session, turn: Turn, now: datetime) -> Turn:
    """The question in hand was answered, kept or passed: after time-up that ends the questioning."""
    if turn.last_answer and turn.stage is Stage.QUESTIONING:
        return make(work, s, session, turn, Act.GRACE_OVER, {By.CLOCK}, now)
    return turn


def begin_turn(work: Work, s: LearningSet, session: Session, brought: Issue, now: datetime) -> Turn:
    work.of(Issue).save(replace(brought, state=IssueState.PRESENTED, session=session.id))
    session = replace(session, queue=tuple(p for p in session.queue if p != brought.presenter))
    turn = work.of(Turn).add(turns.begin(_fresh(work, s, session, brought, now), now))
    session = replace(session, turn=turn.id, turns=(*session.turns, turn.id))
    session = work.of(Session).save(sessions.enter(session, Phase.TURNS, now))
    presenter = who(work, turn.presenter)
    title = days_words.title(presenter) if turn.days else words.title(presenter)
    work.say(OpenThread(turn.id, s.id, title, expires=turn.limit, people=s.people))
    board.yours(work, turn)
    board.show(work, turn)
    board.card(work, turn, presenter)
    panel.show(work, s, session, turn, now)
    return turn


def _fresh(work: Work, s: LearningSet, session: Session, brought: Issue, now: datetime) -> Turn:
    presenter, past = brought.presenter, work.of(Turn).where(set=s.id)
    host = choose_host(work, s, session, presenter)
    missing = {t.presenter for t in past if t.put_off and t.session == session.id} - set(session.present)
    there = tuple(p for p in s.rota if p not in missing)
    order = parts.questioners(session, there, presenter, host or leader(s, session, None))
    reflector = parts.reflector(order, [t.reflector for t in past])
    limit = sessions.turn_limit(session, now)
    return Turn(
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
        stage_began=now,
        stage_until=now,
        ends=now,
        limit=limit,
        order=tuple(p for p in order if p != reflector),
        strict=s.strict,
        days=week.laid_out(s, session) if session.mode is Mode.DAYS else (),
        host=host,
        reflector=reflector,
    )


def choose_host(work: Work, s: LearningSet, session: Session, presenter: PersonId) -> PersonId | None:
    """Who has the facilitator's part in this turn where nobody else has it: whoever presented longest ago."""
    has_it = leader(s, session, None)
    nobody_named = s.facilitator is None and session.facilitator is None
    if not nobody_named and has_it != presenter:
        return None
    if s.facilitator is not None and s.facilitator != presenter:
        return s.facilitator
    others = tuple(p for p in parts.go_round(s.rota, presenter) if p not in session.queue[:1])
    there = parts.here(session, others, heard=session.mode is Mode.WRITTEN)
    return parts.longest_ago(there, history(work, s))


def over(work: Work, s: LearningSet, session: Session, turn: Turn, now: datetime) -> None:
    """The turn has ended: a breath, then what comes next. What was cut short or put off is kept."""
    rounds.end_turn(work, s, session, turn, now)
    if not turn.put_off:
        words_kept.keep(work, turn, now)
    until = min(now + sessions.BREATH, max(session.review_by, now))
    if turn.days:
        until = week.review_begins(s, session, now)
    if turn.interrupted or turn.put_off:
        keep(work, turn)
        until = now
    if turn.interrupted:
        offer = yours.take_up_again(turn.id)
        work.say(Say(f"turn-{turn.id}/cut-short", Private(turn.presenter), offer))
    if turn.put_off:
        session = work.of(Session).save(replace(session, turns=session.turns[:-1]))
        agenda.is_away(work, s, session, turn.presenter)
        session = work.of(Session).get(session.id) or session
    session = work.of(Session).save(replace(session, turn=None, phase_until=until))
    panel.show(work, s, session, None, now)


def keep(work: Work, turn: Turn) -> Issue | None:
    """The issue of this turn waits again."""
    brought = work.of(Issue).get(turn.brought) if turn.brought else None
    return work.of(Issue).save(replace(brought, state=IssueState.WAITING)) if brought else None


def history(work: Work, s: LearningSet) -> list[PersonId]:
    """Who has presented in this set, oldest first; a turn that was put off does not count."""
    return [t.presenter for t in work.of(Turn).where(set=s.id) if not t.put_off]
