"""Messages as Block Kit. Text with values is rich_text, so that a member's words stay the characters they typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, assert_never

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
    Own,
    Part,
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

# How Slack shows an instant in its reader's own zone: "Tuesday, March 30th, 2027". The tokens that leave out the year say
# "today" as well, which no sentence with "on" before it can bear.
DATES = {"time": "{time}", "day": "{date_long}", "day time": "{date_long}, {time}"}


@dataclass(frozen=True)
class Eyes:
    """For whom a message is rendered, and which account each person in it has."""

    reader: Reader
    accounts: Mapping[PersonId, str]


def messages(message: Message, eyes: Eyes) -> list[dict[str, Any]]:
    """`text` and `blocks` of each Slack message that this one becomes: one, but for a list past Slack's limits."""
    chunks: list[list[Block]] = [[]]
    so_far = 0
    for block in blocks(message.parts, eyes):
        more = length(block)
        if chunks[-1] and (len(chunks[-1]) >= BLOCKS or so_far + more > TEXT):
            chunks.append([])
            so_far = 0
        chunks[-1].append(block)
        so_far += more
    text = notification(message, eyes)
    return [{"text": text, "blocks": chunk} for chunk in chunks]


def length(value: Any) -> int:
    """Characters of text in a block, or in anything of one."""
    if isinstance(value, dict):
        text = value.get("text")
        own = len(text) if isinstance(text, str) else 0
        return own + sum(length(v) for v in value.values() if isinstance(v, dict | list))
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
        "text": plain(choice.label, eyes.reader, BUTTON_TEXT),
    }
    return button | ({"style": "primary"} if choice.main else {})


def plain(line: Line, reader: Reader, most: int) -> Element:
    """A sentence where Slack takes plain text only: labels, titles, options. It shows what somebody typed as they did."""
    text = {"type": "plain_text", "text": clipped(languages.filled(line, reader), most)}
    return text | ({"emoji": False} if any(isinstance(v, Own) for v in line.values.values()) else {})


def elements(line: Line, eyes: Eyes, style: Style = "") -> list[Element]:
    """A sentence as rich_text elements: its own words, and each value as what it is."""
    pieces = languages.pieces(line, eyes.reader)
    return [_text(p, style) if isinstance(p, str) else _value(p, eyes, style) for p in pieces]


def _value(value: Value, eyes: Eyes, style: Style) -> Element:
    shown = languages.value(value, eyes.reader)
    match value:
        case Who(person) if account := eyes.accounts.get(person):
            return {"type": "user", "user_id": account}
        case At(instant, show, ""):
            seconds = int(instant.timestamp())
            return {"type": "date", "timestamp": seconds, "format": DATES[show], "fallback": shown}
        case _:
            return _text(shown, style)


def notification(message: Message, eyes: Eyes) -> str:
    """The first line, for lock screens and screen readers' summaries: without anybody's own words, and escaped, since
    Slack reads markup in it.
    """
    for part in message.parts:
        line = part if isinstance(part, Line) else getattr(part, "line", None)
        if isinstance(line, Line):
            text = clipped(languages.filled(line, eyes.reader, languages.without_words), NOTIFICATION)
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "…"


def clipped(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _text(text: str, style: Style = "") -> Element:
    element: Element = {"type": "text", "text": text}
    return element | ({"style": {style: True}} if style else {})


def _section(of: list[Element]) -> Block:
    return _rich({"type": "rich_text_section", "elements": _shown(of)})


def _list(rows: Iterable[list[Element]]) -> Block:
    items = [{"type": "rich_text_section", "elements": _shown(row)} for row in rows]
    return _rich({"type": "rich_text_list", "style": "bullet", "elements": items})


def _shown(of: list[Element]) -> list[Element]:
    """Neighbours of one style in one; Slack takes no empty text, and no line without any."""
    out: list[Element] = []
    for e in of:
        before = out[-1] if out else None
        if (
            before is not None
            and before["type"] == e["type"] == "text"
            and before.get("style") == e.get("style")
        ):
            out[-1] = before | {"text": before["text"] + e["text"]}
        elif e.get("text", "…"):
            out.append(e)
    return out or [_text(" ")]


def _rich(element: Element) -> Block:
    return {"type": "rich_text", "elements": [element]}
