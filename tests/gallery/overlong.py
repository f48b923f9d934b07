"""The longest that a sample may become: every cap of `core/names.py` filled, with characters that are hard to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from core.message import Own, People, Roster, Who
from core.names import ACTION_CAP, ISSUE_CAP, NAME_CAP, QUESTION_CAP, WORDS_CAP, PersonId
from core.request import Field

# What a platform might read as its own: mentions, emphasis, links, lists, entities, and letters of other scripts.
NASTY: Final = (
    "*Stars*, _lines_ and ~waves~ <!channel> <@U00001> @everyone & <b>, https://example.org/a_b_c, `ticks`,\n"
    "> a line of its own\n- and one more: “quoted”, :smile:, Größe, 東京, مرحبا, 👩🏽‍🚀. "
)
MOST_PEOPLE: Final = 8
RULE_CAP: Final = 280
# How long somebody's own words may be, by the name that a sentence has for them, or else by the area.
BY_NAME: Final = {
    "name": NAME_CAP, "set": NAME_CAP, "theme": ISSUE_CAP, "issue": ISSUE_CAP, "earlier": ISSUE_CAP, "line": ISSUE_CAP,
    "action": ACTION_CAP, "what": ACTION_CAP, "sign": ACTION_CAP, "question": QUESTION_CAP, "day": NAME_CAP,
}  # fmt: skip
BY_AREA: Final = {
    "turn": ISSUE_CAP, "agenda": ISSUE_CAP, "rota": ISSUE_CAP, "prepare": ISSUE_CAP, "present": ISSUE_CAP,
    "actions": ACTION_CAP, "session": ACTION_CAP, "home": ACTION_CAP, "question": QUESTION_CAP, "days": QUESTION_CAP,
    "ground": RULE_CAP, "contract": ISSUE_CAP, "again": ISSUE_CAP, "life": ISSUE_CAP, "calendar": NAME_CAP,
}  # fmt: skip


def filled(cap: int, words: str = NASTY) -> str:
    return (words * (cap // len(words) + 1))[: cap - 1].rstrip() + "…"


def somebody(n: int) -> Who:
    """One of eight, whose names take all the room that a name may take."""
    names = (
        "Ana-Sophie",
        "Benedikt",
        "Chidiebere",
        "Theodora",
        "Evangeline",
        "Fitzgerald",
        "Guadalupe",
        "Hildegard",
    )
    return Who(
        PersonId(n), filled(NAME_CAP, f"{names[(n - 1) % MOST_PEOPLE]} of Llanfairpwllgwyngyll & Söhne ")
    )


def overlong(shown: Any, kind: str) -> Any:
    """A message, a form or anything of one, filled; itself where nothing in it can grow."""
    default = BY_AREA.get(kind.partition(".")[0], WORDS_CAP)
    return _grown(shown, default, default)


def _grown(it: Any, cap: int, default: int) -> Any:
    match it:
        case Own():
            return Own(filled(cap)) if it.words else it
        case Who():
            return somebody(it.id)
        case Field(kind="line" | "text"):
            return replace(it, initial=filled(it.cap))
        case People():
            return replace(it, people=tuple(somebody(n + 1) for n in range(MOST_PEOPLE)))
        case Roster(entries) if entries:
            rows = (entries * MOST_PEOPLE)[:MOST_PEOPLE]
            return Roster(
                tuple((somebody(n + 1), _grown(line, cap, default)) for n, (_, line) in enumerate(rows))
            )
        case tuple():
            return tuple(_grown(x, cap, default) for x in it)
        case Mapping():
            return {k: _grown(v, BY_NAME.get(k, default), default) for k, v in it.items()}
        case _ if is_dataclass(it):
            now = {f.name: getattr(it, f.name) for f in fields(it)}
            then = {k: _grown(v, cap, default) for k, v in now.items()}
            return replace(it, **then) if then != now else it  # type: ignore[type-var]  # some dataclass, as asked
        case _:
            return it
