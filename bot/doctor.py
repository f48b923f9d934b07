"""`als doctor`: what is well, what is not, and the mend for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from adapters.slack import doctor as slack
from adapters.slack.api import Api
from adapters.slack.doctor import Finding
from bot import on_discord
from bot.settings import Settings
from bot.wiring import clock


def examine(settings: Settings, say: Callable[[str], None], only: str = "") -> bool:
    """Whether all is well, on every platform or `only` on one."""
    findings: list[Finding | on_discord.Found] = [_zones()]
    if only != "discord":
        findings += asyncio.run(_slack(settings))
    if only == "discord" or (settings.discord_token and not only):
        findings += asyncio.run(on_discord.examined(settings, clock))
    for finding in findings:
        say(f"{'mend' if finding.mend else 'well'}  {finding.what}")
        if finding.mend:
            say(f"      {finding.mend}")
    return not any(f.mend for f in findings)


def _zones() -> Finding:
    try:
        ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        return Finding("There is no time zone data.", "pip install tzdata")
    return Finding("Time zone data is there.")


async def _slack(settings: Settings) -> list[Finding]:
    api = Api(settings.slack_api_url)
    await api.open()
    try:
        return await slack.look(
            api,
            settings.slack_bot_token,
            settings.slack_app_token,
            settings.slack_signing_secret,
            clock,
        )
    finally:
        await api.close()
