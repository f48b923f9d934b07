"""Whatever core may say, and however long: no platform is sent more than it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from adapters.discord import forms as discord_forms
from adapters.discord import render as discord
from adapters.slack import forms
from adapters.slack import render as slack
from core.message import (
    Aside,
    At,
    Choice,
    Choices,
    Clock,
    Day,
    Facts,
    Heading,
    Lasting,
    Line,
    Message,
    Name,
    Own,
    Part,
    People,
    Picture,
    Progress,
    Quote,
    Reader,
    Roster,
    Table,
    Value,
    Who,
)
from core.names import NAME_CAP, QUESTION_CAP, WORDS_CAP, PersonId, Platform
from core.request import Ask, Field, FieldKind, Spot, in_pages
from tests.fakes.discord import limits as discord_limits
from tests.fakes.slack import limits
from tests.gallery.overlong import filled

READER = Reader("Australia/Lord_Howe", "de")
NOW = datetime(2027, 3, 2, 10, 21, tzinfo=UTC)

texts = st.sampled_from(
    ["", " ", "A", "*a* <!here> & `b`", "Two\nlines", "\n\n", "“…”", "🜁" * 40, filled(70)]
)
long = st.sampled_from([filled(QUESTION_CAP), filled(WORDS_CAP), "W" * WORDS_CAP, "*" * WORDS_CAP]).map(Own)
own = texts.map(Own)
who = st.builds(Who, st.integers(1, 40).map(PersonId), st.sampled_from(["Ana", "", filled(NAME_CAP)]))
values: SearchStrategy[Value] = st.one_of(
    who,
    own,
    st.lists(who, max_size=8).map(lambda them: People(tuple(them))),
    st.builds(
        At, st.just(NOW), st.sampled_from(["time", "day", "day time"]), st.sampled_from(["", "London"])
    ),
    st.builds(Day, st.just(date(2027, 3, 15)), st.sampled_from(["short", "long", "weekday", "full"])),
    st.builds(Clock, st.just(time(10)), st.sampled_from(["", "Europe/London"])),
    st.integers(0, 10_000).map(Lasting),
    texts.map(Name),
    st.integers(0, 1_000_000),
)


def line_of(pieces: list[tuple[str, Value]]) -> Line:
    text = "".join(f"{words}{{v{i}}}" for i, (words, _) in enumerate(pieces)) + "."
    return Line(text, {f"v{i}": value for i, (_, value) in enumerate(pieces)})


# A sentence holds at most one of what may be long (core.names: the caps hold after escaping).
lines = st.lists(st.tuples(texts, values), max_size=4).map(line_of)
long_lines = st.tuples(texts, long).map(lambda piece: line_of([piece]))


def several(of: SearchStrategy[Any], most: int) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=most).map(tuple)


@st.composite
def choices(draw: st.DrawFn) -> Choices:
    labels = draw(st.lists(lines, min_size=1, max_size=30))
    return Choices(tuple(Choice(label, "action done", f"action-{i}") for i, label in enumerate(labels)))


parts = st.one_of(
    lines,
    long_lines,
    lines.map(Heading),
    st.builds(Quote, own | long, st.none() | who),
    long_lines.map(Aside),
    several(st.tuples(lines, lines), 30).map(Facts),
    several(st.tuples(who, lines), 30).map(Roster),
    st.builds(Progress, st.integers(0, 9), st.integers(0, 9), lines),
    choices(),
    lines.map(Aside),
    several(several(lines, 4), 30).map(lambda rows: Table((line_of([]),), rows)),
    st.builds(Picture, st.just("bar"), lines),
)


def each_once(message: Message) -> Message:
    """Core offers a choice once in a message."""
    number = count()
    return replace(message, parts=tuple(_numbered(part, number) for part in message.parts))


def _numbered(part: Part, number: Iterator[int]) -> Part:
    if not isinstance(part, Choices):
        return part
    return Choices(tuple(replace(o, of=f"action-{next(number)}") for o in part.options))


messages = st.builds(Message, st.just("turn.asked"), several(parts, 60)).map(each_once)
kinds: SearchStrategy[FieldKind] = st.sampled_from(get_args(FieldKind))


@st.composite
def asks(draw: st.DrawFn) -> Ask:
    options = tuple((f"o{i}", label) for i, label in enumerate(draw(st.lists(lines, min_size=1, max_size=9))))
    fields = tuple(
        Field(
            f"f{i}",
            draw(lines),
            draw(kinds),
            hint=draw(st.none() | lines),
            initial=draw(texts),
            options=options,
        )
        for i in range(draw(st.integers(1, 12)))
    )
    return Ask("present", draw(lines), fields, "present", "turn-31@7", lead=draw(st.none() | lines))


def in_slack(message: Message) -> list[str]:
    eyes = slack.Eyes(READER, {PersonId(n): f"U{n:05d}" for n in range(20)})
    found = []
    for sent in slack.messages(message, eyes):
        found += limits.of_blocks(sent["blocks"], limits.IN_MESSAGE)
        found += ["too much text"] if limits.text_in(sent["blocks"]) > limits.TEXT_OF_BLOCKS else []
        found += [] if 0 < len(sent["text"]) <= 3000 else ["text"]
    return found


def form_in_slack(ask: Ask) -> list[str]:
    spot = Spot(Platform.SLACK, "C0SET", "1803722400.000100")
    return limits.of_view(
        forms.view(ask, READER, forms.Origin(spot, "https://hooks.slack.com/actions/T0ALS/1/x"))
    )


def home_in_slack(message: Message) -> list[str]:
    return limits.of_view(forms.home([message], READER))


def in_discord(message: Message) -> list[str]:
    eyes = discord.Eyes(READER, {PersonId(n): f"{10**17 + n}" for n in range(20)}, "1144000000000000001")
    sent = discord.messages(message, eyes)
    return [p for m in sent for p in discord_limits.of_message(m["components"], v2=True)]


def form_in_discord(ask: Ask) -> list[str]:
    pages = len(in_pages(ask, discord_forms.FIELDS - (ask.lead is not None)))
    modals = [
        discord_forms.modal(replace(ask, page=n + 1), READER, "1144000000000000001") for n in range(pages)
    ]
    return [p for m in modals for p in discord_limits.of_modal(m)]


SAID: Mapping[str, Callable[[Message], list[str]]] = {
    "slack": in_slack,
    "slack's home": home_in_slack,
    "discord": in_discord,
}
ASKED: Mapping[str, Callable[[Ask], list[str]]] = {"slack": form_in_slack, "discord": form_in_discord}


@pytest.mark.parametrize("platform", SAID)
@settings(max_examples=150)
@given(message=messages)
def test_no_message_is_more_than_its_platform_takes(platform: str, message: Message) -> None:
    assert SAID[platform](message) == []


@pytest.mark.parametrize("platform", ASKED)
@settings(max_examples=100)
@given(ask=asks())
def test_no_form_is_more_than_its_platform_takes(platform: str, ask: Ask) -> None:
    assert ASKED[platform](ask) == []
