"""Performs transcripts on a whole bot with a simulated clock, and writes down what was said."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.console import render
from adapters.console.screen import Event, Screen, Shown
from bot import script
from bot.script import Fills, Moves, Presses, Says
from bot.settings import Settings
from bot.wiring import Bot, build
from core.message import Choice
from core.names import Platform
from core.request import Spot
from core.rules.calendar.clock import instant, wall

STEP = re.compile(r"^\+(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?$")
WHEN = re.compile(r"^(?:\w{3} )?(\d{1,2}) (\w{3})(?: (\d{4}))? (\d{2}):(\d{2})$")
ISO = re.compile(r"^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$")
MONTHS = {m: i for i, m in enumerate(render.MONTHS, 1)}
BEGIN = datetime(2027, 3, 1, 8, tzinfo=UTC)


class Impossible(Exception):
    """A transcript asks for something that nobody could do: a button that is not there, say."""


@dataclass
class SimulatedClock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


class ConsoleStage:
    """The whole bot on the console, with a clock that only moves when it is told to."""

    def __init__(self, settings: Settings, begin: datetime = BEGIN, zone: str = "Europe/London") -> None:
        self.settings = settings
        self.clock = SimulatedClock(begin)
        self.zone = zone
        self.screen = Screen()
        self.awake = True
        self.starts = 0
        self.bot = self._build()

    def _build(self) -> Bot:
        self.starts += 1
        seeded = random.Random(self.starts)  # noqa: S311 - jitter, not secrets
        bot = build(self.settings, now=self.clock, screen=self.screen, random=seeded.random)
        bot.console.zone = self.zone
        bot.console.prefix = f"c{self.starts}"
        return bot

    def restart(self) -> None:
        """The process ends and another starts on the same record."""
        zones, last = self.bot.console.zones, self.bot.heartbeat.last
        self.bot.engine.dispose()
        self.bot = self._build()
        self.bot.console.zones = zones
        self.bot.heartbeat.last = last

    def settle(self) -> None:
        """Everything that can be delivered now is."""
        if self.awake:
            asyncio.run(self.bot.courier.carry())

    def advance(self, to: datetime) -> None:
        """Move the clock, looking at whatever falls due on the way, as a bot that is awake does."""
        if not self.awake:
            self.clock.now = to
            return
        self.settle()
        while (following := self._next()) is not None and following <= to:
            self.clock.now = max(following, self.clock.now)
            self.bot.heartbeat.rested(self.clock.now)
            self.bot.heartbeat.beat(self.clock.now)
            self.settle()
        self.clock.now = to
        self.bot.heartbeat.rested(to)
        self.settle()

    def _next(self) -> datetime | None:
        times = [t for t in (self.bot.store.next_wake(), self.bot.outbox.next_at()) if t is not None]
        upcoming = min(times, default=None)
        if upcoming is not None and upcoming <= self.clock.now:
            return self.clock.now + timedelta(seconds=1)
        return upcoming

    # --- what people do

    def says(self, step: Says) -> None:
        self.bot.console.types(step.name, step.text, self.spot(step))
        self.settle()

    def spot(self, step: Says) -> Spot:
        match step.where:
            case "by DM":
                return Spot(Platform.CONSOLE, f"dm-{step.name}", private=True)
            case "in turn":
                thread, room = list(self.screen.threads.items())[-1]
                return Spot(Platform.CONSOLE, room, thread)
            case "":
                return Spot(Platform.CONSOLE, self.screen.rooms[0] if self.screen.rooms else "#lobby")
            case room:
                return Spot(Platform.CONSOLE, room.removeprefix("in "))

    def presses(self, step: Presses) -> None:
        choice, shown = self.button(step)
        self.bot.console.presses(step.name, choice, shown)
        self.settle()

    def button(self, step: Presses) -> tuple[Choice, Shown]:
        """The newest button of this label that the person can see."""
        for shown in reversed(list(self.screen.standing.values())):
            if shown.to not in ("", step.name):
                continue
            if step.on and step.on not in "\n".join(render.lines(shown.message, shown.zone)):
                continue
            for choice in shown.choices():
                if render.text(choice.label, shown.zone) == step.label:
                    return choice, shown
        raise Impossible(f"{step.name} sees no [{step.label}]")

    def fills(self, step: Fills) -> None:
        ask = self.bot.console.forms.get(step.name)
        if ask is None or render.text(ask.title, self.zone) != step.title:
            raise Impossible(f'{step.name} has no form "{step.title}" open')
        known = {f.name for f in ask.fields}
        if not set(step.values) <= known:
            raise Impossible(f'"{step.title}" has the fields {sorted(known)}')
        values = {f.name: f.initial for f in ask.fields} | step.values
        self.bot.console.fills(step.name, values, Spot(Platform.CONSOLE, f"dm-{step.name}", private=True))
        self.settle()

    def moves(self, step: Moves) -> None:
        match step.to:
            case "the bot restarts":
                self.restart()
            case "the bot stops":
                self.awake = False
            case "the bot starts":
                self.awake = True
                self.restart()
                self.bot.heartbeat.beat(self.clock.now)
                self.settle()
            case "the platform is down":
                self.screen.down = True
            case "the platform is back":
                self.screen.down = False
                self.settle()
            case text:
                self.advance(self.when(text))

    def when(self, text: str) -> datetime:
        """The instant that a clock line means, in the zone of the transcript. Raises Impossible."""
        if m := STEP.match(text):
            weeks, days, hours, minutes = (int(g or 0) for g in m.groups())
            return self.clock.now + timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
        if m := ISO.match(text):
            at = datetime.fromisoformat(f"{m[1]}T{m[2]}")
            return instant(at.date(), at.time(), self.zone)
        if m := WHEN.match(text):
            day, month = int(m[1]), MONTHS[m[2]]
            year = int(m[3]) if m[3] else wall(self.clock.now, self.zone)[0].year
            at = datetime(year, month, day, int(m[4]), int(m[5]))  # noqa: DTZ001 - a wall clock's
            found = instant(at.date(), at.time(), self.zone)
            if found < self.clock.now and not m[3]:
                return instant(at.replace(year=year + 1).date(), at.time(), self.zone)
            return found
        raise Impossible(f"no clock shows “{text}”")


def act(stage: ConsoleStage, step: script.Step) -> None:
    match step:
        case Moves():
            stage.moves(step)
        case Says():
            stage.says(step)
        case Presses():
            stage.presses(step)
        case Fills():
            stage.fills(step)


def perform(text: str, settings: Settings, folders: tuple[Path, ...]) -> Iterator[list[str]]:
    """Each line of a transcript with what the bot says to it."""
    header, lines = script.read(text)
    stage = ConsoleStage(settings)
    for name in header.given:
        before_header, before = script.read(script.find(name, folders).read_text())
        _set_up(stage, before_header)
        for line in before:
            if line.step is not None:
                act(stage, line.step)
        stage.screen.events.clear()
    _set_up(stage, header)
    for line in lines:
        if line.step is not None:
            act(stage, line.step)
        said = [t for e in stage.screen.events for t in lines_of(stage, e)]
        stage.screen.events.clear()
        yield [line.text, *said]
    stage.bot.engine.dispose()


def _set_up(stage: ConsoleStage, header: script.Header) -> None:
    if header.begin:
        when, _, zone = header.begin.rpartition(" ")
        stage.zone = stage.bot.console.zone = zone
        stage.clock.now = stage.when(when)
    stage.bot.console.zones.update(header.zones)


def lines_of(stage: ConsoleStage, event: Event) -> list[str]:
    """What happened on the screen, as a transcript writes it."""
    shown = event.shown
    if event.ask is not None:
        fields = ", ".join(f.name for f in event.ask.fields)
        return [f'bot asks {shown.to} "{render.text(event.ask.title, shown.zone)}": {fields}']
    first, *rest = render.lines(shown.message, shown.zone)
    where = _where(stage, shown)
    lead = {
        "new": f"bot{where}:",
        "answer": f"bot to {shown.to}:",
        "changes": f"bot changes{where.removeprefix(' in').removeprefix(' by')}:",
        "removes": f"bot removes{where.removeprefix(' in').removeprefix(' by')}:",
        "opens": "bot opens turn:",
    }[event.what]
    return [f"{lead} {first}", *(f"     {line}" for line in rest)]


def _where(stage: ConsoleStage, shown: Shown) -> str:
    if shown.private:
        return f" by DM to {shown.to}"
    if shown.thread:
        return " in turn"
    if stage.screen.rooms and shown.room != stage.screen.rooms[0]:
        return f" in {shown.room}"
    return ""


def replay(text: str, settings: Settings, folders: tuple[Path, ...]) -> str:
    """The transcript with the bot's lines as they are today."""
    return "\n".join(line for part in perform(text, settings, folders) for line in part) + "\n"
