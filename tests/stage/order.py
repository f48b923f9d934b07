"""What goes to several places at once may come to stand in any order: no place waits for another."""

import re
from collections import defaultdict
from itertools import groupby

MOVES = re.compile(r"\b(bot|changes|removes|opens|asks|by|in|to)\b ?")


def as_in(script: str, played: str) -> str:
    """`played`, and where in every place the same was said in the same order, in the order of `script`."""
    expected, found = _segments(script), _segments(played)
    if len(expected) != len(found):
        return played
    pairs = zip(expected, found, strict=True)
    return "\n".join(line for e, f in pairs for line in (e if _by_place(e) == _by_place(f) else f))


def _segments(text: str) -> list[list[str]]:
    """The lines, those of the bot together."""
    return [list(lines) for _, lines in groupby(text.split("\n"), lambda t: t.startswith(("bot", "     ")))]


def _by_place(lines: list[str]) -> dict[str, list[str]]:
    places, place = defaultdict(list), ""
    for line in lines:
        if not line.startswith("     "):
            place = MOVES.sub("", line.partition(":")[0]).strip()
        places[place].append(line)
    return places
