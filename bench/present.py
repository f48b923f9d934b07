"""`/als present` through App against the SQL that it issued, recorded and replayed bare through sqlite3."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import event

from bench.many_sets import EACH, NOW, Full, build, opened
from core.names import Platform
from core.request import Request, Speaker, Spot

ROUNDS = 60
WARM = 10  # rounds that are not counted
Statements = list[tuple[str, Any]]


def run(folder: Path) -> Iterator[str]:
    made = build(folder / "made.sqlite3", WARM + ROUNDS, {})
    made.engine.dispose()
    copies = {name: folder / f"{name}.sqlite3" for name in ("recorded", "handled", "bare")}
    for copy in copies.values():
        shutil.copy(made.path, copy)
    recorded = _record(opened(copies["recorded"]))
    handled, bare = _compare(opened(copies["handled"]), copies["bare"], recorded)
    statements = median(len(r) for r in recorded)
    yield f"/als present      {handled * 1e3:7.2f} ms   its {statements:.0f} statements bare {bare * 1e3:.2f} ms"
    yield f"                  {handled / bare:7.1f} ×    (aim: at most 2)"


def _request(i: int) -> Request:
    account = f"p{i * EACH + 1}"
    by = Speaker(Platform.CONSOLE, account, account.replace("p", "Person "), "Europe/London")
    spot = Spot(Platform.CONSOLE, f"#set-{i + 1}")
    return Request(f"d{i}", "bench", by, spot, "present", "My team will not delegate", args={})


def _record(full: Full) -> list[Statements]:
    """The statements of each round, transactions and all."""
    found: list[Statements] = []

    def hear(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        found[-1].append((statement, parameters))

    def ends(_: Any) -> None:
        found[-1].append(("COMMIT", ()))

    event.listen(full.engine, "before_cursor_execute", hear)
    event.listen(full.engine, "commit", ends)
    event.listen(full.engine, "rollback", ends)
    for i in range(WARM + ROUNDS):
        found.append([])
        full.app.handle(_request(i), NOW)
    full.engine.dispose()
    return found


def _compare(full: Full, path: Path, recorded: list[Statements]) -> tuple[float, float]:
    """Median seconds of a round by App and bare, turn and turn about."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    handled, bare = [], []
    for i, statements in enumerate(recorded):
        request = _request(i)
        begin = perf_counter()
        full.app.handle(request, NOW)
        handled.append(perf_counter() - begin)
        begin = perf_counter()
        for statement, parameters in statements:
            connection.execute(statement, parameters).fetchall()
        bare.append(perf_counter() - begin)
    connection.close()
    full.engine.dispose()
    return median(handled[WARM:]), median(bare[WARM:])
