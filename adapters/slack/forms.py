"""A form as a Slack view, and what somebody put into it as named values."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from adapters.slack.render import Eyes, blocks, plain
from core.message import Line, Message, Reader
from core.request import Ask, Field, Spot
from core.words import places as words

# Slack's limits (platform-facts S5, S6).
TITLE = 24
LABEL = 2000
OPTION = 75
METADATA = 3000
TYPED = 3000
BLOCKS = 100

CLOCK = re.compile(r"\d\d:\d\d")
View = dict[str, Any]


@dataclass(frozen=True)
class Origin:
    """Where a form was opened from, so that its answer comes there; `url` is Slack's way back."""

    spot: Spot
    url: str = ""


def view(ask: Ask, reader: Reader, origin: Origin, lead: Sequence[dict[str, Any]] = ()) -> View:
    """The modal, under `lead` where something has to be said first. Its private_metadata holds ids and enum words
    only, and where it was opened from.
    """
    above = blocks([ask.lead], Eyes(reader, {})) if ask.lead is not None else []
    known = {"command": ask.command, "of": ask.of, "form": ask.form, "args": dict(ask.args)}
    return {
        "type": "modal",
        "callback_id": "als",
        "title": plain(ask.title, reader, TITLE),
        "submit": plain(words.form_done(), reader, TITLE),
        "close": plain(words.form_left(), reader, TITLE),
        "private_metadata": _metadata(known, origin),
        "blocks": [*lead, *above, *(_input(f, reader) for f in ask.fields)],
    }


def notice(told: Sequence[Message], title: Line, reader: Reader, origin: Origin) -> View:
    """What a form is answered with, in its place: something to read, and to close."""
    return {
        "type": "modal",
        "callback_id": "als",
        "title": plain(title, reader, TITLE),
        "close": plain(words.form_closed(), reader, TITLE),
        "private_metadata": _metadata({}, origin),
        "blocks": [b for m in told for b in blocks(m.parts, Eyes(reader, {}))][:BLOCKS],
    }


def home(told: Sequence[Message], reader: Reader) -> View:
    """App Home."""
    found = [b for m in told for b in blocks(m.parts, Eyes(reader, {}))]
    return {"type": "home", "callback_id": "als-home", "blocks": found[:BLOCKS]}


def _metadata(known: Mapping[str, Any], origin: Origin) -> str:
    at = origin.spot
    text = json.dumps({**known, "room": at.room, "thread": at.thread, "url": origin.url})
    assert len(text) <= METADATA
    return text


def _input(field: Field, reader: Reader) -> dict[str, Any]:
    block = {
        "type": "input",
        "block_id": field.name,
        "optional": not field.required,
        "label": plain(field.label, reader, LABEL),
        "element": _element(field, reader),
    }
    hint = {"hint": plain(field.hint, reader, LABEL)} if field.hint is not None else {}
    return block | hint


def _element(field: Field, reader: Reader) -> dict[str, Any]:
    named = {"action_id": field.name}
    typed = {"initial_value": field.initial} if field.initial else {}
    match field.kind:
        case "line" | "text" | "zone":
            # Longer than core takes: it says by how much, and keeps the words, where Slack would only refuse.
            kind = {"type": "plain_text_input", "multiline": field.kind == "text", "max_length": TYPED}
            return named | kind | typed
        case "number":
            return named | {"type": "number_input", "is_decimal_allowed": False} | typed
        case "date":
            # People may type a day as they say it; a picker would take the ISO form only.
            return named | {"type": "plain_text_input", "max_length": TYPED} | typed
        case "time":
            at = CLOCK.match(field.initial)
            return named | {"type": "timepicker"} | ({"initial_time": at[0]} if at else {})
        case "person":
            return named | {"type": "users_select"}
        case "people":
            return named | {"type": "multi_users_select"}
        case "choice":
            return (
                named | {"type": "static_select", "options": _options(field, reader)} | _chosen(field, reader)
            )
        case "choices":
            return named | {"type": "checkboxes", "options": _options(field, reader)} | _ticked(field, reader)
        case _:
            assert_never(field.kind)


def _options(field: Field, reader: Reader) -> list[dict[str, Any]]:
    return [_option(value, label, reader) for value, label in field.options]


def _option(value: str, label: Line, reader: Reader) -> dict[str, Any]:
    return {"text": plain(label, reader, OPTION), "value": value}


def _chosen(field: Field, reader: Reader) -> dict[str, Any]:
    chosen = next((_option(v, label, reader) for v, label in field.options if v == field.initial), None)
    return {"initial_option": chosen} if chosen else {}


def _ticked(field: Field, reader: Reader) -> dict[str, Any]:
    wanted = field.initial.split(",")
    ticked = [_option(v, label, reader) for v, label in field.options if v in wanted]
    return {"initial_options": ticked} if ticked else {}


def values(state: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, str]:
    """What a submitted view holds: field name -> text; several choices joined by commas, people as Slack's mentions."""
    return {name: _held(next(iter(actions.values()))) for name, actions in state.items()}


def _held(element: Mapping[str, Any]) -> str:
    match element.get("type"):
        case "users_select":
            return f"<@{element['selected_user']}>" if element.get("selected_user") else ""
        case "multi_users_select":
            return " ".join(f"<@{u}>" for u in element.get("selected_users") or ())
        case "static_select":
            return str((element.get("selected_option") or {}).get("value", ""))
        case "checkboxes":
            return ",".join(o["value"] for o in element.get("selected_options") or ())
        case "timepicker":
            return str(element.get("selected_time") or "")
        case _:
            return str(element.get("value") or "").strip()
