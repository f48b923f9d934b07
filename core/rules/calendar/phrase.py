"""A stand-in for the reader of one-line foundings, until the real one lands."""

import re
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from core.rules.calendar.rhythm import Rhythm


class Why(StrEnum):
    NO_NAME = "no name"


@dataclass(frozen=True)
class Misread:
    why: Why
    what: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewSet:
    name: str
    rhythm: Rhythm
    minutes: int | None


def read_new(words: str, today: date) -> NewSet | Misread:
    del today
    m = re.match(
        r'"(.+)" every (\d+) weeks on Tuesday 10:00 (\S+) for (\d+) minutes from (\S+) to (\S+)', words
    )
    if not m:
        return Misread(Why.NO_NAME, words)
    return NewSet(
        m[1],
        Rhythm(
            f"FREQ=WEEKLY;INTERVAL={m[2]};BYDAY=TU",
            time(10),
            m[3],
            date.fromisoformat(m[5]),
            date.fromisoformat(m[6]),
        ),
        int(m[4]),
    )
