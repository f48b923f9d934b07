"""`/als learned` and [A note to myself]: seen by nobody but their writer."""

from __future__ import annotations

from datetime import datetime

from core.handlers.call import Call, current_session
from core.handlers.session.asked import capped
from core.message import Own
from core.names import WORDS_CAP, No
from core.ports import Work
from core.request import Ask, Reply
from core.rules.calendar.clock import wall
from core.rules.learning.note import Note
from core.rules.refused import Refused
from core.words import learning as words
from core.words.learning import Kept

SHOWN = 5  # notes at once; the rest are counted


def learned(work: Work, call: Call, now: datetime) -> Reply:
    """My notes; with words, one more."""
    if call.words:
        return note(work, call, now)
    kept = _mine(work, call)
    return Reply.say(words.notes(kept[:SHOWN], max(0, len(kept) - SHOWN)))


def note_form(work: Work, call: Call, now: datetime) -> Ask | None:
    del work, now
    return words.form(call.request.of)


def note(work: Work, call: Call, now: datetime) -> Reply:
    text = Own(capped(call.arg("words") or call.words, WORDS_CAP))
    session = current_session(work, call.set.id) if call.set else None
    live = session if session is not None and session.live else None
    place = call.set.id if call.set else None
    work.of(Note).add(Note(0, 0, call.actor.id, now, text, place, live.id if live else None))
    return Reply.say(words.written())


def tidy(work: Work, call: Call, now: datetime) -> Reply:
    del now
    kept = _mine(work, call)
    return Reply.say(words.tidy(kept[:SHOWN]) if kept else words.notes((), 0))


def forget(work: Work, call: Call, now: datetime) -> Reply:
    del now
    number = call.request.of.removeprefix("note-")
    mine = work.of(Note).get(int(number)) if number.isdigit() else None
    if mine is None or mine.person != call.actor.id:
        raise Refused(No.MOMENT_PASSED)
    work.of(Note).remove(mine)
    return Reply.say(words.gone())


def _mine(work: Work, call: Call) -> list[Kept]:
    """The newest first, each with its day where its writer is."""
    zone = call.actor.zone or (call.set.zone if call.set else "UTC")
    notes = work.of(Note).where(person=call.actor.id)
    return [Kept(n.id, wall(n.at, zone)[0], n.words) for n in reversed(notes)]
