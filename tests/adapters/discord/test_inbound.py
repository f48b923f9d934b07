"""What comes in from Discord: once each, answered in time, whatever it is."""

import asyncio
import threading
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.discord.answers import Answers
from adapters.discord.gateway import Shards, listen
from adapters.discord.inbound import Inbound, Servers
from adapters.discord.people import People
from adapters.discord.suggest import Suggestions
from core.message import Line, Message
from core.request import Reply, Request
from tests.adapters.discord.server import Server, server, text
from tests.fakes.discord.interactions import COMMAND

QUESTIONS_OF_FACT = "First a few questions of fact"


def test_an_interaction_delivered_twice_has_the_effect_of_one(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            await s.presenting()
            stored, button = s.button("Ana", "I have said enough")
            interaction, payload = s.people.press_payload(s.user("Ana"), stored, button)
            await s.discord.deliver(interaction, payload, s.guild.id)
            s.discord.gateway.tell("INTERACTION_CREATE", payload, s.guild.id)
            await s.discord.until(lambda: ("POST", 40060) in kinds(s))
            await s.settle()
            assert len([t for t in s.texts(s.threads[0]) if QUESTIONS_OF_FACT in t]) == 1
            assert s.bugs == []

    asyncio.run(goes())


def kinds(s: Server) -> list[tuple[str, int]]:
    return [(route.partition(" ")[0], code) for route, code in s.discord.world.refusals]


def test_two_presses_at_the_same_moment_have_the_effect_of_one_and_both_are_answered(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            await s.presenting()
            stored, button = s.button("Ana", "I have said enough")
            ana = s.user("Ana")
            await asyncio.gather(*(s.people.press(ana, stored, button) for _ in range(2)))
            await s.settle()
            assert len([t for t in s.texts(s.threads[0]) if QUESTIONS_OF_FACT in t]) == 1
            assert any("That moment has passed" in t for t in s.only_for("Ana"))
            assert s.discord.world.violations == []

    asyncio.run(goes())


def test_buttons_work_after_a_restart_and_a_month_later(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            await s.says("Ana", "action add", s.room, words="Thank Priya", by="2027-06-30")
            await s.says("Ana", "home", s.room)
            stored, button = s.button("Ana", "Done")
        (tmp_path / "again").mkdir()
        async with server(tmp_path) as s2:
            # The same record, another process and another Discord: the server's id goes with the button.
            s2.discord.world.guilds[s.guild.id] = s.guild
            s2.discord.world.users |= s.discord.world.users
            s2.discord.world.channels |= s.discord.world.channels
            s2.discord.world.messages += s.discord.world.messages
            s.guild.members[s2.discord.world.bot.id] = s.guild.members.pop(s.discord.world.bot.id)
            s2.clock.now = s.clock.now + timedelta(days=31)
            s2.guild = s.guild
            await s2.people.press(s.user("Ana"), stored, button)
            await s2.settle()
            assert s2.only_for("Ana")[-1].startswith("Done.")

    asyncio.run(goes())


def test_commands_work_in_threads(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            await s.presenting()
            await s.says("Eve", "session next", s.threads[0])
            assert any(QUESTIONS_OF_FACT in t for t in s.texts(s.threads[0]))

    asyncio.run(goes())


def test_a_message_becomes_somebodys_action_by_its_menu(tmp_path: Path) -> None:  # PI5
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            ana = s.user("Ana")
            typed = await s.people.types(ana, s.room, "I could ask the matron to chair")
            await s.people.menu(ana, typed, "Make this my action")
            await s.settle()
            assert "I could ask the matron to chair" in str(s.discord.world.forms[ana.id].body)

    asyncio.run(goes())


async def slowly(s: Server, answer: threading.Event, age: timedelta) -> list[str]:
    """A bot whose core answers only once Discord was told to wait, and `age` later: what Ana then sees."""

    def handle(request: Request, now: datetime) -> Reply:
        del request, now
        answer.wait(10)
        return Reply.say(Message("test", (Line("Here it is."),)))

    api = s.ours.api
    answers = Answers(api)
    servers = Servers(lambda _: [], list, lambda *_: None, lambda *_: None)
    people, suggestions = People(api, s.clock), Suggestions(lambda *_: [])
    inbound = Inbound(
        api, people, answers, suggestions, handle, lambda *_: "", s.clock, asyncio.to_thread, servers
    )
    await s.connect()
    assert s.line is not None
    s.line.cancel()
    with suppress(asyncio.CancelledError):
        await s.line
    line = asyncio.ensure_future(listen(inbound, api, Shards()))
    await s.discord.gateway.until_ready(2)
    await s.people.command(s.user("Ana"), s.lobby, ["als", "help"])
    s.clock.now += age
    answer.set()
    await answers.finish()
    line.cancel()
    with suppress(asyncio.CancelledError):
        await line
    s.line = None
    return [*s.only_for("Ana"), *s.direct("Ana")]


def test_an_answer_that_takes_a_while_is_announced_in_time_and_comes(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path, connected=False) as s:
            assert await slowly(s, threading.Event(), timedelta(minutes=1)) == ["Here it is."]
            assert s.discord.world.violations == []

    asyncio.run(goes())


def test_an_answer_later_than_fifteen_minutes_comes_as_an_ordinary_message(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path, connected=False) as s:
            seen = await slowly(s, threading.Event(), timedelta(minutes=16))
            assert seen[-1] == "Here it is."
            assert s.direct("Ana") == ["Here it is."]

    asyncio.run(goes())


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2**53) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
tokens = st.lists(st.sampled_from(["home", "present", "session next", "turn-1@2", "set-1", "a=b", "", "€", "x" * 60]),
                  max_size=4).map("|".join)  # fmt: skip


@pytest.mark.parametrize("kind", ["press", "form", "command"])
def test_whatever_comes_is_answered_and_breaks_nothing(tmp_path: Path, kind: str) -> None:
    async def goes(inside: dict[str, Any], token: str) -> None:
        interaction, payload = s.people.command_payload(s.user("Ana"), s.lobby, ["als", "help"])
        match kind:
            case "press":
                payload |= {"type": 3, "data": {"custom_id": f"0000000000{token}", "component_type": 2}}
            case "form":
                payload |= {"type": 5, "data": {"custom_id": token, "components": [], **inside}}
                payload["data"]["components"] = []
            case _:
                payload |= {"type": COMMAND, "data": {"id": "1", "name": "als", "type": 1, "options": []}}
                payload["data"]["options"] = [{"name": token or "x", "type": 1, "options": []}]
        s.discord.world.interactions[interaction.token] = interaction
        await s.discord.deliver(interaction, payload, s.guild.id)
        assert s.bugs == []

    runner = asyncio.Runner()
    manager = server(tmp_path)
    s = runner.run(manager.__aenter__())
    try:

        @settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
        @given(inside=st.dictionaries(st.text(max_size=8), json_values, max_size=3), token=tokens)
        def every(inside: dict[str, Any], token: str) -> None:
            runner.run(goes(inside, token))

        every()
        assert [text(m.components) for m in s.discord.world.messages if not m.only_for] == []
    finally:
        runner.run(manager.__aexit__(None, None, None))
        runner.close()
