"""Drafts: a form that was refused, or met a fault, keeps its words and opens again with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers.call import Call, known
from core.message import Own
from core.ports import Busy, Conflict, Store, Work
from core.request import Ask, Request
from core.rules.privacy.draft import KEPT, Draft


def keep(store: Store, request: Request, now: datetime) -> bool:
    """Keep what a form held, in a unit of its own. Answers whether there was something to keep and it is kept."""
    if not request.submitted or not any(request.args.values()):
        return False
    try:
        with store.work(request.workspace, now, wait=1.5) as work:
            person = known(work, request.by)
            if not person.id:
                return False
            for old in work.of(Draft).where(person=person.id, form=request.submitted):
                work.of(Draft).remove(old)
            values = {name: Own(words) for name, words in request.args.items()}
            work.of(Draft).add(Draft(0, 0, person.id, request.submitted, request.of, values, now + KEPT))
    except (Busy, Conflict):
        return False
    return True


def filled_in(work: Work, call: Call, ask: Ask, now: datetime) -> Ask:
    """The form with the words of its draft, if one is younger than 24 hours."""
    drafts = work.of(Draft).where(person=call.actor.id, form=ask.form)
    draft = next((d for d in drafts if d.until > now), None)
    if draft is None:
        return ask
    old = draft.values
    fields = tuple(replace(f, initial=old[f.name].words) if f.name in old else f for f in ask.fields)
    return replace(ask, fields=fields)


def done(work: Work, call: Call) -> None:
    """A form that was taken needs its draft no longer."""
    if call.request.submitted:
        for draft in work.of(Draft).where(person=call.actor.id, form=call.request.submitted):
            work.of(Draft).remove(draft)
