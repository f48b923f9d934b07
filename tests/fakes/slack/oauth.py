"""Installing an app in the fake Slack, and what becomes of its tokens: `oauth.v2.access`, rotation, uninstalling."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.fakes.slack.world import (
    APP,
    BOT,
    CLIENT_ID,
    CLIENT_SECRET,
    Grant,
    Refusal,
    Token,
    World,
)

LIVES = timedelta(hours=12)


def allow(world: World, address: str, team: str, **more: Any) -> str:
    """Somebody presses Allow on the page at `address`. Answers where Slack sends their browser."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert asked["client_id"] == CLIENT_ID
    code = f"code-{world.number()}"
    scopes = set(asked["scope"].split(","))
    world.codes[code] = Grant(team, **({"scopes": scopes, "redirect": asked["redirect_uri"]} | more))
    return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"


def access(world: World, params: Mapping[str, Any], authorization: str) -> dict[str, Any]:
    """A code, or a refresh token, for a token."""
    _check_client(authorization)
    if params.get("grant_type") == "refresh_token":
        grant = world.refreshes.get(str(params.get("refresh_token")))
        if grant is None or grant.used:
            raise Refusal("invalid_refresh_token")
    else:
        grant = world.codes.get(str(params.get("code")))
        if grant is None:
            raise Refusal("invalid_code")
        if grant.used:
            raise Refusal("code_already_used")
        if params.get("redirect_uri") != grant.redirect:
            raise Refusal("bad_redirect_uri")
    grant.used = True
    return _given(world, grant)


def uninstall(world: World, team: str, error: str = "account_inactive") -> None:
    """The app is taken out of a workspace: none of its tokens works there any more."""
    for token in world.tokens.values():
        if token.kind == "bot" and token.team == team:
            token.wrong = error
    for grant in world.refreshes.values():
        grant.used |= grant.team == team


def _given(world: World, grant: Grant) -> dict[str, Any]:
    name = f"xoxe.xoxb-{world.number()}" if world.rotating else f"xoxb-{world.number()}"
    expires = world.clock() + LIVES if world.rotating else None
    world.tokens[name] = Token("bot", set(grant.scopes), team=grant.team, expires=expires)
    more: dict[str, Any] = {}
    if world.rotating:
        refresh = f"xoxe-{world.number()}"
        world.refreshes[refresh] = Grant(grant.team, set(grant.scopes))
        more = {"refresh_token": refresh, "expires_in": int(LIVES.total_seconds())}
    whole = grant.whole_organisation
    return {
        "app_id": APP,
        "authed_user": {"id": "U00000"},
        "scope": ",".join(sorted(grant.scopes)),
        "token_type": "bot",
        "access_token": name,
        "bot_user_id": BOT,
        "team": None if whole else {"id": grant.team, "name": f"Ward {grant.team}"},
        "enterprise": {"id": "E1", "name": "Trust"} if whole else None,
        "is_enterprise_install": whole,
        **more,
    }


def _check_client(authorization: str) -> None:
    known = base64.b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
    if known[0] != CLIENT_ID:
        raise Refusal("invalid_client_id")
    if known[2] != CLIENT_SECRET:
        raise Refusal("bad_client_secret")
