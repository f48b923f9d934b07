"""Looking again: every wake worked out anew when asked for, and the clock of everybody nudged after a deploy."""

from __future__ import annotations

import importlib.metadata
import sys
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import TZPATH

from sqlalchemy import Engine

from adapters.database.again import look_again
from core.app import App
from core.handlers import clock
from core.handlers.wakes import KINDS, Difference, Was
from core.names import Due

BATCH = 50  # roots in one transaction: nobody who presses a button waits for it
EXAMPLES = 5
SAID_EVERY = 10_000  # roots between two lines of progress


def rebuild(app: App, now: Callable[[], datetime], say: Callable[[str], None]) -> int:
    """Work out every wake anew, and say what differed. Answers how many would have been looked at late or never."""
    wrong: list[Difference] = []
    counts: Counter[Was] = Counter()
    looked = 0
    for kind in KINDS:
        after, done = 0, app.rebuild(kind, 0, now(), BATCH)
        while done.looked:
            looked += done.looked
            counts.update(d.was for d in done.wrong)
            wrong += [d for d in done.wrong if d.was is not Was.EARLY][: EXAMPLES - len(wrong)]
            if looked // SAID_EVERY > (looked - done.looked) // SAID_EVERY:
                say(f"{looked:>12,} looked at, {counts.total():,} put right")
            after = done.last
            done = app.rebuild(kind, after, now(), BATCH)
    say(f"{looked:,} sets and people looked at; {_counted(counts)}.")
    for each in wrong:
        say(f"      {each.kind}-{each.id}: {each.was.value}, {_at(each.at)} is now {_at(each.to)}")
    return counts[Was.MISSING] + counts[Was.LATE]


def _counted(counts: Counter[Was]) -> str:
    if not counts:
        return "every wake was right"
    return "of their wakes " + ", ".join(f"{counts[w]:,} were {w.value}" for w in Was if counts[w])


def _at(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}" if at is not None else "none"


# --- after a deploy -------------------------------------------------------------------------------------------------


def fingerprint() -> str:
    """What the instants of everything due hang on besides the record: the rules that name them, the world's zones
    and its holidays.
    """
    found = sha256()
    modules = sorted({m.__module__ for m in (*clock.MOMENTS, *clock.MOMENTS_OF_A_PERSON)})
    for name in modules:
        found.update(Path(str(sys.modules[name].__file__)).read_bytes())
    for part in (*(due.value for due in Due), zones(), importlib.metadata.version("holidays")):
        found.update(part.encode() + b"\0")
    return found.hexdigest()[:32]


def zones() -> str:
    """The release of the time zone data in use: the system's where it tells, else the package's."""
    for folder in TZPATH:
        file = Path(folder) / "tzdata.zi"
        if file.is_file():
            with file.open(encoding="utf-8") as text:
                return text.readline().strip()
    return importlib.metadata.version("tzdata")


def after_a_deploy(engine: Engine, now: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """Where the fingerprint is another than that of the record, everybody is looked at again in the hours to come.
    Answers how many that are.
    """
    return look_again(engine, fingerprint(), now, go_on)
