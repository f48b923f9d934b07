"""Socket Mode: a line that the bot opens, so that nothing of ours has to be reached from outside."""

from __future__ import annotations

import asyncio

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from adapters.slack.api import Api
from adapters.slack.inbound import Inbound


async def listen(inbound: Inbound, api: Api, app_token: str) -> None:
    """Until cancelled. The SDK tries for ever to connect, so whoever wants it to end must cancel this."""
    handler = AsyncSocketModeHandler(inbound.bolt, app_token, logger=api.sdk_log, web_client=api.client())
    try:
        await handler.client.connect()
        await asyncio.Event().wait()
    finally:
        await handler.client.close()
