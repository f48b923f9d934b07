"""A form as a Discord modal, and what somebody put into it as named values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from adapters.discord.render import Eyes, clipped, custom_id, markup, plain, read_custom_id
from core.message import TOKEN_CAP, Choice, Reader
from core.request import Ask, Field, in_pages, page_of

# Discord's limits (platform-facts D3, D4).
TITLE = 45
LABEL = 45
DESCRIPTION = 100
FIELDS = 5
OPTIONS = 25
OPTION = 100
TYPED = 4_000
RADIOS = 10
RADIOS_LEAST = 2
PEOPLE = 25

LABELLED, STRING_SELECT, TEXT_INPUT, USER_SELECT, TEXT_DISPLAY = 18, 3, 4, 5, 10  # kinds of component
RADIO_GROUP, CHECKBOX_GROUP = 21, 22
SHORT, PARAGRAPH = 1, 2  # styles of a text input

Component = dict[str, Any]
Modal = dict[str, Any]


def modal(ask: Ask, reader: Reader, workspace: str) -> Modal:
    """The form, or the page of it that is to be shown. Its custom_id holds ids and enum words only."""
    lead = [{"type": TEXT_DISPLAY, "content": markup(ask.lead, Eyes(reader))}] if ask.lead is not None else []
    pages = in_pages(ask, FIELDS - len(lead))
    page = page_of(ask, pages)
    return {
        "custom_id": custom_id(token(ask, page, len(pages)), workspace),
        "title": plain(ask.title, reader, TITLE),
        "components": [*lead, *(_labelled(f, reader) for f in pages[page - 1])],
    }


def token(ask: Ask, page: int = 1, pages: int = 1) -> str:
    """What a form carries through Discord: which page of how many where it has several, its name where that is another
    than its command, the command, the thing and its arguments. At most 90 characters.
    """
    part = f"{page}/{pages}" if pages > 1 else ""
    form = "" if ask.form == ask.command else ask.form
    parts = [part, form, ask.command, ask.of, *(f"{k}={v}" for k, v in ask.args)]
    made = "|".join(parts)
    if len(made) > TOKEN_CAP:
        raise ValueError(f"a form's token has {len(made)} characters: {ask.command}")
    return made


@dataclass(frozen=True)
class Sent:
    """What a form brings back from Discord beside what was put into it."""

    workspace: str
    form: str
    command: str
    of: str
    args: Mapping[str, str]
    page: int = 0
    pages: int = 0


def read_token(text: str) -> Sent:
    workspace, made = read_custom_id(text)
    part, _, rest = made.partition("|")
    form, _, rest = rest.partition("|")
    command, of, args = Choice.read(rest)
    page, _, pages = part.partition("/")
    numbers = (int(page), int(pages)) if page.isdigit() and pages.isdigit() else (0, 0)
    return Sent(workspace, form or command, command, of, args, *numbers)


def _labelled(field: Field, reader: Reader) -> Component:
    said = field.hint or field.typed  # there is a picker for people and choices alone
    hint = {"description": plain(said, reader, DESCRIPTION)} if said is not None else {}
    return {
        "type": LABELLED,
        "label": plain(field.label, reader, LABEL),
        "component": _inside(field, reader),
        **hint,
    }


def _inside(field: Field, reader: Reader) -> Component:
    match field.kind:
        case "line" | "text" | "date" | "time" | "number" | "zone":
            # Longer than core takes: it says by how much, and keeps the words, where Discord would only refuse.
            style = PARAGRAPH if field.kind == "text" else SHORT
            typed = {"value": field.initial[:TYPED]} if field.initial else {}
            return _named(field, TEXT_INPUT) | {"style": style, "max_length": TYPED} | typed
        case "person":
            return _named(field, USER_SELECT) | _between(field, 1)
        case "people":
            return _named(field, USER_SELECT) | _between(field, PEOPLE)
        case "choice":
            return _one_of(field, reader)
        case "choices":
            return _some_of(field, reader)
        case _:
            assert_never(field.kind)


def _named(field: Field, kind: int) -> Component:
    return {"type": kind, "custom_id": field.name, "required": field.required}


def _between(field: Field, most: int) -> Component:
    chosen = [{"id": account, "type": "user"} for account in field.chosen[:most]]
    picked = {"default_values": chosen} if chosen else {}
    return {"min_values": 1 if field.required else 0, "max_values": most} | picked


def _one_of(field: Field, reader: Reader) -> Component:
    options = _options(field, reader, (field.initial,))
    if RADIOS_LEAST <= len(options) <= RADIOS:
        return _named(field, RADIO_GROUP) | {"options": options}
    return _named(field, STRING_SELECT) | _between(field, 1) | {"options": options}


def _some_of(field: Field, reader: Reader) -> Component:
    options = _options(field, reader, field.initial.split(","))
    kind = CHECKBOX_GROUP if len(options) <= RADIOS else STRING_SELECT
    return _named(field, kind) | _between(field, len(options)) | {"options": options}


def _options(field: Field, reader: Reader, chosen: Sequence[str]) -> list[dict[str, Any]]:
    made = []
    for value, label in field.options[:OPTIONS]:
        option = {"label": plain(label, reader, OPTION), "value": value}
        made.append(option | ({"default": True} if value in chosen and value else {}))
    return made


def values(components: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What a submitted modal holds: field name -> text; several choices joined by commas, people as mentions."""
    inside = (label.get("component") or {} for label in components)
    return {str(c["custom_id"]): _held(c) for c in inside if c.get("custom_id")}


def _held(component: Mapping[str, Any]) -> str:
    chosen = [str(v) for v in component.get("values") or ()]
    if component.get("type") == USER_SELECT:
        return " ".join(f"<@{account}>" for account in chosen)
    if chosen:
        return ",".join(chosen)
    return clipped(str(component.get("value") or "").strip(), TYPED)
