"""`als rehearse --faults`: seed after seed under an adversary, and one line of figures at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from time import perf_counter

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.rehearse import seeds
from bot.rehearse.seeds import Outcome

TOGETHER = 10  # seeds that one process is given at a time


def rehearse(wanted: range, weeks: int, processes: int, screen: Console) -> int:
    """The exit code: 1 where a seed has found anything; each such seed is told with the command that replays it."""
    began, faults, transactions, failed = perf_counter(), Counter[str](), 0, []
    columns = (TextColumn("Seed {task.completed:.0f} of {task.total:.0f}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("", total=len(wanted))
        for outcome in _outcomes(wanted, weeks, processes):
            bar.advance(task)
            faults += outcome.faults
            transactions += outcome.transactions
            if outcome.findings:
                failed.append(outcome)
                _tell(outcome, weeks, screen)
    for kind, n in sorted(faults.items(), key=lambda kv: (-kv[1], kv[0])):
        screen.print(f"  {n:>8,}  {kind}", highlight=False)
    seconds = perf_counter() - began
    what = (
        f"{len(wanted):,} seeds, {faults.total():,} faults, {transactions:,} transactions in {seconds:.0f} s"
    )
    if failed:
        screen.print(f"{what}; {len(failed)} seeds found something.", style="red", highlight=False)
        return 1
    screen.print(f"{what}; nothing was lost, doubled or out of order.", style="green", highlight=False)
    return 0


def replay(seed: int, weeks: int) -> str:
    return f"als rehearse --faults --seeds {seed}-{seed} --weeks {weeks}"


def _tell(outcome: Outcome, weeks: int, screen: Console) -> None:
    again = f"Seed {outcome.seed}, trace {outcome.trace}. Again: {replay(outcome.seed, weeks)}"
    screen.print(again, style="red", highlight=False, soft_wrap=True)
    for finding in outcome.findings[:10]:
        screen.print(f"  {finding}", highlight=False, soft_wrap=True, markup=False)


def _outcomes(wanted: range, weeks: int, processes: int) -> Iterable[Outcome]:
    if processes <= 1 or len(wanted) <= TOGETHER:
        yield from seeds.all_of(wanted, weeks)
        return
    lots = [(wanted[i : i + TOGETHER], weeks) for i in range(0, len(wanted), TOGETHER)]
    with ProcessPoolExecutor(processes) as pool:
        for outcomes in pool.map(_lot, lots):
            yield from outcomes


def _lot(lot: tuple[range, int]) -> list[Outcome]:
    """Some seeds in a process of their own; what a seed does depends on nothing but the seed."""
    return list(seeds.all_of(*lot))
