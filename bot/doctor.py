"""`als doctor`: what is well, what is not, and the mend for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Engine

from adapters.database import looking
from adapters.database.bringup import Unusable, look_into, named
from adapters.database.cipher import Cipher
from adapters.database.installations import SqlInstallations
from adapters.database.keeping import KEPT
from adapters.database.outbox import SqlOutbox
from adapters.database.standing import Standing, standing
from adapters.slack import doctor as slack
from adapters.slack.api import Api
from adapters.slack.doctor import Finding, Setup
from adapters.slack.manifest import scopes
from bot import on_discord, ways
from bot.health import ASLEEP
from bot.keys import NoKeys, secret_keys
from bot.settings import Settings, data_folder
from bot.wiring import clock
from core.names import Platform
from core.ports import Away, Busy

SLACK = "Set SLACK_BOT_TOKEN or SLACK_CLIENT_ID (docs/slack.md)"
NOTHING = f"{SLACK}, or DISCORD_TOKEN (docs/discord.md)."
BEHIND = timedelta(seconds=60)  # the clock beats every second
WAITS = timedelta(minutes=15)  # a platform's own pauses are shorter
ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")


def examine(settings: Settings, say: Callable[[str], None], only: str = "") -> bool:
    """Whether all is well, on every platform or `only` on one."""
    record, setup, of_discord = _record(settings, _configured(settings))
    findings: list[Finding | on_discord.Found] = [_zones(), *record]
    if only != "discord":
        findings += _slack(settings, setup, only)
    if only == "discord" or (settings.discord_token and not only):
        findings += _discord(settings, of_discord)
    for finding in findings:
        say(f"{'mend' if finding.mend else 'well'}  {finding.what}")
        if finding.mend:
            say(f"      {finding.mend}")
    return not any(f.mend for f in findings)


def _zones() -> Finding:
    try:
        for zone in ZONES:
            ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        return Finding("There is no time zone data.", "pip install tzdata")
    return Finding("Time zone data is there.")


def _configured(settings: Settings) -> Setup:
    many = ways.is_many(settings)
    return Setup(
        bot_token=settings.slack_bot_token,
        app_token=settings.slack_app_token,
        signing_secret=settings.slack_signing_secret,
        client_id=settings.slack_client_id if many else "",
        client_secret=settings.slack_client_secret if many else "",
        public_url=settings.als_public_url if many else "",
        asks=scopes(ways.options(settings)) if many else frozenset(),
    )


# --- the record


Rooms = list[looking.Room]


def _record(settings: Settings, setup: Setup) -> tuple[list[Finding], Setup, Rooms]:
    """What is found in the record, the set-up with the workspaces and rooms that it knows, and Discord's rooms."""
    name = named(settings.database)
    none = Finding(f"There is no record {name} yet; als run makes it.")
    if settings.is_default and not data_folder().is_dir():
        return [none], setup, []
    try:
        found = look_into(settings.database, lambda may_make: secret_keys(settings, may_make=may_make))
    except (Unusable, NoKeys) as e:
        return [Finding(f"The record {name} cannot be looked into.", str(e))], setup, []
    if found is None:
        return [none], setup, []
    engine, cipher = found
    try:
        findings, setup = _looked_into(engine, cipher, settings, setup)
        return findings, setup, looking.rooms(engine, Platform.DISCORD)
    except Away:
        away = Finding(f"The record {name} cannot be reached any more.", "Run als doctor again.")
        return [away], setup, []
    except Busy:
        busy = Finding(f"The record {name} is in use by another program.", "Run als doctor again later.")
        return [busy], setup, []
    finally:
        engine.dispose()


def _looked_into(
    engine: Engine, cipher: Cipher, settings: Settings, setup: Setup
) -> tuple[list[Finding], Setup]:
    rooms = tuple((r.workspace, r.set, r.room) for r in looking.rooms(engine, Platform.SLACK))
    installed = tuple(SqlInstallations(engine, cipher).all(Platform.SLACK))
    findings = [Finding(f"The record {named(settings.database)} is there, and can be read.")]
    findings += running(standing(engine, clock()), clock(), sets=looking.has_sets(engine))
    findings += _left_out(SqlOutbox(engine, cipher))
    if gone := looking.left(engine):
        days = settings.als_grace_days
        findings.append(
            Finding(
                f"Workspaces or servers that have taken the bot out: {gone}. What is kept of each goes after {days} days."
            )
        )
    return findings, replace(setup, rooms=rooms, installations=installed)


def running(found: Standing, now: datetime, *, sets: bool) -> list[Finding]:
    """Whether somebody keeps the clock, and whether what is due and what waits is seen to in time. A record without
    `sets` needs nobody yet.
    """
    start = "Start als run, or als run worker." if sets else ""
    if found.awake is None:
        return [Finding("No worker has kept the clock of this record yet.", start)]
    if now - found.awake > ASLEEP:
        last = f"{found.awake:%Y-%m-%d %H:%M} UTC"
        return [Finding(f"No worker is running: the last was awake at {last}.", start)]
    behind = now - found.next_due if found.next_due is not None else timedelta(0)
    waits = now - found.oldest if found.oldest is not None else timedelta(0)
    findings = [Finding("A worker keeps the clock.")]
    if behind > BEHIND:
        what = f"The clock is {int(behind.total_seconds())} seconds behind what is due."
        findings.append(
            Finding(what, "Start another worker, or look for “bug” in the log (docs/operations.md).")
        )
    if waits > WAITS:
        minutes = int(waits.total_seconds() // 60)
        what = f"{found.waiting} waiting to be delivered, the oldest for {minutes} minutes."
        findings.append(Finding(what, "Look at als_refusals_total, or the log: a platform may be down."))
    return findings


def _left_out(outbox: SqlOutbox) -> list[Finding]:
    """What no platform took, as long as the record knows of it."""
    found = outbox.aside(clock() - KEPT)
    many = "; ".join(f"{one.many} × {one.kind}: {one.reason}" for one in found[:5])
    days = KEPT.days
    if not found:
        return [Finding(f"Everything due in the last {days} days was delivered, or waits.")]
    return [
        Finding(
            f"Not delivered in the last {days} days: {many}.", "docs/delivery.md says what each reason means."
        )
    ]


# --- Slack


def _slack(settings: Settings, setup: Setup, only: str) -> list[Finding]:
    if why := ways.what_is_missing(settings):
        return [Finding("Slack is half configured.", why)]
    if not ways.is_on(settings):
        if only:
            return [Finding("Slack is off.", f"{SLACK}.")]
        if settings.discord_token:
            return [Finding("Slack is off.")]
        return [Finding("No platform is configured.", NOTHING)]
    return asyncio.run(_looked_at(settings.slack_api_url, setup))


async def _looked_at(url: str, setup: Setup) -> list[Finding]:
    api = Api(url)
    await api.open()
    try:
        return await slack.look(api, setup, clock)
    finally:
        await api.close()


# --- Discord


def _discord(settings: Settings, rooms: Rooms) -> list[on_discord.Found]:
    if why := ways.what_is_amiss_on_discord(settings):
        return [on_discord.Found("Discord is half configured.", why)]
    found = [on_discord.Room(r.set, r.workspace, r.room) for r in rooms if r.room]
    return asyncio.run(on_discord.examined(settings, clock, found))
