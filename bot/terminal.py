"""`als console`: one person at a keyboard plays everybody, and moves the clock."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from apscheduler.schedulers.background import BackgroundScheduler
from prompt_toolkit import PromptSession
from prompt_toolkit.patch_stdout import patch_stdout

from adapters.console.completion import completer
from adapters.console.screen import Shown
from adapters.console.view import View
from bot import player
from bot.filling import LABEL, LEAVES, SPEAKS, Filling, Gone
from bot.script import USES, Moves, Presses, Says, Unreadable, Uses
from bot.stage import ConsoleStage, Impossible
from core.message import Choice, Reader
from core.rules.calendar.clock import wall, zone_named

WELCOME = """This is the whole bot, with a record of its own. You play everybody.

  /als help                       what one can ask for
  @Ben                            speak as Ben from now on;  Ben> hello  is the same with a line
  :turn  :room  :dm               talk in the turn's thread, in the set's room, in private
  2   or  [I am here]             press a button by its number or label
  uses "Park it" on "the budget"  what other places have in a message's menu
  -- +1d   -- tue 10:00           move the clock;  --  alone says what it shows
  quit

To begin: /als new "Ward leaders" every 2 weeks on Tuesday 10:00 for 90 minutes
          /als invite @Ana @Ben @Chidi @Dora
"""


class Keyboard:
    """Where the lines come from: a prompt in a terminal, else standard input."""

    def __init__(self, names: list[str]) -> None:
        self._prompt = PromptSession[str](completer=completer(names)) if sys.stdin.isatty() else None

    def ask(self, prompt: str) -> str:
        """The next line. Raises EOFError at the end."""
        if self._prompt is not None:
            with patch_stdout(raw=True):
                return self._prompt.prompt(prompt)
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\n")


@dataclass
class Terminal:
    stage: ConsoleStage
    view: View = field(default_factory=View)
    speaker: str = "Ana"
    where: str = ""
    names: list[str] = field(default_factory=lambda: ["Ana", "Ben", "Chidi", "Dora", "Eve"])
    lock: threading.Lock = field(default_factory=threading.Lock)
    over: bool = False
    greeting: str = ""

    def run(self) -> None:
        """Read lines until the end. The clock goes on by itself meanwhile, as in a real run."""
        keyboard = Keyboard(self.names)
        self.view.say(WELCOME)
        if self.greeting:
            self.view.aside(self.greeting)
        self._say_time()
        scheduler = BackgroundScheduler(timezone="UTC")
        scheduler.add_job(self.beat, "interval", seconds=1, coalesce=True, misfire_grace_time=None)
        logging.getLogger("apscheduler").setLevel(
            logging.ERROR
        )  # a beat that was skipped is made up by the next
        scheduler.start()
        try:
            for line in self._lines(keyboard):
                self.take(line, keyboard)
        finally:
            scheduler.shutdown()
            self.stage.close()

    def _lines(self, keyboard: Keyboard) -> Iterator[str]:
        while not self.over:
            try:
                line = keyboard.ask(self.prompt()).strip()
            except (EOFError, KeyboardInterrupt):
                return
            if line in LEAVES:
                return
            if line:
                yield line

    def prompt(self) -> str:
        place = f" {self.where}" if self.where else ""
        return f"{self.speaker}{place}> "

    @property
    def _reader(self) -> Reader:
        return self.stage.bot.console.reader(self.speaker)

    def beat(self) -> None:
        """What has fallen due by now is said."""
        with self.lock:
            self.stage.tick()
            self._print()

    def take(self, line: str, keyboard: Keyboard) -> None:
        """One line from the keyboard; what cannot be done is said in a sentence, and nothing is changed."""
        with self.lock:
            self.view.begin_answer()
            try:
                self._do(line)
            except (Impossible, Unreadable) as e:
                self.view.aside(f"{e}.")
            self._print()
        while (ask := self.stage.bot.console.forms.get(self.speaker)) is not None:
            today = wall(self.stage.clock.now, self._reader.zone)[0]
            filling = Filling(self.view, keyboard.ask, self._reader, today, tuple(self.names))
            try:
                values = filling.values(ask)
            except Gone:
                self.over = True
                return
            with self.lock:
                self._submit(values)

    def _do(self, line: str) -> None:
        if line.startswith("--"):
            self._move(line.removeprefix("--").strip())
        elif line.startswith("@") and " " not in line:
            self._speak_as(line.removeprefix("@"))
        elif line.startswith(":") and line[1:].isalpha():
            self._go_to(line)
        elif line.isdecimal():
            self._press_number(line)
        elif m := USES.match(line) or USES.match(f"{self.speaker} {line}"):
            self._speak_as(m[1])
            self.stage.uses(Uses(m[1], m[2], m[3] or ""))
        elif m := LABEL.match(line):
            self.stage.presses(Presses(self.speaker, m[1]))
        elif m := SPEAKS.match(line):
            self._speak_as(m[1])
            if button := LABEL.match(m[3]):
                self.stage.presses(Presses(m[1], button[1]))
            elif m[3].isdecimal():
                self._press_number(m[3])
            else:
                self.stage.says(Says(m[1], m[2] or "", m[3]))
        else:
            self.stage.says(Says(self.speaker, self.where, line))

    def _move(self, to: str) -> None:
        """The clock goes forwards only; where it stands is said after each move."""
        if to and to[:3] != "the":  # not “the bot restarts” and the like
            at = self.stage.when(to)
            if at < self.stage.clock.now:
                raise Impossible("The clock goes forwards only")
        if to:
            self.stage.moves(Moves(to))
            self.view.zone = self.stage.zone
            self._print()
            self.view.zone = ""
        self._say_time()

    def _say_time(self) -> None:
        zone = self.stage.zone
        day, at = wall(self.stage.clock.now, zone)
        self.view.aside(f"It is {day:%A} {day.day} {day:%B %Y}, {at:%H:%M} ({zone}).")

    def _go_to(self, place: str) -> None:
        where = {":turn": "in turn", ":room": "", ":dm": "by DM"}.get(place)
        if where is None:
            raise Impossible(f"There is no place {place}; :turn, :room and :dm are the three")
        if place == ":turn" and not self.stage.screen.threads:
            raise Impossible("No turn has a thread yet")
        self.where = where

    def _speak_as(self, name: str) -> None:
        if not name.isidentifier() and not name.replace("-", "").isalnum():
            raise Impossible("A name is letters, digits and dashes")
        self.speaker = name
        if name not in self.names:
            self.names.append(name)

    def _press_number(self, number: str) -> None:
        if int(number) not in self.view.numbers:
            raise Impossible(f"No button has the number {number}")
        self._press(*self.view.numbers[int(number)])

    def _press(self, choice: Choice, shown: Shown) -> None:
        """A button in a message that one person sees is pressed as that person."""
        if shown.to and shown.to != self.speaker:
            self.view.aside(f"(as {shown.to})")
            self._speak_as(shown.to)
        self.stage.press(self.speaker, choice, shown)

    def _submit(self, values: dict[str, str] | None) -> None:
        if values is None:
            self.stage.bot.console.forms.pop(self.speaker, None)
            self.view.aside("Left as it was.")
            return
        self.view.begin_answer()
        self.stage.fill(self.speaker, values)
        self._print()

    def _print(self) -> None:
        happened = player.events(self.stage)
        if self.view.numbered and any(e.shown.private and e.shown.choices() for e in happened):
            for event in happened:  # each person's buttons have numbers of their own
                self.view.event(event, player.where(self.stage, event.shown))
        else:
            self.view.events(happened, lambda shown: player.where(self.stage, shown))


def local_zone() -> str:
    """The zone of this machine, where it tells; else UTC."""
    named = Path("/etc/timezone")
    link = Path("/etc/localtime")
    name = named.read_text().strip() if named.is_file() else ""
    if not name and link.is_symlink():
        name = str(link.resolve()).partition("zoneinfo/")[2]
    return zone_named(name) or "UTC"


def run(stage: ConsoleStage, greeting: str = "") -> None:
    """`greeting` is one more line beside the welcome."""
    Terminal(stage, greeting=greeting).run()
