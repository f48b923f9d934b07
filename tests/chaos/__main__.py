"""`make chaos`: kills until it is enough on every database and platform, and ends in one line with the counts."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tests.chaos.census import Census, faults_of
from tests.chaos.kills import INSIDE, OUTSIDE, Plan, fast, round_of
from tests.chaos.platforms import OnDiscord, OnSlack, Ours
from tests.postgres import running_postgres

Platforms = dict[str, Callable[[Callable[[], datetime]], Ours]]
PLATFORMS: Platforms = {
    "slack": lambda clock: OnSlack(clock, may_read=True),
    "unread": lambda clock: OnSlack(clock, may_read=False),
    "discord": OnDiscord,
}
RATES = {"discord": 8.0}  # a nonce's life is to be longer than a process needs to start


@contextmanager
def record(database: str) -> Iterator[str]:
    if database == "postgresql":
        with running_postgres() as url:
            yield url
        return
    with tempfile.TemporaryDirectory(prefix="als-chaos-") as folder:
        yield f"sqlite:///{Path(folder) / 'record.sqlite3'}"


def plan_of(database: str, platform: str, kills: int, seed: int) -> Plan:
    """Three processes: on SQLite one delivers, on PostgreSQL all do."""
    workers, askers = (1, 2) if database == "sqlite" else (3, 1)
    return Plan(kills, workers, askers, seed=seed, rate=RATES.get(platform, 20.0))


def main() -> int:
    told = argparse.ArgumentParser(prog="python -m tests.chaos")
    told.add_argument("--kills", type=int, default=540, help="in all")
    told.add_argument("--seed", type=int, default=1)
    told.add_argument("--only", default="", help="a database or a platform, by name")
    asked = told.parse_args()
    rounds = [(d, p) for d in ("sqlite", "postgresql") for p in PLATFORMS]
    rounds = [r for r in rounds if not asked.only or asked.only in r]
    all_of_them, faults = [], []
    for number, (database, platform) in enumerate(rounds):
        plan = plan_of(database, platform, -(-asked.kills // len(rounds)), asked.seed + number)
        with record(database) as url:
            time = fast(plan.rate)
            ours = PLATFORMS[platform](time.now)
            census = asyncio.run(round_of(database, url, ours, time, plan))
        sys.stdout.write(f"{census}\n")
        sys.stdout.flush()
        faults += [f"{census.name}: {fault}" for fault in faults_of(census, ours)]
        all_of_them.append(census)
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    sys.stdout.write(summary(all_of_them) + "\n")
    return 1 if faults else 0


def summary(rounds: list[Census]) -> str:
    kills = sum(c.killed.total() for c in rounds)
    within = sum(n for c in rounds for cause, n in c.killed.items() if cause in INSIDE)
    outside = sum(n for c in rounds for cause, n in c.killed.items() if cause in OUTSIDE)
    return (
        f"{kills} kills of workers ({within} between sending and writing down, {outside} at other named points, "
        f"{kills - within - outside} at random), {sum(c.asked for c in rounds)} errands: "
        f"{sum(len(c.lost) for c in rounds)} lost, {sum(c.doubled.total() for c in rounds)} doubled, "
        f"{sum(len(c.dropped) for c in rounds)} dropped; "
        f"{sum(c.beyond for c in rounds)} of these beyond a nonce's life."
    )


if __name__ == "__main__":
    sys.exit(main())
