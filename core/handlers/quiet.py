"""Quiet: how many unprompted messages a person gets, over all sets (design.md §5)."""

from __future__ import annotations

from datetime import datetime

from core.names import PersonId
from core.ports import Work
from core.rules.life import person as people
from core.rules.life.person import Person


def may_nudge(work: Work, person: PersonId, now: datetime, *, of_a_session: bool = False) -> bool:
    """Whether this person may be written to unprompted: what is tied to a session may use the whole of the week's
    measure, anything else leaves some of it free. Messages within a session are not counted and need not ask.
    """
    found = work.of(Person).get(person)
    return found is not None and people.may_nudge(found, now, of_a_session=of_a_session)


def nudged(work: Work, person: PersonId, now: datetime) -> None:
    """Write down that an unprompted message goes to this person now."""
    found = work.of(Person).get(person)
    if found is not None:
        work.of(Person).save(people.nudged(found, now))


def next_nudge(work: Work, person: PersonId) -> str:
    """The key of the next unprompted message to this person: a number that never recurs."""
    return f"person-{person}/nudge-{work.count(f'person-{person}/nudge')}"
