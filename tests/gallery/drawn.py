"""Samples of what the bot says and asks, drawn from the transcripts: `python -m tests.gallery.drawn` draws them all anew.

They lie in `drawn.jsonl`, one a line. A transcript's test compares those that were drawn from it, and with `--rewrite`
draws them again.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from adapters.console import render
from adapters.console.screen import Event
from adapters.database import codec
from core.message import Message, Reader
from core.request import Ask
from tests.stage import replay
from tests.stage.folders import TRANSCRIPTS

FILE: Final = Path(__file__).with_name("drawn.jsonl")
BY_HAND: Final = "by hand"


@dataclass(frozen=True)
class Sample:
    """A message, or a form, of a kind: the `nth` of it in a transcript. `to` is where it was shown: a room, a thread, a
    private conversation, or to one person alone as the answer to what they did.
    """

    kind: str
    script: str
    nth: int
    to: str
    reader: Reader
    shown: Message | Ask


def scripts() -> dict[str, Path]:
    found = sorted(p for p in TRANSCRIPTS.rglob("*.chat") if p.parent.name != "given")
    return {f"{p.parent.name}/{p.stem}": p for p in found}


def drawn_from(script: str, events: Iterable[Event]) -> list[Sample]:
    """Everything that was said and asked in one performance."""
    found: list[Sample] = []
    for event in events:
        if event.what in ("removes", "closes", "invites"):
            continue
        shown: Message | Ask = event.ask or event.shown.message
        kind = f"form {shown.form}" if isinstance(shown, Ask) else shown.kind
        nth = sum(s.kind == kind for s in found)
        found.append(Sample(kind, script, nth, _where(event), event.shown.reader, shown))
    return found


def _where(event: Event) -> str:
    if event.ask is not None:
        return "form"
    if event.what == "answer":
        return "answer"
    return "private" if event.shown.private else "thread" if event.shown.thread else "room"


def picked(found: Sequence[Sample]) -> list[Sample]:
    """The shortest and the longest of each kind; of those alike, the first."""
    out = []
    for kind in dict.fromkeys(s.kind for s in found):
        same = [s for s in found if s.kind == kind]
        shortest, longest = min(same, key=_size), max(same, key=_size)
        out += [shortest, longest] if _size(longest) > _size(shortest) * 1.25 else [longest]
    return sorted(out, key=lambda s: (s.kind, _size(s)))


def _size(sample: Sample) -> int:
    shown = sample.shown
    if isinstance(shown, Ask):
        return len(shown.fields) * 1000 + len(codec.dump(shown, Ask))
    return sum(map(len, render.lines(shown, sample.reader)))


@cache
def samples() -> tuple[Sample, ...]:
    """What has been drawn."""
    return tuple(_read(line) for line in FILE.read_text().splitlines())


def kept(script: str, said: Sequence[Sample], known: Sequence[Sample]) -> list[Sample]:
    """The samples as they should be once a transcript has been performed: those from it as it says them now, and of a
    kind that has none, the first.
    """
    out = [s for s in known if s.script != script]
    for sample in known:
        now = [s for s in said if s.kind == sample.kind] if sample.script == script else []
        if now:
            out.append(now[min(sample.nth, len(now) - 1)])
    there = {s.kind for s in out}
    out += [s for s in said if s.nth == 0 and s.kind not in there]
    once = {(s.kind, s.script, s.nth): s for s in out}
    return sorted(once.values(), key=lambda s: (s.kind, _size(s)))


def rewrite(script: str, said: Sequence[Sample]) -> None:
    """Draw anew what was drawn from this transcript, and what is new in it."""
    write(kept(script, said, [_read(line) for line in FILE.read_text().splitlines()]))


def write(found: Iterable[Sample]) -> None:
    FILE.write_text("".join(_written(s) + "\n" for s in found))


def _written(s: Sample) -> str:
    kind = Ask if isinstance(s.shown, Ask) else Message
    row = {"kind": s.kind, "script": s.script, "nth": s.nth, "to": s.to, "zone": s.reader.zone}
    shown = codec.converter(brief=True).unstructure(s.shown, kind)
    return json.dumps(row | {"shown": shown}, ensure_ascii=False)


def _read(line: str) -> Sample:
    row: dict[str, Any] = json.loads(line)
    kind: type[Any] = Ask if row["kind"].startswith("form ") else Message
    shown = codec.load(json.dumps(row["shown"]), kind)
    return Sample(row["kind"], row["script"], row["nth"], row["to"], Reader(row["zone"]), shown)


def main() -> None:
    found: list[Sample] = []
    for name, path in scripts().items():
        events: list[Event] = []
        with tempfile.TemporaryDirectory() as folder:
            replay(path.read_text(), Path(folder), events.append)
        found += drawn_from(name, events)
    write(picked(found))


if __name__ == "__main__":
    main()
