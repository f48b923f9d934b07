"""What somebody is answered: at once where it can be, within three seconds in any case (D1)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from discord import Interaction

from adapters.discord import forms
from adapters.discord.api import Api, Trouble
from adapters.discord.payloads import Heard
from adapters.discord.render import EPHEMERAL, Eyes, messages
from core.message import Message, Own, Reader
from core.request import Reply, Request
from core.words import places, refusals

CALLBACK = "/interactions/{interaction}/{token}/callback"
FOLLOWING = "/webhooks/{application}/{token}"
ORIGINAL = "/webhooks/{application}/{token}/messages/@original"
SAY, THINK, THINK_UNSEEN, SUGGEST, FORM = 4, 5, 6, 8, 9  # kinds of response
ALREADY = 40060  # answered before: this is a repeat
LATE = {10062, 10015, 50027}  # the token of an interaction has ended

Sent = dict[str, Any]


@dataclass
class Way:
    """How to answer one interaction. `deferred` once Discord was told that the answer takes a while."""

    id: str
    token: str
    application: str
    on_message: bool
    may_open: bool  # a form answers no form (D3)
    deferred: bool = False

    @property
    def back(self) -> dict[str, str]:
        return {"application": self.application, "token": self.token}


def way(interaction: Interaction, *, on_message: bool = False, may_open: bool = False) -> Way:
    ids = (str(interaction.id), interaction.token, str(interaction.application_id))
    return Way(*ids, on_message=on_message, may_open=may_open)


class Answers:
    """`finish` waits for the answers that are still on their way."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._under_way: set[asyncio.Task[Any]] = set()

    def under_way(self, does: asyncio.Task[Any]) -> None:
        self._under_way.add(does)
        does.add_done_callback(self._under_way.discard)

    async def finish(self) -> None:
        """Returns when every answer is out, or has failed."""
        while self._under_way:
            await asyncio.gather(*self._under_way, return_exceptions=True)

    async def wait(self, by: Way) -> None:
        """Tell Discord that the answer takes a while: for one person's eyes, as the answer will be (D2)."""
        await self._respond(by, THINK, {"flags": EPHEMERAL})
        by.deferred = True

    async def give(self, by: Way, heard: Heard, request: Request, reply: Reply) -> None:
        try:
            await self._give(by, request, reply)
        except Trouble as e:
            if e.code == ALREADY:
                return
            if e.code not in LATE or not reply.messages:
                self._api.log.warning("an answer was not shown: %s", e)
                return
            await self._by_direct_message(heard, _said(reply.messages, request, reply))

    async def _give(self, by: Way, request: Request, reply: Reply) -> None:
        told = list(reply.messages)
        if reply.ask is not None:
            if by.may_open and not by.deferred:
                form = forms.modal(reply.ask, _reader(request, reply), request.workspace)
                await self._respond(by, FORM, form)
                return
            told += _to_open(request, reply)
        said = _said(told, request, reply)
        if not said:
            await self._quietly(by)
            return
        first, *rest = said
        if by.deferred:
            edited = first | {
                "flags": first["flags"] & ~EPHEMERAL
            }  # whose eyes it is for was said before (D2)
            await self._api.answer("PATCH", ORIGINAL, edited, **by.back)
        else:
            await self._respond(by, SAY, first)
        for message in rest:
            await self._api.answer("POST", FOLLOWING, message, **by.back)

    async def _quietly(self, by: Way) -> None:
        """What happened speaks for itself. Discord wants an answer: a button's message stays as it is, a command's
        answer goes again.
        """
        if by.on_message and not by.deferred:
            await self._respond(by, THINK_UNSEEN)
            return
        if not by.deferred:
            await self.wait(by)
        await self._api.answer("DELETE", ORIGINAL, None, **by.back)

    async def _respond(self, by: Way, kind: int, data: Sent | None = None) -> None:
        body = {"type": kind} | ({"data": data} if data is not None else {})
        await self._api.answer("POST", CALLBACK, body, interaction=by.id, token=by.token)

    async def suggest(self, by: Way, found: Sequence[tuple[str, str]]) -> None:
        """Suggestions (label, value) while somebody types an option."""
        choices = [{"name": label, "value": value} for label, value in found]
        try:
            await self._respond(by, SUGGEST, {"choices": choices})
        except Trouble as e:
            self._api.log.info("suggestions were not shown: %s", e)

    async def _by_direct_message(self, heard: Heard, said: Sequence[Sent]) -> None:
        """Later than Discord lets an answer come (15 minutes, or a token that has ended): as an ordinary message."""
        try:
            channel = await self._api.call("POST", "/users/@me/channels", {"recipient_id": heard.user})
            for message in said:
                body = message | {"flags": message["flags"] & ~EPHEMERAL}
                await self._api.call(
                    "POST", "/channels/{channel_id}/messages", body, channel_id=str(channel["id"])
                )
        except Trouble as e:
            self._api.log.warning("an answer was not shown: %s", e)


def _to_open(request: Request, reply: Reply) -> tuple[Message, ...]:
    """A form that cannot stand open now: the words that were typed, if any, and a button to it."""
    ask = reply.ask
    assert ask is not None
    typed = tuple(Own(f.initial) for f in ask.fields if f.initial and request.submitted)
    given_back = (refusals.your_words(typed),) if typed else ()
    return (*given_back, places.form_waits(ask.title, ask.command, ask.of, ask.args))


def _reader(request: Request, reply: Reply) -> Reader:
    return Reader(reply.zone or request.by.zone or "UTC", request.by.language, heard=False)


def _said(told: Sequence[Message], request: Request, reply: Reply) -> list[Sent]:
    """For one person's eyes: nobody is called, and people are named."""
    eyes = Eyes(_reader(request, reply), {}, request.workspace)
    return [{**m, "flags": m["flags"] | EPHEMERAL} for message in told for m in messages(message, eyes)]
