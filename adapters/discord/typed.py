"""What somebody typed, back from the way Discord sends it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from core.request import Speaker

MENTION = re.compile(r"<@!?(\d+)>")
PICKED = re.compile(r"(?:<@!?\d+> ?)+")


def mentioned(text: str) -> tuple[str, ...]:
    """The ids of the people mentioned."""
    return tuple(dict.fromkeys(m[1] for m in MENTION.finditer(text)))


def named(text: str, people: Mapping[str, Speaker]) -> str:
    """`@Ana` for each mention of somebody who is known."""
    return MENTION.sub(lambda m: f"@{people[m[1]].name}" if m[1] in people else m[0], text)
