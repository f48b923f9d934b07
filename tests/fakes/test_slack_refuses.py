"""The fake Slack lists channels as Slack does, and refuses what Slack refuses there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.stage import SimulatedClock
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.world import BOT, BOT_TOKEN, World

NOW = datetime(2027, 3, 1, 8, tzinfo=UTC)
PRIVATE = {"types": "private_channel"}


@dataclass
class Stage:
    slack: FakeSlack
    clock: SimulatedClock
    session: ClientSession

    @property
    def world(self) -> World:
        return self.slack.world

    async def asks(self, method: str, **params: str) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
        async with self.session.get(self.slack.url + method, params=params, headers=headers) as answer:
            return dict(await answer.json()) | {"after": answer.headers.get("Retry-After", "")}

    async def lists(self, **params: str) -> list[str]:
        """The names on one page, or what Slack says instead."""
        answer = await self.asks("conversations.list", **params)
        return [c["name"] for c in answer["channels"]] if answer["ok"] else [answer["error"]]


def staged(goes: Callable[[Stage], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with _stage() as s:
            await goes(s)

    asyncio.run(whole())


@asynccontextmanager
async def _stage() -> AsyncIterator[Stage]:
    clock = SimulatedClock(NOW)
    slack = FakeSlack(clock)
    await slack.start()
    try:
        async with ClientSession() as session:
            yield Stage(slack, clock, session)
    finally:
        await slack.stop()


def test_a_private_channel_is_listed_for_those_who_are_in_it_with_who_made_it_and_when() -> None:
    async def goes(s: Stage) -> None:
        made = (await s.asks("conversations.create", name="ward-leaders", is_private="true"))["channel"]
        s.world.channel("not-ours", {"U1"})
        s.world.channel("open", {BOT}, private=False)
        s.world.direct(s.world.user("Ana").id)
        answer = await s.asks("conversations.list", **PRIVATE)
        assert answer["channels"] == [made]
        assert (made["creator"], made["created"]) == (BOT, int(NOW.timestamp()))

    staged(goes)


def test_what_is_archived_leaves_a_page_short_and_the_next_one_follows() -> None:
    async def goes(s: Stage) -> None:
        for n in range(5):
            s.world.channel(f"c{n}", {BOT}).archived = n < 2
        first = await s.asks("conversations.list", limit="2", exclude_archived="true", **PRIVATE)
        assert first["channels"] == []
        cursor = first["response_metadata"]["next_cursor"]
        second = await s.asks(
            "conversations.list", limit="2", exclude_archived="true", cursor=cursor, **PRIVATE
        )
        assert [c["name"] for c in second["channels"]] == ["c2", "c3"]
        cursor = second["response_metadata"]["next_cursor"]
        third = await s.asks("conversations.list", limit="2", cursor=cursor, **PRIVATE)
        assert [c["name"] for c in third["channels"]] == ["c4"]
        assert third["response_metadata"]["next_cursor"] == ""
        assert await s.lists(limit="2", **PRIVATE) == ["c0", "c1"]

    staged(goes)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"types": "private"}, "invalid_types"),
        ({"types": "private_channel", "limit": "1000"}, "invalid_limit"),
        ({"types": "private_channel", "limit": "many"}, "invalid_limit"),
        ({"types": "private_channel", "cursor": "2"}, "invalid_cursor"),
        ({"types": "private_channel", "cursor": "b3RoZXI6Mg=="}, "invalid_cursor"),
        ({"types": "private_channel,public_channel"}, "missing_scope"),  # channels:read
        ({"types": "im"}, "missing_scope"),
        ({}, "missing_scope"),  # public channels, where nothing else is said
    ],
)
def test_a_list_asked_for_in_the_wrong_way_is_refused(wrong: dict[str, str], error: str) -> None:
    async def goes(s: Stage) -> None:
        assert await s.lists(**wrong) == [error]

    staged(goes)


def test_private_channels_are_listed_with_groups_read_alone() -> None:
    async def goes(s: Stage) -> None:
        s.world.tokens[BOT_TOKEN].scopes.discard("groups:read")
        assert await s.lists(**PRIVATE) == ["missing_scope"]

    staged(goes)


def test_a_list_takes_no_json() -> None:
    async def goes(s: Stage) -> None:
        headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
        url = s.slack.url + "conversations.list"
        async with s.session.post(url, json=PRIVATE, headers=headers) as answer:
            assert (await answer.json())["error"] == "missing_scope"  # public channels were asked for

    staged(goes)


def test_channels_are_listed_twenty_times_a_minute() -> None:
    async def goes(s: Stage) -> None:
        for _ in range(20):
            assert await s.lists(**PRIVATE) == []
        s.clock.now += timedelta(seconds=15)
        refused = await s.asks("conversations.list", **PRIVATE)
        assert (refused["error"], refused["after"]) == ("ratelimited", "45")
        s.clock.now += timedelta(seconds=45)
        assert await s.lists(**PRIVATE) == []

    staged(goes)
