"""The `/als` tree as Discord keeps it, made from core's table of commands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from adapters import languages
from adapters.discord.render import clipped
from core.commands import COMMANDS, ON_A_MESSAGE, TABLE, Arg, Command, Group
from core.message import Line

# Discord's limits (platform-facts D12).
LEVEL = 25  # entries under one command, or options of one
CHARACTERS = 8_000  # of a command: names, descriptions and values, in the longest language
DESCRIPTION = 100
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


@dataclass(frozen=True)
class In:
    """The languages that the tree is told in beside English, and where their catalogues are."""

    codes: Sequence[str] = ()
    folder: Path = languages.FOLDER

    def told(self, name: str, brief: str) -> Made:
        """A name and what it is for, in every one of them."""
        names = {c: w for lang, c in self._codes() if (w := self._word(name, lang)) != name}
        briefs = {c: t for lang, c in self._codes() if (t := self._brief(brief, lang)) != brief}
        return {
            "name": name,
            "description": brief,
            **({"name_localizations": names} if names else {}),
            **({"description_localizations": briefs} if briefs else {}),
        }

    def _codes(self) -> list[tuple[str, str]]:
        return [(language, code) for language in self.codes for code in LOCALES.get(language, ())]

    def _word(self, name: str, language: str) -> str:
        return languages.command_word(name, language, self.folder)

    def _brief(self, brief: str, language: str) -> str:
        return clipped(languages.sentence(Line(brief), language, self.folder), DESCRIPTION)


ENGLISH: Final = In()


def commands(spoken: In = ENGLISH) -> list[Made]:
    """Everything that is to be known to Discord."""
    shown = [c for c in TABLE if c.group is not Group.HIDDEN]
    made = [_root(ROOT, "Action learning sets", [c for c in shown if c.who != "organiser"], spoken)]
    organisers = [c for c in shown if c.who == "organiser"]
    if organisers:
        made.append(_root(ADMIN, "For organisers of several sets", organisers, spoken))
    return made + [
        {"name": name, "type": MESSAGE, "contexts": CONTEXTS, "integration_types": [0]} for name in MENUS
    ]


def _root(name: str, brief: str, table: Sequence[Command], spoken: In) -> Made:
    return {
        "type": CHAT_INPUT,
        "contexts": CONTEXTS,
        "integration_types": [0],
        **spoken.told(name, brief),
        "options": list(_entries(table, spoken)),
    }


def _entries(table: Sequence[Command], spoken: In) -> Iterator[Made]:
    groups = {c.name.partition(" ")[0] for c in table if " " in c.name}
    for word in dict.fromkeys(c.name.partition(" ")[0] for c in table):
        mine = [c for c in table if c.name.partition(" ")[0] == word]
        if word in groups:
            inside = [_leaf(c.name.partition(" ")[2] or SHOW, c, spoken) for c in mine]
            yield {"type": SUB_GROUP, **spoken.told(word, mine[0].brief), "options": inside}
        else:
            yield _leaf(word, mine[0], spoken)


def _leaf(name: str, command: Command, spoken: In) -> Made:
    made = {"type": SUB_COMMAND, **spoken.told(name, command.brief)}
    options = [_option(a, command, spoken) for a in sorted(command.args, key=lambda a: not a.required)]
    return made | ({"options": options} if options else {})


def _option(arg: Arg, command: Command, spoken: In) -> Made:
    made: Made = {"type": KINDS.get(arg.kind, STRING), **spoken.told(arg.name, arg.brief)}
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


def characters(command: Payload) -> int:
    """How much of Discord's budget a command takes: each text in its longest language."""
    own = sum(
        max(len(t) for t in (command.get(kind, ""), *command.get(f"{kind}_localizations", {}).values()))
        for kind in ("name", "description")
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
    for kind in ("name", "description"):
        made[f"{kind}s"] = dict(command.get(f"{kind}_localizations") or {})
    made["choices"] = [(c["name"], c["value"]) for c in command.get("choices") or ()]
    made["options"] = [_essence(o) for o in command.get("options") or ()]
    if "contexts" in command:
        made["contexts"] = sorted(command["contexts"] or ())
    return made
