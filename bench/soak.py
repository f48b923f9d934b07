"""An hour of ordinary work: fifty requests a second to `als run`, by Socket Mode, against the fake Slack. What the
process holds must not grow, and when people stop, nothing is left waiting.

`python -m bench soak --minutes 60`; one minute without.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from statistics import mean, median, quantiles
from time import perf_counter

from sqlalchemy import Engine, func, select

from adapters.database.engine import open_engine
from adapters.database.keeping import tidy
from adapters.database.promises import outbox
from adapters.database.tables import drafts
from bench.many_sets import EACH, KEY, Cast, prepare, put
from bot.wiring import clock
from core.names import Platform
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.client import Client
from tests.fakes.slack.world import APP_TOKEN, BOT, BOT_TOKEN, TEAM, Channel, User

RATE = 50  # requests a second
SETS = 100
WARM = 0.25  # of the run that is not counted: caches fill
SAMPLE = 1.0  # seconds between two looks at what the process holds
REMEMBERED = 5_000  # messages that the fake Slack keeps
QUIET = 120.0  # seconds in which everything has to be delivered when people stop
FORM = "action add"
TOO_LONG = "A word too many. " * 30  # refused, and kept as a draft
ASKED = (
    "home",
    "present My team will not delegate",
    "action add Ask the matron to chair by Friday",
    "learned I answer before they have asked",
    FORM,
    "rota",
    "agenda",
    "set schedule",
    "action list",
    "rsvp late",
    f"present {TOO_LONG}",
)


@dataclass
class Seen:
    answers: list[float] = field(default_factory=list)  # seconds
    late: int = 0
    drafts: int = 0
    held: list[tuple[float, int]] = field(default_factory=list)  # megabytes, files

    def growth(self) -> tuple[float, float, float, float]:
        """Megabytes and files: the median of the first half after warming up, and of the second."""
        rest = self.held[int(len(self.held) * WARM) :]
        first, second = rest[: len(rest) // 2], rest[len(rest) // 2 :]
        files = median(f for _, f in first), median(f for _, f in second)
        return median(m for m, _ in first), median(m for m, _ in second), *files


def run(folder: Path, minutes: float) -> Iterator[str]:
    url = f"sqlite:///{folder / 'soak.sqlite3'}"
    seen, waits = asyncio.run(_soak(url, minutes * 60))
    engine = open_engine(url)
    tidied = _tidied(engine)
    engine.dispose()
    before, after, files, files_after = seen.growth()
    p99 = quantiles(seen.answers, n=100)[98]
    yield f"soak: {len(seen.answers):,} requests in {minutes:g} minutes, {RATE} a second, over {SETS} sets in session"
    yield f"  answered in        {mean(seen.answers) * 1e3:8.0f} ms   p99 {p99 * 1e3:.0f} ms; {seen.late} later than 3 s"
    yield f"  memory             {after:8.1f} MB   {before:.1f} in the first half ({after / before:.3f} ×, aim: flat)"
    yield f"  files open         {files_after:8.0f}      {files:.0f} in the first half"
    yield f"  the last delivered {waits:8.1f} s    after people stopped"
    yield f"  drafts             {seen.drafts:8d}      at the most while people asked"
    yield f"  outbox and drafts  {tidied:8d}      rows, a week later"


def _tidied(engine: Engine) -> int:
    """What is left when everything has lapsed, as the heartbeat finds it hour by hour."""
    with engine.connect() as connection, connection.begin():
        while tidy(connection, clock() + timedelta(days=8), 10_000):
            pass
        return sum(
            connection.scalar(select(func.count()).select_from(table)) or 0 for table in (outbox, drafts)
        )


async def _soak(url: str, seconds: float) -> tuple[Seen, float]:
    slack = FakeSlack(clock, burst=200)
    await slack.start()
    users = [slack.world.user(f"Person {n + 1}") for n in range(SETS * EACH)]
    mine = [users[i * EACH : (i + 1) * EACH] for i in range(SETS)]
    rooms = [slack.world.channel(f"set-{i}", {BOT, *(u.id for u in us)}) for i, us in enumerate(mine)]
    _fill(url, users, rooms)
    process = _begun(url, slack.url)
    try:
        await slack.connected()
        record = open_engine(url)
        seen = await _asked(slack, list(zip(rooms, mine, strict=True)), seconds, process.pid, record)
        record.dispose()
        return seen, await _until_quiet(url)
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, 10)
        await slack.stop()


def _fill(url: str, users: list[User], rooms: list[Channel]) -> None:
    engine = open_engine(url)
    prepare(engine, TEAM)
    now = clock()
    due = {i: now + timedelta(seconds=5 + i) for i in range(SETS)}
    cast = Cast(Platform.SLACK, lambda p: users[p - 1].id, lambda i: rooms[i].id, now)
    with engine.connect() as connection, connection.begin():
        put(connection, range(SETS), due, cast)
    engine.dispose()


def _begun(url: str, api: str) -> subprocess.Popen[bytes]:
    settings = {
        "ALS_DATABASE_URL": url,
        "ALS_SECRET_KEYS": KEY,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": api,
    }
    nowhere = subprocess.DEVNULL
    command = [sys.executable, "-m", "bot", "run"]
    return subprocess.Popen(command, env=os.environ | settings, stdout=nowhere, stderr=nowhere)


async def _asked(
    slack: FakeSlack, sets: list[tuple[Channel, list[User]]], seconds: float, pid: int, record: Engine
) -> Seen:
    """People ask at an even pace, whether or not the one before has been answered."""
    seen, people, asking = Seen(), Client(slack), set[asyncio.Task[None]]()
    begin, sampled = perf_counter(), 0.0
    for n in count():
        at = n / RATE
        if at >= seconds:
            break
        await asyncio.sleep(max(0.0, begin + at - perf_counter()))
        room, users = sets[n % SETS]
        text = ASKED[(n // SETS + n) % len(ASKED)]
        task = asyncio.ensure_future(_ask(people, users[n // SETS % EACH], room, text, seen))
        asking.add(task)
        task.add_done_callback(asking.discard)
        if at - sampled >= SAMPLE:
            sampled = at
            seen.held.append(_held(pid))
            seen.drafts = max(seen.drafts, _drafts(record))
            _forget(slack)
    await asyncio.gather(*asking)
    return seen


async def _ask(people: Client, user: User, room: Channel, text: str, seen: Seen) -> None:
    begin, before = perf_counter(), len(people.world.violations)
    await people.command(user, room, text)
    seen.answers.append(perf_counter() - begin)
    if text == FORM and people.world.views.get(user.id):
        await _fill_in(people, user, seen)
    seen.late += len(people.world.violations) > before and seen.answers[-1] > 3


async def _fill_in(people: Client, user: User, seen: Seen) -> None:
    """A day that nobody can read keeps the form open, and its words as a draft; then one that everybody can."""
    for day in ("whenever", "Friday"):
        view = people.world.views[user.id][-1:]
        if view:
            begin = perf_counter()
            await people.submit(user, view[0], {"what": "Ask the matron to chair", "by": day})
            seen.answers.append(perf_counter() - begin)


def _forget(slack: FakeSlack) -> None:
    """The fake is a part of this process: it must not be what slows people down."""
    world = slack.world
    for of_the_past in (world.messages, world.events, world.calls, world.addresses):
        del of_the_past[:-REMEMBERED]


def _held(pid: int) -> tuple[float, int]:
    status = Path(f"/proc/{pid}/status").read_text()
    held = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(held.split()[1]) / 1024, sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())


def _drafts(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(drafts)) or 0


async def _until_quiet(url: str) -> float:
    """Seconds until nothing waits that is due."""
    engine, begin = open_engine(url), perf_counter()
    try:
        while perf_counter() - begin < QUIET:
            with engine.connect() as connection:
                c = outbox.c
                waiting = connection.scalar(
                    select(func.count()).where(c.done_at.is_(None), c.next_at <= clock())
                )
            if not waiting:
                break
            await asyncio.sleep(0.5)
        return perf_counter() - begin
    finally:
        engine.dispose()
