"""Threads: made, opened again, put away, and who is in them (topics/threads, D9, D10)."""

from __future__ import annotations

from tests.fakes.discord import payloads
from tests.fakes.discord.permissions import P
from tests.fakes.discord.refusals import Refusal, malformed, unknown
from tests.fakes.discord.rest import Answer, Call, Route
from tests.fakes.discord.world import PRIVATE_THREAD, PUBLIC_THREAD, TEXT, Channel

ARCHIVE_AFTER = (60, 1440, 4320, 10080)
MOST_IN_THREAD = 1000


def make_thread(call: Call) -> Answer:
    """With no message: private unless it says otherwise."""
    parent, world, body = call.channel, call.world, call.body
    kind = int(body.get("type") or PRIVATE_THREAD)
    call.needs(parent, P.CREATE_PRIVATE_THREADS if kind == PRIVATE_THREAD else P.CREATE_PUBLIC_THREADS)
    return _thread(call, parent, kind, world.snowflake())


def make_thread_of(call: Call) -> Answer:
    """On a message, whose id becomes the thread's."""
    parent, world = call.channel, call.world
    call.needs(parent, P.CREATE_PUBLIC_THREADS)
    message = world.a_message(parent, call.path["message_id"])
    return _thread(call, parent, PUBLIC_THREAD, message.id)


def _thread(call: Call, parent: Channel, kind: int, id_: str) -> Answer:
    world, body = call.world, call.body
    if parent.kind != TEXT:
        raise malformed(["no threads here"])
    if not 1 <= len(str(body.get("name", ""))) <= 100:
        raise malformed(["name has 1 to 100 characters"])
    guild = world.guilds[parent.guild]
    open_now = sum(c.is_thread and not c.archived and c.guild == guild.id for c in world.channels.values())
    if open_now >= guild.most_threads:
        raise Refusal(160006)
    made = Channel(id_, kind, str(body["name"]), guild.id, parent.id, world.bot.id)
    made.archive_after = int(body.get("auto_archive_duration") or 4320)
    if made.archive_after not in ARCHIVE_AFTER:
        raise malformed(["auto_archive_duration"])
    made.invitable = body.get("invitable") is not False
    made.members, made.changed = {world.bot.id}, world.clock()
    world.channels[made.id] = made
    world.tell("THREAD_CREATE", payloads.channel(world, made) | {"newly_created": True}, guild.id)
    return payloads.channel(world, made)


def add_to_thread(call: Call) -> Answer:
    thread, world = call.channel, call.world
    call.needs(thread, P.SEND_MESSAGES_IN_THREADS)
    if thread.archived:
        raise Refusal(50083)
    who = _whose(call)
    guild = world.guilds[thread.guild]
    if who not in guild.members:
        unknown("member")
    if not world.may(who, world.channels[thread.parent]) & P.VIEW_CHANNEL:
        raise Refusal(50001)
    if len(thread.members) >= MOST_IN_THREAD:
        raise Refusal(30033, message="Maximum number of thread participants has been reached (1000)")
    thread.members.add(who)


def take_from_thread(call: Call) -> Answer:
    thread, who = call.channel, _whose(call)
    if thread.archived:
        raise Refusal(50083)
    if call.world.bot.id not in (who, thread.owner):
        call.needs(thread, P.MANAGE_THREADS)
    if who not in thread.members:
        unknown("member")
    thread.members.discard(who)


def thread_members(call: Call) -> Answer:
    return [payloads.thread_member(call.channel, m) for m in sorted(call.channel.members)]


def thread_member(call: Call) -> Answer:
    who = _whose(call)
    if who not in call.channel.members:
        unknown("member")
    return payloads.thread_member(call.channel, who)


def _whose(call: Call) -> str:
    return call.world.bot.id if call.path.get("user_id") in (None, "@me") else call.path["user_id"]


def active_threads(call: Call) -> Answer:
    world, guild = call.world, call.world.a_guild(call.path["guild_id"])
    found = [
        c
        for c in world.channels.values()
        if c.guild == guild.id and c.is_thread and not world.a_channel(c.id).archived and call.may(c)
    ]
    mine = [payloads.thread_member(c, world.bot.id) for c in found if world.bot.id in c.members]
    return {"threads": [payloads.channel(world, c) for c in found], "members": mine}


def change_thread(call: Call, thread: Channel) -> None:
    body, may = dict(call.body), call.may(thread)
    opens = body.get("archived") is False
    if thread.archived and not opens:
        raise Refusal(50083)
    manages = bool(may & P.MANAGE_THREADS)
    if "locked" in body and bool(body["locked"]) != thread.locked and not manages:
        raise Refusal(50013, details="MANAGE_THREADS")
    if opens and (thread.locked and not manages):
        raise Refusal(160005)
    if opens and not may & P.SEND_MESSAGES_IN_THREADS:
        raise Refusal(50013, details="SEND_MESSAGES_IN_THREADS")
    others = set(body) & {"archived", "name", "auto_archive_duration", "invitable"} and not opens
    if others and not manages and thread.owner != call.world.bot.id:
        raise Refusal(50013, details="MANAGE_THREADS")
    if body.get("auto_archive_duration", thread.archive_after) not in ARCHIVE_AFTER:
        raise malformed(["auto_archive_duration"])
    thread.name = str(body.get("name") or thread.name)
    thread.archive_after = int(body.get("auto_archive_duration") or thread.archive_after)
    thread.invitable = bool(body.get("invitable", thread.invitable))
    thread.locked = bool(body.get("locked", thread.locked))
    if "archived" in body:
        thread.archived, thread.changed = bool(body["archived"]), call.world.clock()


ROUTES = [
    Route("POST", "/channels/{channel_id}/threads", make_thread),
    Route("POST", "/channels/{channel_id}/messages/{message_id}/threads", make_thread_of),
    Route("GET", "/channels/{channel_id}/thread-members", thread_members),
    Route("PUT", "/channels/{channel_id}/thread-members/@me", add_to_thread),
    Route("DELETE", "/channels/{channel_id}/thread-members/@me", take_from_thread),
    Route("PUT", "/channels/{channel_id}/thread-members/{user_id}", add_to_thread),
    Route("GET", "/channels/{channel_id}/thread-members/{user_id}", thread_member),
    Route("DELETE", "/channels/{channel_id}/thread-members/{user_id}", take_from_thread),
    Route("GET", "/guilds/{guild_id}/threads/active", active_threads),
]
