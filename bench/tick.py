"""A tick with 10,000 sets of which 100 are due against one with 100 sets that are all due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.many_sets import NOW, Full, build

SETS, DUE, ROUNDS = 10_000, 100, 5


def run(folder: Path) -> Iterator[str]:
    instants = [NOW + timedelta(minutes=r) for r in range(ROUNDS)]
    due = {r * DUE + i: at for r, at in enumerate(instants) for i in range(DUE)}
    many = build(folder / "many.sqlite3", SETS, due)
    few = [
        build(folder / f"few-{r}.sqlite3", DUE, dict.fromkeys(range(DUE), at))
        for r, at in enumerate(instants)
    ]
    of_many, of_few = [], []
    for at, all_due in zip(instants, few, strict=True):
        of_few.append(_tick(all_due, at))
        of_many.append(_tick(many, at))
    slow, fast = median(of_many), median(of_few)
    yield f"tick, {DUE} due     {slow * 1e3:7.1f} ms   among {SETS:,} sets; {fast * 1e3:.1f} ms among {DUE}"
    yield f"                  {slow / fast:7.2f} ×    (aim: at most 1.3)"


def _tick(full: Full, at: datetime) -> float:
    begin = perf_counter()
    seen = full.app.tick(at, DUE)
    assert seen == DUE, seen
    return perf_counter() - begin
