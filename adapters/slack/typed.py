"""What somebody typed, back from the way Slack sends it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from core.request import Speaker

MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|([^>]*))?>")
PICKED = re.compile(r"(?:<@[UW][A-Z0-9]+> ?)+")
CHANNEL = re.compile(r"<#[CG][A-Z0-9]+(?:\|([^>]*))?>")
GROUP = re.compile(r"<!(?:subteam\^[A-Z0-9]+\|)?@?([^>|^]+)(?:\|[^>]*)?>")
LINK = re.compile(r"<((?:https?|mailto|tel):[^>|]+)(?:\|([^>]*))?>")


def mentioned(text: str) -> tuple[str, ...]:
    """The ids of the people mentioned."""
    return tuple(dict.fromkeys(m[1] for m in MENTION.finditer(text)))


def named(value: str, people: Mapping[str, Speaker]) -> str:
    """The people picked in a form, as `@Ana @Ben`. What was typed into a form comes as it was typed."""
    if not PICKED.fullmatch(value):
        return value
    return MENTION.sub(lambda m: f"@{people[m[1]].name}" if m[1] in people else m[0], value)


def plain(text: str, people: Mapping[str, Speaker]) -> str:
    """The characters that were typed: `@Ana` for a mention, the address of a link, `<` for `&lt;`."""
    out = MENTION.sub(lambda m: f"@{people[m[1]].name}" if m[1] in people else f"@{m[2] or m[1]}", text)
    out = CHANNEL.sub(lambda m: f"#{m[1] or 'channel'}", out)
    out = LINK.sub(lambda m: m[2] if m[1].startswith("mailto:") and m[2] else m[1], out)
    out = GROUP.sub(lambda m: f"@{m[1]}", out)
    return out.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
