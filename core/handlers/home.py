"""`/als home`: what is mine, what is next, over all my sets; each area gives its own part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from core.handlers import waiting
from core.handlers.actions.at_home import at_home as actions
from core.handlers.agenda import next_presenter
from core.handlers.call import Call, current_session, who
from core.handlers.questions import home as taken_home
from core.message import Part, ShowHome
from core.names import PersonId, Phase
from core.ports import Work
from core.request import Reply
from core.rules.life.learning_set import LearningSet, Standing, leads
from core.rules.life.person import Person
from core.rules.life.state import SetState
from core.words import home as words

AtHome = Callable[[Work, Person, datetime], tuple[Part, ...]]


def sets(work: Work, person: Person, now: datetime) -> tuple[Part, ...]:
    """The sets that a person is in, and when each meets next."""
    found = [s for i in work.sets_of(person.id) if (s := work.of(LearningSet).get(i)) is not None]
    mine = [s for s in found if s.here(person.id) or s.lead == person.id]
    asked = [s for s in found if s not in mine and _is_asked(s, person)]
    if not mine and not asked:
        return words.no_set()
    invitations = tuple(part for s in asked for part in words.invited(s.id, s.name))
    return (*invitations, *(part for s in mine for part in words.a_set(_seen(work, s, person, now))))


def _is_asked(s: LearningSet, person: Person) -> bool:
    m = s.member(person.id)
    return m is not None and m.standing is Standing.INVITED and s.state is not SetState.CLOSED


def also_mine(work: Work, person: Person, now: datetime) -> tuple[Part, ...]:
    """Questions taken home, notes, and what is kept of somebody's turns."""
    del now
    if not work.sets_of(person.id):
        return ()
    return words.also_mine(taken=bool(taken_home.of_person(work, person.id)))


AREAS: tuple[AtHome, ...] = (waiting.at_home, sets, actions, also_mine)


PAGE = (
    "page"  # the argument of a platform that has a page of its own for home, which somebody has just opened
)
WATCHED = timedelta(hours=1)  # so long after it was opened a home is drawn anew by itself


def home(work: Work, call: Call, now: datetime) -> Reply:
    if call.arg(PAGE):
        person = work.of(Person).get(call.actor.id) or call.actor
        work.of(Person).save(replace(person, home_at=now))
    return Reply.say(words.home([part for area in AREAS for part in area(work, call.actor, now)]))


def refresh(work: Work, now: datetime) -> None:
    """What was changed in this unit is seen by those who have their home open; of many changes, the last."""
    sets = [
        s for kind, i in work.touched() if kind == "set" and (s := work.of(LearningSet).get(i)) is not None
    ]
    touched = {PersonId(i) for kind, i in work.touched() if kind == "person"}
    people = touched.union(*({*s.people, s.founder} for s in sets))
    for person in work.of(Person).where(id=tuple(sorted(people))) if people else ():
        if person.home_at is not None and now - person.home_at < WATCHED:
            work.say(ShowHome(person.id))


def _seen(work: Work, s: LearningSet, person: Person, now: datetime) -> words.SetAtHome:
    session = current_session(work, s.id)
    live = session is not None and session.live
    if session is not None and session.live:
        first = who(work, session.queue[0]) if session.queue else None
    else:
        first = next_presenter(work, s)
    planned = session if session is not None and session.phase is Phase.PLANNED else None
    return words.SetAtHome(
        set=s.id,
        name=s.name,
        next=session.starts if session is not None else _laid_out(s, now),
        live=live,
        presents=first,
        is_me=first is not None and first.id == person.id,
        paused=s.state is SetState.PAUSED,
        ended=s.state is SetState.CLOSED,
        forming=s.state is SetState.FORMING,
        is_mine=leads(s, person.id),
        session=planned.id if planned is not None else None,
        coming=planned.answered(person.id) if planned is not None else None,
    )


def _laid_out(s: LearningSet, now: datetime) -> datetime | None:
    """The next date of the rhythm, where its session has no row yet."""
    coming = next((o for o in s.rhythm.occurrences() if o.starts > now), None)
    return coming.starts if coming is not None and (s.ends is None or coming.day <= s.ends) else None
