"""Founding a set: its name and rhythm, its people, its beginning."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.handlers.call import Call, meet
from core.message import OpenRoom, Own, Private, Room, Say
from core.names import No, SetId
from core.ports import Work
from core.request import Reply
from core.rules.calendar.clock import wall
from core.rules.calendar.misread import Misread
from core.rules.calendar.phrase import read_new
from core.rules.life import contract
from core.rules.life import learning_set as sets
from core.rules.life.learning_set import LearningSet, Member, Standing, leads
from core.rules.refused import Refused
from core.words import life as words


def new(work: Work, call: Call, now: datetime) -> Reply:
    zone = call.actor.zone or "UTC"
    today = wall(now, zone)[0]
    read = read_new(call.words, today)
    if isinstance(read, Misread):
        return Reply.say(words.misread(read.why.value, Own(read.what), read.near))
    rhythm = read.rhythm(zone, today + timedelta(days=1))
    if isinstance(rhythm, Misread):
        return Reply.say(words.misread(rhythm.why.value, Own(rhythm.what), rhythm.near))
    fresh = LearningSet(
        id=SetId(0),
        version=0,
        platform=call.actor.platform,
        name=Own(read.name),
        rhythm=rhythm,
        minutes=read.minutes or 90,
        members=(),
        founder=call.actor.id,
        first=False,
        ends=rhythm.ends,
        language=call.actor.language,
    )
    s = work.of(LearningSet).add(fresh)
    work.say(OpenRoom(s.id, s.name, (call.actor.id,)))
    work.say(Say(f"set-{s.id}/founded", Room(s.id), words.founded(s.id, s.name)))
    return Reply.quiet()


def invite(work: Work, call: Call, now: datetime) -> Reply:
    del now
    s = call.set
    if s is None:
        raise Refused(No.NO_SET_HERE)
    if not leads(s, call.actor.id):
        raise Refused(No.ONLY_FACILITATOR)
    for speaker in call.request.people.values():
        person = meet(work, speaker)
        if s.member(person.id):
            continue
        s = s.with_member(Member(person.id))
        work.say(
            Say(
                f"set-{s.id}/invited-{person.id}",
                Private(person.id),
                words.invitation(s.id, s.name, call.actor.who),
            )
        )
    work.of(LearningSet).save(s)
    return Reply.say(words.invited(len(call.request.people)))


def accept(work: Work, call: Call, now: datetime) -> Reply:
    if call.set is None:
        raise Refused(No.NO_SET_HERE)
    today = wall(now, call.set.zone)[0]
    work.of(LearningSet).save(sets.accept(call.set, call.actor.id, today))
    return Reply.say(words.accepted(call.set.name))


def decline(work: Work, call: Call, now: datetime) -> Reply:
    del now
    if call.set is None or (m := call.set.member(call.actor.id)) is None:
        raise Refused(No.NO_SET_HERE)
    work.of(LearningSet).save(call.set.with_member(replace(m, standing=Standing.DECLINED)))
    return Reply.say(words.declined())


def begin(work: Work, call: Call, now: datetime) -> Reply:
    if call.set is None:
        raise Refused(No.NO_SET_HERE)
    if not leads(call.set, call.actor.id):
        raise Refused(No.ONLY_FACILITATOR)
    s = work.of(LearningSet).save(contract.begin(call.set))
    following = next((o for o in s.rhythm.occurrences() if o.starts > now), None)
    if following is None:
        raise Refused(No.NOTHING_OPEN)
    work.say(Say(f"set-{s.id}/begun", Room(s.id), words.begun(following.starts)))
    return Reply.quiet()
