"""The places of a set: what the platforms report about those to be opened, and a room that people opened themselves."""

from __future__ import annotations

from datetime import datetime

from core.handlers.call import Call, facilitators, who
from core.handlers.life import laid_out
from core.message import Private, Room, Say
from core.names import No, PersonId
from core.ports import Work
from core.request import Reply
from core.rules.life.learning_set import LearningSet, leads
from core.rules.refused import Refused
from core.rules.session.session import Session
from core.rules.session.turn import Turn
from core.words import places as words


def failed(work: Work, call: Call, now: datetime) -> Reply:
    """A room or thread cannot be opened for good: those who lead are told once."""
    del now
    if call.actor.id or call.set is None:
        return Reply.quiet()  # only the platform itself can tell
    s, key = call.set, f"{call.request.of}/failed"
    thing, _, number = call.request.of.partition("-")
    turn = work.of(Turn).get(int(number)) if thing == "turn" else None
    session = work.of(Session).get(turn.session) if turn else None
    if turn is not None and session is not None:
        message = words.no_thread(who(work, turn.presenter))
        leads = facilitators(s, session, turn)
    else:
        message = words.no_room(s.name)
        leads = _founders(s)
    for person in leads:
        work.say(Say(f"{key}/{person}", Private(person), message))
    return Reply.quiet()


def lost(work: Work, call: Call, now: datetime) -> Reply:
    """The set's room is gone, or the bot was put out of it: whoever leads is told once for each room."""
    del now
    s = call.set
    if call.actor.id or s is None:
        return Reply.quiet()  # only the platform itself can tell
    if call.request.of.startswith("turn-"):
        return _thread_lost(work, s, call.request.of)
    number = 0
    while work.was_said(f"set-{s.id}/here-{number + 1}"):
        number += 1
    for person in _founders(s):
        work.say(Say(f"set-{s.id}/lost-{number}/{person}", Private(person), words.lost(s.name)))
    return Reply.quiet()


def _thread_lost(work: Work, s: LearningSet, of: str) -> Reply:
    """The thread of a turn under way was taken away: those who lead are told once; an old one is nobody's loss."""
    turn = work.of(Turn).get(int(of.partition("-")[2]))
    session = work.of(Session).get(turn.session) if turn else None
    if turn is None or session is None or session.turn != turn.id:
        return Reply.quiet()
    message = words.no_more_thread(who(work, turn.presenter))
    for person in facilitators(s, session, turn):
        work.say(Say(f"{of}/lost/{person}", Private(person), message))
    return Reply.quiet()


def left_out(work: Work, call: Call, now: datetime) -> Reply:
    """Something could not be said in a room that is there: whoever leads is told once for each session or turn."""
    del now
    s = call.set
    if call.actor.id or s is None:
        return Reply.quiet()  # only the platform itself can tell
    for person in _founders(s):
        key = f"{call.arg('about')}/left-out/{person}"
        work.say(Say(key, Private(person), words.left_out(s.name)))
    return Reply.quiet()


def here(work: Work, call: Call, now: datetime) -> Reply:
    """A room that somebody has opened for their set, or a new one after the old was lost."""
    del now
    s, at = call.set, call.request.at
    if s is None:
        raise Refused(No.NO_SET_HERE)
    if not leads(s, call.actor.id) and call.actor.id not in (s.contact, s.founder):
        raise Refused(No.ONLY_FACILITATOR)
    if at.private or at.thread or call.place is not None:
        raise Refused(No.ROOM_TAKEN)
    if at.public and call.arg("sure") != "yes":
        return Reply.say(words.is_public(s.id))
    work.opened(Room(s.id), at)
    number = work.count(f"set-{s.id}/here")
    work.say(Say(f"set-{s.id}/here-{number}", Room(s.id), words.here(s.name)))
    laid_out.show_forming(work, s)
    return Reply.quiet()


def _founders(s: LearningSet) -> tuple[PersonId, ...]:
    return (s.contact,)
