"""What comes in: a request, what it is answered with, and the form that an answer may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from core.message import Line, Message
from core.names import WORDS_CAP, Platform


@dataclass(frozen=True)
class Speaker:
    """Somebody on a platform, as the platform knows them. `zone` is "" where it does not tell; `asks` where people are
    written to in private only once they have said that they may.
    """

    platform: Platform
    id: str
    name: str
    zone: str = ""
    language: str = "en"
    asks: bool = False


@dataclass(frozen=True)
class Spot:
    """Where on a platform something was said: a room and perhaps a thread in it, or a private conversation."""

    platform: Platform
    room: str
    thread: str = ""
    private: bool = False
    public: bool = False  # whoever likes can come in; so counts what a platform does not let its adapter see


@dataclass(frozen=True)
class Request:
    """One thing one person asked for. `delivery` is the platform's id of this delivery: a repeat of it gets the
    same reply and does nothing. `words` is the free text of a command, or what somebody typed in passing;
    `args` are named values; `of` is the thing a button was offered for (`turn-31@7`). `people` tells who is
    meant by a name or mention in the text.
    """

    delivery: str
    workspace: str
    by: Speaker
    at: Spot
    command: str
    words: str = ""
    args: Mapping[str, str] = field(default_factory=dict)
    of: str = ""
    submitted: str = ""  # the id of the form these args come from, if any
    people: Mapping[str, Speaker] = field(default_factory=dict)
    page: int = 0  # of a form that a platform shows in `pages`, from 1; 0 for a whole one
    pages: int = 0


FieldKind = Literal["line", "text", "date", "time", "number", "person", "people", "zone", "choice", "choices"]


@dataclass(frozen=True)
class Field:
    """`hint` is said wherever the field is, `typed` where there is no picker for it. `more`: as most have it, `initial`
    will do, so that it may stand on a later page. `chosen` are the accounts of the people that `initial` names.
    """

    name: str
    label: Line
    kind: FieldKind = "line"
    required: bool = True
    cap: int = WORDS_CAP
    hint: Line | None = None
    initial: str = ""
    options: tuple[tuple[str, Line], ...] = ()
    typed: Line | None = None
    more: bool = False
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ask:
    """A form. Submitting it is the command `command` with the fields as named arguments, about `of`. In pages it
    opens at `page`, or at the one with the field `at`.
    """

    form: str
    title: Line
    fields: tuple[Field, ...]
    command: str
    of: str = ""
    args: tuple[tuple[str, str], ...] = ()
    lead: Line | None = None
    page: int = 1
    at: str = ""


def in_pages(ask: Ask, most: int) -> tuple[tuple[Field, ...], ...]:
    """The fields of a form for a platform that shows at most `most` at once: what everybody has to say first, then
    what is as most have it; the pages of each about equally long.
    """
    if len(ask.fields) <= most:
        return (ask.fields,)
    halves = ([f for f in ask.fields if not f.more], [f for f in ask.fields if f.more])
    out: list[tuple[Field, ...]] = []
    for half in (h for h in halves if h):
        count = -(-len(half) // most)
        ends = [round(len(half) * n / count) for n in range(count + 1)]
        out += [tuple(half[a:b]) for a, b in pairwise(ends)]
    return tuple(out)


def page_of(ask: Ask, pages: tuple[tuple[Field, ...], ...]) -> int:
    """Where a form opens, from 1: at the field that it is about, else at its page."""
    about = (n for n, page in enumerate(pages, 1) if any(f.name == ask.at for f in page))
    return next(about, min(max(ask.page, 1), len(pages)))


def at_fields(amiss: Sequence[tuple[str, Message]], fields: Sequence[str]) -> tuple[tuple[str, Message], ...]:
    """What is wrong, at those of these fields that it is wrong with; none where it is not known which."""
    only = fields[0] if len(fields) == 1 else ""
    placed = ((name or only, message) for name, message in amiss)
    return tuple((name, message) for name, message in placed if name in fields)


@dataclass(frozen=True)
class Reply:
    """The answer to the one who asked, seen by nobody else; quiet when what happened speaks for itself. Where a form
    was not taken because of what was typed, `amiss` says what is wrong with which field ("" for the only one): a
    platform that can leaves the form open and says it there, instead of `messages`.
    """

    messages: tuple[Message, ...] = ()
    ask: Ask | None = None
    zone: str = ""  # that they chose for themselves; "" where their platform's counts
    amiss: tuple[tuple[str, Message], ...] = ()

    @staticmethod
    def quiet() -> Reply:
        return Reply()

    @staticmethod
    def say(*messages: Message) -> Reply:
        return Reply(messages)

    @staticmethod
    def form(ask: Ask) -> Reply:
        return Reply(ask=ask)
