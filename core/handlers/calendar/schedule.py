"""All dates of a set, the agenda behind [Show me], and one's own zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import islice

from core.handlers import misread
from core.handlers.agenda import showing
from core.handlers.calendar import dates
from core.handlers.calendar.changing import elsewhere
from core.handlers.calendar.steering import steers
from core.handlers.call import Call, current_session
from core.handlers.ground.agreeing import rules_or_pack
from core.handlers.ground.board import wordings
from core.names import No, PersonId
from core.ports import Work
from core.request import Ask, Reply
from core.rules.calendar.clock import instant, nearest_zones, zone_named
from core.rules.calendar.holiday import is_holiday
from core.rules.calendar.misread import Misread, Why
from core.rules.calendar.schedule import Planned
from core.rules.life.learning_set import LearningSet
from core.rules.life.person import Person
from core.rules.life.state import SetState
from core.rules.refused import Refused
from core.words import calendar as words
from core.words import ground

ENDLESS, MOST = 12, 60  # dates shown of a rhythm without an end, and of one with an end


def schedule(work: Work, call: Call, now: datetime) -> Reply:
    """All dates to come; moved and cancelled ones as such."""
    s = call.the_set
    most = MOST if s.ends is not None or s.rhythm.count is not None else ENDLESS
    to_come = dates.to_come(work, s, now) if s.state is not SetState.CLOSED else iter(())
    found = list(islice(to_come, most + 1))
    entries = [_entry(s, p) for p in found[:most]]
    there = elsewhere(s, call.actor.zone, found[0].starts) if found else None
    session = current_session(work, s.id)
    message = words.schedule(
        entries,
        there if there is None else replace(there, at=s.rhythm.at),
        more=len(found) > most,
        steers=steers(s, session, call.actor.id),
        minutes=s.minutes,
    )
    return Reply.say(message)


def _entry(s: LearningSet, p: Planned) -> words.Entry:
    given = instant(p.occurrence, s.rhythm.at, s.zone)
    was = given if given != p.starts and not p.cancelled else None
    name = is_holiday(dates.local_day(s, p.starts), s.region) if s.region else None
    return words.Entry(p.starts, was, cancelled=p.cancelled, holiday=name or "")


def brief(work: Work, call: Call, now: datetime) -> Reply:
    """[Show me] of the reminder: the agenda, and the ground rules."""
    session = current_session(work, call.the_set.id)
    if session is None or call.request.of.partition("@")[0] not in ("", f"session-{session.id}"):
        raise Refused(No.MOMENT_PASSED)
    agenda = showing.agenda(work, call, now)
    rules = rules_or_pack(work, call.the_set)
    return Reply.say(*agenda.messages, ground.in_the_room(rules.edition, wordings(rules.rules)))


# --- one's own zone -------------------------------------------------------------------------------------------------


def zone_form(work: Work, call: Call, now: datetime) -> Ask | None:
    del work, now
    return words.zone_form(call.actor.zone)


def zone(work: Work, call: Call, now: datetime) -> Reply:
    """From now on a person's own word counts, whatever their platform tells."""
    typed = call.arg("zone") or call.words
    found = zone_named(typed)
    if found is None:
        raise misread.refused(Misread(Why.UNKNOWN_ZONE, typed[:60], nearest_zones(typed)))
    work.of(Person).save(replace(call.actor, zone=found, zone_chosen=True))
    mine = work.sets_of(call.actor.id)
    for each in mine:
        work.touch("set", each)  # what is said to them a day before is said by their clock
    return Reply.say(words.zone_is(found, _meets_next(work, call.actor.id, now)))


def _meets_next(work: Work, person: PersonId, now: datetime) -> datetime | None:
    planned = (current_session(work, each) for each in work.sets_of(person))
    return min((p.starts for p in planned if p is not None and p.starts > now), default=None)
