"""Discord leaves it to people whether a bot writes to them, and tells nobody's zone: both are asked once."""

import asyncio
from pathlib import Path

from tests.adapters.discord.server import Server, server

THREE = "Three things, once."
WAITS = "something is waiting for you"


async def with_an_action(s: Server) -> None:
    await s.founded()
    await s.says("Ana", "action add", s.room, words="Thank Priya", by="2027-03-05")
    await s.says("Ana", "action list", s.room)


def test_everybody_is_told_once_who_reads_along_and_asked_once_what_they_like(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            for name in ("Ana", "Eve"):
                (told,) = [t for t in s.only_for(name) if THREE in t]
                assert "moderates this server can read our channel and its threads" in told
                assert "take Europe/London until you tell me" in told
            await s.says("Ana", "home", s.room)
            assert len([t for t in s.only_for("Ana") if THREE in t]) == 1

    asyncio.run(goes())


def test_nobody_is_written_to_unasked_before_they_say_so(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await with_an_action(s)
            before = len(s.direct("Ana"))
            await s.passes(days=14)
            assert len(s.direct("Ana")) == before
            lines = [t for t in s.texts(s.room) if WAITS in t]
            assert all("Priya" not in t for t in lines)

    asyncio.run(goes())


def test_who_said_yes_is_written_to(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await with_an_action(s)
            await s.presses("Ana", "Yes, you may")
            before = len(s.direct("Ana"))
            await s.passes(days=1)
            assert len(s.direct("Ana")) > before
            await s.says("Ana", "private", s.room, answer="no")
            assert "A line in the channel" in s.only_for("Ana")[-1] or "Then a line" in s.only_for("Ana")[-1]

    asyncio.run(goes())


def test_a_zone_is_offered_while_it_is_typed_and_kept(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            ana = s.user("Ana")
            offered = await s.people.autocomplete(ana, s.room, ["als", "zone"], {"words": "new y"}, "words")
            assert offered[0] == {"name": "America/New_York", "value": "America/New_York"}
            await s.says("Ana", "zone", s.room, words=offered[0]["value"])
            assert "America/New" in s.only_for("Ana")[-1]

    asyncio.run(goes())


def test_ones_own_actions_are_offered_by_their_words(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await with_an_action(s)
            ana, ben = s.user("Ana"), s.user("Ben")
            path = ["als", "action", "done"]
            offered = await s.people.autocomplete(ana, s.room, path, {"action": "pri"}, "action")
            assert [o["name"] for o in offered] == ["Thank Priya"]
            assert await s.people.autocomplete(ben, s.room, path, {"action": ""}, "action") == []
            await s.says("Ana", "action done", s.room, action=offered[0]["value"])
            assert s.only_for("Ana")[-1].startswith("Done.")

    asyncio.run(goes())


def test_home_is_a_command_for_ones_own_eyes(tmp_path: Path) -> None:  # PI4
    async def goes() -> None:
        async with server(tmp_path) as s:
            await with_an_action(s)
            await s.says("Ana", "home", s.room)
            assert "Thank Priya" in s.only_for("Ana")[-1]

    asyncio.run(goes())


def test_home_in_a_direct_message_is_that_of_the_server_one_is_known_on(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await with_an_action(s)
            await s.says("Ana", "home", s.discord.world.direct(s.user("Ana")))
            assert "Thank Priya" in s.only_for("Ana")[-1]
            await s.says("Zoe", "home", s.discord.world.direct(s.user("Zoe")))
            assert "Say it in a channel of your server" in s.only_for("Zoe")[-1]

    asyncio.run(goes())
