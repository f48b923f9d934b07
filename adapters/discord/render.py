"""Messages as Components V2. Discord reads markup everywhere, so a member's words are escaped wherever they stand."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, assert_never

from adapters import languages
from core.message import (
    Aside,
    At,
    Choice,
    Choices,
    Facts,
    Heading,
    Line,
    Message,
    Mood,
    Part,
    People,
    Picture,
    Progress,
    Quote,
    Reader,
    Roster,
    Table,
    Value,
    Who,
)
from core.names import PersonId

# Discord's limits (platform-facts D5; developers/components/reference).
COMPONENTS = 40  # in a message, those inside others counted too
TEXT = 4_000  # characters of text in a message
BUTTONS = 5  # in a row
BUTTON_TEXT = 80
CUSTOM_ID = 100
MENTIONS = 100  # accounts in allowed_mentions
THREAD_NAME = 100

COMPONENTS_V2 = 1 << 15  # the flag of a message
EPHEMERAL = 1 << 6

ACTION_ROW, BUTTON, TEXT_DISPLAY, CONTAINER = 1, 2, 10, 17  # kinds of component
PRIMARY, SECONDARY = 1, 2  # styles of a button

# How Discord shows an instant in its reader's own zone (D18).
DATES = {"time": "t", "day": "D", "day time": "F"}
COLOURS: Mapping[Mood, int] = {"calm": 0x5B7083, "your turn": 0x2E7D6B, "time": 0xB7791F, "done": 0x8A8F98}

# What Discord reads as markup, wherever it stands; at the beginning of a line; and in a link or an address.
ANYWHERE = re.compile(r"([\\*_~`|<>\[\]()@])")
AT_LINE_START = re.compile(r"^(\s*)([#+-])", re.MULTILINE)
NUMBERED = re.compile(r"^(\s*\d+)(\.)", re.MULTILINE)
LINK = re.compile(r"(?<=\w):(?=//)")

Component = dict[str, Any]


@dataclass(frozen=True)
class Eyes:
    """For whom a message is rendered, and which account each person in it has. `workspace` goes into its buttons, for
    a press in a direct message tells of no server.
    """

    reader: Reader
    accounts: Mapping[PersonId, str] = field(default_factory=dict)
    workspace: str = ""


def messages(message: Message, eyes: Eyes) -> list[dict[str, Any]]:
    """`components`, `flags` and `allowed_mentions` of each Discord message that this one becomes: one, but for a list
    past Discord's limits.
    """
    chunks: list[list[Component]] = [[]]
    for component in components(message.parts, eyes):
        full = size(chunks[-1]) + size([component]) + 1 > COMPONENTS
        if (full or length(chunks[-1]) + length([component]) > TEXT) and chunks[-1]:
            chunks.append([])
        chunks[-1].append(component)
    meant = list(dict.fromkeys(_meant(message.parts, eyes)))[:MENTIONS]
    return [_one(chunk, message.mood, meant if i == 0 else []) for i, chunk in enumerate(chunks)]


def _one(inside: list[Component], mood: Mood, meant: list[str]) -> dict[str, Any]:
    return {
        "flags": COMPONENTS_V2,
        "components": [{"type": CONTAINER, "accent_color": COLOURS[mood], "components": inside}],
        "allowed_mentions": {"parse": [], "users": meant, "roles": [], "replied_user": False},
    }


def size(of: list[Component]) -> int:
    """How many components these are, with those inside them."""
    return sum(1 + size(c.get("components", [])) for c in of)


def length(of: list[Component]) -> int:
    """Characters of text that count towards Discord's limit."""
    return sum(len(c.get("content", "")) + length(c.get("components", [])) for c in of)


def components(parts: Iterable[Part], eyes: Eyes) -> list[Component]:
    """Parts as components; lines that follow one another share one, up to the limit of a message."""
    out: list[Component] = []
    for part in parts:
        for piece in _pieces(part, eyes):
            if isinstance(piece, dict):
                out.append(piece)
                continue
            last = out[-1] if out and out[-1]["type"] == TEXT_DISPLAY else None
            if last is not None and len(last["content"]) + len(piece) < TEXT:
                last["content"] += "\n" + piece
            else:
                out.append(_shown(piece))
    return out or [_shown("")]


def _shown(text: str) -> Component:
    """Discord takes no empty text."""
    return {"type": TEXT_DISPLAY, "content": text if text.strip() else "…"}


def _pieces(part: Part, eyes: Eyes) -> Iterator[str | Component]:
    """A part as lines of markup, or as whole components."""
    match part:
        case Line():
            yield markup(part, eyes)
        case Heading(line):
            yield _bold(markup(line, eyes))
        case Quote(words):
            yield "\n".join(f"> {line}" for line in escaped(f"“{words.words}”").split("\n"))
        case Facts(facts):
            yield from (f"{_bold(markup(k, eyes) + ':')} {markup(v, eyes)}" for k, v in facts)
        case Roster(entries):
            yield from (f"- {_value(who, eyes)}: {markup(line, eyes)}" for who, line in entries)
        case Progress(done, total, line):
            yield f"{markup(line, eyes)} ({done}/{total})"
        case Choices(options):
            for i in range(0, len(options), BUTTONS):
                yield {
                    "type": ACTION_ROW,
                    "components": [_button(o, eyes) for o in options[i : i + BUTTONS]],
                }
        case Aside(line):
            yield f"-# {markup(line, eyes)}"
        case Table(head, rows):
            yield _bold(" · ".join(markup(cell, eyes) for cell in head))
            yield from (" · ".join(markup(cell, eyes) for cell in row) for row in rows)
        case Picture(_, line):
            yield markup(line, eyes)
        case _:
            assert_never(part)


def _bold(text: str) -> str:
    return f"**{text}**" if text.strip() else text


def _button(choice: Choice, eyes: Eyes) -> Component:
    return {
        "type": BUTTON,
        "style": PRIMARY if choice.main else SECONDARY,
        "label": plain(choice.label, eyes.reader, BUTTON_TEXT),
        "custom_id": custom_id(choice.token, eyes.workspace),
    }


def custom_id(token: str, workspace: str) -> str:
    """A token under the server's number in ten characters, which is all that Discord leaves beside 90."""
    number = int(workspace) if workspace.isdigit() else 0
    made = base64.b85encode(number.to_bytes(8, "big")).decode() + token
    if len(made) > CUSTOM_ID:
        raise ValueError(f"a custom_id has {len(made)} characters")
    return made


def read_custom_id(text: str) -> tuple[str, str]:
    """The server's id ("" for none) and the token. Text that we never made reads as a token that nobody knows."""
    try:
        number = int.from_bytes(base64.b85decode(text[:10]), "big")
    except ValueError:
        return "", text
    return (str(number) if number else ""), text[10:]


def markup(line: Line, eyes: Eyes) -> str:
    """A sentence: its own words, and each value as what it is."""
    return "".join(
        escaped(piece) if isinstance(piece, str) else _value(piece, eyes)
        for piece in languages.pieces(line, eyes.reader)
    )


def _value(value: Value, eyes: Eyes) -> str:
    match value:
        case Who(person) if eyes.accounts.get(person):
            return f"<@{eyes.accounts[person]}>"
        case At(instant, show, place) if not place:
            return f"<t:{int(instant.timestamp())}:{DATES[show]}>"
        case _:
            return escaped(languages.value(value, eyes.reader))


def escaped(text: str) -> str:
    """Text that shows as the characters it has, and pings nobody."""
    text = ANYWHERE.sub(r"\\\1", text)
    text = AT_LINE_START.sub(r"\1\\\2", text)
    text = NUMBERED.sub(r"\1\\\2", text)
    return LINK.sub(r"\\:", text)


def plain(line: Line, reader: Reader, most: int) -> str:
    """A sentence where Discord takes plain text only: labels, titles and options."""
    return clipped(languages.filled(line, reader), most)


def clipped(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _meant(parts: Iterable[Part], eyes: Eyes) -> Iterator[str]:
    """The accounts of those whom a sentence speaks of; somebody in a list is shown, not called."""
    for part in parts:
        line = part if isinstance(part, Line) else part.line if isinstance(part, Heading) else None
        for value in line.values.values() if line is not None else ():
            people = value.people if isinstance(value, People) else (value,) if isinstance(value, Who) else ()
            for who in people:
                account = eyes.accounts.get(who.id)
                if account:
                    yield account
