"""What Discord knows of our commands, brought up to date where it differs: never at every start, for it counts (D12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from adapters.discord import tree
from adapters.discord.api import Api
from adapters.discord.tree import ENGLISH, In

COMMANDS = "/applications/{application_id}/commands"


@dataclass(frozen=True)
class Difference:
    """Names of commands, as `/als` or a message's menu shows them."""

    missing: tuple[str, ...]
    changed: tuple[str, ...]
    stale: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed or self.stale)


async def application(api: Api) -> str:
    """The id of the application that the token is of. Raises Trouble."""
    return str((await api.call("GET", "/applications/@me"))["id"])


async def difference(api: Api, of: str, spoken: In = ENGLISH) -> Difference:
    """Raises Trouble."""
    found = await api.call("GET", COMMANDS + "?with_localizations=true", application_id=of)
    there = {_key(c): c for c in found}
    here = {_key(c): c for c in tree.commands(spoken)}
    return Difference(
        missing=tuple(name for kind, name in here if (kind, name) not in there),
        changed=tuple(k[1] for k, c in here.items() if k in there and not tree.same(c, there[k])),
        stale=tuple(name for kind, name in there if (kind, name) not in here),
    )


async def bring_up_to_date(api: Api, spoken: In = ENGLISH) -> Difference:
    """What differed until now. Raises Trouble."""
    of = await application(api)
    found = await difference(api, of, spoken)
    if found:
        await api.call("PUT", COMMANDS, tree.commands(spoken), application_id=of)
    return found


def _key(command: dict[str, Any]) -> tuple[int, str]:
    return int(command.get("type") or tree.CHAT_INPUT), str(command["name"])
