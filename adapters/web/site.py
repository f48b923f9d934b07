"""What can be reached from outside, under one roof: the platforms' own addresses, and whether the bot is well."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route

GRACE = 2  # seconds that answers under way may take when the bot stops


def site(routes: Sequence[BaseRoute]) -> Starlette:
    return Starlette(routes=[Route("/health", _health), *routes])


async def _health(_: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the whole bot's, not the web server's."""
        yield


async def serve(app: Starlette, at: socket.socket) -> None:
    """Until cancelled; what is being answered then is answered first."""
    config = uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    server = _Server(config)
    serving = asyncio.ensure_future(server.serve(sockets=[at]))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving
        raise


def listening_on(port: int, host: str = "0.0.0.0") -> socket.socket:  # noqa: S104 - a container's port
    """A socket that listens on a port, 0 for any. Raises OSError where somebody else has it."""
    at = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    at.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    at.bind((host, port))
    at.listen(2048)  # whoever comes before the server has begun waits in line
    return at
