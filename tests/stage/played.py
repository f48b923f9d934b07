"""The whole bot on a platform's own wire: what the stages on the fake servers share."""

from __future__ import annotations

import asyncio
import random
import re
from abc import abstractmethod
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, Protocol, TypeVar

from bot import script
from bot.log import Bugs
from bot.settings import Settings
from bot.stage import BEGIN, Impossible, SimulatedClock, Stage, when
from bot.wiring import Bot, build
from core.request import Request

T = TypeVar("T")
LOOKS = 3  # of a courier, which does not wait for a record that is busy
NOTHING = "nothing"  # done on a platform in place of a line
Block = list[str]  # the first line with who it is to, and those below it


class Reader(Protocol):
    """`zone` is that of a room's readers."""

    zone: str


class PlatformStage(Stage):
    """One server or workspace, and a clock that stands still until somebody moves it. The bot, its platform and the
    people live on one loop.
    """

    platform: str
    reader: Reader
    bot: Bot

    def __init__(self, settings: Settings, *, lines: bool = False) -> None:
        """Whoever extends it calls `begins` once its platform is there. With `lines`, the bot writes a log."""
        self.settings = settings
        self.loop = asyncio.new_event_loop()
        self.clock = SimulatedClock(BEGIN)
        self.zone = "Europe/London"
        self.zones: dict[str, str] = {}
        self.bugs: list[BaseException] = []
        self.awake = True
        self.starts = 0
        self._log = Bugs()
        self._lines = lines

    def run(self, what: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(what)

    # --- what a platform's own stage adds

    @abstractmethod
    async def connect(self) -> None:
        """The bot's line to the platform is open when this returns."""

    @abstractmethod
    async def disconnect(self) -> None: ...

    @abstractmethod
    async def answered(self) -> None:
        """Returns when everybody who asked has been answered."""

    @abstractmethod
    async def stop(self) -> None:
        """The platform itself ends."""

    @abstractmethod
    def happened(self) -> list[str]:
        """What has come to stand, changed or gone since this was last asked, as a transcript writes it."""

    @property
    @abstractmethod
    def held_against(self) -> list[object]:
        """What the platform refused, and what no bot may do."""

    def alike(self, said: Block, written: Block) -> bool:
        """Whether these are the same, as far as the platform can show it."""
        return said == written

    def heard(self, written: list[Block]) -> list[Block]:
        """What of it can reach anybody now."""
        return written

    # --- the bot

    def begins(self) -> None:
        self.starts += 1
        seeded = random.Random(self.starts)
        self.bot = build(
            self.settings,
            now=self.clock,
            random=seeded.random,
            report=self._report,
            in_thread=asyncio.to_thread,
            lines=self._lines,
        )
        self.run(self.connect())

    def _report(self, bug: BaseException, request: Request | None) -> str:
        self.bugs.append(bug)
        return self._log(bug, request)

    def restart(self) -> None:
        self.run(self.disconnect())
        self.bot.engine.dispose()
        self.begins()

    def close(self) -> None:
        self.run(self.disconnect())
        self.run(self.stop())
        self.run(self._clear())
        self.bot.engine.dispose()
        self.run(self.loop.shutdown_default_executor())
        self.loop.close()

    async def _clear(self) -> None:
        """What an SDK leaves running ends with the stage."""
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def settle(self) -> None:
        self.run(self._settle())

    async def _settle(self) -> None:
        await self.answered()
        for _ in range(LOOKS if self.awake else 0):
            await self.bot.courier.carry()
            waits = self.bot.outbox.next_at()
            if waits is None or waits > self.clock.now:
                return

    def act(self, step: script.Step) -> None:
        """Raises the bug that it meets."""
        super().act(step)
        if self.bugs:
            raise self.bugs[0]

    def begin(self, header: script.Header) -> None:
        """Begin when and where the header says."""
        if header.begin:
            at, _, zone = header.begin.rpartition(" ")
            self.zone = self.reader.zone = zone
            self.clock.now = when(at, self.clock.now, zone)
        self.zones.update(header.zones)

    def set_up(self, header: script.Header, folders: tuple[Path, ...]) -> None:
        """Begin there, with the transcripts that it takes as given."""
        for name in header.given:
            before_header, before = script.read(script.find(name, folders).read_text())
            self.set_up(before_header, folders)
            for line in before:
                if line.step is not None:
                    self.act(line.step)
            self.happened()
        self.begin(header)


def perform(
    text: str, staged: Callable[[script.Header], PlatformStage], folders: tuple[Path, ...]
) -> Iterator[list[str]]:
    """Each line of a transcript with what the bot says to it there. Raises the bug that a performance meets."""
    header, lines = script.read(text)
    stage = staged(header)
    try:
        stage.set_up(header, folders)
        for line, written in zip(lines, _answers(text), strict=True):
            instead = header.instead.get(stage.platform, {}).get(script.without_rows(line.text))
            if instead is not None:
                _differently(stage, line, instead)
                yield [line.text, *written]
                continue
            if line.step is not None:
                stage.act(line.step)
            happened = stage.happened()
            yield [line.text, *([] if script.is_quiet(line.step) else _as_written(stage, happened, written))]
        assert stage.held_against == [], str(stage.held_against)
    finally:
        stage.close()


def _differently(stage: PlatformStage, line: script.Line, instead: str) -> None:
    """What nobody can do on this platform, and what is done in its place; how that is answered is not compared."""
    assert line.step is not None
    try:
        stage.act(line.step)
    except Impossible:
        if instead != NOTHING and (step := script.read_step(instead)) is not None:
            stage.act(step)
        stage.happened()
    else:
        raise AssertionError(f"It can be done here: {line.text}")


def _as_written(stage: PlatformStage, said: list[str], written: list[str]) -> list[str]:
    """`said` as it is written, where they differ only in which of several places was spoken in first (no place waits
    for another), or in what the platform cannot show as others do.
    """
    blocks, others = _blocks(said), stage.heard(_blocks(written))
    places = {_place(b) for b in (*blocks, *others)}
    same = all(
        len(ours) == len(theirs) and all(stage.alike(a, b) for a, b in zip(ours, theirs, strict=True))
        for ours, theirs in (([b for b in of if _place(b) == p] for of in (blocks, others)) for p in places)
    )
    return written if same else said


def _answers(text: str) -> list[list[str]]:
    """The bot's lines below each line that is not its."""
    found: list[list[str]] = []
    for raw in text.splitlines():
        if script.is_the_bots(raw):
            found[-1].append(raw)
        else:
            found.append([])
    return found


def _blocks(lines: list[str]) -> list[Block]:
    blocks: list[Block] = []
    for line in lines:
        if line.startswith("     "):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _place(block: Block) -> str:
    """Where it is said: a thread, a room, or with somebody."""
    lead = block[0].partition(":")[0]
    found = re.search(r"(DM )?(?:to|asks|shows) ([\w'-]+)|turn|#[\w-]+", lead)
    if found is None:
        return "room"
    return f"{found[1] or ''}{found[2]}" if found[2] else found[0]


def names_in(text: str) -> list[str]:
    """The people whom a line mentions: they are there, whether or not they have said anything."""
    return [w.removeprefix("@").rstrip(".,:;?") for w in text.split() if w.startswith("@") and len(w) > 1]
