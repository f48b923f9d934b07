"""Transcripts: what people do, line by line. The bot's own lines are what a performance answers with.

begin: Mon 1 Mar 2027 08:00 Europe/London     when, and the zone of everybody who is not named below
zones: Chidi = America/New_York
given: five                                   another transcript, performed before without being shown
on discord: Ana> /als rsvp perhaps → nothing  what nobody can do on that platform, and what is done there instead
-- Tue 2 Mar 10:21                            the clock moves on (`-- +10m`, `-- 2027-03-02 10:21`)
Ana> /als present My team will not delegate   said in the set's room
Ana in turn> What do you see?                 said in the thread of the latest turn
Ana by DM> /als home                          said in private
Ana presses [Pause]                           the newest such button that she can see
Ana presses [Keep it] on "2 ·"                … on the newest message that holds these words
Ana presses [Done] twice                      two taps; `, delivered three times` is one tap that arrives again
Ana fills "An action": what = A walk · by = Friday
Ben uses "Park it" on "the budget"            on the newest message, a person's or the bot's, that holds these words
Ana uses "Present my issue"                   from the platform's own menu, outside any place
-- ... Tue 5 Oct 09:00                        the clock moves on; what is said meanwhile is not written down
-- the bot restarts
-- the bot stops / -- the bot starts
-- the platform is down / -- the platform is back
-- Ben takes no messages / -- Ben takes messages / -- Ben's account is closed
## a note for readers
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

HEADER = re.compile(r"^(begin|zones|given|needs|about|on \w+): (.+)$")
CLOCK = re.compile(r"^-- (.+?)(\s+# [A-Z]{2}\d+.*)?$")
SAYS = re.compile(r"^([\w'-]+)(?: (in turn|by DM|in #[\w-]+))?> (.*)$")
PRESSES = re.compile(r'^([\w\'-]+) presses \[(.+?)\](?: on "(.+)")?(?: (twice)|, (delivered three times))?$')
FILLS = re.compile(r'^([\w\'-]+) fills "(.+?)":\s?(.*)$')
REACH = re.compile(r"^([\w'-]+?)(?: takes (no )?messages|'s account is (closed))$")
USES = re.compile(r'^([\w\'-]+) uses "(.+?)"(?: on "(.+)")?$')
MEANWHILE = "... "
ROW = re.compile(r"\s{2,}# ((?:[A-Z]{2}\d+[ ,]*)+)$")


@dataclass(frozen=True)
class Header:
    begin: str = ""
    zones: dict[str, str] = field(default_factory=dict)
    given: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    instead: dict[str, dict[str, str]] = field(default_factory=dict)  # platform -> line -> line, or “nothing”


@dataclass(frozen=True)
class Moves:
    """The clock goes on, or something befalls the bot or the platform. `quietly`: not written down."""

    to: str
    quietly: bool = False


@dataclass(frozen=True)
class Says:
    name: str
    where: str  # "", "in turn", "by DM" or "in #room"
    text: str


@dataclass(frozen=True)
class Presses:
    name: str
    label: str
    on: str = ""
    taps: int = 1
    deliveries: int = 1  # of each tap


@dataclass(frozen=True)
class Fills:
    name: str
    title: str
    values: dict[str, str]


@dataclass(frozen=True)
class Uses:
    """What the platform's own menu offers: on a message, or outside any place."""

    name: str
    label: str
    on: str = ""


Step = Moves | Says | Presses | Fills | Uses


def is_quiet(step: Step | None) -> bool:
    """Whether what is said at this step is not written down."""
    return isinstance(step, Moves) and step.quietly


@dataclass(frozen=True)
class Line:
    """A line of a transcript as it stands, and what somebody does in it, if anything."""

    text: str
    step: Step | None = None


class Unreadable(Exception):
    """A line that is neither a person's, the clock's, nor the bot's."""


def without_rows(line: str) -> str:
    return ROW.sub("", line).rstrip()


def is_the_bots(line: str) -> bool:
    return line.startswith(("bot ", "bot:", "     "))


def read_step(line: str) -> Step | None:
    """What is done in this line; None for an empty one, a note or a header. Raises Unreadable."""
    bare = ROW.sub("", line).rstrip("\n")
    if not bare.strip() or bare.startswith("##") or HEADER.match(bare):
        return None
    if m := CLOCK.match(bare):
        return Moves(m[1].removeprefix(MEANWHILE), quietly=m[1].startswith(MEANWHILE))
    if m := PRESSES.match(bare):
        return Presses(m[1], m[2], m[3] or "", taps=2 if m[4] else 1, deliveries=3 if m[5] else 1)
    if m := FILLS.match(bare):
        return Fills(m[1], m[2], _values(m[3]))
    if m := USES.match(bare):
        return Uses(m[1], m[2], m[3] or "")
    if m := SAYS.match(bare):
        return Says(m[1], m[2] or "", m[3].replace("\\n", "\n"))
    raise Unreadable(line)


def _values(text: str) -> dict[str, str]:
    pairs = (p.partition(" = ") for p in text.split(" · ") if p.strip())
    return {k.strip(): v.strip() for k, _, v in pairs}


def read(text: str) -> tuple[Header, list[Line]]:
    """A transcript's header and its lines, those of the bot left out."""
    header: dict[str, str] = {}
    instead: dict[str, dict[str, str]] = {}
    lines: list[Line] = []
    for raw in text.splitlines():
        if is_the_bots(raw):
            continue
        if m := HEADER.match(raw):
            header[m[1]] = m[2]
            if m[1].startswith("on "):
                usual, _, there = m[2].partition(" → ")
                instead.setdefault(m[1].removeprefix("on "), {})[usual.strip()] = there.strip()
        lines.append(Line(raw, read_step(raw)))
    zones = dict(z.split(" = ") for z in header.get("zones", "").split(", ") if z)
    given, needs = header.get("given", "").split(), header.get("needs", "").split()
    return Header(header.get("begin", ""), zones, tuple(given), tuple(needs), instead), lines


def find(name: str, folders: tuple[Path, ...]) -> Path:
    """The transcript of this name in one of the folders. Raises FileNotFoundError."""
    for folder in folders:
        if (path := folder / f"{name}.chat").exists():
            return path
    raise FileNotFoundError(name)
