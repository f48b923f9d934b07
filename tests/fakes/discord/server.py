"""The fake Discord as a server on loopback: its API, v10, and its gateway."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from tests.fakes.discord import calendar, commands, interactions, messages, places, threads
from tests.fakes.discord.gateway import Gateway
from tests.fakes.discord.rates import Rates
from tests.fakes.discord.refusals import Refusal, malformed
from tests.fakes.discord.rest import Call, Route
from tests.fakes.discord.schema import schemas
from tests.fakes.discord.world import Body, Interaction, World

ACK = 30.0  # seconds of the wall clock that a test waits for an answer; Discord's three are the test clock's
MAJOR = ("channel_id", "guild_id", "webhook_id")  # each has a bucket of its own


class FakeDiscord:
    """Start it inside the loop of the bot under test: it lives on that loop, on a port of its own."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.world = World(clock)
        self.rates = Rates(clock)
        self.port = 0
        self.gateway = Gateway(self.world, "")
        self._runner: web.AppRunner | None = None
        self._called = asyncio.Event()

    async def start(self) -> None:
        app = web.Application(client_max_size=25 * 2**20)
        gateway = Route("GET", "/gateway/bot", lambda _: self.gateway.limits())
        plain = Route("GET", "/gateway", lambda _: {"url": self.gateway.url}, public=True)
        for route in (
            gateway, plain, *places.ROUTES, *threads.ROUTES, *calendar.ROUTES, *messages.ROUTES,
            *commands.ROUTES, *interactions.ROUTES,
        ):  # fmt: skip
            app.router.add_route(route.method, f"/api/v10{route.template}", self._serving(route))
        app.router.add_get("/", self.gateway.serve)
        app.router.add_route("*", "/api/{rest:.*}", self._nowhere)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.gateway.url = f"ws://127.0.0.1:{self.port}/"

    async def stop(self) -> None:
        await self.gateway.close(1001)
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def url(self) -> str:
        """What DISCORD_API_URL is set to."""
        return f"http://127.0.0.1:{self.port}/api/v10"

    # --- the API

    def _serving(self, route: Route) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def serve(request: web.Request) -> web.Response:
            self.world.calls.append(route.key)
            headers: dict[str, str] = {}
            try:
                answer = await self._answer(route, request, headers)
            except Refusal as e:
                return self._refused(route.key, e, headers)
            except Exception as bug:
                self.world.violated(f"{route.key}: the fake itself failed: {bug!r}")
                raise
            finally:
                self._called.set()
            if self.world.loses_answer(route.key) and request.transport is not None:
                request.transport.abort()
            if answer is None:
                return web.Response(status=204, headers=headers)
            return _json(answer, 200, headers)

        return serve

    async def _answer(self, route: Route, request: web.Request, headers: dict[str, str]) -> Any:
        if self.world.down:
            self._unanswered(request)
            raise Refusal(0, status=503, message="upstream connect error")
        if self.rates.shut_out:
            self.world.violated("10,000 invalid requests in ten minutes")
            raise Refusal(0, status=429, message="shut out", details={"scope": "cloudflare"})
        if not route.public:
            self._authorised(request)
        path = dict(request.match_info)
        headers |= self.rates.spend(route, "/".join(path[m] for m in MAJOR if m in path))
        if (fails := self.world.fails_with.get(route.key)) is not None:
            raise fails
        body = await _body(request)
        self._conforms(route, body)
        return route.does(Call(self.world, path, request.query, body))

    def _unanswered(self, request: web.Request) -> None:
        """What the bot says to somebody does not get through, and is not said again."""
        asked = self.world.interactions.get(request.match_info.get("interaction_token", ""))
        if asked is not None:
            asked.answered.set()

    def _authorised(self, request: web.Request) -> None:
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind != "Bot" or not self.world.tokens.get(token):
            raise Refusal(0, status=401, message="401: Unauthorized")
        if not request.headers.get("User-Agent", "").startswith("DiscordBot ("):
            self.world.violated("a User-Agent that does not say whose bot it is")

    def _conforms(self, route: Route, body: Any) -> None:
        """As Discord's own description of its API says."""
        known = schemas()
        if known is None:
            return
        if not known.knows(route.method, route.template):
            self.world.violated(f"{route.key} is no route of Discord's")
        if wrong := known.problems(route.method, route.template, body):
            self.world.violated(f"schema of {route.key}: {'; '.join(wrong)}")
            raise malformed(wrong)

    def _refused(self, key: str, e: Refusal, headers: dict[str, str]) -> web.Response:
        if not self.world.down:
            self.world.refusals.append((key, e.code or e.status))
        self.rates.in_vain(e.status)
        if e.status != 429:
            return _json(e.body, e.status, headers)
        scope = e.details["scope"]
        if scope == "cloudflare":
            return web.Response(status=429, text="error code: 1015")
        told = {"Retry-After": str(int(e.retry_after) + 1), "X-RateLimit-Scope": scope, "Via": "1.1 google"}
        if scope == "global":
            told["X-RateLimit-Global"] = "true"
        body = {
            "message": "You are being rate limited.",
            "retry_after": e.retry_after,
            "global": scope == "global",
        }
        return _json(body, 429, headers | told)

    async def _nowhere(self, request: web.Request) -> web.Response:
        self.world.violated(f"no route: {request.method} {request.path}")
        self._called.set()
        return _json({"message": "404: Not Found", "code": 0}, 404, {})

    # --- what people do, delivered

    async def deliver(self, interaction: Interaction, payload: Body, guild: str) -> None:
        """To the gateway; returns when the bot has answered, or Discord has given up on it."""
        self.world.interactions[interaction.token] = interaction
        interaction.deliveries += 1
        self.gateway.tell("INTERACTION_CREATE", payload, guild)
        try:
            await asyncio.wait_for(interaction.answered.wait(), ACK)
        except TimeoutError:
            self.world.violated("an interaction that was not answered")

    async def until(self, so: Callable[[], bool]) -> None:
        """Returns when the bot's calls have made it so; looked at after each."""
        async with asyncio.timeout(20):
            while not so():
                await self._called.wait()
                self._called.clear()


def _json(body: Any, status: int, headers: dict[str, str]) -> web.Response:
    """With a content type that says no more: discord.py reads nothing else as JSON."""
    told = {**headers, "Content-Type": "application/json"}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=told)


async def _body(request: web.Request) -> Any:
    if request.content_type == "multipart/form-data":
        form = await request.post()
        return json.loads(str(form.get("payload_json", "{}")))
    text = await request.text()
    return json.loads(text) if text else None
