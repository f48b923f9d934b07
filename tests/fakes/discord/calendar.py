"""A guild's scheduled events: single ones, at most a hundred ahead (resources/guild-scheduled-event, D16)."""

from __future__ import annotations

from tests.fakes.discord import payloads
from tests.fakes.discord.permissions import P
from tests.fakes.discord.refusals import Refusal, malformed, unknown
from tests.fakes.discord.rest import Answer, Call, Route
from tests.fakes.discord.world import Guild, ScheduledEvent, World

MOST_EVENTS = 100


def scheduled(call: Call) -> Answer:
    found = call.world.a_guild(call.path["guild_id"])
    return [payloads.scheduled(found, e) for e in found.events.values()]


def one_scheduled(call: Call) -> Answer:
    found = call.world.a_guild(call.path["guild_id"])
    return payloads.scheduled(found, _event(call, found))


def schedule(call: Call) -> Answer:
    world, found = call.world, call.world.a_guild(call.path["guild_id"])
    may = world.may_in_guild(world.bot.id, found)
    if not may & (P.CREATE_EVENTS | P.MANAGE_EVENTS):
        raise Refusal(50013, details="CREATE_EVENTS")
    ahead = [e for e in found.events.values() if e.body.get("status", 1) in (1, 2)]
    if len(ahead) >= MOST_EVENTS:
        raise Refusal(30038)
    made = ScheduledEvent(world.snowflake(), dict(call.body) | {"creator_id": world.bot.id})
    _check_event(world, made)
    found.events[made.id] = made
    return payloads.scheduled(found, made)


def reschedule(call: Call) -> Answer:
    found = call.world.a_guild(call.path["guild_id"])
    event = _event(call, found)
    _may_change(call, event, found)
    event.body.update(call.body)
    if "scheduled_start_time" in call.body:
        _check_event(call.world, event)
    return payloads.scheduled(found, event)


def unschedule(call: Call) -> Answer:
    found = call.world.a_guild(call.path["guild_id"])
    event = _event(call, found)
    _may_change(call, event, found)
    del found.events[event.id]


def _event(call: Call, found: Guild) -> ScheduledEvent:
    return found.events.get(call.path["guild_scheduled_event_id"]) or unknown("event")


def _may_change(call: Call, event: ScheduledEvent, found: Guild) -> None:
    own = event.body.get("creator_id") == call.world.bot.id
    needed = P.CREATE_EVENTS | P.MANAGE_EVENTS if own else P.MANAGE_EVENTS
    if not call.world.may_in_guild(call.world.bot.id, found) & needed:
        raise Refusal(50013, details="MANAGE_EVENTS")


def _check_event(world: World, event: ScheduledEvent) -> None:
    """A single event somewhere outside Discord, in the future, with an end (D16)."""
    b = event.body
    wrong = []
    if not 1 <= len(b.get("name", "")) <= 100 or len(b.get("description") or "") > 1000:
        wrong.append("name or description")
    if b.get("entity_type") == 3:
        place = (b.get("entity_metadata") or {}).get("location") or ""
        if not 1 <= len(place) <= 100 or not b.get("scheduled_end_time"):
            wrong.append("an event elsewhere has a location and an end")
    if b.get("recurrence_rule"):
        world.violated("a recurring event drifts at daylight saving")
    starts = payloads.read_time(b["scheduled_start_time"])
    if starts <= world.clock():
        wrong.append("it would have begun already")
    if b.get("scheduled_end_time") and payloads.read_time(b["scheduled_end_time"]) <= starts:
        wrong.append("it ends before it begins")
    if wrong:
        raise malformed(wrong)


ROUTES = [
    Route("GET", "/guilds/{guild_id}/scheduled-events", scheduled),
    Route("POST", "/guilds/{guild_id}/scheduled-events", schedule),
    Route("GET", "/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}", one_scheduled),
    Route("PATCH", "/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}", reschedule),
    Route("DELETE", "/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}", unschedule),
]
