"""What a platform reports by itself: who can read along in a set's room, somebody's new name, a busy spell."""

from __future__ import annotations

from datetime import datetime

from core.handlers.call import Call, leader, meet, open_turn
from core.message import Name, Private, Room, Say
from core.names import Mode
from core.ports import Work
from core.request import Reply
from core.rules.life.learning_set import LearningSet
from core.rules.life.person import Person
from core.rules.session.session import LIVE, Session
from core.words import places as words

OPENED = ("shared", "public")
KINDS = ("guest", "other", "app", "member")  # the arguments of `room-seen`: accounts, separated by commas


def room_seen(work: Work, call: Call, now: datetime) -> Reply:
    """Who is in a set's room and not of the set. Whoever facilitates is told once of each: it is theirs to speak of.
    `shared` says that another workspace has the channel too, `public` that whoever likes can come in.
    """
    del now
    s = call.set
    if call.actor.id or s is None or call.place != Room(s.id):
        return Reply.quiet()  # only the platform itself can tell
    around = {kind: _strangers(work, call, s, kind) for kind in KINDS}
    new = [p for people in around.values() for p in people if _is_new(work, s, f"seen-{p.id}")]
    opened = [flag for flag in OPENED if call.arg(flag) == "yes"]
    news = [flag for flag in opened if _is_new(work, s, flag)]
    if not new and not news:
        return Reply.quiet()
    names = {kind: Name(", ".join(p.name for p in people)) for kind, people in around.items() if people}
    leads = s.contact
    message = words.reads_along(s.name, names, shared="shared" in opened, public="public" in opened)
    key = f"set-{s.id}/reads-along-{work.count(f'set-{s.id}/reads-along')}"
    work.say(Say(key, Private(leads), message))
    return Reply.quiet()


def _is_new(work: Work, s: LearningSet, what: str) -> bool:
    """Whether this is met with for the first time."""
    return work.count(f"set-{s.id}/{what}") == 1


def _strangers(work: Work, call: Call, s: LearningSet, kind: str) -> list[Person]:
    """Those of a kind; of ordinary members of the workspace, those who are neither in the set nor asked in. Guests
    and people from elsewhere may be in the set, and then nobody needs to be told.
    """
    accounts = [a for a in call.arg(kind).split(",") if a in call.request.people]
    people = [meet(work, call.request.people[a]) for a in accounts]
    return [p for p in people if s.member(p.id) is None and p.id not in (s.founder, s.facilitator, s.deputy)]


def changed(work: Work, call: Call, now: datetime) -> Reply:
    """A name or zone that somebody has changed where they are: of those who are known."""
    del now
    for speaker in call.request.people.values() if not call.actor.id else ():
        if work.of(Person).where(platform=speaker.platform.value, account=speaker.id):
            meet(work, speaker)
    return Reply.quiet()


def busy(work: Work, call: Call, now: datetime) -> Reply:
    """The platform passes on only some of what is typed: those who lead a session in writing are told, once in it."""
    del now
    if call.actor.id:
        return Reply.quiet()
    for session in work.of(Session).where(phase=tuple(p.value for p in LIVE)):
        s = work.of(LearningSet).get(session.set)
        leads = leader(s, session, open_turn(work, session)) if s is not None else None
        if leads is not None and session.mode is not Mode.SPOKEN:
            key = f"session-{session.id}/platform-busy"
            work.say(Say(key, Private(leads), words.platform_busy(), expires=session.limit))
    return Reply.quiet()
