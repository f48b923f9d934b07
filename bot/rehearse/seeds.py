"""One set for a couple of weeks, under an adversary, seed by seed: on a copy of a record that was prepared once."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from adapters.database.cipher import Cipher
from adapters.database.engine import open_engine
from bot.courier import Courier
from bot.rehearse import cast as casting
from bot.rehearse import record
from bot.rehearse.adversary import Adversary, Odds
from bot.rehearse.cast import LONDON, YORK, Cast, Plan, workspace_of
from bot.rehearse.chat import Chat
from bot.rehearse.checks import Finding, findings
from bot.rehearse.people import People
from bot.rehearse.several import Several
from bot.rehearse.witness import Promise, Witness
from bot.rehearse.world import Clock, World
from bot.rehearse.year import Founding, OneWorker
from core.names import Platform

# fmt: off
PLANS: tuple[Plan, ...] = (
    Plan("Sisters",     "every week on Tuesday 10:00",  1, 60, "written", (LONDON,),      people=4, facilitator=False),
    Plan("Founders",    "every week on Thursday 14:00", 3, 60, "spoken",  (LONDON, YORK), people=4),
    Plan("Consultants", "every 2 weeks on Monday 09:00", 0, 90, "days",   (LONDON,),      people=4),
    Plan("Two of us",   "every week on Tuesday 15:00",  1, 120, "written", (LONDON,),     people=5),
)
# fmt: on
PREPARED = timedelta(days=6)  # founded, accepted and begun; the first session is a few days off
AFTERWARDS = timedelta(hours=8)  # in which nothing goes wrong any more
BUSY = 0.4


@dataclass(frozen=True)
class Template:
    """A set that has begun, as it lies there."""

    path: Path
    key: Cipher
    chat: Chat
    promises: dict[tuple[str, str], Promise]
    casts: list[Cast]
    now: datetime


@dataclass
class Outcome:
    seed: int
    trace: str
    findings: list[Finding]
    faults: Counter[str] = field(default_factory=Counter)
    transactions: int = 0


@contextmanager
def prepared() -> Iterator[Callable[[int], Template]]:
    """Gives the template of a seed; each is made on first use."""
    made: dict[tuple[int, Platform], Template] = {}
    with record.folder() as folder:

        def template(seed: int) -> Template:
            which = (seed % len(PLANS), (Platform.SLACK, Platform.DISCORD)[seed // len(PLANS) % 2])
            if which not in made:
                made[which] = _prepare(folder / f"{which[0]}-{which[1]}.sqlite3", *which)
            return made[which]

        yield template


def _prepare(path: Path, number: int, platform: Platform) -> Template:
    engine, cipher = record.in_file(path)
    clock = Clock()
    chat = Chat(platform, workspace_of(platform), clock)
    world = World(number, engine, cipher, clock, {platform: chat})
    bots = OneWorker(world)
    world.bots = bots
    dice = Random(f"{number}/cast")  # noqa: S311 - a rehearsal's dice, not secrets
    casts = casting.make(1, (platform,), world.now.date(), 8, dice, (PLANS[number],))
    people = People(world, casts)
    Founding(world, people, 8).plan(casts)
    world.run(world.now + PREPARED)
    bots.close()
    engine.dispose()
    return Template(path, cipher, chat, world.witness.promises, casts, world.now)


def run(
    seed: int, template: Template, folder: Path, weeks: int = 2, odds: Odds | None = None,
    courier: type[Courier] = Courier,
) -> Outcome:  # fmt: skip
    """One seed, on a copy of its template."""
    path = folder / "seed.sqlite3"
    for beside in folder.glob("seed.sqlite3*"):
        beside.unlink()
    shutil.copyfile(template.path, path)
    clock = Clock(template.now)
    chat = template.chat.copy(clock)
    engine = open_engine(f"sqlite:///{path}")
    promises = {k: copy(p) for k, p in template.promises.items()}
    world = World(seed, engine, template.key, clock, {chat.platform: chat}, Witness(promises=promises))
    dice = Random(f"{seed}/adversary")  # noqa: S311 - a rehearsal's dice, not secrets
    adversary = Adversary(dice, odds or Odds(), remembers={chat.platform: dice.random() < 0.7})
    bots = Several(world, adversary, courier=courier)
    world.bots = bots
    casts = [replace(c, people=list(c.people), spare=list(c.spare)) for c in template.casts]
    people = People(
        world,
        casts,
        busy=BUSY,
        held_back=lambda: adversary.strikes("a request held back", adversary.odds.held_back),
    )
    until = world.now + timedelta(weeks=weeks)
    people.live(until)
    try:
        world.run(until)
        bots.calm_down()
        world.run(until + AFTERWARDS)
        found = findings(world, casts, adversary.excuses)
    finally:
        bots.close()
        engine.dispose()
    return Outcome(seed, world.trace, found, adversary.counts, world.counts["transactions"])


def all_of(
    seeds: Iterable[int], weeks: int = 2, odds: Odds | None = None, courier: type[Courier] = Courier
) -> Iterator[Outcome]:
    with prepared() as template, record.folder() as folder:
        for seed in seeds:
            yield run(seed, template(seed), folder, weeks, odds, courier)
