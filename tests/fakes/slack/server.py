"""The fake Slack as a server on loopback: Web API, response URLs and Socket Mode."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientSession, ClientTimeout, WSMsgType, web

from tests.fakes.slack import oauth
from tests.fakes.slack.methods import METHODS, check_message
from tests.fakes.slack.world import (
    APP_TOKEN,
    BOT,
    BOT_TOKEN,
    SIGNING_SECRET,
    USES_OF_RESPONSE_URL,
    Refusal,
    Stored,
    Token,
    World,
)

MINIMAL = {"commands", "chat:write", "groups:read", "users:read"}
CREATING = {*MINIMAL, "groups:write"}
ACK = timedelta(seconds=3)  # by the test's clock
PATIENCE = 30.0  # seconds of the wall clock: a machine with other work to do is not a bot that is late


class FakeSlack:
    """Start it inside the loop of the bot under test: it lives on that loop, on a port of its own."""

    def __init__(
        self, clock: Callable[[], datetime], scopes: set[str] | None = None, burst: int = 40
    ) -> None:
        self.world = World(clock, burst)
        self.world.tokens[BOT_TOKEN] = Token("bot", set(CREATING if scopes is None else scopes))
        self.world.tokens[APP_TOKEN] = Token("app", {"connections:write"})
        self.patience = PATIENCE
        self.sockets: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._connected = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self.port = 0
        self._next_socket = 0
        self._called = asyncio.Event()
        self.address = ""  # the bot's request URL, for Slack over HTTP

    async def start(self) -> None:
        app = web.Application(client_max_size=10_000_000)
        app.router.add_post("/api/{method}", self._api)
        app.router.add_get("/api/{method}", self._api)
        app.router.add_post("/response/{id}", self._respond)
        app.router.add_get("/link", self._link)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        for socket in self.sockets:
            await socket.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def url(self) -> str:
        """What SLACK_API_URL is set to."""
        return f"http://127.0.0.1:{self.port}/api/"

    # --- Web API

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self.world.calls.append(method)
        self.world.addresses.append(request.path_qs)
        try:
            answer = self._call(method, request, await _params(request))
        except Refusal as e:
            if not self.world.down:
                self.world.refusals.append((method, e.error))
            return _refused(e)
        finally:
            self._called.set()
        if self.world.loses_answer(method) and request.transport is not None:
            request.transport.abort()
        token = self.world.tokens.get(_bearer(request))
        scopes = {"X-OAuth-Scopes": ",".join(sorted(token.scopes))} if token is not None else {}
        return web.json_response({"ok": True, **answer}, headers=scopes)

    def _call(self, method: str, request: web.Request, params: dict[str, Any]) -> dict[str, Any]:
        if self.world.down:
            raise Refusal("internal_error", status=503)
        if method in self.world.fails_with:
            raise self.world.fails_with[method]
        if method == "oauth.v2.access":
            return oauth.access(self.world, params, request.headers.get("Authorization", ""))
        token = self._token(request, params)
        if method == "apps.connections.open":
            if token.kind != "app":
                raise Refusal("not_allowed_token_type")
            return {"url": f"ws://127.0.0.1:{self.port}/link"}
        known = METHODS.get(method)
        if known is None:
            raise Refusal("unknown_method")
        if token.kind != known.kind:
            raise Refusal("not_allowed_token_type")
        self.world.team, self.world.scopes = token.team, token.scopes
        if known.most:
            self.world.count(method, known.most)
        if request.content_type == "application/json" and not known.takes_json:
            params = {}
        if known.scope and known.scope not in token.scopes:
            raise Refusal("missing_scope", details=known.scope)
        return known.does(self.world, params)

    def _token(self, request: web.Request, params: dict[str, Any]) -> Token:
        bearer = _bearer(request)
        token = self.world.tokens.get(bearer or str(params.get("token", "")))
        if token is None:
            raise Refusal("invalid_auth" if bearer else "not_authed")
        if token.wrong:
            raise Refusal(token.wrong)
        if token.expires is not None and self.world.clock() >= token.expires:
            raise Refusal("token_expired")
        return token

    # --- response URLs

    async def _respond(self, request: web.Request) -> web.Response:
        body = json.loads(await request.text())
        world, known = self.world, self.world.response_urls.get(request.match_info["id"])
        if known is None or world.clock() > known.until or known.uses >= USES_OF_RESPONSE_URL:
            world.violations.append("response_url used up or expired")
            return web.Response(status=404, text="used_url")
        known.uses += 1
        try:
            check_message(world, body)
        except Refusal as e:
            world.refusals.append(("response_url", e.error))
            return web.Response(status=400, text=e.error)
        self.answer(known.user, known.channel, body)
        return web.Response(text="ok")

    def answer(self, user: str, channel: str, body: dict[str, Any]) -> None:
        """What a response URL, or the acknowledgement of a command, makes one person read."""
        thread, blocks = body.get("thread_ts") or "", body.get("blocks") or []
        stored = Stored(channel, self.world.ts(), BOT, body.get("text", ""), blocks, thread)
        if body.get("response_type", "ephemeral") == "ephemeral":
            stored.only_for = user
        self.world.keep(stored, "answer" if stored.only_for else "new")

    # --- Socket Mode

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": len(self.sockets)})
        self._connected.set()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self._acknowledged(json.loads(message.data))
        if socket in self.sockets:
            self.sockets.remove(socket)
        if not self.sockets:
            self._connected.clear()
        return socket

    def _acknowledged(self, message: dict[str, Any]) -> None:
        waiting = self._waiting.pop(message.get("envelope_id", ""), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(message.get("payload") or {})

    async def connected(self) -> None:
        """Returns when a socket of the bot is open."""
        await asyncio.wait_for(self._connected.wait(), 10)

    async def until(self, so: Callable[[], bool]) -> None:
        """Returns when the bot's calls have made it so; looked at after each."""
        async with asyncio.timeout(20):
            while not so():
                await self._called.wait()
                self._called.clear()

    async def refresh(self) -> None:
        """Slack asks the bot to connect anew, as it does every few hours, and shuts the old line."""
        for socket in list(self.sockets):
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})

    async def deliver(
        self, kind: str, payload: dict[str, Any], *, retry: int = 0, reason: str = ""
    ) -> dict[str, Any] | None:
        """One payload to one of the bot's sockets, or to its address where it has one. Answers the acknowledgement,
        None where none came in time.
        """
        if self.address:
            return await self._by_http(kind, payload, retry, reason)
        await self.connected()
        envelope = f"e{self.world.number()}"
        self._waiting[envelope] = asyncio.get_running_loop().create_future()
        socket = self.sockets[self._next_socket % len(self.sockets)]
        self._next_socket += 1
        again = {"retry_attempt": retry, "retry_reason": reason} if retry else {}
        await socket.send_json({"type": kind, "envelope_id": envelope, "payload": payload, **again})
        began = self.world.clock()
        try:
            answer = await asyncio.wait_for(self._waiting[envelope], self.patience)
        except TimeoutError:
            self._late(kind)
            return None
        if self.world.clock() - began > ACK:
            self._late(kind)
            return None
        return answer

    def _late(self, kind: str) -> None:
        self.world.violations.append(f"{kind}: no acknowledgement within 3 s")

    # --- signed HTTP

    def signed(self, body: str, kind: str = "interactive") -> dict[str, str]:
        """The headers that Slack sends along with a body."""
        at = str(int(self.world.clock().timestamp()))
        digest = hmac.new(SIGNING_SECRET.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
        form = "application/x-www-form-urlencoded"
        return {
            "X-Slack-Request-Timestamp": at,
            "X-Slack-Signature": f"v0={digest}",
            "Content-Type": "application/json" if kind == "events_api" else form,
        }

    async def _by_http(
        self, kind: str, payload: dict[str, Any], retry: int, reason: str
    ) -> dict[str, Any] | None:
        body = written(kind, payload)
        headers = self.signed(body, kind)
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason}
        began = self.world.clock()
        async with ClientSession(timeout=ClientTimeout(total=self.patience)) as session:
            try:
                async with session.post(self.address, data=body, headers=headers) as answer:
                    text = await answer.text()
                    if answer.status != 200:
                        self.world.violations.append(f"{kind}: answered with {answer.status}")
                        return None
            except TimeoutError:
                self._late(kind)
                return None
        if self.world.clock() - began > ACK:
            self._late(kind)
            return None
        is_json = text.startswith("{")
        return dict(json.loads(text)) if is_json else {"text": text} if text else {}


def written(kind: str, payload: dict[str, Any]) -> str:
    """A payload as the body of a request, in the way of its kind."""
    match kind:
        case "events_api":
            return json.dumps(payload)
        case "slash_commands":
            return urlencode(payload)
        case _:
            return urlencode({"payload": json.dumps(payload)})


def _bearer(request: web.Request) -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ").strip()


async def _params(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        body = json.loads(await request.text() or "{}")
        return dict(body)
    raw = {**request.query, **(await request.post())}
    return {k: _unpacked(k, v) for k, v in raw.items()}


def _unpacked(name: str, value: Any) -> Any:
    return json.loads(value) if name in ("blocks", "view", "metadata") and isinstance(value, str) else value


def _refused(e: Refusal) -> web.Response:
    headers = {"Retry-After": str(e.retry_after)} if e.retry_after else {}
    more = {"response_metadata": {"messages": [str(e.details)]}} if e.details else {}
    return web.json_response({"ok": False, "error": e.error, **more}, status=e.status, headers=headers)
