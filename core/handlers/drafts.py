"""Drafts: a form that was refused, or met a fault, keeps its words and opens again with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from core.handlers.call import Call, known, meet
from core.message import Own
from core.names import No
from core.ports import Store, Work
from core.request import Ask, Reply, Request
from core.rules.privacy.draft import KEPT, Draft
from core.rules.refused import Refused
from core.words import refusals

CONTINUE = "continue"  # the command behind [Continue]
WAIT = 0.5  # seconds for a lock, after an interactive unit has used up its own patience


def holds_words(request: Request) -> bool:
    """Whether somebody filled in a form, and what they typed would be lost with it."""
    return bool(request.submitted) and any(request.args.values())


def keep(store: Store, request: Request, now: datetime) -> None:
    """Keep what a form held, in a unit of its own."""
    with store.work(request.workspace, now, wait=WAIT) as work:
        person = meet(work, request.by)
        for old in _of(work, person.id, request.submitted):
            work.of(Draft).remove(old)
        values = {name: Own(words) for name, words in request.args.items()}
        draft = Draft(0, 0, person.id, request.submitted, request.command, request.of, values, now + KEPT)
        work.of(Draft).add(draft)


def filled_in(work: Work, call: Call, ask: Ask, now: datetime) -> Ask:
    """The form with the words of its draft, if one about the same thing is younger than 24 hours."""
    drafts = (
        d for d in _of(work, call.actor.id, ask.form) if d.until > now and _thing(d.of) == _thing(ask.of)
    )
    draft = next(drafts, None)
    return with_words(ask, {k: v.words for k, v in draft.values.items()}) if draft is not None else ask


def with_words(ask: Ask, words: Mapping[str, str]) -> Ask:
    fields = tuple(replace(f, initial=words[f.name]) if words.get(f.name) else f for f in ask.fields)
    return replace(ask, fields=fields)


def done(work: Work, call: Call) -> None:
    """A form that was taken needs its draft no longer."""
    if call.request.submitted:
        for draft in _of(work, call.actor.id, call.request.submitted):
            work.of(Draft).remove(draft)


def waiting(work: Work, request: Request, now: datetime) -> Draft | None:
    """The draft that [Continue] was offered for."""
    person = known(work, request.by)
    drafts = _of(work, person.id, request.args.get("form", "")) if person.id else ()
    return next((d for d in drafts if d.until > now), None)


def reopened(draft: Draft, request: Request) -> tuple[Request, ...]:
    """What to ask for to open the form again, likeliest first: as it was offered, and at the moment that is now."""
    values = {k: v.words for k, v in draft.values.items()}
    moments = dict.fromkeys((draft.of, _thing(draft.of)))
    fresh = replace(request, command=draft.command, words="", submitted="")
    return tuple(replace(fresh, of=of, args=args) for of in moments for args in (values, {}))


def show(work: Work, call: Call, now: datetime) -> Reply:
    """[Continue] where the form opens no more: the words are given back to the one who wrote them."""
    draft = waiting(work, call.request, now)
    if draft is None:
        raise Refused(No.DRAFT_GONE)
    return Reply.say(refusals.your_words(tuple(w for w in draft.values.values() if w)))


def _of(work: Work, person: int, form: str) -> tuple[Draft, ...]:
    return work.of(Draft).where(person=person, form=form)


def _thing(of: str) -> str:
    return of.partition("@")[0]
