"""What Slack takes as blocks and views (docs.slack.dev/reference/block-kit; platform-facts S5, S6)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

IN_MESSAGE = 50
IN_VIEW = 100
TEXT_OF_BLOCKS = 13_200  # characters, beyond which Slack answers msg_blocks_too_long
VIEW_BYTES = 250_000
USER = re.compile(r"^[UW][A-Z0-9]+$")
DATE_TOKEN = re.compile(r"\{(\w+)\}")
DATE_TOKENS = {
    "day_divider_pretty", "date_num", "date_slash", "date_long", "date_long_full", "date_long_pretty", "date",
    "date_pretty", "date_short", "date_short_pretty", "time", "time_secs", "ago",
}  # fmt: skip
STYLES = {"bold", "italic", "strike", "code", "underline"}

Problems = Iterator[str]
Thing = Mapping[str, Any]


def of_blocks(blocks: Any, most: int) -> list[str]:
    """What is wrong with these blocks, nothing where Slack would take them."""
    if not isinstance(blocks, list):
        return ["blocks is no list"]
    found = [f"{len(blocks)} blocks"] if len(blocks) > most else []
    ids = [b["block_id"] for b in blocks if "block_id" in b]
    if len(set(ids)) < len(ids):
        found.append("block_id twice")
    return found + [p for b in blocks for p in _block(b)]


def of_view(view: Thing) -> list[str]:
    return list(_view(view))


def text_in(value: Any) -> int:
    """Characters of text anywhere in blocks."""
    if isinstance(value, Mapping):
        own = len(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + sum(text_in(v) for v in value.values())
    return sum(text_in(v) for v in value) if isinstance(value, list) else 0


def _view(view: Thing) -> Problems:
    kind = view.get("type")
    if kind not in ("modal", "home"):
        yield f"a view of type {kind}"
    if kind == "modal":
        yield from _plain(view.get("title"), 24, "title")
        for name in ("submit", "close"):
            if name in view:
                yield from _plain(view[name], 24, name)
        if any(b.get("type") == "input" for b in view.get("blocks", ())) and "submit" not in view:
            yield "inputs without submit"
    if len(view.get("private_metadata", "")) > 3000:
        yield "private_metadata over 3000"
    if len(view.get("callback_id", "")) > 255:
        yield "callback_id over 255"
    if len(json.dumps(view).encode()) > VIEW_BYTES:
        yield "a view over 250 KB"
    yield from of_blocks(view.get("blocks"), IN_VIEW)


def _block(block: Thing) -> Problems:
    kind = block.get("type")
    if not 0 < len(block.get("block_id", "x")) <= 255:
        yield "block_id"
    match kind:
        case "rich_text":
            yield from _some(block.get("elements"), 1, 10_000, "rich_text")
            yield from chain.from_iterable(_rich(e) for e in block.get("elements", ()))
        case "actions":
            yield from _some(block.get("elements"), 1, 25, "actions")
            yield from _once([e.get("action_id") for e in block.get("elements", ())], "action_id")
            yield from chain.from_iterable(_element(e) for e in block.get("elements", ()))
        case "input":
            yield from _plain(block.get("label"), 2000, "label")
            if "hint" in block:
                yield from _plain(block["hint"], 2000, "hint")
            yield from _element(block.get("element", {}))
        case "section":
            yield from _section(block)
        case "header":
            yield from _plain(block.get("text"), 150, "header")
        case "context":
            yield from _some(block.get("elements"), 1, 10, "context")
        case "divider":
            pass
        case "image":
            if not 0 < len(block.get("alt_text", "")) <= 2000:
                yield "alt_text"
        case _:
            yield f"a block of type {kind}"


def _section(block: Thing) -> Problems:
    if "text" not in block and "fields" not in block:
        yield "an empty section"
    if "text" in block and not 0 < len(block["text"].get("text", "")) <= 3000:
        yield "section text"
    if "fields" in block:
        yield from _some(block["fields"], 1, 10, "fields")
        if any(not 0 < len(f.get("text", "")) <= 2000 for f in block["fields"]):
            yield "field text"


def _rich(element: Thing) -> Problems:
    match element.get("type"):
        case "rich_text_section" | "rich_text_quote" | "rich_text_preformatted":
            yield from _some(element.get("elements"), 1, 10_000, "a line of rich_text")
            yield from chain.from_iterable(_inline(e) for e in element.get("elements", ()))
        case "rich_text_list":
            if element.get("style") not in ("bullet", "ordered"):
                yield "list style"
            yield from _some(element.get("elements"), 1, 10_000, "a list of rich_text")
            yield from chain.from_iterable(_rich(e) for e in element.get("elements", ()))
        case kind:
            yield f"rich_text holds {kind}"


def _inline(element: Thing) -> Problems:
    if not set(element.get("style", {})) <= STYLES:
        yield "a style"
    match element.get("type"):
        case "text":
            if not isinstance(element.get("text"), str) or not element["text"]:
                yield "empty text"
        case "user":
            if not USER.match(str(element.get("user_id"))):
                yield "user_id"
        case "date":
            tokens = DATE_TOKEN.findall(str(element.get("format")))
            if not isinstance(element.get("timestamp"), int) or not tokens or not set(tokens) <= DATE_TOKENS:
                yield "date"
            if not element.get("fallback"):
                yield "a date without fallback"
        case "link":
            if not element.get("url"):
                yield "link"
        case kind:
            yield f"a line holds {kind}"


def _element(element: Thing) -> Problems:
    kind = element.get("type")
    if not 0 < len(str(element.get("action_id", ""))) <= 255:
        yield "action_id"
    match kind:
        case "button":
            yield from _plain(element.get("text"), 75, "button")
            if len(element.get("value", "")) > 2000:
                yield "button value"
            if element.get("style", "primary") not in ("primary", "danger"):
                yield "button style"
        case "plain_text_input":
            yield from _typed(element)
        case "static_select" | "multi_static_select":
            yield from _options(element, 100)
        case "checkboxes" | "radio_buttons":
            yield from _options(element, 10)
        case "external_select":
            if not 0 <= element.get("min_query_length", 3) <= 100:
                yield "min_query_length"
            if "initial_option" in element:
                yield from of_options([element["initial_option"]])
        case "timepicker" | "datepicker" | "number_input" | "users_select" | "multi_users_select":
            yield from _picked(element)
        case _:
            yield f"an element of type {kind}"


def _picked(element: Thing) -> Problems:
    if element["type"] == "number_input" and not isinstance(element.get("is_decimal_allowed"), bool):
        yield "is_decimal_allowed"
    if not re.fullmatch(r"\d\d:\d\d", element.get("initial_time", "00:00")):
        yield "initial_time"
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", element.get("initial_date", "2027-01-01")):
        yield "initial_date"


def _typed(element: Thing) -> Problems:
    most = element.get("max_length", 3000)
    if not 1 <= most <= 3000:
        yield "max_length"
    if len(element.get("initial_value", "")) > most:
        yield "initial_value"
    if "placeholder" in element:
        yield from _plain(element["placeholder"], 150, "placeholder")


def of_options(options: Any) -> Problems:
    """What is wrong with what a search answers."""
    if not isinstance(options, list) or len(options) > 100:
        yield "no list of at most 100 options"
        return
    for option in options:
        yield from _plain(option.get("text"), 75, "option")
        if not 0 < len(option.get("value", "")) <= 150:
            yield "option value"
        if "description" in option:
            yield from _plain(option["description"], 75, "description")


def _options(element: Thing, most: int) -> Problems:
    options = element.get("options")
    yield from _some(options, 1, most, f"options of {element.get('type')}")
    yield from of_options(options or [])
    yield from _once([o.get("value") for o in options or ()], "option")
    chosen = (
        [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    )
    if any(c not in (options or ()) for c in chosen):
        yield "initial_option is none of the options"


def _plain(text: Any, most: int, what: str) -> Problems:
    if not isinstance(text, Mapping) or text.get("type") != "plain_text":
        yield f"{what} is no plain_text"
    elif not isinstance(text.get("text"), str) or not 0 < len(text["text"]) <= most:
        yield f"{what} has {len(text.get('text') or '')} characters, at most {most}"


def _some(things: Any, least: int, most: int, what: str) -> Problems:
    if not isinstance(things, list) or not least <= len(things) <= most:
        yield f"{what} holds {len(things) if isinstance(things, list) else 'no list'}"


def _once(ids: list[Any], what: str) -> Problems:
    if len(set(ids)) < len(ids):
        yield f"{what} twice"
