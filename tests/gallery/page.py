"""The pages of the gallery: every kind of message and every form, as one platform shows it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final

from core.message import Message, Who
from core.request import Ask
from tests.gallery import by_hand, drawn
from tests.gallery.drawn import BY_HAND, Sample
from tests.gallery.overlong import overlong

FENCE: Final = "````"
Payload = Mapping[str, Any]


@dataclass(frozen=True)
class Look:
    """How a platform shows a sample: its payloads, the text that a phone shows, and what a lock screen reads."""

    payloads: Sequence[Payload]
    lines: Sequence[str]
    notice: str = ""


Draw = Callable[[Sample], Look]


def every() -> tuple[Sample, ...]:
    """All samples: messages first, then forms; within a kind the shorter first."""
    found = drawn.samples()
    all_of_them = [*found, *by_hand.samples(found)]
    return tuple(sorted(all_of_them, key=lambda s: (isinstance(s.shown, Ask), s.kind)))


def page(head: str, draw: Draw) -> str:
    parts = [head]
    area, shapes = "", dict[str, str]()
    for kind, same in _by_kind(every()).items():
        if _area(same[0]) != area:
            area = _area(same[0])
            parts.append(f"## {area}\n")
        parts += _entry(kind, same, draw, shapes)
    return "\n".join(parts)


def _by_kind(samples: Sequence[Sample]) -> dict[str, list[Sample]]:
    kinds: dict[str, list[Sample]] = {}
    for sample in samples:
        kinds.setdefault(sample.kind, []).append(sample)
    return kinds


def _area(sample: Sample) -> str:
    if isinstance(sample.shown, Ask):
        return "Forms"
    return sample.kind.partition(".")[0].capitalize()


def _entry(kind: str, same: Sequence[Sample], draw: Draw, shapes: dict[str, str]) -> list[str]:
    """One kind; of the overlong only the first of each shape."""
    lines = [f"### {kind}\n"]
    *shorter, longest = same
    for sample in shorter:
        lines += _shown(sample, draw(sample))
    lines += [*_shown(longest, draw(longest)), *_sent(draw(longest))]
    grown = grown_from(longest)
    if grown is None:
        return lines
    look = draw(grown)
    shape = "+".join(_shape(p) for p in look.payloads)
    if shape in shapes:
        return [*lines, f"Overlong: as {shapes[shape]}.\n"]
    shapes[shape] = kind
    return [
        *lines,
        "<details><summary>Overlong</summary>\n",
        *_shown(grown, look)[1:],
        *_sent(look),
        "</details>\n",
    ]


def grown_from(sample: Sample) -> Sample | None:
    """A sample filled to its caps; None where nothing in it can grow."""
    shown = overlong(sample.shown, sample.kind)
    if shown == sample.shown:
        return None
    assert isinstance(shown, Message | Ask)
    return Sample(sample.kind, sample.script, sample.nth, sample.to, sample.reader, shown)


def people_in(it: Any) -> Iterator[Who]:
    """Everybody who is named in a message, or in anything of one."""
    if isinstance(it, Who):
        yield it
    elif isinstance(it, tuple):
        for x in it:
            yield from people_in(x)
    elif isinstance(it, Mapping):
        yield from people_in(tuple(it.values()))
    elif is_dataclass(it):
        yield from people_in(tuple(getattr(it, f.name) for f in fields(it)))


def _shown(sample: Sample, look: Look) -> list[str]:
    """Where it stands, as a phone shows it; and what a lock screen says, where that is not its first line."""
    text = [FENCE + "text", *look.lines, FENCE, ""]
    first = " ".join(look.lines)
    notice = [f"Lock screen: {look.notice}\n"] if look.notice and not first.startswith(look.notice) else []
    return [f"{_where(sample)}\n", *text, *notice]


def _sent(look: Look) -> list[str]:
    payloads = [part for p in look.payloads for part in (FENCE + "json", compact(p), FENCE, "")]
    return ["<details><summary>Payload</summary>\n", *payloads, "</details>\n"]


def _where(sample: Sample) -> str:
    where = {"room": "in the room", "thread": "in the thread", "private": "by direct message", "form": "form"}
    source = BY_HAND if sample.script == BY_HAND else f"`{sample.script}`"
    return f"{where.get(sample.to, 'to one person alone')} · {source}"


def compact(payload: Payload) -> str:
    """JSON with a line for each block, and for each other field."""
    rows = []
    for key, value in payload.items():
        if isinstance(value, list) and value:
            inner = ",\n".join("  " + _dumped(v) for v in value)
            rows.append(f"{_dumped(key)}: [\n{inner}\n]")
        else:
            rows.append(f"{_dumped(key)}: {_dumped(value)}")
    return "{" + ",\n".join(rows) + "}"


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _shape(value: Any) -> str:
    """What a payload is made of, whatever it says."""
    if isinstance(value, Mapping):
        inner = ",".join(filter(None, (_shape(v) for k, v in value.items() if k != "private_metadata")))
        return f"{value.get('type', '')}({inner})"
    if isinstance(value, list):
        return "[" + ",".join(dict.fromkeys(_shape(v) for v in value)) + "]"
    return ""
