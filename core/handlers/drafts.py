"""Drafts: a form that was refused, or met a fault, keeps its words and opens again with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from core.handlers.call import Call, known, meet
from core.message import Own
from core.names import No
from core.ports import Store, Work
from core.request import Ask, Field, Reply, Request, Speaker
from core.rules.life.person import Person
from core.rules.privacy.draft import KEPT, Draft
from core.rules.refused import Refused
from core.words import refusals

CONTINUE = "continue"  # the command behind [Continue]
WAIT = 0.5  # seconds for a lock, after an interactive unit has used up its own patience


def holds_words(request: Request) -> bool:
    """Whether somebody filled in a form, and what they typed would be lost with it."""
    return bool(request.submitted) and any(request.args.values())


def keep(store: Store, request: Request, now: datetime) -> Draft:
    """Keep what a form held, in a unit of its own. The pages of one form are one draft."""
    with store.work(request.workspace, now, wait=WAIT) as work:
        person = meet(work, request.by)
        values = {name: Own(words) for name, words in request.args.items()}
        accounts = {name: meet(work, speaker).account for name, speaker in request.people.items()}
        for old in _of(work, person.id, request.submitted):
            if request.page and _thing(old.of) == _thing(request.of):
                values, accounts = {**old.values, **values}, {**old.people, **accounts}
            work.of(Draft).remove(old)
        kept = request.submitted, request.command, request.of, values, now + KEPT, accounts
        return work.of(Draft).add(Draft(0, 0, person.id, *kept))


def filled_in(work: Work, call: Call, ask: Ask, now: datetime) -> Ask:
    """The form with the words of its draft, if one about the same thing is younger than 24 hours."""
    drafts = (
        d for d in _of(work, call.actor.id, ask.form) if d.until > now and _thing(d.of) == _thing(ask.of)
    )
    draft = next(drafts, None)
    return with_draft(ask, draft) if draft is not None else ask


def with_draft(ask: Ask, draft: Draft) -> Ask:
    return with_words(ask, {k: v.words for k, v in draft.values.items()}, draft.people)


def with_words(ask: Ask, words: Mapping[str, str], accounts: Mapping[str, str] | None = None) -> Ask:
    """The form with these words in it; `accounts` are those of the people they name."""
    fields = tuple(_filled(f, words[f.name], accounts or {}) if words.get(f.name) else f for f in ask.fields)
    return replace(ask, fields=fields)


def _filled(field: Field, words: str, accounts: Mapping[str, str]) -> Field:
    if field.kind not in ("person", "people"):
        return replace(field, initial=words)
    chosen = tuple(account for name, account in accounts.items() if f"@{name}" in words)
    return replace(field, initial=words, chosen=chosen)


def whole(work: Work, request: Request, draft: Draft | None, fields: Sequence[Field] = ()) -> Request:
    """A form with all its pages in it: this one's words, else those of the draft, else what stands in `fields`."""
    kept = {k: v.words for k, v in draft.values.items()} if draft is not None else {}
    usual = {f.name: f.initial for f in fields}
    accounts = draft.people if draft is not None else {}
    people = work.of(Person).where(account=tuple(accounts.values())) if accounts else ()
    by_account = {p.account: p for p in people if p.platform is request.by.platform}
    known = {name: _speaker(by_account[a]) for name, a in accounts.items() if a in by_account}
    return replace(
        request, args={**usual, **kept, **request.args}, people={**known, **request.people}, page=0, pages=0
    )


def _speaker(person: Person) -> Speaker:
    return Speaker(person.platform, person.account, person.name, person.zone, person.language)


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


def of_form(work: Work, request: Request, now: datetime) -> Draft | None:
    """What the earlier pages of this form hold."""
    person = known(work, request.by)
    found = _of(work, person.id, request.submitted) if person.id else ()
    return next((d for d in found if d.until > now and _thing(d.of) == _thing(request.of)), None)


def reopened(draft: Draft, request: Request) -> tuple[Request, ...]:
    """What to ask for to open the form again, likeliest first: as it was offered, and at the moment that is now."""
    values = {k: v.words for k, v in draft.values.items()}
    moments = dict.fromkeys((draft.of, _thing(draft.of)))
    fresh = replace(request, command=draft.command, words="", submitted="")
    return tuple(replace(fresh, of=of, args=args, page=0, pages=0) for of in moments for args in (values, {}))


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
