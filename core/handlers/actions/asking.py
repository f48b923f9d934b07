"""Asking a person in private: one message for all of their actions that are due, over all sets."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers import quiet
from core.handlers.actions import boards
from core.ports import Work
from core.rules.actions import asking as rules
from core.rules.actions.action import Action
from core.rules.actions.asked import Asked, AskedLine
from core.rules.actions.asking import InHand, PersonView
from core.rules.calendar.clock import wall
from core.rules.due import Moment
from core.rules.life.person import Person

view_of = boards.view_of


def ask(work: Work, view: PersonView, moment: Moment, now: datetime) -> None:
    """Ask about what is due today, within the measure of quiet; the day counts as seen to either way."""
    del moment
    today, clock = wall(now, view.zone)
    due = rules.asked_today(view, today) if rules.in_window(clock) else ()
    work.of(Person).save(replace(view.person, asked_through=rules.seen_through(view, now)))
    if due and quiet.may_nudge(work, view.person.id, now):
        _ask(work, view, due, now)


def _ask(work: Work, view: PersonView, due: tuple[InHand, ...], now: datetime) -> None:
    today = wall(now, view.zone)[0]
    chosen = [(it.action, rules.phrase(it.action, today)) for it in due]
    for action, phrase in chosen:
        work.of(Action).save(rules.ask(action, phrase, now))
    quiet.nudged(work, view.person.id, now)
    lines = tuple(AskedLine(action.id, phrase) for action, phrase in chosen)
    n = work.count(f"person-{view.person.id}/nudge")
    boards.show(work, work.of(Asked).add(Asked(0, 0, None, None, view.person.id, n, now, lines)), now)
