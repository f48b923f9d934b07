"""Messages as Block Kit. Text with values is rich_text, so that a member's words stay the characters they typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from string import Formatter
from typing import Any, Literal, assert_never
from zoneinfo import ZoneInfo

from adapters import languages
from core.message import (
    Aside,
    At,
    Choice,
    Choices,
    Clock,
    Day,
    Facts,
    Heading,
    Lasting,
    Line,
    Message,
    Name,
    Own,
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

# Slack's limits (platform-facts S6; docs.slack.dev/reference/block-kit).
BLOCKS = 50  # in a message
BUTTONS = 25  # in an actions block
BUTTON_TEXT = 75
NOTIFICATION = 150  # our own: what fits a lock screen
TEXT = 12_000  # characters in the blocks of one message; Slack refuses somewhat more (msg_blocks_too_long)
RUN = 3_000  # characters that follow one another in one block

Block = dict[str, Any]
Element = dict[str, Any]
Style = Literal["", "bold", "italic"]

# How Slack shows an instant in its reader's own zone.
DATES = {"time": "{time}", "day": "{date_long_pretty}", "day time": "{date_long_pretty}, {time}"}


@dataclass(frozen=True)
class Eyes:
    """For whom a message is rendered, and which account each person in it has."""

    reader: Reader
    accounts: Mapping[PersonId, str]


def messages(message: Message, eyes: Eyes) -> list[dict[str, Any]]:
    """`text` and `blocks` of each Slack message that this one becomes: one, but for a list past Slack's limits."""
    chunks: list[list[Block]] = [[]]
    for block in blocks(message.parts, eyes):
        full = len(chunks[-1]) >= BLOCKS or sum(map(length, chunks[-1])) + length(block) > TEXT
        if full and chunks[-1]:
            chunks.append([])
        chunks[-1].append(block)
    text = notification(message, eyes)
    return [{"text": text, "blocks": chunk} for chunk in chunks]


def length(value: Any) -> int:
    """Characters of text in a block, or in anything of one."""
    if isinstance(value, Mapping):
        own = len(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + sum(length(v) for v in value.values())
    return sum(length(v) for v in value) if isinstance(value, list) else 0


def blocks(parts: Iterable[Part], eyes: Eyes) -> list[Block]:
    """Parts as blocks; lines that follow one another share one."""
    out: list[Block] = []
    for part in parts:
        for block in _blocks_of(part, eyes):
            joins = out and block["type"] == "rich_text" == out[-1]["type"]
            if joins and length(out[-1]) + length(block) <= RUN:
                _append(out[-1], block)
            else:
                out.append(block)
    return out


def _append(before: Block, block: Block) -> None:
    """Join two blocks of text; two plain sections become one, with a line's end between them."""
    for element in block["elements"]:
        last = before["elements"][-1]
        if element["type"] == last["type"] == "rich_text_section":
            last["elements"] += [_text("\n"), *element["elements"]]
        else:
            before["elements"].append(element)


def _blocks_of(part: Part, eyes: Eyes) -> list[Block]:
    match part:
        case Line():
            return [_section(elements(part, eyes))]
        case Heading(line):
            return [_section(elements(line, eyes, "bold"))]
        case Quote(words):
            return [_rich({"type": "rich_text_quote", "elements": [_text(f"“{words.words}”")]})]
        case Facts(facts):
            rows = ([*elements(k, eyes, "bold"), _text(": ", "bold"), *elements(v, eyes)] for k, v in facts)
            return [_section(row) for row in rows]
        case Roster(entries):
            rows = ([_value(who, eyes, ""), _text(": "), *elements(line, eyes)] for who, line in entries)
            return [_list(rows)] if entries else []
        case Progress(done, total, line):
            return [_section([*elements(line, eyes), _text(f" ({done}/{total})")])]
        case Choices(options):
            return [actions(options[i : i + BUTTONS], eyes) for i in range(0, len(options), BUTTONS)]
        case Aside(line):
            return [_section(elements(line, eyes, "italic"))]
        case Table(head, rows_):
            cells = [_row(row, eyes, "bold" if row is head else "") for row in (head, *rows_)]
            return [_section(row) for row in cells]
        case Picture(_, line):
            return [_section(elements(line, eyes))]
        case _:
            assert_never(part)


def _row(cells: tuple[Line, ...], eyes: Eyes, style: Style) -> list[Element]:
    row: list[Element] = []
    for cell in cells:
        row += [*([_text(" · ")] if row else []), *elements(cell, eyes, style)]
    return row


def actions(options: tuple[Choice, ...], eyes: Eyes) -> Block:
    return {"type": "actions", "elements": [_button(o, eyes) for o in options]}


def _button(choice: Choice, eyes: Eyes) -> Element:
    button = {
        "type": "button",
        "action_id": f"als:{choice.token}",
        "value": choice.token,
        "text": {"type": "plain_text", "text": clipped(plain(choice.label, eyes.reader), BUTTON_TEXT)},
    }
    return button | ({"style": "primary"} if choice.main else {})


def elements(line: Line, eyes: Eyes, style: Style = "") -> list[Element]:
    """A sentence as rich_text elements: its own words, and each value as what it is."""
    out: list[Element] = []
    for text, name, _, _ in Formatter().parse(languages.sentence(line, eyes.reader.language)):
        if text:
            out.append(_text(text, style))
        if name is not None:
            out += _values(line.values[name], eyes, style)
    return out


def _values(value: Value, eyes: Eyes, style: Style) -> list[Element]:
    if not isinstance(value, People):
        return [_value(value, eyes, style)]
    out: list[Element] = []
    for i, person in enumerate(value.people):
        if i:
            out.append(_text(_between(i, len(value.people), eyes.reader, then=value.then), style))
        out.append(_value(person, eyes, style))
    return out


def _between(i: int, n: int, reader: Reader, *, then: bool) -> str:
    """What stands before the `i`th of `n` people, as the reader's language joins a list."""
    marks = [f"\x00{k}\x00" for k in range(n)]
    joined = languages.joined(marks, reader.language, then=then)
    return joined.partition(marks[i - 1])[2].partition(marks[i])[0]


def _value(value: Value, eyes: Eyes, style: Style) -> Element:
    reader = eyes.reader
    match value:
        case Who(person, name):
            account = eyes.accounts.get(person)
            return {"type": "user", "user_id": account} if account else _text(name, style)
        case People():
            return _text(
                languages.joined([p.name for p in value.people], reader.language, then=value.then), style
            )
        case Own(words):
            return _text(words, style)
        case At(instant, show, place) if place:
            shown = languages.moment(_local(instant, reader), show, reader.language)
            return _text(languages.named(shown, place), style)
        case At(instant, show):
            return {
                "type": "date",
                "timestamp": int(instant.timestamp()),
                "format": DATES[show],
                "fallback": languages.moment(_local(instant, reader), show, reader.language),
            }
        case Day(day, show):
            return _text(languages.day(day, show, reader.language), style)
        case Clock(at, zone):
            return _text(languages.clock(at, zone, reader), style)
        case Lasting(minutes):
            return _text(languages.lasting(minutes, reader.language), style)
        case Name(name):
            return _text(name, style)
        case int():
            return _text(str(value), style)
        case _:
            assert_never(value)


def plain(line: Line, reader: Reader) -> str:
    """A sentence where Slack takes plain text only: labels and titles, whose values are never members' words."""
    values = {k: _plain_value(v, reader) for k, v in line.values.items()}
    return languages.sentence(line, reader.language).format_map(values)


def _plain_value(value: Value, reader: Reader) -> str:
    match value:
        case Who(_, name):
            return name
        case Own():
            return "…"
        case At(instant, show, place):
            return languages.named(languages.moment(_local(instant, reader), show, reader.language), place)
        case _:
            return str(_value(value, Eyes(reader, {}), "")["text"])


def notification(message: Message, eyes: Eyes) -> str:
    """The first line, for lock screens and screen readers' summaries: without anybody's own words, and escaped, since
    Slack reads markup in it.
    """
    for part in message.parts:
        line = part if isinstance(part, Line) else getattr(part, "line", None)
        if isinstance(line, Line):
            text = clipped(plain(line, eyes.reader), NOTIFICATION)
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "…"


def clipped(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _local(instant: datetime, reader: Reader) -> datetime:
    return instant.astimezone(ZoneInfo(reader.zone))


def _text(text: str, style: Style = "") -> Element:
    element: Element = {"type": "text", "text": text}
    return element | ({"style": {style: True}} if style else {})


def _section(of: list[Element]) -> Block:
    return _rich({"type": "rich_text_section", "elements": _shown(of)})


def _list(rows: Iterable[list[Element]]) -> Block:
    items = [{"type": "rich_text_section", "elements": _shown(row)} for row in rows]
    return _rich({"type": "rich_text_list", "style": "bullet", "elements": items})


def _shown(of: list[Element]) -> list[Element]:
    """Slack takes no empty text, and no line without any."""
    return [e for e in of if e.get("text", "…")] or [_text(" ")]


def _rich(element: Element) -> Block:
    return {"type": "rich_text", "elements": [element]}
