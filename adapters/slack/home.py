"""App Home: what is mine and what is next, drawn anew when it is opened, when something in it is pressed, and when
core says that it has changed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol

from adapters.slack import forms
from adapters.slack.api import Api
from adapters.slack.people import People
from core.message import Reader
from core.names import Platform
from core.request import Reply, Request, Spot

EVERY = timedelta(seconds=5)  # between two drawings of one home that nobody asked for
NOT_AT_ALL = timedelta(0)
MOST = 5_000  # homes whose last drawing is remembered


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
        self._drawn: dict[tuple[str, str], datetime] = {}

    async def changed(self, workspace: str, user: str, occasion: str) -> float:
        """Something in it has changed. Answers 0 once it is drawn anew, else how many seconds it should rest first."""
        last = self._drawn.get((workspace, user))
        rests = EVERY - (self._clock() - last) if last is not None else NOT_AT_ALL
        if rests > NOT_AT_ALL:
            return rests.total_seconds()
        await self.show(workspace, user, occasion)
        return 0.0

    async def show(self, workspace: str, user: str, occasion: str, *, opened: bool = False) -> None:
        """`occasion` names why it is drawn now, as the delivery of what was asked. Raises Trouble."""
        by = await self._people.speaker(workspace, user)
        at, args = Spot(Platform.SLACK, "", private=True), {"page": "opened"} if opened else {}
        request = Request(f"home-{occasion}", workspace, by, at, "home", args=args)
        reply = await self._in_thread(self._handle, request, self._clock())
        view = forms.home(reply.messages, Reader(by.zone or "UTC", by.language))
        await self._api.call(workspace, "views.publish", {"user_id": user, "view": view})
        if len(self._drawn) >= MOST:
            self._drawn.clear()
        self._drawn[(workspace, user)] = self._clock()
