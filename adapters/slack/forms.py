"""A form as a Slack view, and what somebody put into it as named values."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from adapters import languages
from adapters.slack.render import Eyes, blocks, plain
from core.message import Line, Message, Reader
from core.request import Ask, Field, Spot
from core.rules.calendar.clock import zones_like
from core.words import places as words

# Slack's limits (platform-facts S5, S6).
TITLE = 24
LABEL = 2000
OPTION = 75
OPTIONS = 100
METADATA = 3000
TYPED = 3000
BLOCKS = 100

DAY = re.compile(r"\d{4}-\d\d-\d\d")
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
        "blocks": [*lead, *above, *_inputs(ask, reader)],
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


def errors(wrong: Sequence[tuple[str, Message]], reader: Reader) -> dict[str, str]:
    """What is said at the fields of a form that stays open: to the one who filled it in alone."""
    return {field: languages.sentences(message, reader) for field, message in wrong}


def home(told: Sequence[Message], reader: Reader) -> View:
    """App Home."""
    found = [b for m in told for b in blocks(m.parts, Eyes(reader, {}))]
    return {"type": "home", "callback_id": "als-home", "blocks": found[:BLOCKS]}


def _metadata(known: Mapping[str, Any], origin: Origin) -> str:
    at = origin.spot
    text = json.dumps({**known, "room": at.room, "thread": at.thread, "url": origin.url})
    assert len(text) <= METADATA
    return text


def _inputs(ask: Ask, reader: Reader) -> list[dict[str, Any]]:
    """What has to be said, then what may stay as it is."""
    first, rest = [f for f in ask.fields if not f.more], [f for f in ask.fields if f.more]
    between = blocks([words.the_rest()], Eyes(reader, {})) if first and rest else []
    return [*(_input(f, reader) for f in first), *between, *(_input(f, reader) for f in rest)]


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
        case "zone":
            return named | _zone(field)
        case "line" | "text":
            # Longer than core takes: it says by how much, and keeps the words, where Slack would only refuse.
            kind = {"type": "plain_text_input", "multiline": field.kind == "text", "max_length": TYPED}
            return named | kind | typed
        case "number":
            return named | {"type": "number_input", "is_decimal_allowed": False} | typed
        case "date":
            day = DAY.fullmatch(field.initial)
            return named | {"type": "datepicker"} | ({"initial_date": day[0]} if day else {})
        case "time":
            at = CLOCK.match(field.initial)
            return named | {"type": "timepicker"} | ({"initial_time": at[0]} if at else {})
        case "person":
            chosen = {"initial_user": field.chosen[0]} if field.chosen else {}
            return named | {"type": "users_select"} | chosen
        case "people":
            chosen_all = {"initial_users": list(field.chosen)} if field.chosen else {}
            return named | {"type": "multi_users_select"} | chosen_all
        case "choice":
            return (
                named | {"type": "static_select", "options": _options(field, reader)} | _chosen(field, reader)
            )
        case "choices":
            return named | {"type": "checkboxes", "options": _options(field, reader)} | _ticked(field, reader)
        case _:
            assert_never(field.kind)


def _zone(field: Field) -> dict[str, Any]:
    """A search among all zones, which Slack asks us for as somebody types."""
    element = {"type": "external_select", "min_query_length": 2}
    return element | (
        {"initial_option": _zone_option(field.initial)} if 0 < len(field.initial) <= OPTION else {}
    )


def zones(typed: str) -> list[dict[str, Any]]:
    """What fits what somebody typed into a search for a zone."""
    return [_zone_option(name) for name in zones_like(typed, OPTIONS)]


def _zone_option(name: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": name.replace("_", " ")}, "value": name}


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
        case "static_select" | "external_select":
            return str((element.get("selected_option") or {}).get("value", ""))
        case "checkboxes":
            return ",".join(o["value"] for o in element.get("selected_options") or ())
        case "timepicker":
            return str(element.get("selected_time") or "")
        case "datepicker":
            return str(element.get("selected_date") or "")
        case _:
            return str(element.get("value") or "").strip()
