"""Who is meant by the names in a text: mentions, and names without an @ that can only be one person."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.handlers.call import Call, meet
from core.message import Own
from core.names import No
from core.ports import Work
from core.rules.life.person import Person
from core.rules.refused import Refused

BETWEEN = re.compile(r"[,;&+]|\band\b", re.IGNORECASE)
SHOWN = 60


def people(work: Work, call: Call, text: str) -> tuple[Person, ...]:
    """Everybody whom the text names, in its order. Raises Refused for a name that nobody is known by, so that none
    is dropped.
    """
    mentioned = {f"@{name}": meet(work, speaker) for name, speaker in call.request.people.items()}
    found: list[tuple[int, Person]] = []
    rest = text
    for mention in sorted(mentioned, key=len, reverse=True):
        at = rest.find(mention)
        if at >= 0:
            found.append((at, mentioned[mention]))
            rest = rest.replace(mention, "," + " " * (len(mention) - 1))
    for at, name in _names(rest):
        found.extend((at, person) for person in _called(work, call, name))
    seen = {person.id: person for _, person in sorted(found, key=lambda each: each[0])}
    return tuple(seen.values()) or tuple(mentioned.values())


def _names(text: str) -> Iterable[tuple[int, str]]:
    """What stands between commas, with where it stands."""
    start = 0
    for piece in BETWEEN.split(text):
        name = piece.strip().removeprefix("@").strip()
        if name:
            yield text.find(piece, start), name
        start += len(piece)


def _called(work: Work, call: Call, name: str) -> list[Person]:
    """Who is called so, in one name or, where that is nobody, several first names. Raises Refused."""
    whole = _one(work, call, name)
    if whole is not None:
        return [whole]
    each = [_one(work, call, part.removeprefix("@")) for part in name.split()]
    known = [p for p in each if p is not None]
    if len(known) < len(each):
        raise Refused(No.NAME_UNKNOWN, what=Own(name[:SHOWN]))
    return known


def _one(work: Work, call: Call, name: str) -> Person | None:
    """Somebody of the set by their name or first name, else the only one of that name."""
    near = work.of(Person).where(id=call.set.people) if call.set is not None and call.set.people else ()
    wanted = name.casefold()
    found = [p for p in near if wanted in (p.name.casefold(), p.name.partition(" ")[0].casefold())]
    if not found:
        spelt = tuple(dict.fromkeys((name, name.title())))
        found = [p for p in work.of(Person).where(name=spelt) if p.platform is call.actor.platform]
    return found[0] if len(found) == 1 else None
