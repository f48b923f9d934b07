"""Socket Mode: a line that the bot opens, so that nothing of ours has to be reached from outside."""

from __future__ import annotations

import asyncio

from slack_bolt import BoltResponse
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from adapters.slack.api import Api
from adapters.slack.inbound import Inbound


class _Handler(AsyncSocketModeHandler):
    def __init__(self, inbound: Inbound, api: Api, app_token: str) -> None:
        super().__init__(inbound.bolt, app_token, logger=api.sdk_log, web_client=api.client())
        self._inbound = inbound

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        """Every payload is acknowledged, in any shape."""
        try:
            request = AsyncBoltRequest(mode="socket_mode", body=req.payload, headers=build_headers(req))
        except (AttributeError, KeyError, TypeError, ValueError):
            answer = BoltResponse(status=200)
        else:
            answer = await self._inbound.dispatch(request)
        await send_async_response(client, req, answer, 0.0)


async def listen(inbound: Inbound, api: Api, app_token: str) -> None:
    """Until cancelled. The SDK tries for ever to connect, so whoever wants it to end must cancel this."""
    handler = _Handler(inbound, api, app_token)
    try:
        await handler.client.connect()
        await asyncio.Event().wait()
    finally:
        await handler.client.close()
