"""App Home: what is mine and what is next, drawn anew when it is opened, when something in it is pressed, and when
core says that it has changed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from adapters.slack import forms
from adapters.slack.api import Api
from adapters.slack.people import People
from core.message import Reader
from core.names import Platform
from core.request import Reply, Request, Spot


class RunInThread(Protocol):
    async def __call__(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Any: ...


class Home:
    def __init__(
        self,
        api: Api,
        people: People,
        handle: Callable[[Request, datetime], Reply],
        clock: Callable[[], datetime],
        run_in_thread: RunInThread,
    ) -> None:
        self._api = api
        self._people = people
        self._handle = handle
        self._clock = clock
        self._in_thread = run_in_thread

    async def show(self, workspace: str, user: str, occasion: str) -> None:
        """`occasion` names why it is drawn now, as the delivery of what was asked. Raises Trouble."""
        by = await self._people.speaker(workspace, user)
        request = Request(f"home-{occasion}", workspace, by, Spot(Platform.SLACK, "", private=True), "home")
        reply = await self._in_thread(self._handle, request, self._clock())
        view = forms.home(reply.messages, Reader(by.zone or "UTC", by.language))
        await self._api.call(workspace, "views.publish", {"user_id": user, "view": view})
