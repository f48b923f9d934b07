"""`als rehearse`: a year in a minute, and what it showed."""

from __future__ import annotations

import resource
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from time import perf_counter

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.rehearse import bare, record, report, year
from bot.rehearse.cast import workspace_of
from bot.rehearse.chat import Chat
from bot.rehearse.checks import CHECKS, Finding, findings
from bot.rehearse.world import BEGIN, Clock, World
from core.names import Platform


@dataclass(frozen=True)
class Wanted:
    sets: int = 5
    weeks: int = 52
    platforms: tuple[Platform, ...] = (Platform.SLACK, Platform.DISCORD)
    seed: int = 1
    database: str = ""  # "": a record of its own, gone afterwards


@dataclass(frozen=True)
class Performed:
    rows: list[report.Row]
    findings: list[Finding]
    trace: str
    requests: int


def rehearse(wanted: Wanted, screen: Console) -> int:
    """The exit code: 1 where anything was found, 2 where it could not begin."""
    try:
        performed = perform(wanted, screen)
    except record.NotEmpty as e:
        screen.print(str(e), highlight=False)
        return 2
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for label, figure in performed.rows:
        table.add_row(label, figure)
    screen.print(table, highlight=False)
    return tell(performed.findings, screen, replay(wanted))


def replay(wanted: Wanted) -> str:
    platforms = ",".join(wanted.platforms)
    there = " --database URL" if wanted.database else ""  # another empty one; it may hold a password
    return (
        f"als rehearse --sets {wanted.sets} --weeks {wanted.weeks} --platform {platforms} "
        f"--seed {wanted.seed}{there}"
    )


def tell(found: Sequence[Finding], screen: Console, again: str) -> int:
    if not found:
        screen.print(f"All {len(CHECKS) + 3} things that must be true are.", style="green", highlight=False)
        return 0
    screen.print(f"{len(found)} found. Again: {again}", style="red", highlight=False, soft_wrap=True)
    for finding in found[:50]:
        screen.print(f"  {finding}", highlight=False, soft_wrap=True, markup=False)
    return 1


def perform(wanted: Wanted, screen: Console) -> Performed:
    """Raises NotEmpty for a database that is somebody's."""
    again = [(p, workspace_of(p)) for p in wanted.platforms]
    with record.folder() as folder, closing(bare.Beside(again, wanted.seed)) as beside:
        engine, cipher = (
            record.at(wanted.database) if wanted.database else record.in_file(folder / "year.sqlite3")
        )
        clock = Clock()
        chats = [Chat(p, workspace_of(p), clock) for p in wanted.platforms]
        world = World(wanted.seed, engine, cipher, clock, {c.platform: c for c in chats})
        bots = year.OneWorker(world, beside.begin)
        world.bots = bots
        began = perf_counter()
        with Progress(
            TextColumn("Week {task.completed:.0f} of {task.total:.0f}"), BarColumn(), TimeElapsedColumn(),
            console=screen, transient=True,
        ) as bar:  # fmt: skip
            task = bar.add_task("", total=wanted.weeks)
            casts = year.perform(
                world,
                wanted.sets,
                wanted.weeks,
                wanted.platforms,
                lambda: bar.update(task, completed=(world.now - BEGIN).days // 7),
            )
        seconds = perf_counter() - began
        bots.close()
        found = findings(world, casts)
        measured = beside.measured(bots.journal)
        if measured.received != bots.journal.received:
            found.append(Finding("done again, it is the same", "the platforms received something else"))
        rehearsed = bots.journal.transactions / bots.journal.seconds
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        speed = report.Speed(seconds, rehearsed, measured.a_second, megabytes)
        rows = report.rows(world, casts, wanted.weeks, speed)
        engine.dispose()
        return Performed(rows, found, world.trace, world.counts["requests"])
