"""What Slack has stored, in the notation of transcripts: read from the blocks themselves, as a person's app shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.fakes.slack.world import Event, Stored, View, World

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TOKEN = re.compile(r"\{(\w+)\}")
TITLE_OF_THREAD = re.compile(r"^turn-\d+/open$")
Block = Mapping[str, Any]


@dataclass
class SlackReader:
    """`zone` is that of a room's readers, and `main` the room that transcripts leave unnamed."""

    world: World
    zone: str
    main: str = ""

    def event(self, event: Event) -> list[str]:
        if event.view is not None:
            return self._amiss(event) if event.errors else self._view(event.view, event.what)
        stored = event.stored
        assert stored is not None
        lead = self._lead(event.what, stored)
        first, *rest = self.message(stored) or [""]
        return [f"{lead} {first}", *(f"     {line}" for line in rest)]

    def _amiss(self, event: Event) -> list[str]:
        assert event.view is not None
        name = self.world.users[event.view.user].name
        wrong = " · ".join(f"{field}: {text}" for field, text in event.errors.items())
        return [f'bot asks {name} "{self.title(event.view)}" again: {wrong}']

    def message(self, stored: Stored) -> list[str]:
        return self._lines(stored.blocks, self._zone_of(stored))

    def buttons(self, stored: Stored) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each button with the words that stand above its row, up to the row before."""
        above: list[str] = []
        for block in stored.blocks:
            if block["type"] == "actions":
                yield from (("\n".join(above), e) for e in block["elements"] if e["type"] == "button")
                above = []
            else:
                above += self._block(block, self._zone_of(stored))

    def opens_thread(self, stored: Stored) -> bool:
        key = (stored.metadata.get("event_payload") or {}).get("key", "")
        return bool(TITLE_OF_THREAD.match(key))

    def title(self, view: View) -> str:
        return str(view.body["title"]["text"]) if "title" in view.body else ""

    def fields(self, view: View) -> list[str]:
        return [b["block_id"] for b in view.body["blocks"] if b["type"] == "input"]

    def view(self, view: View) -> list[str]:
        """What a form says above its fields."""
        return self._lines(view.body["blocks"], self.world.users[view.user].tz)

    def _view(self, view: View, what: str) -> list[str]:
        name, fields = self.world.users[view.user].name, self.fields(view)
        if fields:
            return [f'bot asks {name} "{self.title(view)}": {", ".join(fields)}']
        first, *rest = self.view(view) or [""]
        lead = f"bot shows {name} home:" if what == "home" else f"bot to {name}:"
        return [f"{lead} {first}", *(f"     {line}" for line in rest)]

    def _lead(self, what: str, stored: Stored) -> str:
        place = self._place(stored)
        match what:
            case "answer":
                return f"bot to {self.world.users[stored.only_for].name}:"
            case "changes" | "removes":
                return f"bot {what}{place.removeprefix(' in').removeprefix(' by')}:"
            case _:
                return "bot opens turn:" if self.opens_thread(stored) else f"bot{place}:"

    def _place(self, stored: Stored) -> str:
        channel = self.world.channels[stored.channel]
        if channel.with_user:
            return f" by DM to {self.world.users[channel.with_user].name}"
        if stored.thread:
            return " in turn"
        return f" in #{channel.name}" if channel.id != self.main else ""

    def _zone_of(self, stored: Stored) -> str:
        """Slack shows every instant in the zone of whoever looks."""
        alone = stored.only_for or self.world.channels[stored.channel].with_user
        return self.world.users[alone].tz if alone else self.zone

    # --- blocks

    def _lines(self, blocks: list[dict[str, Any]], zone: str) -> list[str]:
        return [line for block in blocks for line in self._block(block, zone)]

    def _block(self, block: Block, zone: str) -> Iterator[str]:
        match block["type"]:
            case "rich_text":
                for element in block["elements"]:
                    yield from self._rich(element, zone)
            case "actions":
                yield " ".join(f"[{e['text']['text']}]" for e in block["elements"])
            case _:
                return

    def _rich(self, element: Block, zone: str) -> Iterator[str]:
        if element["type"] == "rich_text_list":
            for item in element["elements"]:
                yield from self._rich(item, zone)
            return
        line: list[Block] = []
        for inline in [*element["elements"], {"type": "text", "text": "\n"}]:
            if inline["type"] == "text" and inline["text"] == "\n":
                yield self._line(line, zone)
                line = []
            else:
                line.append(inline)

    def _line(self, line: list[Block], zone: str) -> str:
        said = "".join(self._inline(e, zone) for e in line)
        texts = [e for e in line if e["type"] == "text"]
        aside = bool(texts) and all(e.get("style", {}).get("italic") for e in texts)
        return f"({said})" if aside else said

    def _inline(self, inline: Block, zone: str) -> str:
        match inline["type"]:
            case "user":
                return self.world.users[inline["user_id"]].name
            case "date":
                at = datetime.fromtimestamp(inline["timestamp"], UTC).astimezone(ZoneInfo(zone))
                return TOKEN.sub(lambda m: _shown(at, m[1]), inline["format"])
            case _:
                return _flat(inline["text"])


def _shown(at: datetime, token: str) -> str:
    if token.startswith("time"):
        return f"{at:%H:%M}"
    return f"{DAYS[at.weekday()]} {at.day} {MONTHS[at.month - 1]}"


def _flat(text: str) -> str:
    """Several lines of somebody's words as one."""
    if "\n" not in text:
        return text
    return " / ".join(w for w in text.splitlines() if w.strip())
