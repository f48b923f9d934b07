"""Application commands: what a bot has registered, for everybody or for one guild."""

from __future__ import annotations

from typing import Any

from tests.fakes.discord import limits
from tests.fakes.discord.refusals import Refusal, malformed, unknown
from tests.fakes.discord.rest import Answer, Call, Route
from tests.fakes.discord.world import Body, World

MOST = {1: 100, 2: 15, 3: 15}
CREATES_A_DAY = 200
DEFAULTS: Body = {
    "type": 1,
    "description": "",
    "default_member_permissions": None,
    "nsfw": False,
    "contexts": None,
    "integration_types": [0],
    "name_localizations": None,
    "description_localizations": None,
    "options": [],
}


def application(call: Call) -> Answer:
    world = call.world
    return {
        "id": world.app,
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "hook": True,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": {"id": "1", "username": "owner", "discriminator": "0", "avatar": None, "public_flags": 0},
        "approximate_guild_count": len(world.guilds),
        "team": None,
    }


def listed(call: Call) -> Answer:
    return list(_mine(call).values())


def one(call: Call) -> Answer:
    return _mine(call).get(call.path["command_id"]) or unknown("command")


def overwrite(call: Call) -> Answer:
    """All at once: those of the same name keep their id, the rest go."""
    mine = _mine(call)
    before = {(c["type"], c["name"]): c["id"] for c in mine.values()}
    wanted = [_made(call, body, before) for body in call.body or ()]
    names = [(c["type"], c["name"]) for c in wanted]
    if len(set(names)) < len(names):
        raise malformed(["two commands of one name"])
    for kind, most in MOST.items():
        if sum(k == kind for k, _ in names) > most:
            raise Refusal(30032)
    mine.clear()
    mine.update({c["id"]: c for c in wanted})
    return wanted


def create(call: Call) -> Answer:
    mine = _mine(call)
    made = _made(call, call.body, {(c["type"], c["name"]): c["id"] for c in mine.values()})
    mine[made["id"]] = made
    if sum(c["type"] == made["type"] for c in mine.values()) > MOST[made["type"]]:
        raise Refusal(30032)
    return made


def change(call: Call) -> Answer:
    mine, id_ = _mine(call), call.path["command_id"]
    before = mine.get(id_) or unknown("command")
    mine[id_] = _checked(call.world, before | dict(call.body) | {"version": call.world.snowflake()})
    return mine[id_]


def delete(call: Call) -> Answer:
    if _mine(call).pop(call.path["command_id"], None) is None:
        unknown("command")


def _mine(call: Call) -> dict[str, Body]:
    if call.path["application_id"] != call.world.app:
        unknown("application")
    guild = call.path.get("guild_id", "")
    if guild:
        call.world.a_guild(guild)
    return call.world.commands.setdefault(guild, {})


def _made(call: Call, body: Any, before: dict[tuple[int, str], str]) -> Body:
    world, guild = call.world, call.path.get("guild_id", "")
    kept = {k: v for k, v in dict(body).items() if v is not None}
    made = DEFAULTS | kept | {"application_id": world.app, "version": world.snowflake()}
    made["id"] = before.get((made["type"], made["name"])) or _new_id(world)
    if guild:
        made["guild_id"] = guild
    if made["default_member_permissions"] is not None:
        made["default_member_permissions"] = str(made["default_member_permissions"])
    return _checked(world, made)


def _new_id(world: World) -> str:
    world.commands_made += 1
    if world.commands_made > CREATES_A_DAY:
        raise Refusal(30034)
    return world.snowflake()


def _checked(world: World, command: Body) -> Body:
    wrong = limits.of_command(command)
    if wrong:
        world.violated(f"command {command['name']}: {'; '.join(wrong)}")
        raise malformed(wrong)
    return command


GLOBAL = "/applications/{application_id}/commands"
IN_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
ROUTES = [
    Route("GET", "/oauth2/applications/@me", application),
    Route("GET", "/applications/@me", application),
    *(
        Route(method, base + rest, does)
        for base in (GLOBAL, IN_GUILD)
        for method, rest, does in (
            ("GET", "", listed),
            ("PUT", "", overwrite),
            ("POST", "", create),
            ("GET", "/{command_id}", one),
            ("PATCH", "/{command_id}", change),
            ("DELETE", "/{command_id}", delete),
        )
    ),
]
