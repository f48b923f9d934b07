"""The Web API methods of the fake Slack, each with the scope it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests.fakes.slack import channels, limits
from tests.fakes.slack.channels import Answer, Params, member, true, user_of, visible
from tests.fakes.slack.world import BOT, BOT_ID, Channel, Event, Refusal, Stored, View, World

TIER_2 = 20  # calls a minute (S7)


@dataclass(frozen=True)
class Method:
    does: Callable[[World, Params], Answer]
    scope: str = ""
    kind: str = "bot"
    most: int = 0  # calls a minute in one workspace; 0: not counted here
    takes_json: bool = True  # of those that do not, Slack reads the query and forms alone


def auth_test(world: World, _: Params) -> Answer:
    return {
        "team_id": world.team,
        "team": "Ward",
        "user_id": BOT,
        "user": "als",
        "bot_id": BOT_ID,
        "url": "https://x",
    }


def post(world: World, params: Params) -> Answer:
    channel = _speakable(world, params.get("channel"))
    _check(world, params)
    thread = params.get("thread_ts") or ""
    if thread and world.find(channel.id, thread) is None:
        raise Refusal("invalid_thread_ts")
    world.spend(channel.id)
    stored = world.keep(_stored(world, channel, params, thread))
    return {"channel": channel.id, "ts": stored.ts, "message": {"text": stored.text}}


def post_ephemeral(world: World, params: Params) -> Answer:
    channel = _speakable(world, params.get("channel"))
    user = world.users.get(str(params.get("user")))
    if user is None or user.id not in channel.members:
        raise Refusal("user_not_in_channel")
    _check(world, params)
    stored = _stored(world, channel, params, params.get("thread_ts") or "")
    stored.only_for = user.id
    world.keep(stored, "answer")
    return {"message_ts": stored.ts}


def update(world: World, params: Params) -> Answer:
    stored = _own(world, params)
    _check(world, params)
    stored.text, stored.blocks = params.get("text", ""), list(params.get("blocks") or ())
    if params.get("metadata"):
        stored.metadata = params["metadata"]
    world.events.append(Event("changes", replace(stored)))
    return {"channel": stored.channel, "ts": stored.ts}


def delete(world: World, params: Params) -> Answer:
    stored = _own(world, params, "cant_delete_message")
    world.messages.remove(stored)
    world.events.append(Event("removes", stored))
    return {"channel": stored.channel, "ts": stored.ts}


def user_info(world: World, params: Params) -> Answer:
    user = user_of(world, str(params.get("user")))
    profile = {"display_name": user.name, "real_name": user.name}
    locale = {"locale": user.locale} if true(params.get("include_locale")) else {}
    known = {"id": user.id, "team_id": user.team, "name": user.handle, "deleted": user.deleted, "tz": user.tz}
    standing = {"is_bot": user.is_bot, "is_restricted": user.is_guest, "is_stranger": user.is_stranger}
    return {"user": {**known, **locale, **standing, "profile": profile}}


def history(world: World, params: Params) -> Answer:
    """What stands in a channel itself, the newest first, a page at a time."""
    channel = member(world, params.get("channel"))
    if channel.with_user and not world.may_read_direct:
        raise Refusal("missing_scope", details="im:history")
    return _page([m for m in reversed(_standing(world, channel)) if not m.thread], params)


def replies(world: World, params: Params) -> Answer:
    channel, thread = member(world, params.get("channel")), str(params.get("ts"))
    if world.find(channel.id, thread) is None:
        raise Refusal("thread_not_found")
    return _page([m for m in _standing(world, channel) if thread in (m.thread, m.ts)], params)


def _standing(world: World, channel: Channel) -> list[Stored]:
    return [m for m in world.messages if m.channel == channel.id and not m.only_for]


def _page(found: list[Stored], params: Params) -> Answer:
    oldest, start = float(params.get("oldest") or 0), int(params.get("cursor") or 0)
    size = min(int(params.get("limit") or 100), 999)
    newer = [m for m in found if float(m.ts) > oldest]
    page, rest = newer[start : start + size], len(newer) > start + size
    told = [_told(m, metadata=true(params.get("include_all_metadata"))) for m in page]
    following = str(start + size) if rest else ""
    return {"messages": told, "has_more": rest, "response_metadata": {"next_cursor": following}}


def _told(m: Stored, *, metadata: bool) -> Answer:
    more = {"metadata": m.metadata} if metadata and m.metadata else {}
    thread = {"thread_ts": m.thread} if m.thread else {}
    return {
        "type": "message",
        "user": m.user,
        "ts": m.ts,
        "text": m.text,
        "blocks": m.blocks,
        **thread,
        **more,
    }


def views_open(world: World, params: Params) -> Answer:
    view = _a_view(world, params)
    user = _use(world, params)
    if world.views.get(user):
        world.views[user] = []  # a form that was open makes room
    return _push(world, user, view)


def views_push(world: World, params: Params) -> Answer:
    view = _a_view(world, params)
    user = _use(world, params)
    if len(world.views.get(user, [])) >= 3:
        raise Refusal("push_limit_reached")
    return _push(world, user, view)


def views_update(world: World, params: Params) -> Answer:
    body = _a_view(world, params)
    found = next((v for stack in world.views.values() for v in stack if v.id == params.get("view_id")), None)
    if found is None:
        raise Refusal("not_found")
    if params.get("hash") not in (None, "", found.hash):
        raise Refusal("hash_conflict")
    found.body, found.hash = body, f"{world.number()}.hash"
    world.events.append(Event("form", view=replace(found)))
    return {"view": {"id": found.id, "hash": found.hash}}


def views_publish(world: World, params: Params) -> Answer:
    body = _a_view(world, params)
    user = user_of(world, str(params.get("user_id")))
    home = View(f"V{world.number():05d}", user.id, body, f"{world.number()}.hash")
    world.homes[user.id] = home
    world.events.append(Event("home", view=home))
    return {"view": {"id": home.id, "hash": home.hash}}


METHODS: dict[str, Method] = {
    "auth.test": Method(auth_test),
    "chat.postMessage": Method(post, "chat:write"),
    "chat.postEphemeral": Method(post_ephemeral, "chat:write"),
    "chat.update": Method(update, "chat:write"),
    "chat.delete": Method(delete, "chat:write"),
    "conversations.create": Method(channels.create, "groups:write"),
    "conversations.invite": Method(channels.invite, "groups:write"),
    "conversations.open": Method(channels.open_direct, "im:write"),
    "conversations.info": Method(channels.info, "groups:read"),
    "conversations.list": Method(channels.listed, most=TIER_2, takes_json=False),
    "conversations.members": Method(channels.members, "groups:read"),
    "conversations.history": Method(history, "groups:history"),
    "conversations.replies": Method(replies, "groups:history"),
    "conversations.join": Method(channels.join, "channels:join"),
    "users.info": Method(user_info, "users:read"),
    "views.open": Method(views_open),
    "views.push": Method(views_push),
    "views.update": Method(views_update),
    "views.publish": Method(views_publish),
}


def push_view(world: World, user: str, view: dict[str, Any]) -> View:
    """A form comes to stand on top of those that this person has open."""
    shown = View(f"V{world.number():05d}", user, view, f"{world.number()}.hash")
    world.views.setdefault(user, []).append(shown)
    world.events.append(Event("form", view=replace(shown)))
    return shown


def check_view(world: World, view: Any) -> None:
    wrong = limits.of_view(view) if isinstance(view, Mapping) else ["no view"]
    if wrong:
        world.violations.append(f"view: {'; '.join(wrong)}")
        raise Refusal("invalid_arguments", details=wrong)


def check_message(world: World, params: Params) -> None:
    """Refuses what Slack would not show as a message."""
    _check(world, params)


def _push(world: World, user: str, view: dict[str, Any]) -> Answer:
    shown = push_view(world, user, view)
    return {"view": {"id": shown.id, "hash": shown.hash}}


def _use(world: World, params: Params) -> str:
    try:
        return world.use_trigger(str(params.get("trigger_id")))
    except Refusal as e:
        world.violations.append(f"trigger: {e.error}")
        raise


def _a_view(world: World, params: Params) -> dict[str, Any]:
    view = params.get("view")
    check_view(world, view)
    assert isinstance(view, dict)
    return view


def _check(world: World, params: Params) -> None:
    blocks, text = params.get("blocks") or [], params.get("text") or ""
    wrong = limits.of_blocks(blocks, limits.IN_MESSAGE)
    if wrong:
        world.violations.append(f"blocks: {'; '.join(wrong)}")
        raise Refusal("invalid_blocks", details=wrong)
    if limits.text_in(blocks) > limits.TEXT_OF_BLOCKS:
        world.violations.append("blocks: too long")
        raise Refusal("msg_blocks_too_long")
    if not text and not blocks:
        world.violations.append("message: no text")
        raise Refusal("no_text")
    if blocks and not text:
        world.violations.append("message: blocks without text for notifications")
    if len(text) > 40_000:
        raise Refusal("msg_too_long")


def _stored(world: World, channel: Channel, params: Params, thread: str) -> Stored:
    return Stored(
        channel.id,
        world.ts(),
        BOT,
        params.get("text", ""),
        list(params.get("blocks") or ()),
        thread,
        metadata=params.get("metadata") or {},
    )


def _own(world: World, params: Params, otherwise: str = "cant_update_message") -> Stored:
    channel = visible(world, params.get("channel"))
    stored = world.find(channel.id, str(params.get("ts")))
    if stored is None or stored.only_for:
        raise Refusal("message_not_found")
    if stored.user != BOT:
        raise Refusal(otherwise)
    if channel.archived:
        raise Refusal("is_archived")
    return stored


def _speakable(world: World, id_: Any) -> Channel:
    """The channel, or the direct conversation with the user of this id, where the bot may say something."""
    if id_ in world.users:
        user = world.users[str(id_)]
        if user.deleted:
            raise Refusal("account_inactive" if not user.team else "channel_not_found")
        if not user.takes_messages:
            raise Refusal("messages_tab_disabled")
        return world.direct(user.id)
    channel = member(world, id_)
    if channel.archived:
        raise Refusal("is_archived")
    if channel.with_user and not world.users[channel.with_user].takes_messages:
        raise Refusal("messages_tab_disabled")
    return channel
