"""The screen's events for somebody at a terminal: coloured, and with a number before each button."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rich.console import Console as Terminal
from rich.padding import Padding
from rich.text import Text

from adapters.console import render
from adapters.console.screen import Event, Shown
from core.message import Aside, Choice, Choices, Heading, Part, Quote
from core.rules.calendar.clock import wall

COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "bright_red", "bright_cyan", "bright_green")


def terminal() -> Terminal:
    return Terminal(highlight=False, width=None if sys.stdout.isatty() else 120)


@dataclass
class View:
    """Prints events; remembers which button got which number."""

    terminal: Terminal = field(default_factory=terminal)
    numbers: dict[int, tuple[Choice, Shown]] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)  # name -> colour
    numbered: bool = True
    _printed: dict[str, list[str]] = field(default_factory=dict)  # message id -> its lines when last printed
    zone: str = ""  # whose time stands above what is said while the clock leaps; "": no time stands there
    _told: str = ""  # the time that was printed last
    _last: int = 0

    def begin_answer(self) -> None:
        """The next buttons are numbered from 1 again."""
        self._last = 0

    def colour(self, name: str) -> str:
        return self.people.setdefault(name, COLOURS[len(self.people) % len(COLOURS)])

    def events(self, happened: Sequence[Event], where: Callable[[Shown], str]) -> None:
        """What happened, in order; the same words to several people are printed once."""
        for event, others in _together(happened):
            self.event(event, where(event.shown), others)

    def event(self, event: Event, where: str, others: Sequence[str] = ()) -> None:
        """One event, under a line that says where it was said and to whom. Of a message that changes, what is new."""
        shown = event.shown
        if event.what == "amiss":
            self.aside("  " + event.wrong.partition(": ")[2])
        if event.what in ("form", "closes", "amiss"):
            return
        if self.zone and event.at is not None:
            self._time(event.at)
        self.terminal.print(Text(self._lead(event, where, others), style="dim"))
        before = self._printed.get(shown.id, [])
        self._printed[shown.id] = render.lines(shown.message, shown.reader)
        if event.what == "removes":
            return
        for part in shown.message.parts:
            old = event.what == "changes" and all(t in before for t in render.part_lines(part, shown.reader))
            if not old or (self.numbered and isinstance(part, Choices)):
                self.terminal.print(Padding(self._part(part, shown), (0, 0, 0, 2), expand=False))

    def _lead(self, event: Event, where: str, others: Sequence[str]) -> str:
        shown = event.shown
        place = where.strip() or "in the room"
        match event.what:
            case "changes":
                return f"  the bot edits {place}"
            case "removes":
                return f"  the bot takes a message back {place}"
            case "opens":
                return "  a thread opens"
            case "answer":
                return f"  only {shown.to} sees"
            case _:
                return (
                    "  the bot " + ", ".join([place, *others[:-1]]) + (f" and {others[-1]}" if others else "")
                )

    def _part(self, part: Part, shown: Shown) -> Text:
        match part:
            case Choices(options):
                return self._buttons(options, shown)
            case Heading():
                return Text("\n".join(render.part_lines(part, shown.reader)), style="bold")
            case Quote():
                return Text("\n".join(render.part_lines(part, shown.reader)), style="italic")
            case Aside():
                return Text("\n".join(render.part_lines(part, shown.reader)), style="dim")
            case _:
                return Text("\n".join(render.part_lines(part, shown.reader)))

    def _buttons(self, options: tuple[Choice, ...], shown: Shown) -> Text:
        line = Text()
        for choice in options:
            self._last += 1
            self.numbers[self._last] = (choice, shown)
            label = render.text(choice.label, shown.reader)
            if line:
                line.append("  ")
            line.append(
                f"[{self._last}] {label}" if self.numbered else f"[{label}]",
                style="reverse" if choice.main else "bold",
            )
        return line

    def person(self, name: str, where: str, text: str) -> None:
        """A line that somebody says or does."""
        line = Text(f"{name}", style=f"bold {self.colour(name)}")
        line.append(f"{' ' + where if where else ''}  ", style="dim")
        line.append(text, style="default")
        self.terminal.print(line)

    def _time(self, at: datetime) -> None:
        shows = shown_at(at, self.zone)
        if shows != self._told:
            self.terminal.print(Text(f"\n  {shows}", style="dim"))
        self._told = shows

    def clock(self, text: str) -> None:
        """A heading; what is said at the time that it names needs no line of its own."""
        self._told = text
        self.terminal.print()
        self.terminal.rule(Text(text, style="bold"), align="left", style="dim")

    def aside(self, text: str) -> None:
        self.terminal.print(Text(text, style="dim"))

    def say(self, text: str) -> None:
        self.terminal.print(text, markup=False)


def shown_at(at: datetime, zone: str) -> str:
    """A moment as the clock lines of a transcript write it: Tue 2 Mar 10:21."""
    day, time = wall(at, zone)
    return f"{day:%a} {day.day} {day:%b} {time:%H:%M}"


def _together(happened: Sequence[Event]) -> list[tuple[Event, list[str]]]:
    """Private messages of the same words that follow one another, as one with the other people's names."""
    groups: list[tuple[Event, list[str]]] = []
    for event in happened:
        if groups and _same(groups[-1][0], event):
            groups[-1][1].append(event.shown.to)
        else:
            groups.append((event, []))
    return groups


def _minute(event: Event) -> datetime | None:
    return event.at.replace(second=0, microsecond=0) if event.at is not None else None


def _same(a: Event, b: Event) -> bool:
    private = a.what == b.what == "new" and _minute(a) == _minute(b) and a.shown.private and b.shown.private
    return private and render.lines(a.shown.message, a.shown.reader) == render.lines(
        b.shown.message, b.shown.reader
    )
