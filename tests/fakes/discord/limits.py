"""What Discord takes as components, forms and commands (components/reference, interactions/application-commands; D3-D5,
D12, D13).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

COMPONENTS = 40
TEXT = 4000
CONTENT = 2000
CUSTOM_ID = 100
OPTIONS = 25
FIELDS = 5
CHOICES = 25
COMMAND = 8000
NAME = re.compile(r"^[-_'\w]{1,32}$")
LEGACY = {1}  # what may stand in a message without the flag for components V2: rows of buttons and selects

ROW, BUTTON, STRING_SELECT, TEXT_INPUT, SECTION, DISPLAY, SEPARATOR, CONTAINER, LABEL = (
    1,
    2,
    3,
    4,
    9,
    10,
    14,
    17,
    18,
)
PICKERS = {5, 6, 7, 8}
RADIOS, CHECKBOXES, CHECKBOX = 21, 22, 23
Problems = Iterator[str]
Thing = Mapping[str, Any]


def of_message(components: Any, *, v2: bool) -> list[str]:
    """What is wrong with these components, nothing where Discord would take them."""
    if not isinstance(components, list):
        return ["components is no list"]
    everything = list(_all(components))
    found = []
    if len(everything) > COMPONENTS:
        found.append(f"{len(everything)} components, at most {COMPONENTS}")
    characters = sum(len(c.get("content") or "") for c in everything if c.get("type") == DISPLAY)
    if characters > TEXT:
        found.append(f"{characters} characters of text, at most {TEXT}")
    if not v2 and any(c.get("type") not in LEGACY for c in components):
        found.append("components V2 without the flag for them")
    if not v2 and len(components) > 5:
        found.append("more than 5 rows")
    found += _once([c["custom_id"] for c in everything if c.get("custom_id")], "custom_id")
    found += _once([c["id"] for c in everything if c.get("id")], "id")
    return found + [p for c in components for p in _top(c)]


def of_modal(data: Any) -> list[str]:
    return list(_modal(data)) if isinstance(data, Mapping) else ["no form"]


def of_choices(choices: Any) -> list[str]:
    """What is wrong with the answer to an autocomplete."""
    if not isinstance(choices, list) or len(choices) > CHOICES:
        return [f"choices: at most {CHOICES}"]
    wrong = [
        c for c in choices if not 1 <= len(c.get("name", "")) <= 100 or len(str(c.get("value", ""))) > 100
    ]
    return [f"choice {c}" for c in wrong]


def of_command(command: Thing) -> list[str]:
    """What is wrong with an application command."""
    found = [f"{characters(command)} characters, at most {COMMAND}"] if characters(command) > COMMAND else []
    if command.get("type", 1) != 1:
        if not 1 <= len(command.get("name", "")) <= 32:
            found.append("name")
        return found + (["a context menu has no description"] if command.get("description") else [])
    return found + list(_option(command, depth=0))


def characters(option: Thing) -> int:
    """Of names, descriptions and values, each in its longest language, as Discord counts a command (D12)."""
    own = sum(
        max(
            len(option.get(k) or ""),
            *(len(v) for v in (option.get(f"{k}_localizations") or {"": ""}).values()),
        )
        for k in ("name", "description")
    )
    choices = sum(len(c["name"]) + len(str(c["value"])) for c in option.get("choices") or ())
    return own + choices + sum(characters(o) for o in option.get("options") or ())


def _option(option: Thing, depth: int) -> Problems:
    name = option.get("name", "")
    if not NAME.match(name) or name != name.lower():
        yield f"name {name}"
    if not 1 <= len(option.get("description", "")) <= 100:
        yield f"description of {name}"
    below = option.get("options") or []
    if len(below) > OPTIONS:
        yield f"{name}: {len(below)} options, at most {OPTIONS}"
    kinds = {o.get("type") for o in below}
    if kinds & {1, 2} and kinds - {1, 2}:
        yield f"{name}: sub-commands beside options"
    if 2 in kinds and depth > 0:
        yield f"{name}: a group in a group"
    yield from _once([o.get("name") for o in below], f"option of {name}")
    required = [bool(o.get("required")) for o in below]
    if required != sorted(required, reverse=True):
        yield f"{name}: a required option after one that is not"
    choices = option.get("choices") or []
    if len(choices) > CHOICES or any(not 1 <= len(c["name"]) <= 100 for c in choices):
        yield f"choices of {name}"
    if choices and option.get("autocomplete"):
        yield f"{name}: choices beside autocomplete"
    for o in below:
        yield from _option(o, depth + 1)


def _modal(data: Thing) -> Problems:
    if not 1 <= len(data.get("title", "")) <= 45:
        yield f"title has {len(data.get('title', ''))} characters, at most 45"
    if not 1 <= len(data.get("custom_id", "")) <= CUSTOM_ID:
        yield "custom_id"
    fields = data.get("components") or []
    if not 1 <= len(fields) <= FIELDS:
        yield f"{len(fields)} fields, at most {FIELDS}"
    everything = list(_all(fields))
    yield from _once([c["custom_id"] for c in everything if c.get("custom_id")], "custom_id")
    for f in fields:
        match f.get("type"):
            case 18:
                yield from _length(f.get("label"), 1, 45, "label")
                yield from _length(f.get("description", "x"), 1, 100, "description of a label")
                yield from _field(f.get("component") or {})
            case 10:
                yield from _length(f.get("content"), 1, TEXT, "text")
            case kind:
                yield f"a form holds {kind}"


def _field(field: Thing) -> Problems:
    kind = field.get("type")
    if not 1 <= len(field.get("custom_id", "")) <= CUSTOM_ID:
        yield "custom_id of a field"
    match kind:
        case 4:
            yield from _typed(field)
        case 3:
            yield from _select(field)
        case 5 | 6 | 7 | 8:
            yield from _picker(field)
        case 21:
            yield from _group(field, 2)
            if sum(bool(o.get("default")) for o in field.get("options", ())) > 1:
                yield "two defaults"
        case 22:
            yield from _group(field, 1)
        case 23:
            pass
        case _:
            yield f"a label holds {kind}"


def _typed(field: Thing) -> Problems:
    if field.get("style") not in (1, 2):
        yield "style of a text input"
    if field.get("label"):
        yield "a label in a text input that has one around it"
    least, most = field.get("min_length") or 0, field.get("max_length") or TEXT
    if not 0 <= least <= most or not 1 <= most <= TEXT:
        yield "length of a text input"
    if len(field.get("value") or "") > most:
        yield "value over max_length"
    yield from _length(field.get("placeholder") or "", 0, 100, "placeholder")


def _top(component: Thing) -> Problems:
    match component.get("type"):
        case 17:
            inside = component.get("components") or []
            if not inside:
                yield "an empty container"
            if any(c.get("type") == CONTAINER for c in inside):
                yield "a container in a container"
            yield from chain.from_iterable(_top(c) for c in inside)
        case 1:
            yield from _row(component.get("components") or [])
        case 9:
            yield from _section(component)
        case 10:
            yield from _length(component.get("content"), 1, TEXT, "text")
        case 14:
            if component.get("spacing", 1) not in (1, 2):
                yield "spacing"
        case 12 | 13:
            pass
        case kind:
            yield f"a message holds {kind}"


def _section(section: Thing) -> Problems:
    inside, beside = section.get("components") or [], section.get("accessory") or {}
    if not 1 <= len(inside) <= 3 or any(c.get("type") != DISPLAY for c in inside):
        yield "a section holds one to three texts"
    if beside.get("type") == BUTTON:
        yield from _button(beside)
    elif beside.get("type") != 11:
        yield "accessory of a section"


def _row(inside: list[Thing]) -> Problems:
    kinds = {c.get("type") for c in inside}
    if kinds == {BUTTON}:
        if len(inside) > 5:
            yield f"{len(inside)} buttons in a row, at most 5"
        yield from chain.from_iterable(_button(b) for b in inside)
    elif len(inside) == 1 and kinds <= {STRING_SELECT, *PICKERS}:
        yield from _select(inside[0]) if kinds == {STRING_SELECT} else _picker(inside[0])
    else:
        yield f"a row holds {sorted(map(str, kinds))}"


def _button(button: Thing) -> Problems:
    style = button.get("style")
    if style not in range(1, 7):
        yield "style of a button"
    if not button.get("label") and not button.get("emoji"):
        yield "a button without a label"
    yield from _length(button.get("label") or "", 0, 80, "label of a button")
    if (style == 5) != bool(button.get("url")) or (style in (5, 6)) == bool(button.get("custom_id")):
        yield "a button has a custom_id or leads somewhere, not both"
    yield from _length(button.get("custom_id") or "x", 1, CUSTOM_ID, "custom_id")


def _select(select: Thing) -> Problems:
    options = select.get("options") or []
    if not 1 <= len(options) <= OPTIONS:
        yield f"{len(options)} options, at most {OPTIONS}"
    yield from _picker(select)
    yield from _options(options)
    if sum(bool(o.get("default")) for o in options) > (select.get("max_values") or 1):
        yield "more defaults than can be chosen"


def _picker(select: Thing) -> Problems:
    yield from _length(select.get("placeholder") or "", 0, 150, "placeholder")
    yield from _length(select.get("custom_id"), 1, CUSTOM_ID, "custom_id")
    least, most = select.get("min_values", 1), select.get("max_values", 1)
    if not 0 <= least <= OPTIONS or not 1 <= most <= OPTIONS or least > most:
        yield "how many can be chosen"


def _group(group: Thing, least: int) -> Problems:
    options = group.get("options") or []
    if not least <= len(options) <= 10:
        yield f"{len(options)} options in a group, {least} to 10"
    yield from _options(options)


def _options(options: list[Thing]) -> Problems:
    for o in options:
        yield from _length(o.get("label"), 1, 100, "label of an option")
        yield from _length(o.get("value"), 1, 100, "value of an option")
        yield from _length(o.get("description") or "", 0, 100, "description of an option")
    yield from _once([o.get("value") for o in options], "option")


def _all(components: Any) -> Iterator[Thing]:
    for c in components if isinstance(components, list) else []:
        yield c
        yield from _all(c.get("components"))
        yield from _all([c[k] for k in ("accessory", "component") if c.get(k)])


def _length(text: Any, least: int, most: int, what: str) -> Problems:
    if not isinstance(text, str) or not least <= len(text) <= most:
        yield f"{what} has {len(text) if isinstance(text, str) else 'no'} characters, {least} to {most}"


def _once(ids: list[Any], what: str) -> Problems:
    if len(set(ids)) < len(ids):
        yield f"{what} twice"
