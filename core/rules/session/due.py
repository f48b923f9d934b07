"""A session's own clock: it opens by itself, and every phase and stage ends by itself."""

from collections.abc import Iterator
from datetime import UTC, datetime

from core.names import Due, Phase
from core.rules.due import Moment, SetView
from core.rules.life.state import MEETS
from core.rules.session.session import NOBODY_AFTER

ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)  # long due: to be seen to at the next look


def moments(view: SetView) -> Iterator[Moment]:
    s, turn = view.session, view.turn
    if s is None:
        if view.set.state in MEETS:
            yield Moment(ALWAYS, Due.NEXT_SESSION, standing=True)
        return
    if s.phase is Phase.PLANNED:
        if view.set.state in MEETS:
            yield Moment(s.starts, Due.OPENING, s.id, standing=True)
        return
    if s.phase is Phase.CHECK_IN and not s.present and not s.asked_where_everybody_is:
        yield Moment(s.starts + NOBODY_AFTER, Due.NOBODY, s.id, standing=True)
    if turn is not None and turn.paused_at is None:
        yield Moment(turn.stage_until, Due.STAGE, turn.id, standing=True)
    elif s.phase_until is not None and turn is None:
        yield Moment(s.phase_until, Due.PHASE, s.id, standing=True)
    yield Moment(s.limit, Due.LIMIT, s.id, standing=True)
