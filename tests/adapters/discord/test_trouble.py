"""What goes wrong on a server: each has its sentence, to whoever can do something about it, once."""

import asyncio
from pathlib import Path

from adapters.discord.permissions import bits
from core.names import Platform
from tests.adapters.discord.server import Server, server
from tests.fakes.discord import moderators
from tests.fakes.discord.permissions import P
from tests.fakes.discord.world import TOKEN

NO_ROOM = "I could not open a room for your set"
NO_THREAD = "I could not open a thread"
ROOM_LOST = "I can no longer speak in the room of"
THREAD_LOST = "The thread of"
NEW_SET = '"Ward leaders" every 2 weeks on Tuesday 10:00 Europe/London'


async def a_room_of_their_own(s: Server, name: str) -> None:
    """Eve opens a channel, lets the bot in, and says that it is the set's."""
    only = {s.user("Eve").id, s.discord.world.bot.id}
    mine = s.discord.world.channel(s.guild, name, only=only)
    await s.says("Eve", "set here", mine)
    assert any("This is the room of" in t for t in s.texts(mine))


def test_without_the_permission_to_make_channels_the_founder_is_told_what_to_do(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path, may=bits(rooms=False)) as s:
            await s.says("Eve", "set new", words=NEW_SET)
            (told,) = [t for t in s.direct("Eve") if NO_ROOM in t]
            assert "/als set here" in told
            await a_room_of_their_own(s, "our-own")

    asyncio.run(goes())


def test_without_the_permission_to_open_threads_the_turn_is_held_in_the_room(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            moderators.forbids(s.discord.world, s.room, P.CREATE_PUBLIC_THREADS, P.CREATE_PRIVATE_THREADS)
            await s.presenting()
            (told,) = [t for t in s.direct("Eve") if NO_THREAD in t]
            assert "/als session next" in told

    asyncio.run(goes())


def test_a_deleted_channel_is_told_once_and_not_spoken_to_again(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            moderators.deletes(s.discord.world, s.room)
            await s.passes(days=8)
            await s.passes(days=8)
            assert len([t for t in s.direct("Eve") if ROOM_LOST in t]) == 1
            await a_room_of_their_own(s, "again")

    asyncio.run(goes())


def test_a_thread_in_the_archive_is_taken_out_for_what_is_said_there(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            await s.presenting()
            (thread,) = s.threads
            for lock in (False, True):
                moderators.archives(s.discord.world, thread, lock=lock)
                await s.says("Eve", "session next", s.room)
            assert any("Now questions that open it up" in t for t in s.texts(thread))
            assert len([t for t in s.texts(thread) if "[Ask]" in t]) == 1
            assert "Type it here" not in "".join(s.texts(thread))  # nobody would hear it
            assert s.discord.world.violations == []

    asyncio.run(goes())


def test_a_deleted_thread_is_told_to_whoever_facilitates_once(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            await s.presenting()
            moderators.deletes(s.discord.world, s.threads[0])
            for _ in range(3):
                await s.says("Eve", "session next", s.room)
            (told,) = [t for t in s.direct("Eve") if THREAD_LOST in t]
            assert "/als session next" in told

    asyncio.run(goes())


def test_a_board_that_somebody_deleted_is_posted_anew_once(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            await s.presenting()
            board = next(m for m in s.discord.world.messages if m.channel == s.threads[0].id)
            moderators.deletes_message(s.discord.world, board)
            await s.says("Eve", "session extend", s.room)
            assert len([t for t in s.texts(s.threads[0]) if "time, until" in t]) == 1

    asyncio.run(goes())


def test_a_member_who_left_the_server_keeps_nobody_from_going_on(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            ben = s.user("Ben")
            moderators.leaves(s.discord.world, s.guild, ben)
            ben.takes_messages = False
            await s.presenting()
            assert len(s.threads) == 1
            await s.passes(days=8)
            assert s.bugs == []

    asyncio.run(goes())


def test_a_bot_that_was_put_out_says_nothing_and_goes_on_when_it_is_let_in_again(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            moderators.throws_out(s.discord.world, s.guild)
            await s.discord.until(lambda: True)
            await asyncio.sleep(0.1)
            before = len(s.discord.world.calls)
            await s.passes(days=8)
            assert s.discord.world.calls[before:] == []
            moderators.invites(s.discord.world, s.guild, P(bits()))
            await asyncio.sleep(0.1)
            await s.passes(days=15)
            assert [t for t in s.direct("Eve") if ROOM_LOST in t]  # its room is not open to it by itself
            await a_room_of_their_own(s, "again")

    asyncio.run(goes())


def test_a_server_that_put_the_bot_out_while_it_was_away_is_found_so(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            other = s.discord.world.guild("Another", P(bits()))
            moderators.invites(s.discord.world, other, P(bits()))
            lobby, eve = s.discord.world.channel(other, "lobby"), s.user("Eve")
            s.discord.world.joins(other, eve)
            await s.people.command(eve, lobby, ["als", "set", "new"], {"words": NEW_SET})
            await s.settle()
            assert s.line is not None
            s.line.cancel()
            await asyncio.wait({s.line})
            moderators.throws_out(s.discord.world, s.guild)
            await s.connect()
            await s.discord.until(lambda: True)
            async with asyncio.timeout(10):
                while s.bot.store.workspaces_on(Platform.DISCORD) != [other.id]:  # noqa: ASYNC110 - in the record
                    await asyncio.sleep(0.05)
            before = len(s.discord.world.calls)
            await s.passes(days=2)
            assert [c for c in s.discord.world.calls[before:] if "messages" in c] == []

    asyncio.run(goes())


def test_a_revoked_token_keeps_what_waits_until_it_is_mended(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            s.discord.world.tokens[TOKEN] = False
            s.discord.world.refusals.clear()
            await s.passes(hours=27)  # the set meets
            refused = len(s.discord.world.refusals)
            assert 1 <= refused <= 20
            s.discord.world.tokens[TOKEN] = True
            before = s.texts(s.room)
            await s.passes(hours=1)
            assert len(s.texts(s.room)) > len(before)

    asyncio.run(goes())


def test_somebody_who_takes_no_messages_is_not_tried_again_for_the_same(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            s.user("Ana").takes_messages = False
            await s.says("Eve", "set new", words=NEW_SET)
            await s.says("Eve", "set invite", people=f"<@{s.user('Ana').id}>")
            refused = [r for r in s.discord.world.refusals if r[1] == 50007]
            assert len(refused) == 1
            await s.settle()
            assert [r for r in s.discord.world.refusals if r[1] == 50007] == refused

    asyncio.run(goes())


def test_commands_that_discord_knows_already_are_not_told_again(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            put = "PUT /applications/{application_id}/commands"
            assert s.discord.world.calls.count(put) == 1
            assert s.line is not None
            s.line.cancel()
            await s.connect()
            assert s.discord.world.calls.count(put) == 1
            known = next(c for c in s.discord.world.commands[""].values() if c["name"] == "als")
            known["description"] = "What it was a release ago"
            s.line.cancel()
            await s.connect()
            assert s.discord.world.calls.count(put) == 2

    asyncio.run(goes())


def test_a_command_of_a_release_ago_that_somebody_still_sees_is_answered_with_what_there_is(
    tmp_path: Path,
) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            known = next(c for c in s.discord.world.commands[""].values() if c["name"] == "als")
            known["options"].append({"type": 1, "name": "ponder", "description": "Gone since", "options": []})
            await s.says("Ana", "ponder")
            assert "/als help shows what there is" in s.only_for("Ana")[-1]
            assert s.bugs == []

    asyncio.run(goes())


def test_a_channel_that_it_may_no_longer_speak_in_is_told_once_and_used_again_once_it_may(
    tmp_path: Path,
) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            moderators.forbids(s.discord.world, s.room, P.SEND_MESSAGES)
            said = len(s.texts(s.room))
            await s.passes(days=14)
            assert len([t for t in s.direct("Eve") if ROOM_LOST in t]) == 1
            moderators.allows(s.discord.world, s.room)
            await s.says("Eve", "set here", s.room)
            await s.passes(days=14)
            assert len(s.texts(s.room)) > said

    asyncio.run(goes())
