"""What a phone shows of a Slack payload, as text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

WIDTH: Final = 46  # characters in a line of a phone, about
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                 "November", "December")  # fmt: skip
Block = Mapping[str, Any]


def shown(payload: Block, people: Mapping[str, str], zone: str) -> list[str]:
    """A message, form or home; `people` are the names by account."""
    lines = [_plain(payload["title"]), ""] if "title" in payload else []
    for block in payload["blocks"]:
        lines += _block(block, people, zone)
    ends = [f"[{_plain(payload[b])}]" for b in ("close", "submit") if b in payload]
    if ends:
        lines += ["", " ".join(ends)]
    return wrapped(lines)


def wrapped(lines: Iterable[str]) -> list[str]:
    """As wide as a phone."""
    return [
        part
        for line in lines
        for part in textwrap.wrap(line, WIDTH, subsequent_indent="  " * line.startswith(("• ", "▏ "))) or [""]
    ]


def _block(block: Block, people: Mapping[str, str], zone: str) -> Iterator[str]:
    match block["type"]:
        case "rich_text":
            for element in block["elements"]:
                items = element["elements"] if element["type"] == "rich_text_list" else [element]
                mark = "• " if element["type"] == "rich_text_list" else ""
                for item in items:
                    text = "".join(_inline(e, people, zone) for e in item["elements"])
                    first, *rest = text.split("\n")
                    yield from (mark + first, *rest)
        case "actions":
            yield from rows([f"[{_plain(e['text'])}]" for e in block["elements"]])
        case "input":
            optional = " (optional)" if block.get("optional") else ""
            yield from ("", _plain(block["label"]) + optional, _field(block["element"]))
            if "hint" in block:
                yield _plain(block["hint"])
        case kind:
            raise ValueError(kind)


def rows(buttons: list[str]) -> list[str]:
    rows = [""]
    for button in buttons:
        row = f"{rows[-1]} {button}".strip()
        if len(row) > WIDTH and rows[-1]:
            rows.append(button)
        else:
            rows[-1] = row
    return rows


def _field(element: Block) -> str:
    match element["type"]:
        case "static_select":
            chosen = element.get("initial_option")
            others = " | ".join(_plain(o["text"]) for o in element["options"])
            return f"( {_plain(chosen['text']) if chosen else 'choose'} ▾ )  {others}"
        case "checkboxes":
            ticked = element.get("initial_options", [])
            return " ".join(f"{'☑' if o in ticked else '☐'} {_plain(o['text'])}" for o in element["options"])
        case "users_select" | "multi_users_select":
            return "( people ▾ )"
        case "external_select":
            chosen = element.get("initial_option")
            return f"( {_plain(chosen['text']) if chosen else 'choose'} ▾ )"
        case "datepicker":
            return f"( {element.get('initial_date', 'day')} ▾ )"
        case "timepicker":
            return f"( {element.get('initial_time', 'time')} ▾ )"
        case _:
            return f"| {element.get('initial_value', '')}"


def _plain(text: Block) -> str:
    return str(text["text"])


def _inline(e: Block, people: Mapping[str, str], zone: str) -> str:
    match e["type"]:
        case "user":
            return "@" + people[e["user_id"]]
        case "date":
            at = datetime.fromtimestamp(e["timestamp"], UTC).astimezone(ZoneInfo(zone))
            day = f"{WEEKDAYS[at.weekday()]}, {MONTHS[at.month - 1]} {at.day}{_th(at.day)}, {at.year}"
            said: str = e["format"].replace("{date_long}", day).replace("{time}", f"{at:%H:%M}")
            return said
        case _:
            return str(e["text"])


def _th(day: int) -> str:
    return "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
