"""Those who ask for things to be said, and what each of them has asked for.

What somebody asks for the nth time hangs on their name and n alone. The count is kept by the record, in the transaction
that asks: it tells afterwards what was asked for, whatever has become of it and whenever who asked was killed.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from adapters.database.cipher import Cipher
from adapters.database.engine import open_engine
from adapters.database.store import SqlStore
from core.message import Errand, OpenThread, Place, Private, Revise, Room, Say, Thread, Unsay
from core.ports import Busy, Conflict
from tests.chaos.children import Fast
from tests.chaos.ground import MORE, Ground, text

BOARDS = 24  # that everybody revises, again and again
ROUND = 8  # kinds of asking
# What was asked for so many times ago is taken back; or what was at half of all times, or a third.
BACK = (1, 2, 4, 5, 6, 18, 37, 41, 62, 97, 101, 141, 158)
COUNTS = "chaos/asked/"  # the counters of those who ask


def ask(name: str, ground: Ground, fast: Fast, pause: float, most: int) -> None:
    """Asks `most` times, `pause` seconds apart."""
    store = SqlStore(open_engine(ground.url), Cipher([ground.key]))
    for _ in range(most):
        try:
            with store.work(ground.workspace, fast.now(), wait=10.0) as work:
                n = work.count(COUNTS + name)
                for errand in wanted(ground, name, n, work.count):
                    work.say(errand)
        except (Busy, Conflict):
            pass  # not asked, then
        threading.Event().wait(pause)


def wanted(ground: Ground, name: str, n: int, times: Callable[[str], int]) -> list[Errand]:
    """What `name` asks for the `n`th time. `times` counts how often a board of everybody's was revised."""
    key, chance = f"chaos/{name}/{n}", random.Random(f"{name}/{n}")
    room = Room(chance.choice(ground.sets))
    match n % ROUND:
        case 0:
            return [Revise(key, room, text(*reading(key, 1))), _say(f"{key}/after", room)]
        case 1:
            return [Say(key, Private(chance.choice(ground.people)), text(key), unsure="drop")]
        case 2 | 6:
            return _revised(ground, chance.randrange(BOARDS), times)
        case 3:
            return _in_thread(chance.choice(ground.threads), key)
        case 4:
            return _in_thread(chance.choice(ground.threads[:BOARDS]), key, f"{key}/after")
        case 5:
            long_ago = [n // 2, n // 3] * 5 if n > 4 * ROUND else []
            return _taken_back(ground, name, chance.choice([n - b for b in BACK if b < n] + long_ago))
        case _:
            return [_say(key, room)]


def _say(key: str, to: Place) -> Say:
    """Reads as its key."""
    return Say(key, to, text(key))


def _in_thread(opens: OpenThread, *keys: str) -> list[Errand]:
    """The thread is asked for by everybody who says something there, as by the first."""
    return [opens, *(_say(key, Thread(opens.turn)) for key in keys)]


def _revised(ground: Ground, number: int, times: Callable[[str], int]) -> list[Errand]:
    """A board in a room, with a person or in a thread."""
    key, opens = f"chaos/board-{number}", ground.threads[number]
    places: tuple[Place, ...] = (
        Room(ground.sets[number]),
        Private(ground.people[number]),
        Thread(opens.turn),
    )
    place = places[number % len(places)]
    board = Revise(key, place, text(*reading(key, times(key))))
    return [opens, board] if isinstance(place, Thread) else [board]


def _taken_back(ground: Ground, name: str, n: int) -> list[Errand]:
    """What was asked for the `n`th time; not a board of everybody's."""
    found: list[Errand] = []
    for errand in wanted(ground, name, n, lambda _: 0):
        if isinstance(errand, Say):
            found.append(Unsay(errand.key, errand.to))
        elif isinstance(errand, Revise) and not is_everybodys(errand.board):
            found.append(Unsay(errand.board, errand.to))
    return found


def is_everybodys(board: str) -> bool:
    return board.startswith("chaos/board-")


def goes_round(board: str) -> bool:
    """Every other board of everybody's comes back to what it read before."""
    return is_everybodys(board) and int(board.partition("-")[2]) % 2 == 0


def _grows(board: str) -> bool:
    """Every fourth grows line by line, past what Discord takes as one message, and shrinks again."""
    return is_everybodys(board) and int(board.partition("-")[2]) % 4 == 1


def reading(board: str, times: int) -> tuple[str, int]:
    """What a board reads once it was asked for so many times, and how many lines more."""
    return f"{board} reads {times % 3 if goes_round(board) else times}.", times % 4 if _grows(board) else 0


def whole(board: str, times: int) -> str:
    words, more = reading(board, times)
    return words + MORE * more


@dataclass
class Asked:
    """Everything that was ever asked for: messages and threads by their keys, and what was taken back."""

    places: dict[str, str] = field(default_factory=dict)  # key -> the place's name
    boards: dict[str, int] = field(default_factory=dict)  # key -> how often it was asked for
    threads: set[str] = field(default_factory=set)  # names of places
    back: set[str] = field(default_factory=set)  # keys

    @classmethod
    def by(cls, ground: Ground, counters: Mapping[str, int]) -> Asked:
        asked = cls()
        for counter, times in counters.items():
            for n in range(1, times + 1) if counter.startswith(COUNTS) else ():
                for errand in wanted(ground, counter.removeprefix(COUNTS), n, lambda _: 0):
                    asked._note(errand, counters)
        return asked

    def _note(self, errand: Errand, counters: Mapping[str, int]) -> None:
        match errand:
            case Say(key=key, to=to):
                self.places[key] = str(to)
            case Revise(board=key, to=to):
                self.places[key] = str(to)
                self.boards[key] = counters.get(key, 1)
            case OpenThread(turn=turn):
                self.threads.add(str(Thread(turn)))
            case Unsay(key=key):
                self.back.add(key)
            case _:
                raise AssertionError(errand)
