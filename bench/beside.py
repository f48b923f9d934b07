"""Beside it, how most bots do it: APScheduler's own persistent store with one job for each reminder."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

FAR = datetime(2099, 1, 1, tzinfo=UTC)
FIRED = 1_000  # jobs due at one instant


def run(folder: Path, jobs: int) -> Iterator[str]:
    """Each in a process of its own, so that memory is what it seems."""
    url = f"sqlite:///{folder / 'jobs.sqlite3'}"
    filled = _apart("fill", url, jobs)
    begun = _apart("begin", url, jobs)
    fired = _apart("fire", f"sqlite:///{folder / 'fired.sqlite3'}", FIRED)
    yield f"APScheduler's own store on SQLite, one job for each of {jobs:,} reminders:"
    yield f"  add                {filled['seconds'] / jobs * 1e6:8.0f} µs   a job"
    yield f"  start and look     {begun['seconds']:8.2f} s    all jobs read once, as a restart with a listing does"
    yield f"  held by that       {begun['megabytes']:8.0f} MB"
    yield f"  {FIRED:,} due at once  {fired['seconds'] * 1e3:8.0f} ms   to the last of them"
    yield f"  event loop held up {fired['longest'] * 1e3:8.0f} ms   at the longest meanwhile"


def remind(_: int) -> None:
    """The job: it says nothing."""
    _done.append(perf_counter())


_done: list[float] = []


def _apart(what: str, url: str, jobs: int) -> dict[str, float]:
    code = f"from bench import beside; beside.main({what!r}, {url!r}, {jobs})"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=600
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _scheduler(url: str) -> AsyncIOScheduler:
    stores = {"default": SQLAlchemyJobStore(url=url)}
    return AsyncIOScheduler(jobstores=stores, timezone="UTC", job_defaults={"misfire_grace_time": None})


def _add(scheduler: AsyncIOScheduler, jobs: int, at: datetime) -> None:
    for n in range(jobs):
        scheduler.add_job("bench.beside:remind", "date", run_date=at, args=[n], id=f"reminder-{n}")


async def _fill(url: str, jobs: int) -> dict[str, float]:
    scheduler = _scheduler(url)
    scheduler.start(paused=True)
    begin = perf_counter()
    _add(scheduler, jobs, FAR)
    return {"seconds": perf_counter() - begin}


async def _begin(url: str, jobs: int) -> dict[str, float]:
    before, begin = _held(), perf_counter()
    scheduler = _scheduler(url)
    scheduler.start()
    found = scheduler.get_jobs()
    assert len(found) == jobs
    return {"seconds": perf_counter() - begin, "megabytes": _held() - before}


async def _fire(url: str, jobs: int) -> dict[str, float]:
    scheduler = _scheduler(url)
    scheduler.start(paused=True)
    at = datetime.now(UTC) + timedelta(seconds=1)  # noqa: TID251 - APScheduler reads the wall clock itself
    _add(scheduler, jobs, at)
    longest, begin = 0.0, perf_counter()
    scheduler.resume()
    while len(_done) < jobs:
        last = perf_counter()
        await asyncio.sleep(0.005)
        longest = max(longest, perf_counter() - last - 0.005)
    return {"seconds": _done[-1] - begin, "longest": longest}


def _held() -> float:
    status = Path("/proc/self/status").read_text()
    return int(next(x for x in status.splitlines() if x.startswith("VmRSS")).split()[1]) / 1024


def main(what: str, url: str, jobs: int) -> None:
    does = {"fill": _fill, "begin": _begin, "fire": _fire}[what]
    print(json.dumps(asyncio.run(does(url, jobs))))
