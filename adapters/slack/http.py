"""Signed HTTP: all that Slack sends comes to one address, and only what Slack has signed is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import Clock, SignatureVerifier
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.slack.inbound import Inbound
from adapters.slack.manifest import EVENTS_AT

BIGGEST = 1_000_000  # bytes; a view is at most 250 KB (S5)


class _BotsClock(Clock):
    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock().timestamp()


class Door:
    """Signatures older than five minutes are stale: whoever kept one cannot use it again."""

    def __init__(self, inbound: Inbound, signing_secret: str, clock: Callable[[], datetime]) -> None:
        self._inbound = inbound
        self._verifier = SignatureVerifier(signing_secret, _BotsClock(clock))

    @property
    def routes(self) -> list[Route]:
        return [Route(EVENTS_AT, self.come_in, methods=["POST"])]

    async def come_in(self, request: Request) -> Response:
        body = await _read(request)
        if body is None:
            return Response(status_code=413)
        if not self._is_slacks(body, request):
            return Response(status_code=401)
        try:
            bolt_request = AsyncBoltRequest(body=body.decode(), headers=dict(request.headers))
        except ValueError:
            return Response(status_code=400)  # neither text nor JSON
        except (AttributeError, KeyError, TypeError):
            return Response()  # signed, and of a shape that nobody here knows
        answer = await self._inbound.dispatch(bolt_request)
        headers = answer.first_headers_without_set_cookie()
        return Response(answer.body, status_code=answer.status, headers=headers)

    def _is_slacks(self, body: bytes, request: Request) -> bool:
        try:
            return self._verifier.is_valid_request(body, dict(request.headers))
        except ValueError:
            return False  # a timestamp that is no number, or a body that is no text


async def _read(request: Request) -> bytes | None:
    """The body; None for one that is too big, which is not read to its end."""
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > BIGGEST:
        return None
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > BIGGEST:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)
