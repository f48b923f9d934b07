"""`/als present` through App against the SQL that it issued, recorded and replayed bare: through a connection of
SQLAlchemy's as text, and through sqlite3 itself.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import event

from adapters.database.engine import unit
from bench.many_sets import EACH, NOW, Full, build, opened
from core.names import Platform
from core.request import Request, Speaker, Spot
from tests.adapters.record import hearing

ROUNDS = 60
WARM = 10  # rounds that are not counted
Statements = list[tuple[str, Any, bool]]  # and whether the parameters are those of several rows


def run(folder: Path) -> Iterator[str]:
    made = build(folder / "made.sqlite3", WARM + ROUNDS, {})
    made.engine.dispose()
    copies = {name: folder / f"{name}.sqlite3" for name in ("recorded", "handled", "text", "bare")}
    for copy in copies.values():
        shutil.copy(made.path, copy)
    recorded = _record(opened(copies["recorded"]))
    handled, text, bare = _compare(
        opened(copies["handled"]), opened(copies["text"]), copies["bare"], recorded
    )
    statements = median(len(r) for r in recorded)
    floors = f"through a connection {text * 1e3:.2f} ms, through sqlite3 {bare * 1e3:.2f} ms"
    yield f"/als present      {handled * 1e3:7.2f} ms   its {statements:.0f} statements bare: {floors}"
    yield f"                  {handled / text:7.2f} ×    (aim: at most 2), and {handled / bare:.1f} × of sqlite3"


def _request(i: int) -> Request:
    account = f"p{i * EACH + 1}"
    by = Speaker(Platform.CONSOLE, account, account.replace("p", "Person "), "Europe/London")
    spot = Spot(Platform.CONSOLE, f"#set-{i + 1}")
    return Request(f"d{i}", "bench", by, spot, "present", "My team will not delegate", args={})


def _record(full: Full) -> list[Statements]:
    """The statements of each round, transactions and all."""
    found: list[Statements] = []

    def hear(_c: Any, statement: str, parameters: Any, many: bool) -> None:
        found[-1].append((statement, parameters, many))

    def ends(_: Any) -> None:
        found[-1].append(("COMMIT", (), False))

    event.listen(full.engine, "commit", ends)
    event.listen(full.engine, "rollback", ends)
    with hearing(full.engine, hear):
        for i in range(WARM + ROUNDS):
            found.append([])
            full.app.handle(_request(i), NOW)
    full.engine.dispose()
    return found


def _compare(full: Full, text: Full, path: Path, recorded: list[Statements]) -> tuple[float, float, float]:
    """Median seconds of a round by App and bare, turn and turn about."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    handled, as_text, bare = [], [], []
    for i, statements in enumerate(recorded):
        request = _request(i)
        begin = perf_counter()
        full.app.handle(request, NOW)
        handled.append(perf_counter() - begin)
        as_text.append(_as_text(text, statements))
        begin = perf_counter()
        for statement, parameters, many in statements:
            if many:
                connection.executemany(statement, parameters)
            else:
                connection.execute(statement, parameters).fetchall()
        bare.append(perf_counter() - begin)
    connection.close()
    full.engine.dispose()
    text.engine.dispose()
    return median(handled[WARM:]), median(as_text[WARM:]), median(bare[WARM:])


def _as_text(full: Full, statements: Statements) -> float:
    """Seconds of the same statements, as text, in one unit of the store's."""
    begin = perf_counter()
    with unit(full.engine, 1) as connection:
        for statement, parameters, _ in statements:
            if not statement.startswith(("BEGIN", "COMMIT")):
                done = connection.exec_driver_sql(statement, parameters)
                if done.returns_rows:
                    done.all()
    return perf_counter() - begin
