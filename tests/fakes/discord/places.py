"""Channels, guilds and people: what a bot can ask of them, make and change."""

from __future__ import annotations

from tests.fakes.discord import payloads
from tests.fakes.discord.permissions import Overwrite, P
from tests.fakes.discord.refusals import Refusal, malformed, unknown
from tests.fakes.discord.rest import Answer, Call, Route
from tests.fakes.discord.threads import change_thread
from tests.fakes.discord.world import (
    TEXT,
    Body,
    Channel,
    Guild,
)

# --- channels


def channel(call: Call) -> Answer:
    return payloads.channel(call.world, call.channel)


def make_channel(call: Call) -> Answer:
    world, guild = call.world, call.world.a_guild(call.path["guild_id"])
    mine = world.may_in_guild(world.bot.id, guild)
    if not mine & P.MANAGE_CHANNELS:
        raise Refusal(50013, details="MANAGE_CHANNELS")
    body = call.body
    name = str(body.get("name", ""))
    if not 1 <= len(name) <= 100:
        raise malformed(["name has 1 to 100 characters"])
    made = Channel(world.snowflake(), int(body.get("type") or TEXT), name, guild.id)
    made.topic, made.parent = str(body.get("topic") or ""), str(body.get("parent_id") or "")
    made.overwrites = [_overwrite(o) for o in body.get("permission_overwrites") or ()]
    if any((o.allow | o.deny) & ~mine for o in made.overwrites):
        raise Refusal(50013, details="overwrites beyond one's own permissions")
    world.channels[made.id] = made
    world.tell("CHANNEL_CREATE", payloads.channel(world, made), guild.id)
    return payloads.channel(world, made)


def change_channel(call: Call) -> Answer:
    found = call.channel
    if found.is_thread:
        change_thread(call, found)
        event = "THREAD_UPDATE"
    else:
        call.needs(found, P.MANAGE_CHANNELS)
        found.name = str(call.body.get("name") or found.name)
        found.topic = str(call.body.get("topic") or found.topic)
        event = "CHANNEL_UPDATE"
    written = payloads.channel(call.world, found)
    call.world.tell(event, written, found.guild)
    return written


def delete_channel(call: Call) -> Answer:
    found = call.channel
    call.needs(found, P.MANAGE_THREADS if found.is_thread else P.MANAGE_CHANNELS)
    written = payloads.channel(call.world, found)
    del call.world.channels[found.id]
    call.world.tell("THREAD_DELETE" if found.is_thread else "CHANNEL_DELETE", written, found.guild)
    return written


def set_overwrite(call: Call) -> Answer:
    found = call.channel
    call.needs(found, P.MANAGE_ROLES)
    made = _overwrite({**call.body, "id": call.path["overwrite_id"]})
    if (made.allow | made.deny) & ~call.may(found):
        raise Refusal(50013, details="overwrites beyond one's own permissions")
    found.overwrites = [o for o in found.overwrites if o.id != made.id] + [made]
    call.world.tell("CHANNEL_UPDATE", payloads.channel(call.world, found), found.guild)


def drop_overwrite(call: Call) -> Answer:
    found = call.channel
    call.needs(found, P.MANAGE_ROLES)
    found.overwrites = [o for o in found.overwrites if o.id != call.path["overwrite_id"]]


def _overwrite(body: Body) -> Overwrite:
    return Overwrite(
        str(body["id"]), int(body["type"]), P(int(body.get("allow") or 0)), P(int(body.get("deny") or 0))
    )


# --- guilds and people


def _guild(call: Call) -> Guild:
    return call.world.a_guild(call.path["guild_id"])


def guild(call: Call) -> Answer:
    return payloads.guild(_guild(call))


def channels(call: Call) -> Answer:
    world, found = call.world, _guild(call)
    return [
        payloads.channel(world, c)
        for c in world.channels.values()
        if c.guild == found.id and not c.is_thread and call.may(c)
    ]


def roles(call: Call) -> Answer:
    found = _guild(call)
    return [payloads.role(found, r) for r in found.roles]


def member(call: Call) -> Answer:
    found = _guild(call).members.get(call.path["user_id"]) or unknown("member")
    return payloads.member(found)


def members(call: Call) -> Answer:
    """The whole list is for those with the privileged intent (D8)."""
    _guild(call)
    raise Refusal(50001, details="GUILD_MEMBERS")


def search_members(call: Call) -> Answer:
    found, query = _guild(call), call.query.get("query", "").lower()
    hits = [m for m in found.members.values() if m.user.name.lower().startswith(query)]
    return [payloads.member(m) for m in hits[: int(call.query.get("limit", 1))]]


def my_guilds(call: Call) -> Answer:
    world = call.world
    return [
        {
            "id": g.id,
            "name": g.name,
            "icon": None,
            "banner": None,
            "owner": False,
            "permissions": str(int(world.may_in_guild(world.bot.id, g))),
            "features": [],
        }
        for g in world.guilds.values()
        if world.bot.id in g.members
    ]


def leave(call: Call) -> Answer:
    del _guild(call).members[call.world.bot.id]
    call.world.tell("GUILD_DELETE", {"id": call.path["guild_id"]}, call.path["guild_id"])


def user(call: Call) -> Answer:
    id_ = call.path["user_id"]
    return payloads.user(call.world.users.get(id_) or unknown("user"))


def me(call: Call) -> Answer:
    return payloads.user(call.world.bot) | {"mfa_enabled": True, "verified": True, "locale": "en-US"}


def open_direct(call: Call) -> Answer:
    world = call.world
    who = world.users.get(str(call.body["recipient_id"])) or unknown("user")
    return payloads.channel(world, world.direct(who))


ROUTES = [
    Route("GET", "/channels/{channel_id}", channel),
    Route("PATCH", "/channels/{channel_id}", change_channel),
    Route("DELETE", "/channels/{channel_id}", delete_channel),
    Route("PUT", "/channels/{channel_id}/permissions/{overwrite_id}", set_overwrite),
    Route("DELETE", "/channels/{channel_id}/permissions/{overwrite_id}", drop_overwrite),
    Route("GET", "/guilds/{guild_id}", guild),
    Route("GET", "/guilds/{guild_id}/channels", channels),
    Route("POST", "/guilds/{guild_id}/channels", make_channel),
    Route("GET", "/guilds/{guild_id}/roles", roles),
    Route("GET", "/guilds/{guild_id}/members", members),
    Route("GET", "/guilds/{guild_id}/members/search", search_members),
    Route("GET", "/guilds/{guild_id}/members/{user_id}", member),
    Route("GET", "/users/@me", me),
    Route("GET", "/users/@me/guilds", my_guilds),
    Route("DELETE", "/users/@me/guilds/{guild_id}", leave),
    Route("POST", "/users/@me/channels", open_direct),
    Route("GET", "/users/{user_id}", user),
]
