"""What one can ask for, made from the table of commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.message import Aside, Facts, Heading, Line, Message, Name, Part
from core.words._say import say


@dataclass(frozen=True)
class Entry:
    """A command as help shows it: what one types, what it does, and who it is for."""

    typed: str
    brief: str
    example: str = ""
    who: str = "anybody"
    options: tuple[tuple[str, str], ...] = ()


def overview(first: Sequence[Entry], groups: Sequence[str]) -> Message:
    """The few that most people need, and how to find the rest."""
    listed = ", ".join(groups)
    return Message(
        "help.overview",
        (
            Heading(say("What you can ask for")),
            _facts(first),
            Aside(say("More of each: /als help and one of these words: {groups}.", groups=Name(listed))),
            Aside(say("Everything also has its button or form; nobody needs to learn commands.")),
        ),
    )


def no_such(overview: Message) -> Message:
    """Help was asked for with a word that nothing here has."""
    return Message("help.unknown", (say("I do not know that one. This is what there is."), *overview.parts))


def group(name: str, entries: Sequence[Entry]) -> Message:
    return Message("help.group", (Heading(say("About: {group}", group=Name(name))), _facts(entries)))


def one(entry: Entry) -> Message:
    parts: list[Part] = [
        Heading(say("/als {typed}", typed=Name(entry.typed))),
        brief(entry.brief),
    ]
    if entry.options:
        parts.append(Facts(tuple((say("{option}", option=Name(o)), brief(b)) for o, b in entry.options)))
    if entry.example:
        parts.append(say("For example: /als {example}", example=Name(entry.example)))
    if entry.who != "anybody":
        parts.append(Aside(say("For: {who}", who=Name(entry.who))))
    return Message("help.one", tuple(parts))


def brief(text: str) -> Line:
    """A command's own short description, from the table."""
    return Line(text)


def _facts(entries: Sequence[Entry]) -> Facts:
    return Facts(tuple((say("/als {typed}", typed=Name(e.typed)), brief(e.brief)) for e in entries))
