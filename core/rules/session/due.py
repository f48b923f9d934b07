"""A session's own clock: it opens by itself, and every phase and stage ends by itself."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from core.names import Due, Mode, Phase, Stage
from core.rules.due import Moment, SetView
from core.rules.life.learning_set import LearningSet
from core.rules.life.state import MEETS
from core.rules.session.days import last_morning
from core.rules.session.minutes import gives_out
from core.rules.session.session import CLOSES_AFTER, NOBODY_AFTER, Session
from core.rules.session.turn import Turn

ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)  # long due: to be seen to at the next look
QUIET = timedelta(minutes=2)
MORNING = timedelta(hours=4)  # after which a word about the last day of the questions comes too late


def moments(view: SetView) -> Iterator[Moment]:
    s = view.session
    if s is None:
        if view.set.state in MEETS and not view.untold:
            yield Moment(ALWAYS, Due.NEXT_SESSION, standing=True)
        return
    if s.phase is Phase.PLANNED:
        if view.set.state in MEETS:
            yield Moment(s.starts, Due.OPENING, s.id, standing=True)
        return
    if s.mode is not Mode.DAYS:  # over days nobody need be there at any minute
        yield from _who_is_there(view.set, s)
    if view.turn is not None:
        yield from _turn(view.turn)
        if view.turn.days and view.turn.stage is Stage.QUESTIONING:
            at = last_morning(view.turn.days, view.set.zone)
            yield Moment(at, Due.LAST_MORNING, view.turn.id, stale_after=MORNING)
    elif s.phase_until is not None and not waits_for_somebody(s):
        yield Moment(s.phase_until, Due.PHASE, s.id, standing=True)
    yield Moment(s.limit, Due.LIMIT, s.id, standing=True)


def waits_for_somebody(s: Session) -> bool:
    """With nobody there no stages are posted: the check-in lasts until somebody comes, or the session closes."""
    begins = s.phase is Phase.CHECK_IN or (s.phase is Phase.STEPS and s.step == 1)
    return begins and not s.present and s.mode is not Mode.DAYS


def _may_still_close(session: Session) -> bool:
    """Once a turn has begun the set has decided to meet."""
    return not session.turns and session.phase is not Phase.REVIEW


def too_few(s: LearningSet, session: Session) -> bool:
    """Fewer are present than the set agreed; a facilitator who does not present is not counted."""
    return len(set(session.present) & set(s.rota)) < s.needed


def _who_is_there(s: LearningSet, session: Session) -> Iterator[Moment]:
    if session.unplanned:
        return  # whoever is there is enough for a turn that somebody asked for now
    opened = max(session.opened or session.starts, session.starts)
    if waits_for_somebody(session):
        if session.asked_where_everybody_is:
            yield Moment(opened + CLOSES_AFTER, Due.NOT_MET, session.id, standing=True)
        else:
            yield Moment(opened + NOBODY_AFTER, Due.NOBODY, session.id, standing=True)
    elif not session.asked_where_everybody_is and _may_still_close(session) and too_few(s, session):
        yield Moment(opened + NOBODY_AFTER, Due.QUORUM, session.id, standing=True)


def _turn(turn: Turn) -> Iterator[Moment]:
    if turn.paused_at is not None:
        yield Moment(gives_out(turn), Due.GIVES_OUT, turn.id, standing=True)
        return
    yield Moment(turn.stage_until, Due.STAGE, turn.id, standing=True)
    if turn.stage is Stage.QUESTIONING and turn.mode is Mode.WRITTEN and turn.heard_at is not None:
        yield Moment(turn.heard_at + QUIET, Due.QUIET, turn.id, stale_after=QUIET)
