"""What somebody is offered while they type, of what is theirs."""

from __future__ import annotations

from core.handlers.actions import kept
from core.handlers.call import known, sets_open_to
from core.ports import Work
from core.request import Speaker


def suggestions(work: Work, kind: str, by: Speaker, typed: str) -> list[tuple[str, str]]:
    """(label, thing) pairs of a kind of argument that names a thing: the actor's open actions, or sets, whose words
    hold what was typed.
    """
    person = known(work, by)
    if not person.id:
        return []
    match kind:
        case "action":
            found = [(a.words.words, f"action-{a.id}") for a in kept.open_of(work, person.id)]
        case "set":
            found = [(s.name.words, f"set-{s.id}") for s in sets_open_to(work, person.id)]
        case _:
            found = []
    wanted = typed.casefold().strip()
    return [(label, thing) for label, thing in found if wanted in label.casefold()]
