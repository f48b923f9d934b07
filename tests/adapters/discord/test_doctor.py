"""`als doctor` on Discord: what is wrong, and the mend for it."""

import asyncio
from pathlib import Path

from adapters.discord import permissions
from adapters.discord.doctor import Finding, Room, look
from tests.adapters.discord.server import Server, server
from tests.fakes.discord import moderators
from tests.fakes.discord.permissions import P
from tests.fakes.discord.world import TOKEN


async def found(s: Server, *rooms: Room) -> list[Finding]:
    return await look(s.ours.api, rooms)


def said(findings: list[Finding], words: str) -> Finding:
    return next(f for f in findings if words in f.what)


def test_a_server_where_all_is_well_needs_no_mend(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            findings = await found(s, Room(1, s.guild.id, s.room.id))
            assert [f for f in findings if f.mend] == []
            link = said(findings, "To invite it").what
            assert f"permissions={permissions.bits()}" in link
            assert s.discord.world.app in link
            assert s.discord.world.violations == []

    asyncio.run(goes())


def test_the_link_asks_for_no_more_than_is_needed() -> None:
    assert (
        permissions.bits() & (1 << 3 | 1 << 13 | 1 << 17) == 0
    )  # administrator, others' messages, @everyone
    assert permissions.bits(rooms=False, calendar=False) & (1 << 4 | 1 << 28 | 1 << 44) == 0


def test_what_a_server_does_not_allow_is_named_with_its_reason(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path, may=permissions.bits() & ~(1 << 34)) as s:
            finding = said(await found(s), "it may not")
            assert "Manage Threads (it locks a thread" in finding.what
            assert finding.mend

    asyncio.run(goes())


def test_what_a_set_can_do_without_is_no_fault(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path, may=permissions.bits(rooms=False, calendar=False)) as s:
            assert said(await found(s), "goes without").mend == ""

    asyncio.run(goes())


def test_a_channel_that_is_shut_to_the_bot_or_gone(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            room = Room(1, s.guild.id, s.room.id)
            moderators.forbids(s.discord.world, s.room, P.SEND_MESSAGES)
            assert "Send Messages" in said(await found(s, room), "In the channel of set 1").what
            moderators.forbids(s.discord.world, s.room, P.VIEW_CHANNEL)
            assert "add the bot" in said(await found(s, room), "cannot see").mend
            moderators.deletes(s.discord.world, s.room)
            assert "/als set here" in said(await found(s, room), "is gone").mend

    asyncio.run(goes())


def test_commands_out_of_date_are_mended(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            s.discord.world.commands[""].popitem()
            assert said(await found(s), "were out of date").mend == ""
            assert said(await found(s), "knows the commands as they are")

    asyncio.run(goes())


def test_a_bad_token_and_a_discord_that_is_away(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path, connected=False) as s:
            s.discord.world.down = True
            assert [f.what for f in await found(s)] == ["Discord did not answer."]
            s.discord.world.down = False
            s.discord.world.tokens[TOKEN] = False
            (finding,) = await found(s)
            assert finding.what == "The token is not taken."
            assert "If you no longer have it, reset it" in finding.mend

    asyncio.run(goes())
