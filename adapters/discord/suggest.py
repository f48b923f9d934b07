"""What Discord offers while somebody types an option: zones, and their own actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import available_timezones

from adapters.discord.payloads import Typing
from adapters.discord.tree import THINGS
from core.names import Platform
from core.request import Speaker

MOST = 25  # suggestions (D13)
OPTION = 100

# What core knows of somebody's: (kind, workspace, who, what was typed, now) -> (label, thing) pairs.
Lookup = Callable[[str, str, Speaker, str, datetime], list[tuple[str, str]]]


class Suggestions:
    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup

    def of(self, workspace: str, typing: Typing, now: datetime) -> list[tuple[str, str]]:
        if typing.kind == "zone":
            return [(zone, zone) for zone in zones(typing.text)]
        if typing.kind not in THINGS or not workspace:
            return []
        by = Speaker(Platform.DISCORD, typing.user, "")
        found = self._lookup(typing.kind, workspace, by, typing.text, now)
        return [(label[:OPTION], value[:OPTION]) for label, value in found][:MOST]


def zones(typed: str) -> list[str]:
    """IANA zones whose city begins with what was typed, then those that hold it anywhere."""
    wanted = typed.strip().lower().replace(" ", "_")
    named = sorted(
        z for z in available_timezones() if "/" in z and not z.startswith(("Etc/", "posix/", "right/"))
    )
    begins = [z for z in named if z.rpartition("/")[2].lower().startswith(wanted)]
    holds = [z for z in named if wanted in z.lower() and z not in begins]
    return [*begins, *holds][:MOST]
