"""What the console shows: every message that stands, where, to whom, and in what order it came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from core.message import Choice, Choices, Message, Reader
from core.request import Ask

MOST_TYPED = 200  # lines that can still be pointed at

What = Literal["new", "changes", "removes", "opens", "closes", "answer", "form", "amiss", "invites"]


@dataclass
class Shown:
    """A message on the screen. `room` is a room's name, `thread` that of a thread in it, `to` the one person who
    can see it ("" for all in the room).
    """

    id: str
    message: Message
    room: str = ""
    thread: str = ""
    to: str = ""
    reader: Reader = field(default_factory=lambda: Reader("UTC"))
    private: bool = False  # a direct message, as against an answer that only `to` sees

    def choices(self) -> list[Choice]:
        return [c for part in self.message.parts if isinstance(part, Choices) for c in part.options]


@dataclass(frozen=True)
class Typed:
    """What a person typed for others to read."""

    by: str
    text: str
    room: str
    thread: str = ""
    to: str = ""  # the one person who sees it, in private


@dataclass
class Event:
    """Something that happened on the screen."""

    what: What
    shown: Shown
    ask: Ask | None = None
    wrong: str = ""  # the field of the form that was not taken, and why
    at: datetime | None = None  # when, where the screen has a clock


@dataclass
class Screen:
    """The console's own small platform: it keeps what was posted, as a workspace would."""

    events: list[Event] = field(default_factory=list)
    standing: dict[str, Shown] = field(default_factory=dict)
    typed: list[Typed] = field(default_factory=list)  # the latest, oldest first
    rooms: list[str] = field(default_factory=list)
    threads: dict[str, str] = field(default_factory=dict)  # thread -> room
    down: bool = False
    closed: set[str] = field(default_factory=set)  # people who take no private messages
    gone: set[str] = field(default_factory=set)  # people whose account is closed
    clock: Callable[[], datetime] | None = None
    _count: int = 0

    def number(self) -> str:
        self._count += 1
        return f"m{self._count}"

    def type(self, typed: Typed) -> None:
        self.typed = [*self.typed[-MOST_TYPED:], typed]

    def _happens(self, event: Event) -> None:
        event.at = self.clock() if self.clock is not None else None
        self.events.append(event)

    def show(self, what: What, shown: Shown) -> None:
        self.standing.pop(shown.id, None)
        self.standing[shown.id] = shown  # the latest stands last, as the eye goes
        self._happens(Event(what, shown))

    def change(self, shown: Shown) -> None:
        self.standing[shown.id] = shown  # keeps its place
        self._happens(Event("changes", shown))

    def form(self, name: str, ask: Ask, reader: Reader) -> None:
        shown = Shown(self.number(), Message("form", (ask.title,)), to=name, reader=reader)
        self._happens(Event("form", shown, ask))

    def amiss(self, name: str, ask: Ask, wrong: str, reader: Reader) -> None:
        """The form stays open, with what is wrong at its field."""
        shown = Shown(self.number(), Message("form", (ask.title,)), to=name, reader=reader)
        self._happens(Event("amiss", shown, ask, wrong))

    def remove(self, id: str) -> bool:  # noqa: A002 - the word for it
        gone = self.standing.pop(id, None)
        if gone is None:
            return False
        self._happens(Event("removes", gone))
        return True
