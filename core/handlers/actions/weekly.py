"""The week's board in the set's channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers.actions import boards, kept
from core.handlers.actions.listing import last_met
from core.ports import Work
from core.rules.actions import weekly
from core.rules.actions.action import Action
from core.rules.actions.asked import Asked
from core.rules.due import Moment, SetView
from core.rules.life.learning_set import LearningSet


def check_in(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    """One board with every open action; none in the days around a session, nor where nothing is to be asked."""
    del moment
    latest = weekly.latest_check_in(view.set, now)
    s = work.of(LearningSet).save(replace(view.set, checked_in=latest))
    if now - latest > weekly.STALE or (view.session is not None and view.session.live):
        return
    coming = view.session.starts if view.session is not None else None
    if weekly.is_near(s, coming, now) or weekly.is_near(s, last_met(work, s, now), now):
        return
    lines = weekly.lines(boards.in_hand(work, kept.open_actions(work, s.id)), s, now)
    if not lines:
        return
    n = work.count(f"set-{s.id}/check-in")
    asked = work.of(Asked).add(Asked(0, 0, s.id, None, None, n, now, lines))
    boards.show(work, asked, now)
    for action in work.of(Action).where(id=tuple(line.action for line in lines)):
        work.touch("person", action.person)
