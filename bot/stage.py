"""The console with a clock of its own: the whole bot, moved by hand or by a transcript."""

from __future__ import annotations

import asyncio
import random
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from adapters.console import render
from adapters.console.screen import Screen, Shown, Typed
from bot.log import Bugs
from bot.script import REACH, Fills, Moves, Presses, Says, Step, Uses
from bot.settings import Settings
from bot.wiring import Bot, build
from core.message import Choice, Choices, Reader
from core.names import Platform
from core.request import Request, Spot
from core.rules.calendar.clock import instant, wall

STEP = re.compile(r"^\+(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?$")
WHEN = re.compile(r"^(?:\w{3} )?(\d{1,2}) (\w{3})(?: (\d{4}))? (\d{2}):(\d{2})$")
WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)\w* (\d{1,2}):(\d{2})$", re.IGNORECASE)
ISO = re.compile(r"^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$")
MONTHS = {
    m: i
    for i, m in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
    )
}
BEGIN = datetime(2027, 3, 1, 8, tzinfo=UTC)
WEEK = timedelta(days=7)
LOBBY = "#lobby"


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Impossible(Exception):
    """Something that nobody could do: press a button that is not there, say."""


@dataclass
class SimulatedClock:
    """Stands still until somebody moves it."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class RunningClock:
    """Goes on as the wall clock does, from wherever somebody has moved it to."""

    wall: Callable[[], datetime]
    ahead: timedelta = field(default=timedelta(0))

    def __call__(self) -> datetime:
        return self.now

    @property
    def now(self) -> datetime:
        return self.wall() + self.ahead

    @now.setter
    def now(self, at: datetime) -> None:
        self.ahead = at - self.wall()


class Stage(ABC):
    """The whole bot wherever people sit, and what a script does to it and to its clock. `bugs` are those that a
    performance met: it has failed.
    """

    bot: Bot
    clock: SimulatedClock | RunningClock
    zone: str
    awake: bool
    bugs: list[BaseException]

    @abstractmethod
    def restart(self) -> None:
        """The process ends and another starts on the same record."""

    @abstractmethod
    def settle(self) -> None:
        """Everybody who asked has been answered, and everything that can be delivered now is."""

    @abstractmethod
    def outage(self, *, down: bool) -> None:
        """The platform goes down, or comes back."""

    @abstractmethod
    def says(self, step: Says) -> None: ...

    @abstractmethod
    def presses(self, step: Presses) -> None: ...

    @abstractmethod
    def fills(self, step: Fills) -> None: ...

    @abstractmethod
    def uses(self, step: Uses) -> None: ...

    def act(self, step: Step) -> None:
        match step:
            case Moves():
                self.moves(step)
            case Says():
                self.says(step)
            case Presses():
                self.presses(step)
            case Fills():
                self.fills(step)
            case Uses():
                self.uses(step)

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

    def tick(self) -> None:
        """What a bot does every second: look at what is due, and deliver."""
        if self.awake:
            self.bot.heartbeat.beat(self.clock.now)
            self.settle()

    def _next(self) -> datetime | None:
        times = [t for t in (self.bot.store.next_wake(), self.bot.outbox.next_at()) if t is not None]
        upcoming = min(times, default=None)
        if upcoming is not None and upcoming <= self.clock.now:
            return self.clock.now + timedelta(seconds=1)
        return upcoming

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
                self.outage(down=True)
            case "the platform is back":
                self.outage(down=False)
                self.settle()
            case text if m := REACH.match(text):
                self.reach(m[1], open_=not (m[2] or m[3]), gone=bool(m[3]))
            case text:
                self.advance(self.when(text))

    def reach(self, name: str, *, open_: bool, gone: bool) -> None:
        """Somebody shuts their door to private messages, or opens it; or their account is closed."""
        del open_, gone
        raise Impossible(f"Nobody can do that to {name} here")

    def when(self, text: str) -> datetime:
        """The instant that a clock line means, in the zone of the transcript. Raises Impossible."""
        return when(text, self.clock.now, self.zone)


class ConsoleStage(Stage):
    """The whole bot on the console, and what people there can do."""

    def __init__(
        self,
        settings: Settings,
        clock: SimulatedClock | RunningClock | None = None,
        zone: str = "Europe/London",
        run: str = "",
    ) -> None:
        """`run` sets the deliveries of this run apart from those of another on the same record, which would get
        the answers of that one.
        """
        self.settings = settings
        self.run = run
        self.clock = clock or SimulatedClock(BEGIN)
        self.zone = zone
        self.screen = Screen(clock=self.clock)
        self.awake = True
        self.bugs: list[BaseException] = []
        self._log = Bugs()
        self.starts = 0
        self.bot = self._build()

    def _build(self) -> Bot:
        self.starts += 1
        seeded = random.Random(self.starts)  # noqa: S311 - jitter, not secrets
        bot = build(
            self.settings, now=self.clock, screen=self.screen, random=seeded.random, report=self._report
        )
        bot.console.zone = self.zone
        bot.console.prefix = f"c{self.run}{self.starts}"
        return bot

    def _report(self, bug: BaseException, request: Request | None) -> str:
        self.bugs.append(bug)
        return self._log(bug, request)

    def restart(self) -> None:
        """The process ends and another starts on the same record."""
        zones = self.bot.console.zones
        language = self.bot.console.language
        self.bot.engine.dispose()
        self.bot = self._build()
        self.bot.console.zones = zones
        self.bot.console.language = language

    def outage(self, *, down: bool) -> None:
        self.screen.down = down

    def close(self) -> None:
        self.bot.engine.dispose()

    def settle(self) -> None:
        """Everything that can be delivered now is."""
        if self.awake:
            asyncio.run(self.bot.courier.carry())

    # --- what people do

    def says(self, step: Says) -> None:
        self.bot.console.types(step.name, step.text, self.spot(step))
        self.settle()

    def spot(self, step: Says) -> Spot:
        match step.where:
            case "by DM":
                return Spot(Platform.CONSOLE, f"dm-{step.name}", private=True)
            case "in turn":
                if not self.screen.threads:
                    raise Impossible("No turn has a thread yet")
                thread, room = list(self.screen.threads.items())[-1]
                return Spot(Platform.CONSOLE, room, thread)
            case "":
                return self._room(self.screen.rooms[0] if self.screen.rooms else LOBBY)
            case room:
                return self._room(room.removeprefix("in "))

    def _room(self, name: str) -> Spot:
        """The lobby is open to everybody; the other rooms are their sets' own."""
        return Spot(Platform.CONSOLE, name, public=name == LOBBY)

    def reach(self, name: str, *, open_: bool, gone: bool) -> None:
        (self.screen.closed.discard if open_ else self.screen.closed.add)(name)
        if gone:
            self.screen.gone.add(name)

    def presses(self, step: Presses) -> None:
        choice, shown = self.button(step)
        for _ in range(step.taps):
            for n in range(step.deliveries):
                self.press(step.name, choice, shown, again=n > 0)

    def press(self, name: str, choice: Choice, shown: Shown, *, again: bool = False) -> None:
        """`again`: the same tap arrives once more."""
        self.bot.console.presses(name, choice, shown, again=again)
        self.settle()

    def button(self, step: Presses) -> tuple[Choice, Shown]:
        """The newest button of this label that the person can see."""
        for shown in reversed(list(self.screen.standing.values())):
            if shown.to not in ("", step.name):
                continue
            if step.on and step.on not in "\n".join(render.lines(shown.message, shown.reader)):
                continue
            labelled = [
                (row, choice)
                for row, choice in rows(shown)
                if step.label in (render.text(choice.label, shown.reader), choice.label.text)
            ]
            if labelled:  # of several in one message, the one below the words
                return next((c for row, c in labelled if step.on and step.on in row), labelled[0][1]), shown
        raise Impossible(f"{step.name} sees no [{step.label}]")

    def uses(self, step: Uses) -> None:
        on = self._message(step) if step.on else None
        if not self.bot.console.uses(step.name, step.label, on):
            raise Impossible(f"No menu offers “{step.label}”")
        self.settle()

    def _message(self, step: Uses) -> Typed:
        """The newest message that the person can see and that holds these words: somebody's line, else the bot's,
        which has no words of anybody's to take.
        """
        for typed in reversed(self.screen.typed):
            if step.on in typed.text and typed.to in ("", step.name):
                return typed
        for shown in reversed(list(self.screen.standing.values())):
            text = "\n".join(render.lines(shown.message, shown.reader))
            if step.on in text and shown.to in ("", step.name):
                return Typed("", "", shown.room, shown.thread, shown.to if shown.private else "")
        raise Impossible(f"{step.name} sees no message with “{step.on}”")

    def fills(self, step: Fills) -> None:
        ask = self.bot.console.forms.get(step.name)
        if ask is None or render.text(ask.title, Reader(self.zone)) != step.title:
            raise Impossible(f'{step.name} has no form "{step.title}" open')
        known = {f.name for f in ask.fields}
        if not set(step.values) <= known:
            raise Impossible(f'"{step.title}" has the fields {sorted(known)}')
        self.fill(step.name, {f.name: f.initial for f in ask.fields} | step.values)

    def fill(self, name: str, values: Mapping[str, str]) -> None:
        self.bot.console.fills(name, values, Spot(Platform.CONSOLE, f"dm-{name}", private=True))
        self.settle()


def when(text: str, now: datetime, zone: str) -> datetime:
    """The instant that a clock line means, read at `now` in a zone. Raises Impossible."""
    try:
        return _when(text, now, zone)
    except (ValueError, KeyError, OverflowError):
        raise Impossible(f"no clock shows “{text}”; tue 10:00, Tue 2 Mar 10:21 and +1d would do") from None


def _when(text: str, now: datetime, zone: str) -> datetime:
    if m := STEP.match(text):
        weeks, days, hours, minutes = (int(g or 0) for g in m.groups())
        return now + timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    if m := ISO.match(text):
        at = datetime.fromisoformat(f"{m[1]}T{m[2]}")
        return instant(at.date(), at.time(), zone)
    if m := WHEN.match(text):
        day, month = int(m[1]), MONTHS[m[2].capitalize()]
        year = int(m[3]) if m[3] else wall(now, zone)[0].year
        at = datetime(year, month, day, int(m[4]), int(m[5]))  # noqa: DTZ001 - a wall clock's
        found = instant(at.date(), at.time(), zone)
        if found < now and not m[3]:
            return instant(at.replace(year=year + 1).date(), at.time(), zone)
        return found
    if m := WEEKDAY.match(text):
        today = wall(now, zone)[0]
        days = (_DAYS.index(m[1].lower()) - today.weekday()) % 7
        found = instant(today + timedelta(days=days), time(int(m[2]), int(m[3])), zone)
        return found if found > now else found + WEEK
    raise ValueError(text)


def rows(shown: Shown) -> Iterator[tuple[str, Choice]]:
    """Each button with the words that stand above its row, up to the row before."""
    above: list[str] = []
    for part in shown.message.parts:
        if isinstance(part, Choices):
            yield from (("\n".join(above), choice) for choice in part.options)
            above = []
        else:
            above += render.part_lines(part, shown.reader)
