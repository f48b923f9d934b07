"""What is wrong with the way to Discord, and the mend for each finding."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from adapters.discord import permissions, sync
from adapters.discord.api import REFUSED, UNREACHABLE, Api, Trouble
from adapters.discord.permissions import Permission
from adapters.discord.tree import ENGLISH, In

UNKNOWN_CHANNEL, MISSING_ACCESS = 10003, 50001
PAGE = 200  # servers in one answer
FEW = 50  # identifies left of a day, from which on it is worth a word
TOKEN = "Put the bot's token into DISCORD_TOKEN. If you no longer have it, reset it under Bot, in Discord's Developer Portal; the old one stops working."  # noqa: S105 - a sentence, no secret
REACH = "Discord cannot be reached: look at the network, at a proxy, and at DISCORD_API_URL."
AUTHORIZE = "https://discord.com/oauth2/authorize"
CONTENT_INTENT: Final = 1 << 18 | 1 << 19  # of an application's flags: full, and for few servers

Body = dict[str, Any]


@dataclass(frozen=True)
class Finding:
    """`mend` is "" where all is well."""

    what: str
    mend: str = ""


@dataclass(frozen=True)
class Room:
    """Where a set meets: its number, its server and its channel."""

    set: int
    server: str
    channel: str


async def look(api: Api, rooms: Sequence[Room] = (), spoken: In = ENGLISH) -> list[Finding]:
    """Asks Discord about everything that the bot needs there, and brings its commands up to date."""
    if not api.token:
        return [Finding("DISCORD_TOKEN is not set: Discord is off.", TOKEN)]
    try:
        application = await api.call("GET", "/applications/@me")
        me = await api.call("GET", "/users/@me")
        return [
            Finding(f"The bot is {me.get('username')}."),
            *_application(application),
            *_invitations(str(application["id"])),
            *await _line(api),
            *await _commands(api, spoken),
            *[f async for f in _servers(api, str(me["id"]), rooms)],
        ]
    except Trouble as e:
        return [_trouble(e)]


def _trouble(e: Trouble) -> Finding:
    if e.error == REFUSED:
        return Finding("The token is not taken.", TOKEN)
    if e.error == UNREACHABLE:
        return Finding("Discord did not answer.", REACH)
    wait = f"Try again in {e.after:.0f} seconds." if e.after is not None else REACH
    return Finding(f"Discord refused to tell more: {e}.", wait)


def _application(application: Body) -> list[Finding]:
    found = []
    if url := application.get("interactions_endpoint_url"):
        found.append(
            Finding(
                f"Commands and buttons go to {url}, not to this bot.",
                "Empty Interactions Endpoint URL, under General Information in the Developer Portal.",
            )
        )
    granted = int(application.get("flags") or 0) & CONTENT_INTENT
    more = " The message content intent is on, and could be turned off." if granted else ""
    return [*found, Finding(f"No privileged intent is asked for, and none is needed.{more}")]


def invitation(application: str, *, rooms: bool) -> str:
    """The link by which a server lets the bot in, with what it may do there."""
    asked = permissions.bits(rooms=rooms, calendar=rooms)
    return f"{AUTHORIZE}?client_id={application}&scope=bot+applications.commands&permissions={asked}"


def _invitations(application: str) -> list[Finding]:
    return [
        Finding(f"To invite it: {invitation(application, rooms=True)}"),
        Finding(
            f"The same with people opening the sets' channels themselves: {invitation(application, rooms=False)}"
        ),
    ]


async def _line(api: Api) -> list[Finding]:
    limits = (await api.call("GET", "/gateway/bot"))["session_start_limit"]
    left, hours = int(limits["remaining"]), -(-int(limits["reset_after"]) // 3_600_000)
    if left <= FEW:
        return [
            Finding(
                f"The bot may connect {left} more times before Discord resets its token.",
                f"Find out why it is started so often; the count begins anew within {hours} hours.",
            )
        ]
    return [Finding(f"The gateway answers, and {left} connections are left of today's.")]


async def _commands(api: Api, spoken: In) -> list[Finding]:
    found = await sync.bring_up_to_date(api, spoken)
    if not found:
        return [Finding("Discord knows the commands as they are.")]
    names = ", ".join((*found.missing, *found.changed, *found.stale))
    return [Finding(f"These commands were out of date, and are brought up to date: {names}.")]


# --- servers and rooms


async def _servers(api: Api, me: str, rooms: Sequence[Room]) -> AsyncIterator[Finding]:
    here = {str(s["id"]): s async for s in _let_in(api)}
    if not here:
        yield Finding("The bot is on no server yet.", "Open the link above, and choose a server.")
    for server in here.values():
        yield _server(server)
    for room in rooms:
        if room.server in here:
            finding = await _room(api, me, room, here[room.server])
            if finding is not None:
                yield finding
        else:
            yield Finding(
                f"Set {room.set} meets on a server that the bot is not on.",
                "Invite it there again, by the link above: all that the set has is kept.",
            )


async def _let_in(api: Api) -> AsyncIterator[Body]:
    after = "0"
    while True:
        found = await api.call("GET", f"/users/@me/guilds?limit={PAGE}&after={after}")
        for server in found:
            yield server
        if len(found) < PAGE:
            return
        after = str(found[-1]["id"])


def _server(server: Body) -> Finding:
    missing = permissions.missing(int(server.get("permissions") or 0))
    if not missing:
        return Finding(f"On {server['name']} it may do all that it needs.")
    needed = [p for p in missing if p.when == "always"]
    if not needed:
        return Finding(f"On {server['name']} it goes without: {_list(missing)}.")
    return Finding(
        f"On {server['name']} it may not: {_list(missing)}.",
        "Open the link above for that server again, or tick these in the settings of the bot's role.",
    )


def _list(missing: Sequence[Permission]) -> str:
    return ", ".join(f"{p.name} ({p.why})" for p in missing)


async def _room(api: Api, me: str, room: Room, server: Body) -> Finding | None:
    """What is wrong with a set's channel; None where all is well."""
    try:
        channel = await api.call("GET", "/channels/{channel_id}", channel_id=room.channel)
        path = "/guilds/{guild_id}/members/{user_id}"
        member = await api.call("GET", path, guild_id=room.server, user_id=me)
    except Trouble as e:
        if e.code == UNKNOWN_CHANNEL:
            what = f"The channel of set {room.set} on {server['name']} is gone."
            return Finding(what, "Whoever facilitates it says /als set here in another channel.")
        if e.code == MISSING_ACCESS:
            what = f"The bot cannot see the channel of set {room.set} on {server['name']}."
            return Finding(what, "In the channel's settings, under Permissions, add the bot.")
        raise
    held = _in_channel(
        channel, int(server.get("permissions") or 0), room.server, me, member.get("roles") or ()
    )
    missing = permissions.missing(held, rooms=False, calendar=False)
    if not missing:
        return None
    return Finding(
        f"In the channel of set {room.set} on {server['name']} the bot may not: {_list(missing)}.",
        "In the channel's settings, under Permissions, allow the bot these.",
    )


def _in_channel(channel: Body, base: int, everyone: str, me: str, roles: Sequence[str]) -> int:
    """What a channel makes of what somebody may do on its server (topics/permissions)."""
    exceptions = {str(o["id"]): o for o in channel.get("permission_overwrites") or ()}
    for ids in ((everyone,), roles, (me,)):
        mine = [exceptions[i] for i in ids if i in exceptions]
        for o in mine:
            base &= ~int(o.get("deny") or 0)
        for o in mine:
            base |= int(o.get("allow") or 0)
    return base
