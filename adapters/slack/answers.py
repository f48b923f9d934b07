"""What somebody is answered: in the acknowledgement itself where Slack lets us, else right after it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck

from adapters.slack import forms
from adapters.slack.api import Api, Trouble
from adapters.slack.forms import Origin
from adapters.slack.payloads import Heard
from adapters.slack.render import Eyes, messages
from core.message import Message, Reader
from core.request import Ask, Reply, Request, at_fields
from core.words import places as words

Body = Mapping[str, Any]
Sent = dict[str, Any]
ALREADY = "exchanged_trigger_id"  # the form is open: this is a repeat of the press that opened it


class Answers:
    """`finish` waits for the answers that are still on their way."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._under_way: set[asyncio.Task[None]] = set()

    async def to_command(
        self, ack: AsyncAck, body: Body, heard: Heard, request: Request, reply: Reply
    ) -> None:
        said = _said(reply.messages, request)
        if reply.ask is not None and not await self._open(body, heard, request, reply.ask):
            said += _said((words.no_form(),), request)
        if len(said) == 1:
            await ack(response_type="ephemeral", **said[0])
            return
        await ack()  # of several, the second could overtake one that went along with this
        self.later(self._by_url(heard, request, said))

    async def to_press(self, ack: AsyncAck, body: Body, heard: Heard, request: Request, reply: Reply) -> None:
        told = list(reply.messages)
        if reply.ask is not None and not await self._open(body, heard, request, reply.ask):
            told.append(words.no_form())
        container = body.get("container") or {}
        if container.get("type") == "view":
            if told:
                await self._notice(body, heard, request, tuple(told))
            await ack()
            return
        await ack()
        self.later(self._by_url(heard, request, _said(tuple(told), request)))

    async def to_shortcut(
        self, ack: AsyncAck, body: Body, heard: Heard, request: Request, reply: Reply
    ) -> None:
        """Beside a message: there, to them alone. Where there is no place, in a form's."""
        told = list(reply.messages)
        if reply.ask is not None and not await self._open(body, heard, request, reply.ask):
            told.append(words.no_form())
        if told and not heard.url:
            await self._notice(body, heard, request, tuple(told))
            told = []
        await ack()
        self.later(self._by_url(heard, request, _said(tuple(told), request)))

    async def to_submission(self, ack: AsyncAck, heard: Heard, request: Request, reply: Reply) -> None:
        """A form closes, and its answer stands where it was opened from; where that cannot be, in its own place."""
        reader, origin = _reader(request), Origin(heard.origin, heard.url)
        wrong = at_fields(reply.amiss, heard.fields)
        if wrong:
            await ack(response_action="errors", errors=forms.errors(wrong, reader))
            return
        if reply.ask is not None:
            lead = [b for m in _said(reply.messages, request) for b in m["blocks"]]
            await ack(response_action="update", view=forms.view(reply.ask, reader, origin, lead))
        elif reply.messages and not heard.url:
            view = forms.notice(reply.messages, words.notice_title(), reader, origin)
            await ack(response_action="update", view=view)
        else:
            await ack()
            self.later(self._by_url(heard, request, _said(reply.messages, request)))

    def to_message(self, heard: Heard, request: Request, reply: Reply) -> None:
        self.later(self._privately(heard, request, _said(reply.messages, request)))

    async def finish(self) -> None:
        """Returns when every answer is out, or has failed."""
        while self._under_way:
            await asyncio.gather(*self._under_way, return_exceptions=True)

    # --- how

    async def _open(self, body: Body, heard: Heard, request: Request, ask: Ask) -> bool:
        """Whether the form stands open now: a repeat of the press that opened it finds it so."""
        view = forms.view(ask, _reader(request), Origin(heard.origin, heard.url))
        try:
            await self._show(body, request, view)
        except Trouble as e:
            return e.error == ALREADY
        return True

    async def _notice(self, body: Body, heard: Heard, request: Request, told: tuple[Message, ...]) -> None:
        origin = Origin(heard.origin, heard.url)
        try:
            await self._show(
                body, request, forms.notice(told, words.notice_title(), _reader(request), origin)
            )
        except Trouble as e:
            self._api.log.warning("a notice was not shown: %s", e.error)

    async def _show(self, body: Body, request: Request, view: Sent) -> None:
        """A form while its trigger lasts; in a form it takes that form's place. Raises Trouble."""
        inside = body.get("view") or {}
        if inside.get("type") == "modal":
            await self._api.call(request.workspace, "views.update", {"view_id": inside["id"], "view": view})
        else:
            opening = {"trigger_id": body.get("trigger_id"), "view": view}
            await self._api.call(request.workspace, "views.open", opening)

    async def _by_url(self, heard: Heard, request: Request, said: list[Sent]) -> None:
        """To one person alone, where they asked; the URL lasts half an hour and five answers."""
        for message in said:
            here = {"response_type": "ephemeral", "replace_original": False, **_thread(heard), **message}
            try:
                await self._api.respond(heard.url, here)
            except Trouble:
                await self._privately(heard, request, [message])

    async def _privately(self, heard: Heard, request: Request, said: list[Sent]) -> None:
        """Likewise where there is no URL; by direct message where that cannot be."""
        for message in said:
            here = {"channel": heard.origin.room, "user": heard.user, **_thread(heard), **message}
            try:
                await self._api.call(request.workspace, "chat.postEphemeral", here)
            except Trouble:
                await self._by_direct_message(heard, request, message)

    async def _by_direct_message(self, heard: Heard, request: Request, message: Sent) -> None:
        try:
            await self._api.call(request.workspace, "chat.postMessage", {"channel": heard.user, **message})
        except Trouble as e:
            self._api.log.warning("an answer was not shown: %s", e.error)

    def later(self, does: Coroutine[Any, Any, None]) -> None:
        """Do it once Slack has its acknowledgement."""
        task = asyncio.ensure_future(does)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)


def _thread(heard: Heard) -> Sent:
    return {"thread_ts": heard.origin.thread} if heard.origin.thread else {}


def _reader(request: Request) -> Reader:
    return Reader(request.by.zone or "UTC", request.by.language)


def _said(told: tuple[Message, ...], request: Request) -> list[Sent]:
    eyes = Eyes(_reader(request), {})
    return [m for message in told for m in messages(message, eyes)]
