"""Slack's payloads as requests to core, before anybody is asked who they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from adapters.slack import forms
from adapters.slack.typed import PICKED, mentioned
from core.commands import split
from core.message import Choice
from core.names import Platform
from core.request import Spot

Payload = Mapping[str, Any]


@dataclass(frozen=True)
class Heard:
    """What was asked for, with words as Slack sent them. `origin` is where an answer belongs, and `url` answers
    there without being a member (S4); a form passes both on.
    """

    delivery: str
    user: str
    handle: str
    origin: Spot
    command: str
    words: str = ""
    args: Mapping[str, str] = field(default_factory=dict)
    of: str = ""
    submitted: str = ""
    url: str = ""
    fields: tuple[str, ...] = ()  # of the form that was submitted

    def meant(self) -> tuple[str, ...]:
        """The ids of those it mentions or names."""
        picked = (v for v in self.args.values() if PICKED.fullmatch(v))
        return mentioned(" ".join((self.words, *picked)))


CLOSED = ("privategroup", "directmessage", "mpdm-")  # how Slack names channels that not everybody can open


def spot(channel: str, thread: str = "", name: str = "") -> Spot:
    """`name` is what Slack calls the channel, which tells whether it is private; without one it counts as public."""
    private = channel.startswith("D") or not channel
    public = not private and not name.startswith(CLOSED)
    return Spot(Platform.SLACK, channel, thread, private=private, public=public)


def of_command(body: Payload) -> Heard:
    """`/als …`. An empty one is home."""
    command, words = split(str(body.get("text") or ""))
    return Heard(
        delivery=f"command-{body['trigger_id']}",
        user=str(body["user_id"]),
        handle=str(body.get("user_name") or ""),
        origin=spot(str(body.get("channel_id") or ""), name=str(body.get("channel_name") or "")),
        command=command or "home",
        words=words,
        url=str(body.get("response_url") or ""),
    )


def of_press(body: Payload) -> Heard | None:
    """A button. None for what asks for nothing: a picker in a form that is still being filled in, a link."""
    action = body["actions"][0]
    if action.get("type") != "button" or not action.get("value"):
        return None
    command, of, args = Choice.read(str(action["value"]))
    user = body["user"]
    return Heard(
        delivery=f"press-{body['trigger_id']}",
        user=str(user["id"]),
        handle=str(user.get("username") or user.get("name") or ""),
        origin=_pressed_at(body),
        command=command,
        args=args,
        of=of,
        url=str(body.get("response_url") or _metadata(body.get("view") or {}).get("url") or ""),
    )


def _pressed_at(body: Payload) -> Spot:
    """The message's channel and thread; in a form the place that the form was opened from."""
    container = body.get("container") or {}
    if container.get("type") == "view":
        return _origin(_metadata(body.get("view") or {}))
    inside = body.get("channel") or {}
    channel = str(container.get("channel_id") or inside.get("id") or "")
    thread = container.get("thread_ts") or (body.get("message") or {}).get("thread_ts") or ""
    return spot(channel, str(thread), str(inside.get("name") or ""))


def of_submission(body: Payload) -> Heard:
    """A form. The view and its hash name the delivery: pressed twice, it is submitted once."""
    view, user = body["view"], body["user"]
    known = _metadata(view)
    values = forms.values((view.get("state") or {}).get("values") or {})
    return Heard(
        delivery=f"form-{view['id']}-{view.get('hash', '')}",
        user=str(user["id"]),
        handle=str(user.get("username") or user.get("name") or ""),
        origin=_origin(known),
        command=str(known.get("command", "")),
        args={**dict(known.get("args") or {}), **values},
        of=str(known.get("of", "")),
        submitted=str(known.get("form", "")),
        fields=tuple(b["block_id"] for b in view.get("blocks") or () if b.get("type") == "input"),
        url=str(known.get("url") or ""),
    )


def of_shortcut(body: Payload) -> Heard:
    """The menu of a message, with what it says; or the one that stands beside no place (S15). What the bot says is
    nobody's words.
    """
    user, message = body["user"], body.get("message") or {}
    channel = str((body.get("channel") or {}).get("id") or "")
    by_a_person = message.get("user") and not message.get("bot_id")
    mine = {"mine": "yes"} if by_a_person and message["user"] == user["id"] else {}
    return Heard(
        delivery=f"shortcut-{body['trigger_id']}",
        user=str(user["id"]),
        handle=str(user.get("username") or user.get("name") or ""),
        origin=spot(channel, str(message.get("thread_ts") or "")),
        command=str(body.get("callback_id") or ""),
        words=str(message.get("text") or "") if by_a_person else "",
        args=mine,
        url=str(body.get("response_url") or ""),
    )


def of_message(body: Payload) -> Heard | None:
    """A line that a person typed. None for edits, joins, and what programs say."""
    event = body["event"]
    if event.get("subtype") not in (None, "thread_broadcast", "file_share") or event.get("bot_id"):
        return None
    if not event.get("user") or not event.get("channel"):
        return None
    return Heard(
        delivery=f"event-{body['event_id']}",
        user=str(event["user"]),
        handle="",
        origin=spot(str(event["channel"]), str(event.get("thread_ts") or "")),
        command="typed",
        words=str(event.get("text") or ""),
    )


def _metadata(view: Payload) -> Mapping[str, Any]:
    try:
        known = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return known if isinstance(known, dict) else {}


def _origin(known: Mapping[str, Any]) -> Spot:
    return spot(str(known.get("room") or ""), str(known.get("thread") or ""))


def of_too_much(body: Any) -> tuple[str, str] | None:
    """The workspace of which Slack leaves out events for a while, and a name for this delivery."""
    if not isinstance(body, Mapping) or body.get("type") != "app_rate_limited":
        return None
    workspace, minute = body.get("team_id"), body.get("minute_rate_limited")
    return (workspace, f"rate-{minute}") if isinstance(workspace, str) and workspace else None


def of_leaving(body: Any) -> tuple[str, datetime] | None:
    """The workspace that has taken the bot out, and when, where an event says so. Of tokens only the bot's count:
    it has no others.
    """
    event = body.get("event") if isinstance(body, Mapping) else None
    if event is None or body.get("type") != "event_callback" or not isinstance(event, Mapping):
        return None
    workspace, at = body.get("team_id"), body.get("event_time")
    if not isinstance(workspace, str) or not isinstance(at, int):
        return None
    tokens = event.get("tokens")
    revoked = (
        event.get("type") == "tokens_revoked" and isinstance(tokens, Mapping) and bool(tokens.get("bot"))
    )
    if not revoked and event.get("type") != "app_uninstalled":
        return None
    try:
        return workspace, datetime.fromtimestamp(at, UTC)
    except (OverflowError, OSError, ValueError):
        return None
