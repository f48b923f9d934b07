"""`als console`: one person at a keyboard plays everybody, and moves the clock."""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from apscheduler.schedulers.background import BackgroundScheduler
from prompt_toolkit import PromptSession
from prompt_toolkit.patch_stdout import patch_stdout

from adapters import languages
from adapters.console import render
from adapters.console.completion import completer
from adapters.console.screen import Shown
from adapters.console.view import View
from bot import player
from bot.script import USES, Moves, Presses, Says, Unreadable, Uses
from bot.stage import ConsoleStage, Impossible
from core.handlers import filled
from core.message import Choice, Reader
from core.request import Ask, Field
from core.rules.calendar.clock import wall, zone_named
from core.words import places

SPEAKS = re.compile(r"^([\w'-]+)(?: (in turn|by DM))?> ?(.*)$")
LABEL = re.compile(r"^\[(.+)\]$")
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

    def run(self) -> None:
        """Read lines until the end. The clock goes on by itself meanwhile, as in a real run."""
        keyboard = Keyboard(self.names)
        self.view.say(WELCOME)
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
        while True:
            try:
                line = keyboard.ask(self.prompt()).strip()
            except (EOFError, KeyboardInterrupt):
                return
            if line in ("quit", "exit"):
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
            values = self._prompted(ask, keyboard)
            with self.lock:
                self._submit(values)

    def _do(self, line: str) -> None:
        if line.startswith("--"):
            self._move(line.removeprefix("--").strip())
        elif line.startswith("@") and " " not in line:
            self._speak_as(line.removeprefix("@"))
        elif line in (":turn", ":room", ":dm"):
            if line == ":turn" and not self.stage.screen.threads:
                raise Impossible("No turn has a thread yet")
            self.where = {":turn": "in turn", ":room": "", ":dm": "by DM"}[line]
        elif line.isdigit() and int(line) in self.view.numbers:
            self._press(*self.view.numbers[int(line)])
        elif m := USES.match(line) or USES.match(f"{self.speaker} {line}"):
            self._speak_as(m[1])
            self.stage.uses(Uses(m[1], m[2], m[3] or ""))
        elif m := LABEL.match(line):
            self.stage.presses(Presses(self.speaker, m[1]))
        elif m := SPEAKS.match(line):
            self._speak_as(m[1])
            if button := LABEL.match(m[3]):
                self.stage.presses(Presses(m[1], button[1]))
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
            self._print()
        self._say_time()

    def _say_time(self) -> None:
        zone = self.stage.zone
        day, at = wall(self.stage.clock.now, zone)
        self.view.aside(f"It is {day:%A} {day.day} {day:%B %Y}, {at:%H:%M} ({zone}).")

    def _speak_as(self, name: str) -> None:
        if not name.isidentifier() and not name.replace("-", "").isalnum():
            raise Impossible("A name is letters, digits and dashes")
        self.speaker = name
        if name not in self.names:
            self.names.append(name)

    def _press(self, choice: Choice, shown: Shown) -> None:
        """A button in a message that one person sees is pressed as that person."""
        if shown.to and shown.to != self.speaker:
            self.view.aside(f"(as {shown.to})")
            self._speak_as(shown.to)
        self.stage.press(self.speaker, choice, shown)

    def _prompted(self, ask: Ask, keyboard: Keyboard) -> dict[str, str] | None:
        """A form, prompt by prompt: an empty line keeps what stands there, Ctrl-C or /cancel leaves it (None)."""
        if not ask.at:
            self.view.say(f"{render.text(ask.title, self._reader)}   (/cancel leaves it)")
        if ask.lead is not None:
            self.view.aside(render.text(ask.lead, self._reader))
        values = {f.name: f.initial for f in ask.fields}
        for f in self._to_ask(ask):
            begins_the_rest = f.more and not ask.at and f is next(each for each in ask.fields if each.more)
            if begins_the_rest and not self._chooses(keyboard):
                break
            answer = self._answered(f, keyboard)
            if answer is None:
                return None
            values[f.name] = answer
        return values

    def _to_ask(self, ask: Ask) -> list[Field]:
        """All in order; of a form that was not taken, the question that it is about."""
        first, rest = [f for f in ask.fields if not f.more], [f for f in ask.fields if f.more]
        return [f for f in (*first, *rest) if ask.at in ("", f.name)]

    def _chooses(self, keyboard: Keyboard) -> bool:
        """Whether somebody goes through what may stay as it is."""
        self.view.aside("  " + render.text(places.the_rest(), self._reader))
        try:
            return keyboard.ask("  (Enter leaves it, anything else goes through it) ").strip() not in (
                "",
                "/cancel",
            )
        except (EOFError, KeyboardInterrupt):
            return False

    def _answered(self, f: Field, keyboard: Keyboard) -> str | None:
        """The answer to one question, asked again until it could be taken; None where the form is left."""
        while True:
            try:
                answer = keyboard.ask(self._question(f)).strip()
            except (EOFError, KeyboardInterrupt):
                return None
            if answer == "/cancel":
                return None
            answer = answer or f.initial
            wrong = filled.amiss(f, answer, wall(self.stage.clock.now, self._reader.zone)[0])
            if wrong is None:
                return answer
            self.view.aside("  " + languages.sentences(wrong, self._reader))

    def _question(self, f: Field) -> str:
        for hint in (f.hint, f.typed):
            if hint is not None:
                self.view.aside("  " + render.text(hint, self._reader))
        for value, label in f.options:
            self.view.aside(f"  {value}: {render.text(label, self._reader)}")
        now = f" [{f.initial}]" if f.initial else "" if f.required else " (or nothing)"
        return f"  {render.text(f.label, self._reader)}{now}: "

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


def run(stage: ConsoleStage) -> None:
    Terminal(stage).run()
