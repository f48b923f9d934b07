"""`als demo`, and `als console --play`: a transcript performed in the terminal on the product itself."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from adapters.console.screen import Event
from adapters.console.view import View, shown_at
from bot import player, script
from bot.script import Fills, Moves, Presses, Says, Uses
from bot.settings import Settings
from bot.stage import ConsoleStage

SCRIPT = Path(__file__).with_name("demo.chat")
SECONDS = 52.0  # how long a performance in a terminal takes
FIRST, LAST = 8, 6  # messages shown of what a long stretch of time brings
LONGEST = 1.2  # seconds between two lines

NEXT = """
That was one set's life: the same bot, record and clock that you run.
To try it yourself:      .venv/bin/als console
To see a turn by itself: .venv/bin/als console --play tests/transcripts/session/a-live-turn.chat
To read on:              README.md
"""


def perform(
    path: Path, *, fast: bool, folders: tuple[Path, ...], sleep: Callable[[float], None] = time.sleep
) -> None:
    """Perform a transcript on a record of its own, which is gone afterwards."""
    header, lines = script.read(path.read_text())
    view = View(numbered=False)
    pause = 0.0 if fast else min(LONGEST, SECONDS / max(1, sum(line.step is not None for line in lines)))
    with tempfile.TemporaryDirectory(prefix="als-") as folder:
        settings = Settings(als_database_url=f"sqlite:///{folder}/set.sqlite3", als_secret_keys="")
        stage = ConsoleStage(settings)
        player.set_up(stage, header, folders)
        for line in lines:
            leaps = isinstance(line.step, Moves) and not script.is_quiet(line.step)
            before = stage.clock.now
            if not leaps:
                _show(view, line, stage)
            if line.step is not None:
                stage.act(line.step)
            happened = player.events(stage)
            if leaps:
                happened = _meanwhile(view, line, stage, happened, before)
            if not script.is_quiet(line.step):
                _say(view, stage, happened)
            if line.step is not None:
                sleep(pause)
        stage.close()


def _meanwhile(
    view: View, line: script.Line, stage: ConsoleStage, happened: list[Event], before: datetime
) -> list[Event]:
    """The clock leapt: what was said on the way under the time at which it was, then the time that it has come to;
    what is said at that time is given back.
    """
    now = stage.clock.now
    if now == before:  # the bot restarts, and the like
        _show(view, line, stage)
        return happened
    there = next((i for i, e in enumerate(happened) if e.at == now), len(happened))
    view.zone = stage.zone
    _say(view, stage, happened[:there])
    view.clock(shown_at(now, stage.zone))
    view.zone = ""
    return happened[there:]


def _say(view: View, stage: ConsoleStage, happened: list[Event]) -> None:
    """What the bot says to one line; of a long stretch of time only how it begins and ends."""
    shown = [e for e in happened if e.what != "removes"]
    between = len(shown) - FIRST - LAST
    first, last = (shown[:FIRST], shown[-LAST:]) if between > 1 else (shown, [])
    view.events(first, lambda it: player.where(stage, it))
    if last:
        view.aside(f"  … {between} messages and edits later")
        view.events(last, lambda it: player.where(stage, it))
    if len(shown) < len(happened):
        view.aside("  the bot takes back what was only kept for a while")


def _show(view: View, line: script.Line, stage: ConsoleStage) -> None:
    match line.step:
        case None if line.text.startswith("## "):
            view.aside("\n" + line.text.removeprefix("## "))
        case None:
            pass
        case Moves(to):
            view.clock(to)
        case Says(name, where, text):
            view.person(name, where, text)
        case Presses(name, label):
            view.person(name, "", f"presses [{label}]")
        case Fills(name, title, values):
            view.person(name, "", f"{title}: " + " · ".join(v for v in values.values() if v))
        case Uses(name, label):
            view.person(name, "", f"uses “{label}”")
    del stage


def demo(*, fast: bool) -> None:
    """About twelve weeks of one set."""
    perform(SCRIPT, fast=fast, folders=())
    View().say(NEXT)
