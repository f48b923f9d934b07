"""Messages: created, changed and taken away, in channels, threads and direct messages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.fakes.discord import limits, payloads
from tests.fakes.discord.permissions import P
from tests.fakes.discord.refusals import Refusal, malformed
from tests.fakes.discord.rest import Answer, Call, Route
from tests.fakes.discord.world import (
    COMPONENTS_V2,
    DIRECT,
    EPHEMERAL,
    PRIVATE_THREAD,
    Body,
    Channel,
    Stored,
    World,
)

SILENT = 1 << 12


def create(call: Call) -> Answer:
    channel, world = call.channel, call.world
    _may_speak(call, channel)
    body = dict(call.body or {})
    check(world, body, Stored("", "", ""))
    nonce = str(body.get("nonce") or "")
    if body.get("enforce_nonce") and nonce:
        if len(nonce) > 25:
            raise malformed(["nonce over 25"])
        if (before := world.said_before(nonce)) is not None:
            return payloads.message(world, before)
    stored = Stored(world.snowflake(), channel.id, world.bot.id, nonce=nonce)
    reference = body.get("message_reference") or {}
    stored.reference = str(reference.get("message_id") or "")
    fill(stored, body)
    ping(world, stored, body)
    channel.archived, channel.active = False, world.clock()
    world.keep(stored)
    world.tell("MESSAGE_CREATE", payloads.message(world, stored) | _guild(channel), channel.guild)
    return payloads.message(world, stored)


def edit(call: Call) -> Answer:
    channel, world = call.channel, call.world
    stored = world.a_message(channel, call.path["message_id"])
    if stored.author != world.bot.id:
        raise Refusal(50005)
    if channel.archived:
        raise Refusal(50083)
    change(world, stored, dict(call.body or {}))
    return payloads.message(world, stored)


def delete(call: Call) -> Answer:
    channel, world = call.channel, call.world
    stored = world.a_message(channel, call.path["message_id"])
    if stored.author != world.bot.id:
        call.needs(channel, P.MANAGE_MESSAGES)
    if channel.archived:
        raise Refusal(50083)
    world.messages.remove(stored)
    world.show("removes", stored)
    return None


def one(call: Call) -> Answer:
    call.needs(call.channel, P.READ_MESSAGE_HISTORY)
    return payloads.message(call.world, call.world.a_message(call.channel, call.path["message_id"]))


def several(call: Call) -> Answer:
    """The latest first."""
    channel = call.channel
    call.needs(channel, P.READ_MESSAGE_HISTORY)
    found = [m for m in call.world.messages if m.channel == channel.id and not m.only_for]
    before, after = call.query.get("before"), call.query.get("after")
    found = [
        m for m in found if (not before or int(m.id) < int(before)) and (not after or int(m.id) > int(after))
    ]
    most = int(call.query.get("limit", 50))
    return [payloads.message(call.world, m) for m in reversed(found[-most:])]


def typing(call: Call) -> Answer:
    call.needs(call.channel)


ROUTES = [
    Route("POST", "/channels/{channel_id}/messages", create),
    Route("GET", "/channels/{channel_id}/messages", several),
    Route("GET", "/channels/{channel_id}/messages/{message_id}", one),
    Route("PATCH", "/channels/{channel_id}/messages/{message_id}", edit),
    Route("DELETE", "/channels/{channel_id}/messages/{message_id}", delete),
    Route("POST", "/channels/{channel_id}/typing", typing),
]


def check(world: World, body: Body, before: Stored) -> None:
    """Refuses what Discord would not show as a message: a new one, or `before` as `body` changes it."""
    flags = int(body.get("flags") or 0) | before.flags
    components = body.get("components", before.components) or []
    content = body.get("content", before.content) or ""
    embeds = body.get("embeds", before.embeds) or []
    v2 = bool(flags & COMPONENTS_V2)
    wrong = limits.of_message(components, v2=v2)
    if v2 and (content or embeds or body.get("poll")):
        wrong.append("content, embeds or a poll beside components V2")
    if len(content) > limits.CONTENT:
        wrong.append(f"content has {len(content)} characters, at most {limits.CONTENT}")
    if len(embeds) > 10:
        wrong.append("over 10 embeds")
    wrong += _mentions(body, [content, *payloads.texts(components)])
    if wrong:
        world.violated(f"message: {'; '.join(wrong)}")
        raise malformed(wrong)
    if not (content or components or embeds):
        world.violated("message: empty")
        raise Refusal(50006)


def _mentions(body: Body, texts: Iterable[str]) -> list[str]:
    """What is wrong with who is to be notified (D21)."""
    allowed = body.get("allowed_mentions")
    text = "\n".join(texts)
    meant = payloads.MENTION.findall(text) or "@everyone" in text or "@here" in text
    if allowed is None:
        return ["mentions without allowed_mentions"] if meant else []
    parse = allowed.get("parse") or []
    wrong = [f"{k} both parsed and listed" for k in ("users", "roles") if k in parse and allowed.get(k)]
    if "everyone" in parse:
        wrong.append("everyone may be pinged")
    return wrong


def fill(stored: Stored, body: Body) -> None:
    """`stored` as `body` says: what it does not name stays."""
    stored.flags |= int(body.get("flags") or 0) & (COMPONENTS_V2 | EPHEMERAL | SILENT)
    stored.content = body.get("content", stored.content) or ""
    stored.embeds = list(body.get("embeds", stored.embeds) or ())
    if "components" in body:
        stored.components = _numbered(body["components"] or [], iter(range(1, 1000)))


def change(world: World, stored: Stored, body: Body) -> None:
    """An edit, which notifies nobody."""
    check(world, body, stored)
    fill(stored, body)
    stored.edited = world.clock()
    world.show("changes", stored)


def ping(world: World, stored: Stored, body: Body) -> None:
    """Notes whom this message notifies; in a private thread they come in by it."""
    channel = world.channels[stored.channel]
    allowed = body.get("allowed_mentions") or {}
    wanted = {str(u) for u in allowed.get("users") or ()}
    meant = payloads.mentioned(stored)
    stored.pings = meant if "users" in (allowed.get("parse") or ()) else meant & wanted
    if stored.flags & SILENT:
        stored.pings = set()
    if channel.kind == PRIVATE_THREAD:
        channel.members |= {u for u in stored.pings if world.may(u, world.channels[channel.parent])}


def _numbered(components: list[Any], ids: Any) -> list[Body]:
    """Every component has an id: its own, or one that Discord gives it."""
    found = []
    for c in components:
        kept = {"id": next(ids), **{k: v for k, v in c.items() if v is not None}}
        if "components" in c:
            kept["components"] = _numbered(c["components"], ids)
        found.append(kept)
    return found


def _may_speak(call: Call, channel: Channel) -> None:
    world = call.world
    if channel.kind == DIRECT:
        other = channel.other(world.bot.id)
        if not world.users[other].takes_messages:
            raise Refusal(50007)
        if not any(other in g.members and world.bot.id in g.members for g in world.guilds.values()):
            raise Refusal(50278)
        return
    call.needs(channel, P.SEND_MESSAGES_IN_THREADS if channel.is_thread else P.SEND_MESSAGES)
    if channel.locked and not call.may(channel) & P.MANAGE_THREADS:
        raise Refusal(160005)


def _guild(channel: Channel) -> Body:
    return {"guild_id": channel.guild} if channel.guild else {}
