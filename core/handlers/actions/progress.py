"""Open actions open the next session (LS3, AP5): what everybody said they would do, as they said it."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.handlers.actions import boards, kept
from core.names import ActionStatus, Phase
from core.ports import Work
from core.rules.actions.action import Action, met
from core.rules.actions.asked import Asked, AskedLine
from core.rules.actions.asking import PEACE
from core.rules.calendar.clock import wall
from core.rules.life.learning_set import LearningSet
from core.rules.session.session import Session


def look_back(work: Work, s: LearningSet, session: Session, now: datetime) -> None:
    """Say in the set's room what was open, or done since it last met; what somebody answers is written beside it."""
    lines = tuple(AskedLine(a.id) for a in since_last_time(work, s, now))
    asked = work.of(Asked).add(Asked(0, 0, s.id, session.id, None, 0, now, lines))
    boards.show(work, asked, now)


def have_met(work: Work, s: LearningSet, now: datetime) -> None:
    """A session is over: from now on the bot may ask again about what it had stopped asking about, though not in
    the next days, for it came up there.
    """
    until = wall(now, s.zone)[0] + timedelta(days=PEACE + 1)
    for action in kept.open_actions(work, s.id):
        work.of(Action).save(met(action, until))


def since_last_time(work: Work, s: LearningSet, now: datetime) -> tuple[Action, ...]:
    """The set's open actions, and those done since its last session was over, oldest first: what somebody told the
    set there is not asked about again.
    """
    held = work.of(Session).where(set=s.id, phase=(Phase.CLOSED.value, Phase.INTERRUPTED.value))
    since = max((h.ends for h in held if h.starts <= now), default=None)
    return tuple(
        a
        for a in work.of(Action).where(set=s.id)
        if a.is_open or (a.status is ActionStatus.DONE and (since is None or a.last_reported >= since))
    )
