"""The channels of the fake Slack: made, listed, looked at, and opened to people."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from tests.fakes.slack.world import BOT, Channel, Refusal, User, World

CHANNEL_NAME = re.compile(r"^[\w\-]{1,80}$")
SEES = {  # the scope that each kind of conversation is listed with
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}

Params = Mapping[str, Any]
Answer = dict[str, Any]


def create(world: World, params: Params) -> Answer:
    name = str(params.get("name", ""))
    if not world.may_create_channels:
        raise Refusal("restricted_action")
    if not CHANNEL_NAME.match(name) or name != name.lower():
        raise Refusal("invalid_name_specials")
    if any(c.name == name and c.team == world.team for c in world.channels.values()):
        raise Refusal("name_taken")
    channel = world.channel(name, {BOT}, private=true(params.get("is_private")), creator=BOT)
    return {"channel": _channel(channel)}


def invite(world: World, params: Params) -> Answer:
    channel = member(world, params.get("channel"))
    if channel.archived:
        raise Refusal("is_archived")
    users = str(params.get("users", "")).split(",")
    for user in users:
        if user not in world.users:
            raise Refusal("user_not_found")
        if world.users[user].deleted:
            raise Refusal("user_disabled")
    if set(users) <= channel.members:
        raise Refusal("already_in_channel")
    channel.members.update(users)
    return {"channel": _channel(channel)}


def open_direct(world: World, params: Params) -> Answer:
    return {"channel": {"id": world.direct(user_of(world, str(params.get("users"))).id).id}}


def info(world: World, params: Params) -> Answer:
    return {"channel": _channel(visible(world, params.get("channel")))}


def listed(world: World, params: Params) -> Answer:
    """What the bot can see of a workspace, a virtual page at a time: what is archived is left out of a page that it
    counted for, so that one may be short, or empty, and others follow.
    """
    kinds = str(params.get("types") or "public_channel").split(",")
    if not set(kinds) <= set(SEES):
        raise Refusal("invalid_types")
    for kind in kinds:
        if SEES[kind] not in world.scopes:
            raise Refusal("missing_scope", details=SEES[kind])
    size, start = _size(params.get("limit")), _start(params.get("cursor"))
    found = [c for c in world.channels.values() if _kind(c) in kinds and _is_seen(world, c)]
    page = found[start : start + size]
    following = _cursor(start + size) if len(found) > start + size else ""
    if true(params.get("exclude_archived")):
        page = [c for c in page if not c.archived]
    return {"channels": [_channel(c) for c in page], "response_metadata": {"next_cursor": following}}


def _kind(channel: Channel) -> str:
    return "im" if channel.with_user else "private_channel" if channel.private else "public_channel"


def _is_seen(world: World, channel: Channel) -> bool:
    return channel.team == world.team and (not channel.private or BOT in channel.members)


def _size(limit: Any) -> int:
    """Slack: "an integer under 1000", 100 by default."""
    text = str(limit or 100)
    if not text.isdecimal() or not 0 < int(text) < 1000:
        raise Refusal("invalid_limit")
    return int(text)


def _cursor(start: int) -> str:
    return b64encode(f"next:{start}".encode()).decode()


def _start(cursor: Any) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = b64decode(str(cursor), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as e:
        raise Refusal("invalid_cursor") from e
    if word != "next" or not number.isdecimal():
        raise Refusal("invalid_cursor")
    return int(number)


def members(world: World, params: Params) -> Answer:
    channel = member(world, params.get("channel"))
    return {"members": sorted(channel.members), "response_metadata": {"next_cursor": ""}}


def join(world: World, params: Params) -> Answer:
    channel = visible(world, params.get("channel"))
    if channel.private:
        raise Refusal("method_not_supported_for_channel_type")
    channel.members.add(BOT)
    return {"channel": _channel(channel)}


def member(world: World, id_: Any) -> Channel:
    channel = visible(world, id_)
    if BOT not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def visible(world: World, id_: Any) -> Channel:
    """A private channel that the bot is not in looks as if it did not exist (S16)."""
    channel = world.channels.get(str(id_))
    if channel is None or channel.team != world.team or (channel.private and BOT not in channel.members):
        raise Refusal("channel_not_found")
    return channel


def user_of(world: World, id_: str) -> User:
    if id_ not in world.users:
        raise Refusal("user_not_found")
    return world.users[id_]


def _channel(channel: Channel) -> Answer:
    return {
        "id": channel.id,
        "name": channel.name,
        "is_private": channel.private,
        "is_archived": channel.archived,
        "is_member": BOT in channel.members,
        "is_ext_shared": channel.shared,
        "creator": channel.creator,
        "created": channel.created,
    }


def true(value: Any) -> bool:
    return value in (True, 1, "1", "true", "True")
