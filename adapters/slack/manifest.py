"""The app manifest that Slack makes the app from, and why it asks for what it asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from core.commands import ANYWHERE, COMMANDS, ON_A_MESSAGE

# Slack's limits (platform-facts S12).
APP_NAME = 35
DESCRIPTION = 140
# Where Slack and browsers come to, below the bot's public address.
EVENTS_AT, INSTALL, REDIRECT = "/slack/events", "/slack/install", "/slack/oauth_redirect"
SHORTCUT = 24

When = Literal["always", "create-channels", "listening"]


@dataclass(frozen=True)
class Scope:
    name: str
    when: When
    why: str


# fmt: off
SCOPES: tuple[Scope, ...] = (
    Scope("chat:write",     "always",          "to say something in the channels it was let into, and to people in private"),
    Scope("commands",       "always",          "to hear /als"),
    Scope("im:write",       "always",          "to write to somebody who has not written to it before"),
    Scope("users:read",     "always",          "to know somebody's name and time zone"),
    Scope("groups:read",    "always",          "to see whether it still is in a set's channel, whether that is private, and whether one that it was making is there"),
    Scope("groups:write",   "create-channels", "to make the set's private channel, and to let its members in"),
    Scope("groups:history", "listening",       "to hear what is typed in the private channels it was let into"),
)
EVENTS: tuple[tuple[str, When], ...] = (
    ("app_home_opened", "always"),
    ("app_uninstalled", "always"),
    ("group_archive",   "always"),
    ("group_deleted",   "always"),
    ("group_left",      "always"),
    ("member_joined_channel", "always"),
    ("tokens_revoked",  "always"),
    ("user_change",     "always"),
    ("message.groups",  "listening"),
)
# fmt: on


OPTIONS: tuple[When, ...] = ("create-channels", "listening")


def scopes(options: Iterable[str]) -> frozenset[str]:
    """What is asked for with these of OPTIONS."""
    asked = {"always", *options}
    return frozenset(s.name for s in SCOPES if s.when in asked)


def manifest(
    *, listening: bool = False, create_channels: bool = False, http: str = "", rotating: bool = False
) -> dict[str, Any]:
    """With `http` the public address of the bot, requests go there; without, by Socket Mode. With `rotating`, tokens
    live twelve hours: for a bot that is installed over the web, since nobody renews one in the environment.
    """
    asked: set[When] = {"always"}
    asked |= {"listening"} if listening else set()
    asked |= {"create-channels"} if create_channels else set()
    address = f"{http.rstrip('/')}{EVENTS_AT}" if http else ""
    back = {"redirect_urls": [f"{http.rstrip('/')}{REDIRECT}"]} if http else {}
    at = {"request_url": address} if address else {}
    command = {
        "command": "/als",
        "description": "Your action learning set: what is mine, what is next",
        "usage_hint": "help",
        "should_escape": True,
    }
    return {
        "display_information": {
            "name": "Action learning",
            "description": "Hosts action learning sets: people who help one another by asking.",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Action learning", "always_online": True},
            "shortcuts": _shortcuts(),
            "slash_commands": [command | ({"url": address} if address else {})],
        },
        "oauth_config": back | {"scopes": {"bot": sorted(scopes(asked))}},
        "settings": {
            "event_subscriptions": at | {"bot_events": sorted(e for e, when in EVENTS if when in asked)},
            "interactivity": {"is_enabled": True}
            | at
            | ({"message_menu_options_url": address} if address else {}),
            "org_deploy_enabled": False,
            "socket_mode_enabled": not http,
            "token_rotation_enabled": rotating,
        },
    }


def _shortcuts() -> list[dict[str, Any]]:
    """What stands in a message's menu, and in the one beside no place; no scope is needed beyond `commands`."""
    on_a_message = [("message", c.name, c.brief, c.brief) for c in ON_A_MESSAGE]
    anywhere = [("global", command, label, COMMANDS[command].brief) for command, label in ANYWHERE]
    return [
        {"type": kind, "name": label, "callback_id": command, "description": brief}
        for kind, command, label, brief in (*on_a_message, *anywhere)
    ]
