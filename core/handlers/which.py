"""Which set is meant, where somebody is in several and names none."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers.call import known, sets_open_to
from core.message import Own
from core.ports import Work
from core.request import Reply, Request
from core.rules.privacy.draft import KEPT, Draft
from core.words import which as words

FORM = "which"
PICKED = "picked"  # beside a button of ours: the words typed with the command are taken from their draft


def ask(work: Work, request: Request, now: datetime) -> Reply | None:
    """A button for each of the person's sets; None where they are not in several. Words typed with the command wait,
    for a day, for the button to be pressed.
    """
    person = known(work, request.by)
    mine = sets_open_to(work, person.id) if not request.of and not request.submitted else ()
    if len(mine) < 2:
        return None
    for old in work.of(Draft).where(person=person.id, form=FORM):
        work.of(Draft).remove(old)
    if request.words:
        kept = {"words": Own(request.words)}
        work.of(Draft).add(Draft(0, 0, person.id, FORM, request.command, "", kept, now + KEPT))
    args = ((PICKED, "1"),) if request.words else ()
    return Reply.say(words.ask(request.command, args, [(s.id, s.name) for s in mine]))


def picked(work: Work, request: Request, now: datetime) -> Request:
    """The request of such a button, with the words that were typed before."""
    person = known(work, request.by)
    drafts = work.of(Draft).where(person=person.id, form=FORM, command=request.command) if person.id else ()
    typed = next((d.values["words"].words for d in drafts if d.until > now), "")
    args = {k: v for k, v in request.args.items() if k != PICKED}
    return replace(request, words=typed, args=args)
