"""The ways to a platform that are configured, and what is only half configured, each with its mend."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from adapters.slack.manifest import EVENTS_AT, INSTALL, OPTIONS
from bot.settings import Settings

ONE = "SLACK_BOT_TOKEN (one workspace)"
MANY = "SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and ALS_PUBLIC_URL (many workspaces)"


def is_on(settings: Settings) -> bool:
    """Whether Slack is configured, in part or whole."""
    s = settings
    return bool(
        s.slack_bot_token
        or s.slack_app_token
        or s.slack_signing_secret
        or s.slack_client_id
        or s.slack_client_secret
    )


def is_many(settings: Settings) -> bool:
    """Whether any workspace may install the bot, over the web."""
    return not settings.slack_bot_token and bool(settings.slack_client_id and settings.slack_client_secret)


def options(settings: Settings) -> list[str]:
    """What a workspace is asked for beyond the least."""
    return settings.slack_options.replace(",", " ").split()


def what_is_missing(settings: Settings) -> str:
    """What keeps Slack from being reached, as one sentence with its mend; "" where all is there, or Slack is off."""
    s = settings
    if not is_on(s):
        return ""
    if s.slack_bot_token and (s.slack_client_id or s.slack_client_secret):
        return (
            "Slack is configured in two ways: keep either SLACK_BOT_TOKEN, for one workspace, or SLACK_CLIENT_ID and "
            "SLACK_CLIENT_SECRET, for many."
        )
    if not s.slack_bot_token:
        if not (s.slack_client_id or s.slack_client_secret):
            way = "SLACK_APP_TOKEN" if s.slack_app_token else "SLACK_SIGNING_SECRET"
            return (
                f"Slack lets the bot say nothing: {way} is set, and beside it has to stand {ONE}, or {MANY}."
            )
        if why := _of_many(s):
            return why
    if not (s.slack_app_token or s.slack_signing_secret):
        return "Slack has no way in: set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)."
    return ""


def _of_many(settings: Settings) -> str:
    s = settings
    if not s.slack_client_secret:
        return "SLACK_CLIENT_ID is set without SLACK_CLIENT_SECRET: copy it from the app's Basic Information."
    if not s.slack_client_id:
        return "SLACK_CLIENT_SECRET is set without SLACK_CLIENT_ID: copy it from the app's Basic Information."
    if not _is_address(s.als_public_url):
        return "Slack has nowhere to send people back to: set ALS_PUBLIC_URL, https://als.example.org say."
    unknown = [o for o in options(s) if o not in OPTIONS]
    if unknown:
        return f"SLACK_OPTIONS knows {' and '.join(OPTIONS)}, and not {unknown[0]}."
    return ""


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not parts.query and not parts.fragment


def what_is_amiss_on_discord(settings: Settings) -> str:
    """The same for Discord, whose line may be shared among processes."""
    ids = [i.strip() for i in settings.discord_shard_ids.split(",") if i.strip()]
    count = settings.discord_shard_count
    if not ids:
        return ""
    if not all(i.isdigit() for i in ids):
        return "DISCORD_SHARD_IDS takes numbers, 0,1 say: the shards of this process."
    if not count or any(int(i) >= count for i in ids):
        return (
            "DISCORD_SHARD_COUNT says how many shards there are in all, more than any of DISCORD_SHARD_IDS."
        )
    return ""


def standing(settings: Settings, parts: Collection[str]) -> list[str]:
    """Which platforms are on, and by which way: a line for each."""
    return [*_slack_stands(settings, parts), _discord_stands(settings)]


def _slack_stands(settings: Settings, parts: Collection[str]) -> list[str]:
    s = settings
    if not is_on(s):
        return ["Slack is off: neither SLACK_BOT_TOKEN nor SLACK_CLIENT_ID is set."]
    if s.slack_app_token:
        by = "by Socket Mode."
    elif "web" in parts:
        by = f"over HTTP: requests come to port {s.port}, {EVENTS_AT}."
    else:
        by = "over HTTP: als run web hears it."
    lines = [f"Slack is on, {by}"]
    if set(parts) == {"gateway"} and not s.slack_app_token:
        lines.append("Of Slack, gateway has nothing to do.")
    if set(parts) == {"web"} and s.slack_app_token:
        lines.append("Slack is heard by als run gateway.")
    if is_many(s):
        lines.append(
            f"Workspaces install the bot at {s.als_public_url.rstrip('/')}{INSTALL}, by way of als run web."
        )
    return lines


def _discord_stands(settings: Settings) -> str:
    return "Discord is on." if settings.discord_token else "Discord is off: DISCORD_TOKEN is not set."
