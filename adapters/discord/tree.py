"""The `/als` tree as Discord keeps it, made from core's table of commands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from adapters import languages
from core.commands import COMMANDS, ON_A_MESSAGE, TABLE, Arg, Command, Group
from core.message import Line

# Discord's limits (platform-facts D12).
LEVEL = 25  # entries under one command, or options of one
CHARACTERS = 8_000  # of a command: names, descriptions and values, in the longest language
BRIEF = 45  # our own, of a description: what a phone shows

ROOT, ADMIN = "als", "als-admin"
CHAT_INPUT, MESSAGE = 1, 3  # kinds of command
SUB_COMMAND, SUB_GROUP, STRING, INTEGER, USER = 1, 2, 3, 4, 6  # kinds of option
KINDS: Final = {"number": INTEGER, "person": USER}
OFFERED: Final = ("zone", "action", "set")  # kinds of option that suggestions are made for
THINGS: Final = ("action", "set")  # of these, those that name a thing rather than say something
SHOW = "show"  # the bare word of a group: Discord has no command that is a group as well
CONTEXTS: Final = [0, 1]  # in a server and in the bot's direct messages, never between two people
MENUS: Final = {c.brief: c.name for c in ON_A_MESSAGE}  # a message's own menu: its label, its command

Payload = Mapping[str, Any]
Made = dict[str, Any]

# Discord's codes for the languages that catalogues may be in.
LOCALES: Final = {"de": ("de",), "fr": ("fr",), "es": ("es-ES", "es-419"), "nl": ("nl",), "pt": ("pt-BR",),
                  "it": ("it",), "pl": ("pl",), "da": ("da",), "sv": ("sv-SE",), "no": ("no",)}  # fmt: skip


def commands(locales: Sequence[str] = ()) -> list[Made]:
    """Everything that is to be known to Discord, with descriptions in each of these languages."""
    shown = [c for c in TABLE if c.group is not Group.HIDDEN]
    made = [_root(ROOT, "Action learning sets", [c for c in shown if c.who != "organiser"], locales)]
    organisers = [c for c in shown if c.who == "organiser"]
    if organisers:
        made.append(_root(ADMIN, "For organisers of several sets", organisers, locales))
    return made + [
        {"name": name, "type": MESSAGE, "contexts": CONTEXTS, "integration_types": [0]} for name in MENUS
    ]


def _root(name: str, brief: str, table: Sequence[Command], locales: Sequence[str]) -> Made:
    return {
        "name": name,
        "type": CHAT_INPUT,
        "contexts": CONTEXTS,
        "integration_types": [0],
        **_described(brief, locales),
        "options": list(_entries(table, locales)),
    }


def _entries(table: Sequence[Command], locales: Sequence[str]) -> Iterator[Made]:
    groups = {word for c in table if " " in c.name for word in [c.name.partition(" ")[0]]}
    for word in dict.fromkeys(c.name.partition(" ")[0] for c in table):
        mine = [c for c in table if c.name.partition(" ")[0] == word]
        if word in groups:
            inside = [_leaf(c.name.partition(" ")[2] or SHOW, c, locales) for c in mine]
            yield {"name": word, "type": SUB_GROUP, **_described(mine[0].brief, locales), "options": inside}
        else:
            yield _leaf(word, mine[0], locales)


def _leaf(name: str, command: Command, locales: Sequence[str]) -> Made:
    made = {"name": name, "type": SUB_COMMAND, **_described(command.brief, locales)}
    options = [_option(a, command, locales) for a in sorted(command.args, key=lambda a: not a.required)]
    return made | ({"options": options} if options else {})


def _option(arg: Arg, command: Command, locales: Sequence[str]) -> Made:
    made: Made = {"name": arg.name, "type": KINDS.get(arg.kind, STRING), **_described(arg.brief, locales)}
    if arg.required and command.form is None:
        made["required"] = True
    if arg.choices:
        made["choices"] = [{"name": c, "value": c} for c in arg.choices]
    elif arg.kind in OFFERED:
        made["autocomplete"] = True
    return made


def kind_of(command: str, option: str) -> str:
    """What an option of a command holds, as core's table says it."""
    known = COMMANDS.get(command)
    return next((a.kind for a in known.args if a.name == option), "") if known is not None else ""


def _described(brief: str, locales: Sequence[str]) -> Made:
    other = {
        code: text
        for language in locales
        if (text := languages.sentence(Line(brief), language)) != brief
        for code in LOCALES.get(language, ())
    }
    return {"description": brief} | ({"description_localizations": other} if other else {})


def characters(command: Payload) -> int:
    """How much of Discord's budget a command takes: each text in its longest language."""
    own = len(command.get("name", "")) + max(
        len(t)
        for t in (command.get("description", ""), *command.get("description_localizations", {}).values())
    )
    values = sum(len(c["name"]) + len(str(c["value"])) for c in command.get("choices", ()))
    return own + values + sum(characters(o) for o in command.get("options", ()))


def taken(data: Payload) -> tuple[str, list[Payload]]:
    """The name in core's table of what somebody chose, and the options that they filled in."""
    words: list[str] = []
    options: list[Payload] = list(data.get("options") or ())
    while options and options[0].get("type") in (SUB_COMMAND, SUB_GROUP):
        words.append(str(options[0]["name"]))
        options = list(options[0].get("options") or ())
    name = " ".join(words)
    if name not in COMMANDS and words[-1:] == [SHOW]:
        name = " ".join(words[:-1])
    return name, options


def same(here: Payload, there: Payload) -> bool:
    """Whether Discord knows a command as we have it, whatever else it adds."""
    return _essence(here) == _essence(there)


def _essence(command: Payload) -> Made:
    kept = ("name", "type", "description", "required", "autocomplete")
    made: Made = {k: command[k] for k in kept if command.get(k)}
    made.setdefault("type", CHAT_INPUT)
    made["languages"] = dict(command.get("description_localizations") or {})
    made["choices"] = [(c["name"], c["value"]) for c in command.get("choices") or ()]
    made["options"] = [_essence(o) for o in command.get("options") or ()]
    if "contexts" in command:
        made["contexts"] = sorted(command["contexts"] or ())
    return made
