"""The gallery has every kind of message and every form, and each of them is fit to be seen."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.message import Choices, Line, Message
from core.names import No
from core.request import Ask
from tests.fakes.discord import limits as discord_limits
from tests.fakes.slack import limits
from tests.gallery import discord_page, page, slack_page
from tests.gallery.drawn import Sample, kept, samples
from tests.gallery.page import every, grown_from

CORE = Path(__file__).parents[1] / "core"
EVERY = every()
GROWN = tuple(grown for s in EVERY if (grown := grown_from(s)) is not None)
LISTS = (
    "agenda.",
    "rota.",
    "life.",
    "actions.",
    "ground.",
    "contract.",
    "learning.",
    "draft.",
    "again.",
    "prepare.",
)

PAGES = re.escape("installing.")  # pages of the web, which no chat shows


def named(sample: Sample) -> str:
    return f"{sample.kind} {sample.script} {sample.nth}"


def made(what: str) -> Iterator[str]:
    """The first argument of each `Message(…)` or `Ask(…)` in core, as a pattern: an f-string's values are anything."""
    for path in CORE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == what):
                continue
            match node.args[0] if node.args else node.keywords[0].value:
                case ast.Constant(value=str(text)):
                    yield re.escape(text)
                case ast.JoinedStr(values=values):
                    yield "".join(
                        re.escape(str(getattr(v, "value", ""))) if _plain(v) else ".+" for v in values
                    )
                case _:
                    yield ".+"


def _plain(part: ast.expr) -> bool:
    return isinstance(part, ast.Constant)


def test_every_kind_of_message_is_in_the_gallery() -> None:
    kinds = {s.kind for s in EVERY if isinstance(s.shown, Message)}
    said = [p for p in made("Message") if not p.startswith(PAGES)]
    assert [p for p in said if not any(re.fullmatch(p, k) for k in kinds)] == []
    assert {f"refused.{no.name.lower()}" for no in No} <= kinds


def test_every_form_is_in_the_gallery() -> None:
    forms = {s.shown.form for s in EVERY if isinstance(s.shown, Ask)}
    assert [p for p in made("Ask") if not any(re.fullmatch(p, f) for f in forms)] == []


def wrong_in_slack(payload: Mapping[str, Any]) -> list[str]:
    """What Slack would hold against it."""
    if "type" in payload:
        return limits.of_view(payload)
    found = limits.of_blocks(payload["blocks"], limits.IN_MESSAGE)
    if limits.text_in(payload["blocks"]) > limits.TEXT_OF_BLOCKS:
        found.append("too much text")
    return found + ([] if 0 < len(payload["text"]) <= 3000 else ["text"])


def wrong_in_discord(payload: Mapping[str, Any]) -> list[str]:
    if discord_page.is_form(payload):
        return discord_limits.of_modal(payload)
    return discord_limits.of_message(payload["components"], v2=True)


Payloads = Callable[[Sample], Sequence[Mapping[str, Any]]]
PLATFORMS: Mapping[str, tuple[Payloads, Callable[[Mapping[str, Any]], list[str]]]] = {
    "slack": (slack_page.payloads, wrong_in_slack),
    "discord": (discord_page.payloads, wrong_in_discord),
}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_platform_takes_what_the_gallery_shows(platform: str) -> None:
    payloads, wrong = PLATFORMS[platform]
    sent = [(named(s), wrong(p)) for s in (*EVERY, *GROWN) for p in payloads(s)]
    assert [(name, faults) for name, faults in sent if faults] == []


@pytest.mark.parametrize("platform", PLATFORMS)
def test_only_lists_may_become_several_messages(platform: str) -> None:
    payloads, _ = PLATFORMS[platform]
    boards = [s for s in GROWN if isinstance(s.shown, Message) and not s.kind.startswith(LISTS)]
    assert [named(s) for s in boards if len(payloads(s)) > 1] == []


def labels(message: Message) -> Iterator[list[tuple[str, ...]]]:
    for part in message.parts:
        if isinstance(part, Choices):
            yield [(o.label.text, *map(str, o.label.values.values())) for o in part.options]


def test_no_two_buttons_of_a_row_read_the_same() -> None:
    rows = [(named(s), row) for s in EVERY if isinstance(s.shown, Message) for row in labels(s.shown)]
    assert [(name, row) for name, row in rows if len(set(row)) < len(row)] == []


def test_a_lock_screen_shows_nobodys_own_words() -> None:  # PI13
    told = [(named(s), p.get("text", "")) for s in GROWN for p in slack_page.payloads(s)]
    assert [name for name, text in told if "Stars" in text] == []


def test_whatever_is_said_with_a_picture_or_a_sign_is_said_in_letters() -> None:  # PI12
    for sample in EVERY:
        for line in (*slack_page.look(sample).lines, *discord_page.look(sample).lines):
            assert not line or re.search(r"\w", line) or set(line) <= set("“”…[]|() ▏"), line


def test_a_sample_follows_its_transcript_and_a_new_kind_is_drawn_from_the_first_that_has_it() -> None:
    known = samples()[0]
    now = replace(known, nth=0, shown=Message(known.kind, (Line("Said otherwise."),)))
    new = replace(known, kind="moon.full", nth=0, shown=Message("moon.full", (Line("Look up."),)))
    other = replace(known, script="area/another")
    assert sorted(kept(known.script, [now, new], [known, other]), key=named) == sorted(
        [now, new, other], key=named
    )


def test_a_payload_is_written_with_a_line_for_each_block() -> None:
    assert page.compact({"type": "home", "blocks": [{"a": 1}, {"b": 2}]}) == (
        '{"type": "home",\n"blocks": [\n  {"a":1},\n  {"b":2}\n]}'
    )
