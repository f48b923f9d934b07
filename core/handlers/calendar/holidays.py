"""A session on a public holiday: whoever facilitates is asked, once, and no answer keeps it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers.calendar import dates
from core.handlers.calendar.steering import offered
from core.handlers.call import Call, facilitators
from core.message import Private, Say
from core.ports import Work
from core.request import Reply
from core.rules.calendar.holiday import is_holiday
from core.rules.due import Moment, SetView
from core.rules.session.session import Session
from core.words import calendar as words


def ask(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    del moment
    assert view.session is not None
    session = work.of(Session).save(replace(view.session, asked_about_holiday=True))
    name = is_holiday(dates.local_day(view.set, session.starts), view.set.region)
    if name is None or session.starts <= now:
        return
    message = words.holiday(session.id, session.moved, session.starts, name)
    for person in facilitators(view.set, session, None):
        key = f"session-{session.id}/r{session.moved}/holiday/{person}"
        work.say(Say(key, Private(person), message, expires=session.starts))


def keep(work: Work, call: Call, now: datetime) -> Reply:
    return Reply.say(words.stays(offered(work, call, now).starts))
