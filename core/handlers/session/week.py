"""What a session over days shows: its times on the set's own clock, its boards, and the messages around the turn."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.handlers import agenda
from core.handlers.actions.kept import planned
from core.handlers.call import names, who
from core.message import Day, Message, Own, Private, Revise, Who
from core.names import Phase, Stage
from core.ports import Work
from core.rules.calendar.clock import wall
from core.rules.life.learning_set import LearningSet
from core.rules.session import days
from core.rules.session.session import Session
from core.rules.session.turn import Turn
from core.words import days as words


def phase_until(s: LearningSet, session: Session, phase: Phase, now: datetime) -> datetime | None:
    """When a phase around the turn ends, on the set's own clock."""
    slot = days.phase_slot(session.plan, phase)
    if slot is None:
        return None
    first = wall(session.starts, s.zone)[0]
    return max(days.at(first, slot.grace or slot.ends, s.zone), now)


def review_begins(s: LearningSet, session: Session, now: datetime) -> datetime:
    """The week's review, on its morning; at once where that has passed."""
    slot = days.phase_slot(session.plan, Phase.REVIEW)
    assert slot is not None
    return max(days.at(wall(session.starts, s.zone)[0], slot.begins, s.zone), now)


def laid_out(s: LearningSet, session: Session) -> tuple[days.StageDay, ...]:
    return days.laid_out(session.plan, wall(session.starts, s.zone)[0], s.zone)


def yours(work: Work, turn: Turn, *, tomorrow: bool = False) -> None:
    """The private message with which a presenter's week begins."""
    message = words.today_is_yours(f"turn-{turn.id}", turn.moment, tomorrow=tomorrow)
    work.say(Revise(f"turn-{turn.id}/yours", Private(turn.presenter), message, expires=turn.limit))


# --- boards ----------------------------------------------------------------------------------------------------


def board(work: Work, turn: Turn) -> Message | None:
    """The board of the stage in hand; None while the presenter has not written yet."""
    presenter = who(work, turn.presenter)
    match turn.stage:
        case Stage.CLARIFYING:
            return words.clarifying(turn.moment, presenter, turn.issue, turn.told, turn.stage_until)
        case Stage.QUESTIONING:
            return words.questioning(turn.moment, presenter, turn.stage_until, last_answer=turn.last_answer)
        case Stage.PLANNING:
            grace = days.of(turn.days, Stage.PLANNING).grace
            asked_for = grace if turn.ends == grace else None
            written = planned(work, turn.id, turn.began)
            return words.taking_stock(turn.moment, presenter, turn.issue, turn.new_issue, written, asked_for)
        case _:
            return None


def was_the_week(work: Work, turn: Turn) -> Message:
    issue, told = (Own(""), Own("")) if turn.stopped else (turn.issue, turn.told)
    return words.was_the_week(who(work, turn.presenter), issue, told)


def was_stock(work: Work, turn: Turn) -> Message:
    """What stands of a week: both wordings of the issue, and the actions."""
    presenter, written = who(work, turn.presenter), planned(work, turn.id, turn.began)
    return words.was_stock(presenter, turn.issue, turn.new_issue, written)


# --- around the turn -------------------------------------------------------------------------------------------


def opening(work: Work, s: LearningSet, session: Session) -> Message:
    """Who presents tomorrow: signed up, else by the rota."""
    people = names(work, session.queue)
    by_rota = agenda.next_by_rota(work, s, session)
    first = [people[p] for p in session.queue[:1]] or ([by_rota] if by_rota is not None else [])
    return words.opening(session.id, first)


def review(work: Work, session: Session) -> Message:
    return words.review(session.id, _presenter(work, session)[0])


def _presenter(work: Work, session: Session) -> tuple[Who | None, Turn | None]:
    last = work.of(Turn).get(session.turns[-1]) if session.turns else None
    return (who(work, last.presenter) if last is not None else None, last)


def closed(work: Work, s: LearningSet, session: Session, following: datetime | None) -> Message:
    presenter, last = _presenter(work, session)
    goes = None
    if last is not None and last.issue:
        goes = Day(wall(last.stage_began + timedelta(days=s.words_kept_days), s.zone)[0], "long")
    then = Day(wall(following, s.zone)[0], "long") if following is not None else None
    return words.closed(presenter, goes, agenda.next_presenter(work, s), then)
