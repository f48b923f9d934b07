"""Performs transcripts on a whole bot with a simulated clock, and writes down what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from adapters.console import render
from adapters.console.screen import Event, Shown
from bot import script
from bot.settings import Settings
from bot.stage import ConsoleStage


def events(stage: ConsoleStage) -> list[Event]:
    """What has happened on the screen since this was last asked."""
    happened = list(stage.screen.events)
    stage.screen.events.clear()
    return happened


def set_up(stage: ConsoleStage, header: script.Header, folders: tuple[Path, ...]) -> None:
    """Begin where the header says, with the transcripts that it takes as given."""
    for name in header.given:
        before_header, before = script.read(script.find(name, folders).read_text())
        set_up(stage, before_header, folders)
        for line in before:
            if line.step is not None:
                stage.act(line.step)
        stage.screen.events.clear()
    if header.begin:
        when, _, zone = header.begin.rpartition(" ")
        stage.zone = stage.bot.console.zone = zone
        stage.clock.now = stage.when(when)
    stage.bot.console.zones.update(header.zones)


def perform(
    text: str,
    settings: Settings,
    folders: tuple[Path, ...],
    watch: Callable[[Event], object] = lambda _: None,
) -> Iterator[list[str]]:
    """Each line of a transcript with what the bot says to it; `watch` is given whatever is written down."""
    header, lines = script.read(text)
    stage = ConsoleStage(settings)
    try:
        set_up(stage, header, folders)
        for line in lines:
            if line.step is not None:
                stage.act(line.step)
            if stage.bugs:
                raise stage.bugs[0]
            happened = events(stage)
            if script.is_quiet(line.step):
                happened = []
            for event in happened:
                watch(event)
            yield [line.text, *(t for e in happened for t in lines_of(stage, e))]
    finally:
        stage.close()


def lines_of(stage: ConsoleStage, event: Event) -> list[str]:
    """What happened on the screen, as a transcript writes it."""
    shown = event.shown
    if event.ask is not None:
        fields = ", ".join(f.name for f in event.ask.fields)
        title = render.text(event.ask.title, shown.reader)
        if event.wrong:
            return [f'bot asks {shown.to} "{title}" again: {event.wrong}']
        return [f'bot asks {shown.to} "{title}": {fields}']
    first, *rest = render.lines(shown.message, shown.reader)
    place = where(stage, shown)
    lead = {
        "new": f"bot{place}:",
        "answer": f"bot to {shown.to}:",
        "changes": f"bot changes{place.removeprefix(' in').removeprefix(' by')}:",
        "removes": f"bot removes{place.removeprefix(' in').removeprefix(' by')}:",
        "opens": "bot opens turn:",
    }[event.what]
    return [f"{lead} {first}", *(f"     {line}" for line in rest)]


def where(stage: ConsoleStage, shown: Shown) -> str:
    if shown.private:
        return f" by DM to {shown.to}"
    if shown.thread:
        return " in turn"
    if stage.screen.rooms and shown.room != stage.screen.rooms[0]:
        return f" in {shown.room}"
    return ""


def replay(
    text: str,
    settings: Settings,
    folders: tuple[Path, ...],
    watch: Callable[[Event], object] = lambda _: None,
) -> str:
    """The transcript with the bot's lines as they are today. Raises the bug that a performance meets."""
    return "\n".join(line for part in perform(text, settings, folders, watch) for line in part) + "\n"
