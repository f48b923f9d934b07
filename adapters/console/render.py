"""Messages as plain text: for the terminal and for transcripts."""

from __future__ import annotations

from datetime import date, datetime
from typing import assert_never
from zoneinfo import ZoneInfo

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
    Roster,
    Table,
    Value,
    Who,
)

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
               "November", "December")  # fmt: skip


def lines(message: Message, zone: str) -> list[str]:
    """The message as lines of text, for a reader in `zone`."""
    return [line for part in message.parts for line in part_lines(part, zone)]


def part_lines(part: Part, zone: str) -> list[str]:
    match part:
        case Line():
            return [text(part, zone)]
        case Heading(line):
            return [text(line, zone)]
        case Quote(words):
            return [f"“{flat(words.words)}”"]
        case Facts(facts):
            return [f"{text(k, zone)}: {text(v, zone)}" for k, v in facts]
        case Roster(entries):
            return [f"{who.name}: {text(line, zone)}" for who, line in entries]
        case Progress(done, total, line):
            return [f"{text(line, zone)} ({done}/{total})"]
        case Choices(options):
            return [buttons(options, zone)]
        case Aside(line):
            return [f"({text(line, zone)})"]
        case Table(head, rows):
            return [" · ".join(text(cell, zone) for cell in row) for row in (head, *rows)]
        case Picture(_, line):
            return [text(line, zone)]
        case _:
            assert_never(part)


def buttons(options: tuple[Choice, ...], zone: str) -> str:
    return " ".join(f"[{text(o.label, zone)}]" for o in options)


def text(line: Line, zone: str) -> str:
    """The sentence with its values."""
    template = line.many if line.many and line.n != 1 else line.text
    return template.format_map({k: value(v, zone) for k, v in line.values.items()})


def value(v: Value, zone: str) -> str:
    match v:
        case Who(_, name):
            return name
        case People(people, then):
            return joined([p.name for p in people], then=then)
        case Own(words):
            return flat(words)
        case At(instant, show):
            return moment(instant.astimezone(ZoneInfo(zone)), show)
        case Day(day, show):
            return a_day(day, show)
        case Clock(at):
            return f"{at:%H:%M}"
        case Lasting(minutes):
            return lasting(minutes)
        case Name(name):
            return name
        case int():
            return str(v)
        case _:
            assert_never(v)


def flat(words: str) -> str:
    """Several lines as one: a transcript's line is a line."""
    return " / ".join(w for w in words.splitlines() if w.strip())


def joined(names: list[str], *, then: bool) -> str:
    if then:
        return ", then ".join(names)
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""


def moment(at: datetime, show: str) -> str:
    match show:
        case "time":
            return f"{at:%H:%M}"
        case "day":
            return a_day(at.date(), "short")
        case _:
            return f"{a_day(at.date(), 'short')}, {at:%H:%M}"


def a_day(day: date, show: str) -> str:
    match show:
        case "weekday":
            return LONG_DAYS[day.weekday()]
        case "long":
            return f"{LONG_DAYS[day.weekday()]} {day.day} {LONG_MONTHS[day.month - 1]}"
        case "full":
            return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"
        case _:
            return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def lasting(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return "one minute" if rest == 1 else f"{rest} minutes"
    if not rest:
        return "an hour" if hours == 1 else f"{hours} hours"
    return f"{minutes} minutes"
