"""`/als home`: what is mine, what is next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.message import Aside, At, Choice, Choices, Heading, Message, Own, Part, Who
from core.names import Coming, SessionId, SetId
from core.words._say import say
from core.words.actions import Item, answers, own
from core.words.calendar import at_home

MOST = 5  # actions shown at home; the rest stand in the list


@dataclass(frozen=True)
class SetAtHome:
    """A set as one of its people sees it at home."""

    set: SetId
    name: Own
    next: datetime | None = None  # when it meets
    live: bool = False
    presents: Who | None = None  # who is down first
    is_me: bool = False
    paused: bool = False
    ended: bool = False
    forming: bool = False
    is_mine: bool = False  # the reader leads it
    session: SessionId | None = None  # the planned one, once it has its row
    coming: Coming | None = None  # what the reader has answered about it


def home(parts: Sequence[Part]) -> Message:
    return Message("home", tuple(parts))


def no_set() -> tuple[Part, ...]:
    """How to begin, for somebody who is in no set."""
    new = Choice(say("Found a set"), "set new", main=True)
    return (
        say("You are in no set yet. Found one, or let somebody invite you; four people are enough."),
        Choices((new, Choice(say("What can I ask for?"), "help"))),
    )


def invited(of: SetId, name: Own) -> tuple[Part, ...]:
    """An invitation that waits for its answer."""
    accept = Choice(say("Accept"), "set accept", f"set-{of}", main=True)
    decline = Choice(say("Decline"), "set decline", f"set-{of}")
    line = say("You are invited to “{name}”. Either answer is fine, and needs no reason.", name=name)
    return (line, Choices((accept, decline)))


def a_set(s: SetAtHome) -> tuple[Part, ...]:
    of = f"set-{s.set}"
    parts: list[Part] = [Heading(say("“{name}”", name=s.name))]
    if s.ended:
        return (*parts, say("This set has come to its end."))
    if s.paused:
        return (*parts, say("It pauses just now."))
    if s.forming:
        joining = say("It has not begun yet; people are still joining.")
        if s.is_mine:
            return (*parts, joining, Choices((Choice(say("Invite people"), "set invite", of),)))
        return (*parts, joining)
    if s.live:
        return (*parts, say("You are meeting now, in its channel."))
    if s.next is None:
        return (*parts, say("No date is laid out."))
    parts.append(say("Next: {starts}.", starts=At(s.next, "day time")))
    if s.session is not None:
        parts += at_home(s.session, s.coming)
    if s.is_me:
        parts.append(say("You are down to present."))
    elif s.presents is not None:
        parts.append(say("{who} is down to present.", who=s.presents))
    else:
        parts.append(say("Nobody is down to present yet."))
    if not s.is_me:
        parts.append(Choices((Choice(say("Bring an issue"), "present", of),)))
    return tuple(parts)


def actions(items: Sequence[Item], *, several_sets: bool) -> tuple[Part, ...]:
    """A person's own open actions, under them one row of buttons: of several, a press asks which."""
    heading = Heading(say("Your actions"))
    if not items:
        write = Choice(say("Write an action"), "action add")
        return (heading, say("Nothing is open. A small step you mean to take is enough."), Choices((write,)))
    parts: list[Part] = [heading]
    for item in items[:MOST]:
        parts.append(own(item))
        if several_sets:
            parts.append(Aside(say("in “{set}”", set=item.set)))
    parts.append(Choices(answers(items[0].of if len(items) == 1 else "")))
    if len(items) > MOST:
        parts.append(Choices((Choice(say("See all"), "action list", "", (("whose", "mine"),)),)))
    return tuple(parts)


def also_mine(*, taken: bool) -> tuple[Part, ...]:
    """The ways to what is kept for the reader alone."""
    took = (Choice(say("Questions you took home"), "session kept"),) if taken else ()
    notes = Choice(say("My notes"), "learned")
    kept = Choice(say("What is kept of me"), "issue")
    return (Choices((*took, notes, kept)),)
