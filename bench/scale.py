"""What a million sets cost while nothing is due for them: the tick, the start and the memory of a process.

`python -m bench scale` measures with 20,000 sets and 200 due; `--full` with a million and 1,000.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from urllib.error import URLError
from urllib.request import urlopen

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from adapters.database.engine import open_engine
from bench import beside
from bench.fill import fill
from bench.many_sets import KEY, NOW, Full, on
from bot.looking_again import after_a_deploy
from bot.tuned import tuned
from tests.postgres import running_postgres

ROUNDS = 3
STEP = 0.005  # seconds
IDLE = 4.0  # seconds after which a process that has started is idle
Opens = Callable[[str], str]  # the URL of an empty database of this name


def run(folder: Path, *, full: bool = False) -> Iterator[str]:
    many, due = (1_000_000, 1_000) if full else (20_000, 200)
    yield from _on(lambda name: f"sqlite:///{folder / name}.sqlite3", "SQLite", many, due)
    with running_postgres() as server:
        yield from _on(lambda name: _database(server, name), "PostgreSQL", many, due)
    yield from beside.run(folder, 20_000 if full else 2_000)


def _database(server: str, name: str) -> str:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string()


def _on(opens: Opens, store: str, many: int, due: int) -> Iterator[str]:
    instants = [NOW + timedelta(minutes=r) for r in range(ROUNDS)]
    url, begin = opens("many"), perf_counter()
    much = open_engine(url)
    fill(much, many, {r * due + i: at for r, at in enumerate(instants) for i in range(due)})
    yield f"{store}: {many:,} sets made in {perf_counter() - begin:.0f} s"
    little = []
    for r, at in enumerate(instants):
        little.append(open_engine(opens(f"few-{r}")))
        fill(little[-1], due, dict.fromkeys(range(due), at))
    yield from _ticks(much, little, instants, many, due)
    none = opens("none")
    engine = open_engine(none)
    fill(engine, 0, {})
    for each in (engine, much):
        after_a_deploy(each, NOW)  # as the release step does
        each.dispose()
    yield from _processes(none, url, many)


def _ticks(
    much: Engine, little: list[Engine], instants: list[datetime], many: int, due: int
) -> Iterator[str]:
    of_many: list[float] = []
    of_few: list[float] = []
    blocked: list[float] = []
    tuned()  # as `als run` is
    floor = max(asyncio.run(_counting(1.0)) for _ in range(ROUNDS))
    for at, few in zip(instants, little, strict=True):
        for engine, into in ((few, of_few), (much, of_many)):
            seconds, longest = asyncio.run(_tick(on(engine), at, due))
            into.append(seconds)
            blocked.append(longest)
        few.dispose()
    slow, fast = median(of_many), median(of_few)
    yield f"  tick, {due:,} due    {slow * 1e3:8.0f} ms   among {many:,} sets; {fast * 1e3:.0f} ms among {due:,}"
    yield f"                     {slow / fast:8.2f} ×    (aim: at most 1.5)"
    yield f"  looked at          {due / slow:8.0f} a second, each with what it says; one worker"
    yield f"  event loop held up {max(blocked) * 1e3:8.1f} ms   at the longest meanwhile (aim: at most 50); {floor * 1e3:.1f} beside a bare count"


async def _tick(full: Full, at: datetime, due: int) -> tuple[float, float]:
    """Seconds that a tick took in its thread, and the longest that the event loop was held up by it."""
    stop = asyncio.Event()
    looking = asyncio.ensure_future(held_up(stop))
    await asyncio.sleep(0.05)
    begin = perf_counter()
    seen = await asyncio.to_thread(full.app.tick, at, due)
    seconds = perf_counter() - begin
    stop.set()
    assert seen == due, seen
    return seconds, await looking


async def _counting(seconds: float) -> float:
    """What the interpreter, and other programs on the machine, do to an event loop beside a thread that counts."""
    stop = asyncio.Event()
    looking = asyncio.ensure_future(held_up(stop))
    await asyncio.to_thread(_count, seconds)
    stop.set()
    return await looking


def _count(seconds: float) -> None:
    end = perf_counter() + seconds
    while perf_counter() < end:
        sum(range(100))


async def held_up(stop: asyncio.Event) -> float:
    """The longest that this event loop came late to something, until `stop`."""
    longest = 0.0
    while not stop.is_set():
        begin = perf_counter()
        await asyncio.sleep(STEP)
        longest = max(longest, perf_counter() - begin - STEP)
    return longest


def _processes(none: str, much: str, many: int) -> Iterator[str]:
    found: dict[str, list[tuple[float, float]]] = {none: [], much: []}
    for _ in range(ROUNDS):
        for url, of_url in found.items():
            of_url.append(_process(url))
    started = {url: median(s for s, _ in of_url) for url, of_url in found.items()}
    held = {url: median(m for _, m in of_url) for url, of_url in found.items()}
    for what, unit, by in (("als run: ready, CPU", "s ", started), ("als run: idle", "MB", held)):
        ratio = by[much] / by[none]
        yield f"  {what:<20}{by[much]:8.2f} {unit}   with {many:,} sets; {by[none]:.2f} with none"
        yield f"                     {ratio:8.2f} ×    (aim: at most 1.10)"


def _process(url: str) -> tuple[float, float]:
    """Seconds of a processor until a worker is ready, and the megabytes that it holds when idle."""
    with _worker(url) as (process, port):
        while not _ready(port):
            sleep(0.01)
        times = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
        seconds = (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
        sleep(IDLE)
        status = Path(f"/proc/{process.pid}/status").read_text()
    held = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return seconds, int(held.split()[1]) / 1024


@contextmanager
def _worker(url: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A worker with a Slack that cannot be reached: nothing is due, and nothing is said."""
    port = 18_080 + os.getpid() % 1_000
    settings = {
        "ALS_DATABASE_URL": url,
        "ALS_SECRET_KEYS": KEY,
        "ALS_HEALTH_PORT": str(port),
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_SIGNING_SECRET": "bench",
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
    }
    command = [sys.executable, "-m", "bot", "run", "worker"]
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(command, env=os.environ | settings, stdout=nowhere, stderr=nowhere)
    try:
        yield process, port
    finally:
        process.terminate()
        process.wait(10)


def _ready(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
