"""Notes to oneself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.message import Choice, Choices, Day, Message, Own, Part
from core.names import WORDS_CAP
from core.request import Ask, Field
from core.words._say import say


@dataclass(frozen=True)
class Kept:
    id: int
    day: date
    words: Own


def form(of: str) -> Ask:
    field = Field("words", say("What do you take away? Only you will see it."), "text", cap=WORDS_CAP)
    return Ask("learned-note", say("A note to myself"), (field,), "learned note", of)


def written() -> Message:
    return Message("learning.written", (say("Kept for you alone. /als learned shows all your notes."),))


def notes(kept: Sequence[Kept], more: int) -> Message:
    """The newest first; `more` older ones are not shown."""
    write = Choice(say("A note to myself"), "learned note")
    if not kept:
        return Message("learning.none", (say("No notes yet. They are for you alone."), Choices((write,))))
    lines: list[Part] = [say("Your notes. Nobody else can see them.")]
    lines += [say("{day}: “{words}”", day=Day(note.day), words=note.words) for note in kept]
    if more:
        lines.append(say("And {n} from before.", n=more))
    lines.append(Choices((write, Choice(say("Let one go"), "learned tidy"))))
    return Message("learning.notes", tuple(lines))


def tidy(kept: Sequence[Kept]) -> Message:
    lines: list[Part] = []
    for note in kept:
        lines.append(say("{day}: “{words}”", day=Day(note.day), words=note.words))
        lines.append(Choices((Choice(say("Let it go"), "learned forget", f"note-{note.id}"),)))
    return Message("learning.tidy", tuple(lines))


def gone() -> Message:
    return Message("learning.gone", (say("Gone."),))
