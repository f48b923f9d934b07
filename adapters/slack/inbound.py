"""What people do in Slack, as requests to core: one listener for each kind of payload, routed inside."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol, cast

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.languages import filled
from adapters.slack import forms, payloads
from adapters.slack.answers import Answers
from adapters.slack.api import Api, Trouble
from adapters.slack.happenings import Happenings
from adapters.slack.home import Home
from adapters.slack.payloads import Heard
from adapters.slack.people import People
from adapters.slack.typed import named, plain
from core.message import Reader
from core.ports import Busy
from core.request import Reply, Request, Speaker
from core.words import installing

ANY = re.compile(r"")
ENGLISH = Reader("UTC", "en")
Body = dict[str, Any]
Handle = Callable[[Request, datetime], Reply]
Report = Callable[[BaseException, Request | None], str]


class RunInThread(Protocol):
    async def __call__(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Any: ...


class Inbound:
    """`bolt` takes payloads from Socket Mode or signed HTTP alike. The change is committed before Slack is answered."""

    def __init__(
        self,
        api: Api,
        people: People,
        answers: Answers,
        home: Home,
        happenings: Happenings,
        handle: Handle,
        report: Report,
        clock: Callable[[], datetime],
        run_in_thread: RunInThread,
    ) -> None:
        self._api = api
        self._people = people
        self._answers = answers
        self._home = home
        self._happenings = happenings
        self._handle = handle
        self._report = report
        self._clock = clock
        self._in_thread = run_in_thread
        self.bolt = self._listening()

    def _listening(self) -> AsyncApp:
        async def authorize(team_id: str | None, enterprise_id: str | None) -> AuthorizeResult | None:
            return await self._access(team_id, enterprise_id)

        # Signatures are checked where HTTP comes in, with the bot's own clock.
        bolt = AsyncApp(
            name="als",
            client=self._api.client(),
            authorize=cast("Any", authorize),  # Bolt's type forgets that it may find nothing
            process_before_response=True,
            request_verification_enabled=False,
            user_facing_authorize_error_message=filled(installing.no_access(), ENGLISH),
            logger=self._api.sdk_log,
        )
        bolt.command(ANY)(self.command)
        bolt.action(ANY)(self.press)
        bolt.shortcut(ANY)(self.shortcut)
        bolt.options(ANY)(self.options)
        bolt.view_submission(ANY)(self.submission)
        bolt.view_closed(ANY)(self.closed)
        bolt.event("message")(self.message)
        bolt.event("app_home_opened")(self.opened_home)
        bolt.event("user_change")(self.profile)
        bolt.event("member_joined_channel")(self.joined)
        for gone in ("group_archive", "group_deleted", "group_left"):
            bolt.event(gone)(self.room_lost)
        bolt.error(self.broken)
        return bolt

    async def dispatch(self, request: AsyncBoltRequest) -> BoltResponse:
        """The answer to a payload, whatever its shape: what cannot be read, or is not for us, is heard and no more,
        since an error would make Slack send it again.
        """
        too_much = payloads.of_too_much(request.body)
        if too_much is not None:
            await self._happenings.too_much(*too_much)
            return BoltResponse(status=200)
        leaving = payloads.of_leaving(request.body)
        if leaving is not None:
            return await self._let_go(*leaving)
        try:
            answer = await self.bolt.async_dispatch(request)
        except Exception as bug:  # noqa: BLE001 - Bolt fails on some shapes before it asks anybody
            self._report(bug, None)
            return BoltResponse(status=200)
        return BoltResponse(status=200) if answer.status == 404 else answer

    async def _let_go(self, workspace: str, at: datetime) -> BoltResponse:
        """The bot was taken out of a workspace. This is heard whether or not its token is still good."""
        if self._api.accesses is None:
            return BoltResponse(status=200)
        try:
            await self._api.accesses.left(workspace, at)
        except (Busy, Trouble):
            return BoltResponse(status=503)  # Slack says it again
        return BoltResponse(status=200)

    async def _access(self, team: str | None, enterprise: str | None) -> AuthorizeResult | None:
        """None for a workspace that the bot is not installed in: it is answered nothing, and nothing changes."""
        workspace = team or enterprise or ""
        try:
            access = await self._api.accesses.of(workspace) if self._api.accesses is not None else None
        except Trouble:
            return None
        if access is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise,
            team_id=team,
            bot_token=access.token,
            bot_user_id=access.bot_user,
            bot_id=access.bot_id,
        )

    # --- one listener for each kind

    async def command(self, ack: AsyncAck, body: Body) -> None:
        heard = payloads.of_command(body)
        request, reply = await self._ask(heard, _workspace(body))
        await self._answers.to_command(ack, body, heard, request, reply)
        self._look_round(heard, request, reply)

    async def press(self, ack: AsyncAck, body: Body) -> None:
        heard = payloads.of_press(body)
        if heard is None:
            await ack()
            return
        request, reply = await self._ask(heard, _workspace(body))
        await self._answers.to_press(ack, body, heard, request, reply)
        self._look_round(heard, request, reply)
        if (body.get("view") or {}).get("type") == "home":
            self._answers.later(self._draw_home(_workspace(body), heard.user, heard.delivery))

    async def shortcut(self, ack: AsyncAck, body: Body) -> None:
        heard = payloads.of_shortcut(body)
        request, reply = await self._ask(heard, _workspace(body))
        await self._answers.to_shortcut(ack, body, heard, request, reply)

    async def options(self, ack: AsyncAck, body: Body) -> None:
        """What a search offers: only zones are searched for."""
        await ack(options=forms.zones(str(body.get("value") or "")))

    async def submission(self, ack: AsyncAck, body: Body) -> None:
        heard = payloads.of_submission(body)
        if not heard.command:
            await ack()  # a notice that only had to be read
            return
        request, reply = await self._ask(heard, _workspace(body))
        await self._answers.to_submission(ack, heard, request, reply)

    async def closed(self, ack: AsyncAck) -> None:
        await ack()

    async def message(self, body: Body) -> None:
        heard = payloads.of_message(body)
        if heard is not None:
            request, reply = await self._ask(heard, _workspace(body))
            self._answers.to_message(heard, request, reply)

    async def opened_home(self, body: Body) -> None:
        event = body["event"]
        if event.get("tab", "home") == "home":
            await self._draw_home(_workspace(body), str(event["user"]), str(body["event_id"]), opened=True)

    async def _draw_home(self, workspace: str, user: str, occasion: str, *, opened: bool = False) -> None:
        try:
            await self._home.show(workspace, user, occasion, opened=opened)
        except Trouble as e:
            self._api.log.warning("a home was not drawn: %s", e.error)

    async def profile(self, body: Body) -> None:
        delivery = f"event-{body['event_id']}"
        await self._happenings.person(_workspace(body), delivery, body["event"].get("user") or {})

    async def joined(self, body: Body) -> None:
        event, delivery = body["event"], f"event-{body['event_id']}"
        coming = self._happenings.came(_workspace(body), delivery, str(event["channel"]), str(event["user"]))
        self._answers.later(coming)

    async def room_lost(self, body: Body) -> None:
        event, delivery = body["event"], f"event-{body['event_id']}"
        channel = event.get("channel")
        await self._happenings.room_lost(_workspace(body), delivery, str(channel)) if channel else None

    async def broken(self, error: Exception, response: BoltResponse) -> None:
        """A payload that could not even be read as a request: written down, and acknowledged, so that Slack does not
        send it again and again.
        """
        self._report(error, None)
        response.status, response.body = 200, ""

    def _look_round(self, heard: Heard, request: Request, reply: Reply) -> None:
        """A room that has just become a set's, without a word against it: who else can read along there?"""
        if heard.command in ("here", "set here") and heard.origin.room and not reply.messages:
            looks = self._happenings.look_round(request.workspace, heard.delivery, heard.origin.room)
            self._answers.later(looks)

    # --- to core

    async def _ask(self, heard: Heard, workspace: str) -> tuple[Request, Reply]:
        by, people = await asyncio.gather(
            self._people.speaker(workspace, heard.user, heard.handle),
            self._people.speakers(workspace, heard.meant()),
        )
        request = Request(
            delivery=heard.delivery,
            workspace=workspace,
            by=by,
            at=heard.origin,
            command=heard.command,
            words=plain(heard.words, people),
            args={name: named(value, people) for name, value in heard.args.items()},
            of=heard.of,
            submitted=heard.submitted,
            people=_by_name(people),
        )
        return request, await self._in_thread(self._handle, request, self._clock())


def _workspace(body: Mapping[str, Any]) -> str:
    """The workspace whose installation a payload is for, as Bolt finds it: in a channel that several share, what
    happens in another's is told to ours.
    """
    view, team = body.get("view"), body.get("team")
    if isinstance(view, Mapping) and view.get("app_installed_team_id"):
        return str(view["app_installed_team_id"])
    inside = team.get("id") if isinstance(team, Mapping) else team
    let_in = body.get("authorizations")
    first = let_in[0] if isinstance(let_in, list) and let_in and isinstance(let_in[0], Mapping) else {}
    whole = body.get("enterprise") or {}
    found = inside or first.get("team_id") or body.get("team_id")
    return str(found or (whole.get("id") if isinstance(whole, Mapping) else "") or "")


def _by_name(people: Mapping[str, Speaker]) -> dict[str, Speaker]:
    """Two people of one name stay two."""
    out: dict[str, Speaker] = {}
    for user, speaker in people.items():
        out[speaker.name if speaker.name not in out else user] = speaker
    return out
