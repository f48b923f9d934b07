"""What comes in: a request, what it is answered with, and the form that an answer may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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


FieldKind = Literal["line", "text", "date", "time", "number", "person", "people", "zone", "choice", "choices"]


@dataclass(frozen=True)
class Field:
    name: str
    label: Line
    kind: FieldKind = "line"
    required: bool = True
    cap: int = WORDS_CAP
    hint: Line | None = None
    initial: str = ""
    options: tuple[tuple[str, Line], ...] = ()


@dataclass(frozen=True)
class Ask:
    """A form. Submitting it is the command `command` with the fields as named arguments, about `of`."""

    form: str
    title: Line
    fields: tuple[Field, ...]
    command: str
    of: str = ""
    args: tuple[tuple[str, str], ...] = ()
    lead: Line | None = None


@dataclass(frozen=True)
class Reply:
    """The answer to the one who asked, seen by nobody else; quiet when what happened speaks for itself."""

    messages: tuple[Message, ...] = ()
    ask: Ask | None = None
    zone: str = ""  # that they chose for themselves; "" where their platform's counts

    @staticmethod
    def quiet() -> Reply:
        return Reply()

    @staticmethod
    def say(*messages: Message) -> Reply:
        return Reply(messages)

    @staticmethod
    def form(ask: Ask) -> Reply:
        return Reply(ask=ask)
