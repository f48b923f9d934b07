"""What somebody chooses in Discord for a line that other platforms take as text: a sub-command, and its options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.stage import Impossible
from core.commands import COMMANDS

SUB_COMMAND, GROUP, STRING, INTEGER, USER = 1, 2, 3, 4, 6
SHOW = "show"  # what the bare word of a group is called there

Option = dict[str, Any]


@dataclass
class Chosen:
    """`options` by name, people still as “@Ben”. `offered` are those to be taken from what is offered while typing."""

    path: list[str]
    options: dict[str, str] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    offered: set[str] = field(default_factory=set)


def chosen(roots: Sequence[Option], text: str) -> Chosen:
    """`text` without its slash. Raises Impossible where the app shows nothing to choose."""
    words = text.split(" ")[1:]
    for root in roots:
        for path, leaf in _leaves(root):
            if words[: len(path) - 1] == path[1:]:
                return _filled(path, leaf, " ".join(words[len(path) - 1 :]).strip())
            if path[-1] == SHOW and words == path[1:-1] and " ".join(words) in COMMANDS:
                return Chosen(path)
    for root in roots:  # a grouped word alone: /als new is /als set new
        alone = [(p, leaf) for p, leaf in _leaves(root) if len(p) == 3 and p[-1] == (words or [""])[0]]
        if len(alone) == 1:
            return _filled(*alone[0], " ".join(words[1:]).strip())
    if not text.partition(" ")[2].strip():
        return Chosen([roots[0]["name"], "home"])
    raise Impossible(f"Discord offers no /{text}")


def _leaves(option: Option, path: tuple[str, ...] = ()) -> Iterator[tuple[list[str], Option]]:
    """The deepest first, so that /als set new is not /als set with “new”."""
    here = (*path, option["name"])
    below = [o for o in option.get("options") or () if o["type"] in (SUB_COMMAND, GROUP)]
    for o in sorted(below, key=lambda o: o["type"], reverse=True):
        yield from _leaves(o, here)
    if not below:
        yield list(here), option


def _filled(path: list[str], leaf: Option, text: str) -> Chosen:
    found = Chosen(path)
    options = {o["name"]: o for o in leaf.get("options") or ()}
    if not text:
        return found
    if "words" in options:
        found.options["words"] = text
        return found
    if not options:
        raise Impossible(f"/{' '.join(path)} takes nothing, not “{text}”")
    for name, option in options.items():
        last = name == list(options)[-1]
        value, _, text = (text, "", "") if last else text.partition(" ")
        if not value:
            break
        found.options[name] = value
        if option["type"] == USER:
            found.people.add(name)
        if option.get("autocomplete"):
            found.offered.add(name)
    return found
