"""What people do in Discord, as requests to core: one listener for every interaction, routed inside."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from discord import Interaction, InteractionType

from adapters.discord import payloads
from adapters.discord.answers import Answers, Way, way
from adapters.discord.api import Api, Trouble
from adapters.discord.payloads import Heard
from adapters.discord.people import People
from adapters.discord.suggest import Suggestions
from adapters.discord.typed import named
from core.ports import Busy
from core.request import Reply, Request, Speaker
from core.words import places

TRIES = 5  # at writing down what happened to a server, while the record is busy
SOON = 2.0  # seconds; then Discord is told to wait, which it must be within three (D1)
Handle = Callable[[Request, datetime], Reply]
Report = Callable[[BaseException, Request | None], str]


@dataclass(frozen=True)
class Servers:
    """What the record knows of them. `of` tells those that an account is known on, the one it was last met on first:
    a command in a direct message does not say which it means. `left` and `returned` raise Busy.
    """

    of: Callable[[str], list[str]]
    known: Callable[[], list[str]]
    left: Callable[[str, datetime], object]
    returned: Callable[[str, datetime], object]


class RunInThread(Protocol):
    async def __call__(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Any: ...


class Inbound:
    """The change is committed before Discord is answered, so nobody is told of something that is lost."""

    def __init__(
        self,
        api: Api,
        people: People,
        answers: Answers,
        suggestions: Suggestions,
        handle: Handle,
        report: Report,
        clock: Callable[[], datetime],
        run_in_thread: RunInThread,
        servers: Servers,
    ) -> None:
        self.soon = SOON
        self._api = api
        self._people = people
        self._answers = answers
        self._suggestions = suggestions
        self._handle = handle
        self._report = report
        self._clock = clock
        self._in_thread = run_in_thread
        self._servers = servers

    async def interaction(self, interaction: Interaction) -> None:
        """Answer it, whatever it is. Nothing is raised."""
        task = asyncio.current_task()
        if task is not None:
            self._answers.under_way(task)
        try:
            if interaction.type is InteractionType.autocomplete:
                await self._suggest(interaction)
                return
            heard = payloads.heard(interaction)
            if heard is not None:
                await self._answer(
                    way(interaction, on_message=heard.on_message, may_open=not heard.submitted), heard
                )
        except Trouble as e:
            self._api.log.warning("an interaction was not answered: %s", e)
        except Exception as bug:  # noqa: BLE001 - discord.py would only log it, with what it was about
            self._report(bug, None)

    async def servers_now(self, here: Collection[str]) -> None:
        """Those that the bot is on, all of them. Where none is known it is another bot's record: nothing is done."""
        known = await self._in_thread(self._servers.known)
        if any(server in here for server in known):
            for server in known:
                if server not in here:
                    await self.server_left(server)

    async def server_left(self, server: str) -> None:
        """The bot was put out of it: nothing is said there until it returns."""
        await self._write_down(self._servers.left, server)

    async def server_returned(self, server: str) -> None:
        """The bot is let in again, or still is."""
        await self._write_down(self._servers.returned, server)

    async def _write_down(self, what: Callable[[str, datetime], object], server: str) -> None:
        for _ in range(TRIES):
            try:
                await self._in_thread(what, server, self._clock())
            except Busy:
                continue
            return
        self._api.log.warning("a server that let the bot in or out could not be written down")

    async def _answer(self, by: Way, heard: Heard) -> None:
        asked = asyncio.ensure_future(self._ask(heard))
        await asyncio.wait({asked}, timeout=self.soon)
        if not asked.done():
            await self._answers.wait(by)
        request, reply = await asked
        await self._answers.give(by, heard, request, reply)

    async def _ask(self, heard: Heard) -> tuple[Request, Reply]:
        workspace = heard.workspace or await self._workspace(heard.user)
        people = await self._people.meant(workspace, heard) if workspace else {}
        request = Request(
            delivery=heard.delivery,
            workspace=workspace,
            by=self._people.speaker(heard),
            at=heard.origin,
            command=heard.command or "home",
            words=named(heard.words, people),
            args={name: named(value, people) for name, value in heard.args.items()},
            of=heard.of,
            submitted=heard.submitted,
            people=_by_name(people),
            page=heard.page,
            pages=heard.pages,
        )
        if not workspace:
            return request, Reply.say(places.say_it_on_a_server())
        return request, await self._in_thread(self._handle, request, self._clock())

    async def _workspace(self, user: str) -> str:
        known = await self._in_thread(self._servers.of, user)
        return str(known[0]) if known else ""

    async def _suggest(self, interaction: Interaction) -> None:
        typing = payloads.typing(interaction)
        workspace = typing.workspace or await self._workspace(typing.user)
        found = await self._in_thread(self._suggestions.of, workspace, typing, self._clock())
        await self._answers.suggest(way(interaction), found)


def _by_name(people: Mapping[str, Speaker]) -> dict[str, Speaker]:
    """Two people of one name stay two."""
    out: dict[str, Speaker] = {}
    for account, speaker in people.items():
        out[speaker.name if speaker.name not in out else account] = speaker
    return out
