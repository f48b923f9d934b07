"""What Discord has stored, in the notation of transcripts: read from the components themselves, as a person's app shows
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.fakes.discord.filled import fields
from tests.fakes.discord.world import DIRECT, Event, Form, Stored, World

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ROW, BUTTON, DISPLAY = 1, 2, 10
FULL_ROW = 5
# What Discord's app does not show as the characters it is made of (reference, message formatting).
MARKUP = re.compile(r"\\([^\w\s])|<@!?(\d+)>|<t:(-?\d+)(?::([tTdDfFsSR]))?>|\*+|_+|~~|\|\||`+")
HEADLINE = re.compile(r"^#{1,3} ")
Component = Mapping[str, Any]


@dataclass
class DiscordReader:
    """`zone` is that of a room's readers, and `main` the room that transcripts leave unnamed."""

    world: World
    zone: str
    main: str = ""

    def event(self, event: Event) -> list[str]:
        if event.form is not None:
            return [self._form(event.form)]
        stored = event.stored
        assert stored is not None
        first, *rest = self.message(stored) or [""]
        return [f"{self._lead(event.what, stored)} {first}", *(f"     {line}" for line in rest)]

    def message(self, stored: Stored) -> list[str]:
        return list(self._lines(stored.components, self._zone_of(stored)))

    def buttons(self, stored: Stored) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each button with the words that stand above its row, up to the row before."""
        above: list[str] = []
        for component in _flat(stored.components):
            if component["type"] == ROW:
                yield from (("\n".join(above), b) for b in component["components"] if b["type"] == BUTTON)
                above = []
            else:
                above += self._lines([component], self._zone_of(stored))

    def opens_thread(self, stored: Stored) -> bool:
        """The message that a thread hangs from, or the first in a thread of its own."""
        thread = self.world.channels.get(stored.id)
        if thread is not None and thread.parent == stored.channel:
            return True
        here = self.world.channels.get(stored.channel)
        if here is None or not here.is_thread or here.id in {m.id for m in self.world.messages}:
            return False
        return next(m.id for m in self.world.messages if m.channel == here.id) == stored.id

    def fields(self, form: Form) -> list[str]:
        return [f["custom_id"] for f in fields(form.body)]

    def title(self, form: Form) -> str:
        return str(form.body["title"])

    def _form(self, form: Form) -> str:
        name = self.world.users[form.user].name
        return f'bot asks {name} "{self.title(form)}": {", ".join(self.fields(form))}'

    def _lead(self, what: str, stored: Stored) -> str:
        if stored.only_for:
            return f"bot to {self.world.users[stored.only_for].name}:"
        place = self._place(stored)
        if what in ("changes", "removes"):
            return f"bot {what}{place.removeprefix(' in').removeprefix(' by')}:"
        return "bot opens turn:" if self.opens_thread(stored) else f"bot{place}:"

    def _place(self, stored: Stored) -> str:
        channel = self.world.channels[stored.channel]
        if channel.kind == DIRECT:
            return f" by DM to {self.world.users[channel.other(self.world.bot.id)].name}"
        if channel.is_thread:
            return " in turn"
        return f" in #{channel.name}" if channel.id != self.main else ""

    def _zone_of(self, stored: Stored) -> str:
        """Discord shows every instant in the zone of whoever looks."""
        channel = self.world.channels[stored.channel]
        alone = stored.only_for or (channel.other(self.world.bot.id) if channel.kind == DIRECT else "")
        return self.world.users[alone].tz if alone else self.zone

    # --- components

    def _lines(self, components: list[dict[str, Any]], zone: str) -> Iterator[str]:
        row: list[Component] = []
        for component in _flat(components):
            if component["type"] == ROW:
                row += component["components"]
                if len(component["components"]) == FULL_ROW:
                    continue  # what follows is the same choice, where a phone begins a new row
            if row:
                yield _buttons(row)
                row = []
            if component["type"] == DISPLAY:
                yield from self._text(component["content"], zone)
        if row:
            yield _buttons(row)

    def _text(self, content: str, zone: str) -> Iterator[str]:
        """Lines as they are read; somebody's words in quotation marks are one, however many they were."""
        open_line = ""
        for raw in content.split("\n"):
            line = self._line(raw, zone)
            if open_line:
                line = f"{open_line} / {line}" if line.strip() else open_line
            if line.count("“") > line.count("”"):
                open_line = line
                continue
            open_line = ""
            yield line
        if open_line:
            yield open_line

    def _line(self, raw: str, zone: str) -> str:
        aside = raw.startswith("-# ")
        for mark in ("-# ", "> ", "- "):
            raw = raw.removeprefix(mark)
        said = MARKUP.sub(lambda m: self._shown(m, zone), HEADLINE.sub("", raw))
        return f"({said})" if aside else said

    def _shown(self, m: re.Match[str], zone: str) -> str:
        if m[1] is not None:
            return m[1]
        if m[2] is not None:
            return self.world.users[m[2]].name if m[2] in self.world.users else m[0]
        if m[3] is None:
            return ""  # bold, italic, struck out: how it looks is not what it says
        at = datetime.fromtimestamp(int(m[3]), UTC).astimezone(ZoneInfo(zone))
        clock, day = f"{at:%H:%M}", f"{DAYS[at.weekday()]} {at.day} {MONTHS[at.month - 1]}"
        match m[4]:
            case "t" | "T":
                return clock
            case "d" | "D":
                return day
            case _:
                return f"{day}, {clock}"


def _buttons(row: list[Component]) -> str:
    return " ".join(f"[{b['label']}]" for b in row if b["type"] == BUTTON)


def _flat(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Texts and rows in the order they are read, out of their containers."""
    for component in components:
        if component["type"] in (ROW, DISPLAY):
            yield component
        else:
            yield from _flat(component.get("components") or [])
