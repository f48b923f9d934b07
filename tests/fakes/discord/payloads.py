"""How Discord writes its things down for a bot: users, guilds, channels, threads and messages as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from tests.fakes.discord.world import (
    DIRECT,
    EPOCH,
    Body,
    Channel,
    Guild,
    Member,
    ScheduledEvent,
    Stored,
    User,
    World,
)

MENTION = re.compile(r"<@!?(\d+)>")


def when(at: datetime) -> str:
    return at.isoformat()


def born(id_: str) -> datetime:
    """The instant in an id."""
    return datetime.fromtimestamp((int(id_) >> 22) / 1000 + EPOCH.timestamp(), EPOCH.tzinfo)


def user(u: User) -> Body:
    return {
        "id": u.id,
        "username": u.handle,
        "discriminator": "0",
        "global_name": u.name,
        "avatar": None,
        "bot": u.bot,
        "public_flags": 0,
        "flags": 0,
    }


def member(m: Member) -> Body:
    return {
        "user": user(m.user),
        "nick": None,
        "avatar": None,
        "roles": sorted(m.roles),
        "joined_at": when(m.joined),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None,
    }


def role(guild: Guild, id_: str) -> Body:
    r = guild.roles[id_]
    return {
        "id": r.id,
        "name": r.name,
        "permissions": str(int(r.permissions)),
        "position": 0 if r.id == guild.id else 1,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": r.id != guild.id,
        "mentionable": False,
        "flags": 0,
    }


def guild(g: Guild) -> Body:
    """As GET /guilds/{id} answers."""
    return {
        "id": g.id,
        "name": g.name,
        "icon": None,
        "owner_id": g.owner,
        "roles": [role(g, r) for r in g.roles],
        "emojis": [],
        "stickers": [],
        "features": [],
        "afk_timeout": 300,
        "afk_channel_id": None,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "premium_tier": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": g.locale,
        "application_id": None,
        "description": None,
        "vanity_url_code": None,
        "banner": None,
        "splash": None,
        "discovery_splash": None,
        "home_header": None,
        "region": "europe",
        "safety_alerts_channel_id": None,
    }


def guild_create(world: World, g: Guild) -> Body:
    """As the gateway tells of a guild that the bot is in: with the channels it can see, and itself as the member."""
    mine = [c for c in world.channels.values() if c.guild == g.id and world.may(world.bot.id, c)]
    everything = [c for c in world.channels.values() if c.guild == g.id and not c.is_thread]
    return guild(g) | {
        "joined_at": when(g.members[world.bot.id].joined),
        "large": False,
        "unavailable": False,
        "member_count": len(g.members),
        "members": [member(g.members[world.bot.id])],
        "channels": [channel(world, c) for c in everything],
        "threads": [channel(world, c) for c in mine if c.is_thread and not c.archived],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "soundboard_sounds": [],
        "guild_scheduled_events": [scheduled(g, e) for e in g.events.values()],
    }


def channel(world: World, c: Channel) -> Body:
    if c.kind == DIRECT:
        others = [user(world.users[m]) for m in sorted(c.members) if m != world.bot.id]
        return {"id": c.id, "type": DIRECT, "last_message_id": None, "flags": 0, "recipients": others}
    if c.is_thread:
        return _thread(world, c)
    overwrites = [
        {"id": o.id, "type": o.kind, "allow": str(int(o.allow)), "deny": str(int(o.deny))}
        for o in c.overwrites
    ]
    return {
        "id": c.id,
        "type": c.kind,
        "guild_id": c.guild,
        "name": c.name,
        "position": 0,
        "topic": c.topic or None,
        "nsfw": False,
        "parent_id": c.parent or None,
        "last_message_id": next((m.id for m in reversed(world.messages) if m.channel == c.id), None),
        "rate_limit_per_user": 0,
        "permission_overwrites": overwrites,
        "flags": 0,
    }


def _thread(world: World, c: Channel) -> Body:
    said = sum(m.channel == c.id for m in world.messages)
    mine = {"member": thread_member(c, world.bot.id)} if world.bot.id in c.members else {}
    return {
        "id": c.id,
        "type": c.kind,
        "guild_id": c.guild,
        "name": c.name,
        "parent_id": c.parent,
        "owner_id": c.owner,
        "last_message_id": None,
        "message_count": said,
        "member_count": min(len(c.members), 50),
        "total_message_sent": said,
        "rate_limit_per_user": 0,
        "flags": 0,
        "thread_metadata": {
            "archived": c.archived,
            "locked": c.locked,
            "invitable": c.invitable,
            "auto_archive_duration": c.archive_after,
            "archive_timestamp": when(c.changed),
            "create_timestamp": when(born(c.id)),
        },
        **mine,
    }


def thread_member(c: Channel, who: str) -> Body:
    return {"id": c.id, "user_id": who, "join_timestamp": when(born(c.id)), "flags": 0}


def message(world: World, m: Stored) -> Body:
    """As Discord answers the bot that wrote it. To the gateway goes less: see `World.heard`."""
    mentions = [user(world.users[i]) for i in sorted(mentioned(m)) if i in world.users]
    more: Body = {"nonce": m.nonce} if m.nonce else {}
    if m.interaction:
        more["interaction_metadata"] = {"id": m.interaction, "type": 2, "user": user(world.bot)}
    return {
        "id": m.id,
        "channel_id": m.channel,
        "author": user(world.users[m.author]),
        "content": m.content,
        "timestamp": when(born(m.id)),
        "edited_timestamp": when(m.edited) if m.edited else None,
        "tts": False,
        "mention_everyone": False,
        "mentions": mentions,
        "mention_roles": [],
        "attachments": [],
        "embeds": m.embeds,
        "components": m.components,
        "pinned": False,
        "type": 0,
        "flags": m.flags,
        **more,
    }


def texts(components: Iterable[Any]) -> list[str]:
    """Every text that components show, in the order they are read."""
    found = []
    for c in components:
        if isinstance(c.get("content"), str):
            found.append(c["content"])
        found += texts(c.get("components") or ())
    return found


def mentioned(m: Stored) -> set[str]:
    return {i for text in (m.content, *texts(m.components)) for i in MENTION.findall(text)}


def scheduled(g: Guild, e: ScheduledEvent) -> Body:
    return {
        "id": e.id,
        "guild_id": g.id,
        "channel_id": None,
        "creator_id": None,
        "description": None,
        "scheduled_end_time": None,
        "entity_id": None,
        "entity_metadata": None,
        "status": 1,
        "user_count": 0,
        "recurrence_rule": None,
        **e.body,
    }


def read_time(text: str) -> datetime:
    """An instant as a bot writes it."""
    return datetime.fromisoformat(text)
