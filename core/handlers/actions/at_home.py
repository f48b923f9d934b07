"""A person's open actions at home (AP12)."""

from __future__ import annotations

from datetime import datetime

from core.handlers.actions import kept
from core.handlers.actions.reading import items
from core.message import Part
from core.ports import Work
from core.rules.life.person import Person
from core.words import home as words


def at_home(work: Work, person: Person, now: datetime) -> tuple[Part, ...]:
    """Nothing for somebody who is in no set."""
    if not work.sets_of(person.id):
        return ()
    mine = kept.open_of(work, person.id)
    return words.actions(items(work, mine, now), several_sets=len({a.set for a in mine}) > 1)
