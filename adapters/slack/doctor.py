"""What is wrong with the way to Slack, and the mend for each finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.slack.api import Api, Trouble
from adapters.slack.manifest import SCOPES

SKEW = timedelta(seconds=60)  # Slack's signatures are good for five minutes; some minutes more go on the way
BOT_TOKEN = "Copy the Bot User OAuth Token (xoxb-…) anew, from OAuth & Permissions, into SLACK_BOT_TOKEN."  # noqa: S105 - a sentence, no secret
APP_TOKEN = "Make an app-level token with connections:write, under Basic Information, for SLACK_APP_TOKEN."  # noqa: S105 - a sentence, no secret
REACH = "Slack cannot be reached: look at the network, at a proxy, and at SLACK_API_URL."
MENDS = {
    "unreachable": REACH,
    "account_inactive": "The app was taken out of the workspace: install it again, under Install App.",
    "token_revoked": "The token was revoked: install the app again, under Install App.",
}


@dataclass(frozen=True)
class Finding:
    """`mend` is "" where all is well."""

    what: str
    mend: str = ""


async def look(
    api: Api, bot_token: str, app_token: str, signing_secret: str, clock: Callable[[], datetime]
) -> list[Finding]:
    """Asks Slack, and changes nothing there."""
    return [
        *await _bot(api, bot_token, clock),
        *await _way_in(api, app_token, signing_secret),
    ]


async def _bot(api: Api, token: str, clock: Callable[[], datetime]) -> list[Finding]:
    if not token:
        return [Finding("SLACK_BOT_TOKEN is not set: Slack is off.", BOT_TOKEN)]
    try:
        answer = await api.client(token).api_call("auth.test")
    except SlackApiError as e:
        return [_refused("The bot's token", str(e.response.get("error")), BOT_TOKEN)]
    except (aiohttp.ClientError, TimeoutError, OSError):
        return [Finding("Slack did not answer.", REACH)]
    headers = {k.lower(): v for k, v in answer.headers.items()}
    found = [Finding(f"The bot is {answer.get('user')} in the workspace {answer.get('team')}.")]
    return [*found, *_scopes(headers), *_clock(headers, clock())]


def _scopes(headers: dict[str, Any]) -> list[Finding]:
    held = {s.strip() for s in str(headers.get("x-oauth-scopes", "")).split(",") if s.strip()}
    if not held:
        return []
    missing = [s for s in SCOPES if s.when == "always" and s.name not in held]
    found = [
        Finding(
            f"The scope {s.name} is missing: {s.why}.",
            "Put the output of als manifest in place of the app's manifest, then install the app again.",
        )
        for s in missing
    ]
    makes = (
        "makes the sets' channels"
        if "groups:write" in held
        else "has its channels made by people (/als set here)"
    )
    hears = (
        "hears what is typed in them" if "groups:history" in held else "hears buttons, forms and /als alone"
    )
    return [*found, Finding(f"The bot {makes}, and {hears}.")]


def _clock(headers: dict[str, Any], now: datetime) -> list[Finding]:
    try:
        slack = parsedate_to_datetime(str(headers.get("date", "")))
    except ValueError:
        return []
    off = abs(now - slack)
    if off <= SKEW:
        return [Finding("The clock agrees with Slack's.")]
    return [
        Finding(
            f"The clock is {int(off.total_seconds())} seconds off Slack's.",
            "Let the machine set its time (NTP).",
        )
    ]


async def _way_in(api: Api, app_token: str, signing_secret: str) -> list[Finding]:
    if not app_token and not signing_secret:
        return [Finding("Slack has no way in.", f"{APP_TOKEN} Or set SLACK_SIGNING_SECRET for HTTP.")]
    if not app_token:
        return [Finding("Requests come over HTTP, to /slack/events.")]
    try:
        await api.with_token(app_token, "apps.connections.open")
    except Trouble as e:
        return [_refused("The app-level token", e.error, APP_TOKEN)]
    both = " The signing secret is not used." if signing_secret else ""
    return [Finding(f"Requests come by Socket Mode.{both}")]


def _refused(what: str, error: str, otherwise: str) -> Finding:
    return Finding(f"{what} is not taken: {error}.", MENDS.get(error, otherwise))
