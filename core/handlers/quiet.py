"""Quiet: how many unprompted messages a person gets, over all sets (design.md §5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.handlers.call import sets_open_to
from core.message import Room, Say
from core.names import PersonId, Reach
from core.ports import Work
from core.rules.life import person as people
from core.rules.life.person import Person
from core.rules.life.state import SetState
from core.words import reaching as words

WORTH = timedelta(hours=12)  # from then on a line that something waits is not worth saying


def may_nudge(work: Work, person: PersonId, now: datetime, *, of_a_session: bool = False) -> bool:
    """Whether this person may be written to unprompted: what is tied to a session may use the whole of the week's
    measure, anything else leaves some of it free. Messages within a session are not counted and need not ask.
    """
    found = work.of(Person).get(person)
    if found is None or not people.may_nudge(found, now, of_a_session=of_a_session):
        return False
    if found.reach is Reach.YES:
        return True
    if not of_a_session:
        _in_the_room(work, found, now)  # of a session the room hears anyway
    return False


def _in_the_room(work: Work, person: Person, now: datetime) -> None:
    """To somebody who is not written to in private: that something waits, once a week, and nothing of what."""
    mine = [s for s in sets_open_to(work, person.id) if s.state is not SetState.CLOSED]
    if mine and not any(now - at < people.WEEK for at in person.nudged):
        key = next_nudge(work, person.id)
        work.say(Say(key, Room(mine[0].id), words.waits(person.who), expires=now + WORTH))
        work.of(Person).save(people.nudged(person, now))


def nudged(work: Work, person: PersonId, now: datetime) -> None:
    """Write down that an unprompted message goes to this person now."""
    found = work.of(Person).get(person)
    if found is not None:
        work.of(Person).save(people.nudged(found, now))


def next_nudge(work: Work, person: PersonId) -> str:
    """The key of the next unprompted message to this person: a number that never recurs."""
    return f"person-{person}/nudge-{work.count(f'person-{person}/nudge')}"
