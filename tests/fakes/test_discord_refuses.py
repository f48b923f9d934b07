"""The fake Discord refuses what Discord refuses: places, permissions, messages, forms, commands, rates, threads, tokens."""

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
from tests.fakes.discord import FakeDiscord, limits, moderators
from tests.fakes.discord.permissions import EVERYBODY, P
from tests.fakes.discord.rates import INVALID
from tests.fakes.discord.schema import schemas
from tests.fakes.discord.world import COMPONENTS_V2, TOKEN, Channel, Guild, World

NOW = datetime(2027, 3, 1, 8, tzinfo=UTC)
AGENT = "DiscordBot (https://example.org 1) test"
Body = dict[str, Any]
NOBODY: Body = {"parse": []}


@dataclass
class Stage:
    discord: FakeDiscord
    clock: SimulatedClock
    session: ClientSession
    guild: Guild
    room: Channel

    @property
    def world(self) -> World:
        return self.discord.world

    async def asks(self, method: str, path: str, body: Any = None, token: str = TOKEN) -> tuple[int, Any]:
        """The status, and the answer or its code."""
        headers = {"Authorization": f"Bot {token}", "User-Agent": AGENT}
        more = {} if body is None else {"json": body}
        async with self.session.request(method, self.discord.url + path, headers=headers, **more) as answer:
            told: Any = await answer.json() if answer.status != 204 else None
            return answer.status, told["code"] if answer.status in (400, 403, 404) else told

    async def says(self, text: str = "Hello", where: Channel | None = None, **more: Any) -> tuple[int, Any]:
        path = f"/channels/{(where or self.room).id}/messages"
        return await self.asks("POST", path, {"content": text, "allowed_mentions": NOBODY, **more})

    async def thread(self) -> Channel:
        body = {"name": "A turn", "type": 12, "auto_archive_duration": 10080}
        status, made = await self.asks("POST", f"/channels/{self.room.id}/threads", body)
        assert status == 200, made
        return self.world.channels[made["id"]]


@asynccontextmanager
async def staged(may: P) -> AsyncIterator[Stage]:
    clock = SimulatedClock(NOW)
    fake = FakeDiscord(clock)
    await fake.start()
    guild = fake.world.guild("Ward", may)
    room = fake.world.channel(guild, "set", only={fake.world.bot.id})
    try:
        async with ClientSession() as session:
            yield Stage(fake, clock, session, guild, room)
    finally:
        await fake.stop()


def played(scene: Callable[[Stage], Awaitable[None]], may: P = EVERYBODY | P.MANAGE_THREADS) -> None:
    async def whole() -> None:
        async with staged(may) as stage:
            await scene(stage)

    asyncio.run(whole())


def test_a_place_that_is_unknown_unseen_or_not_to_be_spoken_in() -> None:
    async def scene(s: Stage) -> None:
        hidden = s.world.channel(s.guild, "hidden", only=set())
        assert await s.asks("GET", "/channels/1") == (404, 10003)
        assert await s.says(where=hidden) == (403, 50001)
        moderators.forbids(s.world, s.room, P.SEND_MESSAGES)
        assert await s.says() == (403, 50013)
        moderators.allows(s.world, s.room)
        assert (await s.says())[0] == 200
        moderators.throws_out(s.world, s.guild)
        assert await s.says() == (403, 50001)
        assert await s.asks("GET", f"/guilds/{s.guild.id}") == (404, 10004)

    played(scene)


def test_a_message_is_only_its_writers_to_change_and_gone_once_deleted() -> None:
    async def scene(s: Stage) -> None:
        _, mine = await s.says()
        path = f"/channels/{s.room.id}/messages/{mine['id']}"
        assert (await s.asks("PATCH", path, {"content": "Hello again"}))[0] == 200
        assert (await s.asks("DELETE", path))[0] == 204
        assert await s.asks("PATCH", path, {"content": "?"}) == (404, 10008)

    played(scene)


def test_the_same_nonce_says_nothing_twice_for_a_few_minutes() -> None:
    async def scene(s: Stage) -> None:
        first = await s.says(nonce="e1.0", enforce_nonce=True)
        s.clock.now += timedelta(minutes=2)
        assert (await s.says("Another", nonce="e1.0", enforce_nonce=True))[1]["id"] == first[1]["id"]
        s.clock.now += timedelta(minutes=2)
        assert (await s.says(nonce="e1.0", enforce_nonce=True))[1]["id"] != first[1]["id"]
        assert (await s.says(nonce="e1.0"))[0] == 200  # without enforcing it, it is a remark

    played(scene)


def test_a_thread_sleeps_after_a_week_of_silence_and_a_locked_one_is_shut() -> None:
    async def scene(s: Stage) -> None:
        thread = await s.thread()
        _, said = await s.says(where=thread)
        path = f"/channels/{thread.id}/messages/{said['id']}"
        s.clock.now += timedelta(days=7, minutes=1)
        assert await s.asks("PATCH", path, {"content": "Later"}) == (400, 50083)
        assert await s.asks("DELETE", path) == (400, 50083)
        assert (await s.says(where=thread))[0] == 200  # which wakes it
        assert (await s.asks("PATCH", path, {"content": "Later"}))[0] == 200
        shut = {"archived": True, "locked": True}
        assert (await s.asks("PATCH", f"/channels/{thread.id}", shut))[0] == 200
        assert await s.asks("PATCH", f"/channels/{thread.id}", {"name": "?"}) == (400, 50083)
        assert (await s.asks("PATCH", f"/channels/{thread.id}", {"archived": False}))[0] == 200

    played(scene)


def test_threads_need_their_permission_and_have_an_end() -> None:
    async def scene(s: Stage) -> None:
        body = {"name": "A turn", "type": 12}
        moderators.forbids(s.world, s.room, P.CREATE_PRIVATE_THREADS)
        assert await s.asks("POST", f"/channels/{s.room.id}/threads", body) == (403, 50013)
        moderators.allows(s.world, s.room)
        s.guild.most_threads = 1
        thread = await s.thread()
        assert await s.asks("POST", f"/channels/{s.room.id}/threads", body) == (400, 160006)
        ana = s.world.user("Ana")
        path = f"/channels/{thread.id}/thread-members/{ana.id}"
        assert await s.asks("PUT", path) == (404, 10007)  # not on the server
        s.world.joins(s.guild, ana)
        assert await s.asks("PUT", path) == (403, 50001)  # and does not see the room

    played(scene)


def test_who_takes_no_messages_or_shares_no_server_is_out_of_reach() -> None:
    async def scene(s: Stage) -> None:
        ana = s.world.user("Ana")
        _, direct = await s.asks("POST", "/users/@me/channels", {"recipient_id": ana.id})
        there = s.world.channels[direct["id"]]
        assert await s.says(where=there) == (403, 50278)
        s.world.joins(s.guild, ana)
        assert (await s.says(where=there))[0] == 200
        ana.takes_messages = False
        assert await s.says(where=there) == (403, 50007)

    played(scene)


def test_nothing_pings_but_who_is_meant() -> None:
    async def scene(s: Stage) -> None:
        ana, ben = s.world.user("Ana"), s.world.user("Ben")
        text = f"<@{ana.id}> and <@{ben.id}>"
        await s.says(text, allowed_mentions={"parse": [], "users": [ana.id]})
        assert s.world.messages[-1].pings == {ana.id}
        assert await s.says(text, allowed_mentions=None) == (400, 50035)
        both = {"parse": ["users"], "users": [ana.id]}
        assert await s.says(text, allowed_mentions=both) == (400, 50035)
        assert await s.says("@everyone", allowed_mentions={"parse": ["everyone"]}) == (400, 50035)

    played(scene)


def test_a_hundred_events_ahead_and_no_past() -> None:
    async def scene(s: Stage) -> None:
        event = {
            "name": "Session", "privacy_level": 2, "entity_type": 3, "entity_metadata": {"location": "Here"},
            "scheduled_start_time": "2027-03-02T10:00:00+00:00", "scheduled_end_time": "2027-03-02T11:30:00+00:00",
        }  # fmt: skip
        path = f"/guilds/{s.guild.id}/scheduled-events"
        assert await s.asks("POST", path, event | {"scheduled_start_time": NOW.isoformat()}) == (400, 50035)
        for _ in range(100):
            assert (await s.asks("POST", path, event))[0] == 200
        assert await s.asks("POST", path, event) == (400, 30038)

    played(scene, EVERYBODY | P.CREATE_EVENTS)


def test_a_route_has_its_rate_in_each_place_and_all_together_theirs() -> None:
    async def scene(s: Stage) -> None:
        s.discord.rates.of["POST /channels/{channel_id}/messages"] = (2, 5.0)
        other = s.world.channel(s.guild, "other")
        assert [(await s.says())[0] for _ in range(3)] == [200, 200, 429]
        status, told = await s.says()
        assert (status, told["retry_after"], told["global"]) == (429, 5.0, False)
        assert (await s.says(where=other))[0] == 200
        s.clock.now += timedelta(seconds=5)
        assert (await s.says())[0] == 200
        s.discord.rates.a_second = 1
        s.clock.now += timedelta(seconds=5)
        assert [(await s.says(where=w))[0] for w in (s.room, other)] == [200, 429]

    played(scene)


def test_ten_thousand_invalid_requests_shut_an_address_out_for_ten_minutes() -> None:
    async def scene(s: Stage) -> None:
        for _ in range(INVALID):
            s.discord.rates.in_vain(403)
        headers = {"Authorization": f"Bot {TOKEN}", "User-Agent": AGENT}
        async with s.session.get(f"{s.discord.url}/users/@me", headers=headers) as answer:
            assert (answer.status, answer.headers.get("Via")) == (429, None)
        assert s.world.violations == ["10,000 invalid requests in ten minutes"]
        s.clock.now += timedelta(minutes=11)
        assert (await s.asks("GET", "/users/@me"))[0] == 200

    played(scene)


def test_a_token_that_was_revoked_opens_nothing() -> None:
    async def scene(s: Stage) -> None:
        assert (await s.asks("GET", "/users/@me"))[0] == 200
        moderators.revokes(s.world)
        assert (await s.asks("GET", "/users/@me"))[0] == 401

    played(scene)


def test_what_is_no_route_of_discords_is_held_against_the_bot() -> None:
    async def scene(s: Stage) -> None:
        assert (await s.asks("GET", "/channels/1/secrets"))[0] == 404
        assert s.world.violations == ["no route: GET /api/v10/channels/1/secrets"]

    played(scene)


def _button(**more: Any) -> Body:
    return {"type": 2, "style": 2, "label": "Yes", "custom_id": "a"} | more


def _row(*buttons: Body) -> Body:
    return {"type": 1, "components": list(buttons)}


def _text(content: str) -> Body:
    return {"type": 10, "content": content}


# fmt: off
MESSAGES: list[tuple[str, Any, bool]] = [
    # what                                            components                                          components V2
    ("a text without the flag for it",                [_text("x")],                                               False),
    ("4,001 characters in all",                       [_text("x" * 2001), _text("x" * 2000)],                     True),
    ("no text at all",                                [_text("")],                                                True),
    ("41 components",                                 [_text("x")] * 41,                                          True),
    ("six buttons in a row",                          [_row(*(_button(custom_id=str(n)) for n in range(6)))],     True),
    ("a custom_id twice",                             [_row(_button(), _button())],                               True),
    ("a custom_id of 101 characters",                 [_row(_button(custom_id="x" * 101))],                       True),
    ("a label of 81 characters",                      [_row(_button(label="x" * 81))],                            True),
    ("a button without a label",                      [_row(_button(label=""))],                                  True),
    ("a button that leads nowhere",                   [_row({"type": 2, "style": 2, "label": "Yes"})],            True),
    ("a container in a container",                    [{"type": 17, "components": [{"type": 17, "components": [_text("x")]}]}], True),
    ("an empty container",                            [{"type": 17, "components": []}],                           True),
    ("a field of a form",                             [{"type": 18, "label": "x", "component": {"type": 4}}],     True),
    ("a button beside a select",                      [_row(_button(), {"type": 5, "custom_id": "b"})],           True),
]
FIELD = {"type": 18, "label": "What", "component": {"type": 4, "custom_id": "what", "style": 1}}
FORMS: list[tuple[str, Body]] = [
    # what                                            what of the form is otherwise
    ("a title of 46 characters",                      {"title": "x" * 46}),
    ("no fields",                                     {"components": []}),
    ("six fields",                                    {"components": [FIELD | {"component": FIELD["component"] | {"custom_id": str(n)}} for n in range(6)]}),  # type: ignore[operator] # a dict among strings
    ("a field without a label",                       {"components": [FIELD["component"]]}),
    ("a label of 46 characters",                      {"components": [FIELD | {"label": "x" * 46}]}),
    ("one radio",                                     {"components": [FIELD | {"component": {"type": 21, "custom_id": "a", "options": [{"label": "x", "value": "x"}]}}]}),
    ("eleven boxes",                                  {"components": [FIELD | {"component": {"type": 22, "custom_id": "a", "options": [{"label": str(n), "value": str(n)} for n in range(11)]}}]}),
    ("26 options",                                    {"components": [FIELD | {"component": {"type": 3, "custom_id": "a", "options": [{"label": str(n), "value": str(n)} for n in range(26)]}}]}),
    ("a text over its length",                        {"components": [FIELD | {"component": {"type": 4, "custom_id": "a", "style": 1, "max_length": 2, "value": "abc"}}]}),
]
COMMANDS: list[tuple[str, Body]] = [
    # what                                            what of the command is otherwise
    ("a name in capitals",                            {"name": "Als"}),
    ("no description",                                {"description": ""}),
    ("26 options",                                    {"options": [{"type": 3, "name": f"o{n}", "description": "x"} for n in range(26)]}),
    ("a sub-command beside an option",                {"options": [{"type": 1, "name": "a", "description": "x"}, {"type": 3, "name": "b", "description": "x"}]}),
    ("what is required after what is not",            {"options": [{"type": 3, "name": "a", "description": "x"}, {"type": 3, "name": "b", "description": "x", "required": True}]}),
    ("8,001 characters",                              {"options": [{"type": 1, "name": f"a{n:02}", "description": "x" * 97, "options": [{"type": 3, "name": f"o{m}", "description": "x" * 98} for m in range(3)]} for n in range(25)]}),
    ("two options of one name",                       {"options": [{"type": 3, "name": "a", "description": "x"}] * 2}),
]
# fmt: on


@pytest.mark.parametrize(("what", "components", "v2"), MESSAGES, ids=[m[0] for m in MESSAGES])
def test_a_message_that_discord_would_not_show(what: str, components: Any, v2: bool) -> None:
    assert limits.of_message(components, v2=v2), what


@pytest.mark.parametrize(("what", "otherwise"), FORMS, ids=[f[0] for f in FORMS])
def test_a_form_that_discord_would_not_open(what: str, otherwise: Body) -> None:
    fine = {"title": "Your issue", "custom_id": "present", "components": [FIELD]}
    assert limits.of_modal(fine) == []
    assert limits.of_modal(fine | otherwise), what


@pytest.mark.parametrize(("what", "otherwise"), COMMANDS, ids=[c[0] for c in COMMANDS])
def test_a_command_that_discord_would_not_register(what: str, otherwise: Body) -> None:
    fine = {"name": "als", "description": "A set"}
    assert limits.of_command(fine) == []
    assert limits.of_command(fine | otherwise), what


def test_discords_own_description_of_its_api_is_asked_where_there_is_a_copy() -> None:
    known = schemas()
    if known is None:
        return
    route = ("POST", "/channels/{channel_id}/messages")
    fine = {"flags": COMPONENTS_V2, "components": [{"type": 17, "components": [_text("x"), _row(_button())]}]}
    assert known.problems(*route, fine) == []
    assert known.problems(*route, fine | {"nonce": "x" * 26})
    assert known.problems(*route, {"components": [_row(_button(label="x" * 81))]})
    assert not known.knows("POST", "/channels/{channel_id}/secrets")
