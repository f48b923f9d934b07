"""Messages as plain text: for the terminal and for transcripts."""

from __future__ import annotations

from typing import assert_never

from adapters import languages
from core.message import (
    Aside,
    Choice,
    Choices,
    Facts,
    Heading,
    Line,
    Message,
    Own,
    Part,
    Picture,
    Progress,
    Quote,
    Reader,
    Roster,
    Table,
    Value,
)


def lines(message: Message, reader: Reader) -> list[str]:
    """The message as lines of text, for this reader."""
    return [line for part in message.parts for line in part_lines(part, reader)]


def part_lines(part: Part, reader: Reader) -> list[str]:
    match part:
        case Line():
            return [text(part, reader)]
        case Heading(line):
            return [text(line, reader)]
        case Quote(words):
            return [f"“{flat(words.words)}”"]
        case Facts(facts):
            return [f"{text(k, reader)}: {text(v, reader)}" for k, v in facts]
        case Roster(entries):
            return [f"{who.name}: {text(line, reader)}" for who, line in entries]
        case Progress(done, total, line):
            return [f"{text(line, reader)} ({done}/{total})"]
        case Choices(options):
            return [buttons(options, reader)]
        case Aside(line):
            return [f"({text(line, reader)})"]
        case Table(head, rows):
            return [" · ".join(text(cell, reader) for cell in row) for row in (head, *rows)]
        case Picture(_, line):
            return [text(line, reader)]
        case _:
            assert_never(part)


def buttons(options: tuple[Choice, ...], reader: Reader) -> str:
    return " ".join(f"[{text(o.label, reader)}]" for o in options)


def text(line: Line, reader: Reader) -> str:
    """The sentence with its values."""
    return languages.filled(line, reader, value)


def value(v: Value, reader: Reader) -> str:
    return flat(v.words) if isinstance(v, Own) else languages.value(v, reader)


def flat(words: str) -> str:
    """Several lines as one: a transcript's line is a line."""
    return " / ".join(w for w in words.splitlines() if w.strip())
