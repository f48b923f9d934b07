"""Whether the bot is well, for whoever watches over it: alive, ready, and in numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

NUMBERS = "text/plain; version=0.0.4; charset=utf-8"  # what Prometheus reads


@dataclass(frozen=True)
class Readiness:
    ready: bool
    parts: Mapping[str, str]  # what there is, and how it stands, a word or two each


def health(ready: Callable[[], Readiness], numbers: Callable[[], bytes]) -> list[Route]:
    """`/healthz`: this process answers. `/readyz`: it can do its work. `/metrics`: what it has done, for Prometheus.
    Both functions may wait for the record, and run in threads.
    """

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok")

    def readyz(_: Request) -> Response:
        found = ready()
        return JSONResponse({"ready": found.ready, **found.parts}, status_code=200 if found.ready else 503)

    def metrics(_: Request) -> Response:
        return Response(numbers(), media_type=NUMBERS)

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
