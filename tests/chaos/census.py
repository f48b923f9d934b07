"""The census: what became of everything that was asked for, by what the platform has and the outbox tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core.names import Platform
from tests.chaos.asking import goes_round, is_everybodys, whole
from tests.chaos.found import Found, found_on
from tests.chaos.ground import Ground
from tests.chaos.platforms import Ours, Shown

OPENS = "/open"  # how the key ends of what opens a thread


@dataclass
class Census:
    """What became of everything that was asked for. Killed is by cause; the others count errands."""

    name: str
    asked: int = 0
    killed: Counter[str] = field(default_factory=Counter)
    askers_killed: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: Counter[str] = field(default_factory=Counter)
    dropped: list[str] = field(default_factory=list)
    beyond: int = 0  # of both: taken over later than the platform remembers a nonce
    disorder: int = 0
    wrong: list[str] = field(default_factory=list)
    boards: int = 0
    revised: int = 0  # times that the boards were asked for, all together
    threads: int = 0
    in_threads: int = 0  # messages there
    back: int = 0  # taken back
    unsaid: int = 0  # of these: before they were said

    def __str__(self) -> str:
        by = ", ".join(f"{n} {cause}" for cause, n in sorted(self.killed.items()))
        return (
            f"{self.name}: {self.killed.total()} kills of workers ({by}), "
            f"{self.askers_killed} of askers; {self.asked} errands: {len(self.lost)} lost, "
            f"{self.doubled.total()} doubled, {len(self.dropped)} dropped ({self.beyond} of them beyond a nonce's life), "
            f"{self.disorder} out of order; {self.boards} boards asked for {self.revised} times, "
            f"{self.threads} threads with {self.in_threads} messages, "
            f"{self.back} taken back ({self.unsaid} before they were said)"
        )


def faults_of(census: Census, ours: Ours) -> list[str]:
    """What must not be. Only where Slack may not be read, a crash between sending and writing down may double."""
    found = [f"lost: {name}" for name in census.lost] + [f"wrong: {it}" for it in census.wrong]
    if census.disorder:
        found.append(f"{census.disorder} out of order")
    promised = ours.platform is Platform.DISCORD or ours.name == "Slack, read back"
    both = census.doubled.total() + len(census.dropped)
    if promised and both > census.beyond:
        found += [f"doubled: {name}" for name in census.doubled]
        found += [f"dropped: {name}" for name in census.dropped]
    return found


def count(census: Census, ground: Ground, ours: Ours) -> None:
    found = found_on(ground, ours)
    census.asked = sum(map(len, found.rows.values())) + len(found.takes_back)
    census.doubled = _twice(f"{it.name} {it.part}".strip() for it in found.shown if not it.edit)
    census.beyond = ours.forgotten()
    _fates(census, found, ours)
    known = [it for it in found.said if it.name in found.rows]
    census.disorder = _disorder(known, found) + _backwards(found)
    census.wrong += ours.wrong()
    census.wrong += sorted({f"nobody asked for {it.name}" for it in found.said if it.name not in found.rows})
    census.wrong += _misread(found) + _misplaced(known, found, ground, ours)
    census.wrong += _standing_wrong(census, found)
    census.wrong += _threads_wrong(known, found, ours)
    census.boards = sum(key in found.asked.boards for key in found.standing)
    census.revised = sum(found.asked.boards.values())
    census.threads = len(ours.threads())
    census.in_threads = sum(_in_thread(found.place(it.name)) for it in known)
    census.back = len(found.asked.back)
    census.unsaid = len(found.asked.back - set(found.rows))


def _twice(names: Iterable[str]) -> Counter[str]:
    """How often more than once."""
    return Counter({name: n - 1 for name, n in Counter(names).items() if n > 1})


def _fates(census: Census, found: Found, ours: Ours) -> None:
    """What was lost, and what was rather dropped."""
    asked, said = found.asked, {it.name for it in found.said}
    for key, rows in found.rows.items():
        unsure = [row for row in rows if row.state == "aside" and row.reason == "unsure"]
        if unsure:
            census.dropped.append(key)
            census.beyond += any(row.done_at - row.unsure_at > ours.remembers for row in unsure)
        elif key not in said or any(row.state != "delivered" for row in rows):
            census.lost.append(f"{key} {' '.join(f'{row.state} {row.reason}' for row in rows)}")
        elif key not in found.standing and key not in asked.back:
            census.lost.append(f"{key} stands no longer")
    for row in found.takes_back:
        if row.state != "delivered":
            census.lost.append(f"{row.key} {row.state} {row.reason}")
    opened = {f"{thread}{OPENS}" for thread in asked.threads}
    for key in sorted((set(asked.places) - asked.back | opened) - set(found.rows)):
        census.lost.append(f"{key} was asked for and is nowhere")


def _disorder(said: Iterable[Shown], found: Found) -> int:
    """Errands that were first said after a later one of their place."""
    seen: set[str] = set()
    last: dict[str, int] = {}
    wrong = 0
    for it in said:
        if it.name in seen:
            continue
        seen.add(it.name)
        row = found.rows[it.name][0]
        wrong += row.id < last.get(row.place, 0)
        last[row.place] = max(row.id, last.get(row.place, 0))
    return wrong


def _backwards(found: Found) -> int:
    """Edits that brought back what a board had read before, though it never comes back to that."""
    last: dict[str, int] = {}
    wrong = 0
    for it in found.shown:
        if not is_everybodys(it.name) or goes_round(it.name) or it.part:
            continue
        number = int(it.text.partition(" reads ")[2].partition(".")[0])
        wrong += number < last.get(it.name, 0)
        last[it.name] = number
    return wrong


def _misread(found: Found) -> list[str]:
    """What never read as it was asked for."""
    asked = found.asked
    return [
        f"{it.name} read {it.text!r}"
        for it in found.shown
        if it.name in asked.places
        and not it.part
        and (
            it.text != it.name if it.name not in asked.boards else not it.text.startswith(f"{it.name} reads ")
        )
    ]


def _misplaced(said: Iterable[Shown], found: Found, ground: Ground, ours: Ours) -> list[str]:
    """What was said in another room or thread, or to somebody else; and what was asked for in one place, and put down
    for another.
    """
    threads = dict(ours.threads())
    wrong = []
    for it in said:
        place = found.place(it.name)
        if found.asked.places.get(it.name, place) != place:
            wrong.append(f"{it.name} was put down for {place}")
        elif _in_thread(place):
            if threads.get(it.place) != place:
                wrong.append(f"{it.name} was not said in the thread of {place}")
        elif it.name.endswith(OPENS):
            if it.place != ground.where[place] and threads.get(it.place) != it.name.removesuffix(OPENS):
                wrong.append(f"{it.name} was said elsewhere")
        elif it.place != ground.where[place]:
            wrong.append(f"{it.name} was not said in {place}")
    return wrong


def _standing_wrong(census: Census, found: Found) -> list[str]:
    """Boards that do not read, in all the messages that they are, as they were asked for last; and what stands though
    it was taken back. Of what was said twice one more may stand: that was counted.
    """
    twice = {name.partition(" ")[0] for name in census.doubled}
    wrong = []
    for key, standing in found.standing.items():
        firsts = [it.text for it in standing if not it.part]
        last = whole(key, found.asked.boards.get(key, 0))
        if key in twice:
            right = any(last.startswith(text) for text in firsts)
        else:
            right = "".join(it.text for it in standing) == last
        if key in found.asked.boards and not right:
            wrong.append(f"{key} reads {' '.join(it.text[:40] for it in standing)}, not {last[:40]}")
        if len(firsts) > 1 + census.doubled[key]:
            wrong.append(f"{key} stands {len(firsts)} times")
        if key in found.asked.back and len(firsts) > census.doubled[key] and key not in census.dropped:
            wrong.append(f"{key} stands, though it was taken back")
    return wrong


def _threads_wrong(said: Sequence[Shown], found: Found, ours: Ours) -> list[str]:
    """Threads that were opened more often than their titles were said, or whose messages lie in two; and what was said
    in a thread before its title.
    """
    titles = Counter(it.name.removesuffix(OPENS) for it in said if it.name.endswith(OPENS))
    opened = Counter(name for _, name in ours.threads())
    wrong = [f"{name} was opened {n} times" for name, n in opened.items() if n > titles[name]]
    used: dict[str, set[str]] = {}
    seen: set[str] = set()
    for it in said:
        seen.add(it.name)
        place = found.place(it.name)
        if _in_thread(place):
            used.setdefault(place, set()).add(it.place)
            if f"{place}{OPENS}" not in seen:
                wrong.append(f"{it.name} was said before {place} was opened")
    return wrong + [
        f"{name} lies in {len(places)} threads" for name, places in used.items() if len(places) > 1
    ]


def _in_thread(place: str) -> bool:
    return place.startswith("turn-")
