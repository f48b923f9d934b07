"""What a phone shows of a Discord payload, as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from tests.gallery.phone import MONTHS, WEEKDAYS, rows, wrapped

MENTION: Final = re.compile(r"(?<!\\)<@(\d+)>")
INSTANT: Final = re.compile(r"(?<!\\)<t:(\d+):(\w)>")
BOLD: Final = re.compile(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*", re.DOTALL)
LITERAL: Final = re.compile(r"\\([^0-9A-Za-z\s])")
ROW, TEXT, CONTAINER, LABELLED = 1, 10, 17, 18
SELECT, TYPED, PEOPLE, RADIOS, BOXES = 3, 4, 5, 21, 22
Component = Mapping[str, Any]


def shown(payload: Component, people: Mapping[str, str], zone: str) -> list[str]:
    """A message or form; `people` are the names by account."""
    lines = [payload["title"], ""] if "title" in payload else []
    for component in payload["components"]:
        lines += _component(component, people, zone)
    return wrapped([*lines, "", "[Cancel] [Submit]"] if "title" in payload else lines)


def _component(c: Component, people: Mapping[str, str], zone: str) -> Iterator[str]:
    match c["type"]:
        case kind if kind == CONTAINER:
            for inside in c["components"]:
                yield from _component(inside, people, zone)
        case kind if kind == TEXT:
            yield from (_line(line, people, zone) for line in c["content"].split("\n"))
        case kind if kind == ROW:
            yield from rows([f"[{b['label']}]" for b in c["components"]])
        case kind if kind == LABELLED:
            optional = "" if c["component"].get("required", True) else " (optional)"
            yield from ("", c["label"] + optional, *((c["description"],) if "description" in c else ()))
            yield _field(c["component"])
        case kind:
            raise ValueError(kind)


def _line(line: str, people: Mapping[str, str], zone: str) -> str:
    line = MENTION.sub(lambda m: "@" + people[m[1]], line)
    line = INSTANT.sub(lambda m: _instant(int(m[1]), m[2], zone), line)
    line = BOLD.sub(r"\1", line)
    line = "• " + line[2:] if line.startswith("- ") else line.removeprefix("-# ")
    line = "▏ " + line[2:] if line.startswith("> ") else line
    return LITERAL.sub(r"\1", line)


def _instant(seconds: int, style: str, zone: str) -> str:
    """As Discord writes it in British English."""
    at = datetime.fromtimestamp(seconds, UTC).astimezone(ZoneInfo(zone))
    day = f"{at.day} {MONTHS[at.month - 1]} {at.year}"
    match style:
        case "t":
            return f"{at:%H:%M}"
        case "D":
            return day
        case "F":
            return f"{WEEKDAYS[at.weekday()]} {day} at {at:%H:%M}"
        case _:
            raise ValueError(style)


def _field(c: Component) -> str:
    match c["type"]:
        case kind if kind == TYPED:
            return f"| {c.get('value', '')}"
        case kind if kind == PEOPLE:
            return "( people ▾ )"
        case kind if kind == SELECT:
            chosen = next((o["label"] for o in c["options"] if o.get("default")), "choose")
            return f"( {chosen} ▾ )  " + " | ".join(o["label"] for o in c["options"])
        case kind if kind in (RADIOS, BOXES):
            signs = "◉○" if kind == RADIOS else "☑☐"
            return " ".join(f"{signs[not o.get('default')]} {o['label']}" for o in c["options"])
        case kind:
            raise ValueError(kind)
