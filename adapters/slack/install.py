"""Installing over the web: to Slack and back, by the browser that began it, once, within ten minutes.

Where a browser began is told by the state that goes along: sealed, so that nobody else can make one, and with a word
of it in a cookie. Nothing is written down before somebody comes back with a state of ours: whoever asks for a
thousand beginnings leaves nothing in the record.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from adapters.slack.api import FOR_NOW, Api, Trouble
from adapters.slack.installed import App, Installed, expiry
from adapters.slack.manifest import INSTALL, REDIRECT, SCOPES
from adapters.slack.one import RunInThread
from adapters.slack.pages import language_of, page
from core.message import Message, Name
from core.names import Platform
from core.ports import Busy, Installation, Installations
from core.words import installing as words

LASTS = timedelta(minutes=10)
COOKIE = "als-install"
SLACK = Name("Slack")
NEW = Name("/als new")
DOCTOR = Name("als doctor")
# Slack's words for a beginning that has to be made anew; whatever else it says is ours to mend.
NOT_TAKEN = {"invalid_code", "code_already_used", "code_expired", "invalid_grant", "access_denied"}


@dataclass(frozen=True)
class Seals:
    """Seals a text so that only we can have made it; `unseal` answers None for any other."""

    seal: Callable[[str], str]
    unseal: Callable[[str], str | None]


class _Not(Exception):
    """Nothing is installed, and the page says why."""

    def __init__(self, message: Message, status: int) -> None:
        super().__init__(message.kind)
        self.message, self.status = message, status


class Install:
    def __init__(
        self,
        api: Api,
        app: App,
        asks: frozenset[str],
        public_url: str,
        kept: Installations,
        installed: Installed,
        seals: Seals,
        clock: Callable[[], datetime],
        run_in_thread: RunInThread,
    ) -> None:
        """`asks` are the scopes that are asked for; `public_url` is where this bot is reached."""
        self._api = api
        self._app = app
        self._asks = asks
        self._url = public_url.rstrip("/")
        self._kept = kept
        self._installed = installed
        self._seals = seals
        self._clock = clock
        self._in_thread = run_in_thread

    @property
    def routes(self) -> list[Route]:
        return [
            Route(INSTALL, self.begin, methods=["GET"]),
            Route(REDIRECT, self.come_back, methods=["GET"]),
        ]

    async def begin(self, request: Request) -> Response:
        """To Slack, where whoever may decides."""
        del request
        word = secrets.token_urlsafe(24)
        state = self._seals.seal(f"{int(self._clock().timestamp())} {word}")
        asks = {
            "client_id": self._app.id,
            "scope": ",".join(sorted(self._asks)),
            "redirect_uri": self._url + REDIRECT,
            "state": state,
        }
        there = RedirectResponse(f"{_authorize(self._api.url)}?{urlencode(asks)}", 302)
        there.headers["Cache-Control"] = "no-store"
        there.set_cookie(COOKIE, word, **self._cookie)
        return there

    async def come_back(self, request: Request) -> Response:
        language = language_of(request.headers.get("accept-language", ""))
        try:
            done = await self._install(request.query_params, request.cookies.get(COOKIE, ""))
        except _Not as no:
            return page(no.message, language, status=no.status, again=self._url + INSTALL)
        told = words.listening if "groups:history" in done.scopes else words.installed
        answer = page(told(Name(done.name), SLACK, NEW), language)
        answer.delete_cookie(COOKIE, path=self._cookie["path"])
        return answer

    @property
    def _cookie(self) -> dict[str, Any]:
        return {
            "max_age": int(LASTS.total_seconds()),
            "path": "/slack",
            "httponly": True,
            "samesite": "lax",  # it must come along from Slack
            "secure": self._url.startswith("https:"),
        }

    async def _install(self, query: Mapping[str, str], word: str) -> Installation:
        """Raises _Not."""
        if query.get("error"):
            raise _Not(
                words.cancelled() if query["error"] == "access_denied" else words.not_taken(SLACK), 200
            )
        await self._is_ours(query.get("state", ""), word)
        try:
            installation = await self._from(query.get("code", ""))
        except Trouble as e:
            raise self._told(e.error) from e
        try:
            await self._in_thread(self._kept.install, installation, self._clock())
        except Busy as e:
            raise _Not(words.busy(), 503) from e
        self._installed.forget(installation.workspace)
        self._api.log.info("the workspace %s has let the bot in", installation.workspace)
        return installation

    async def _is_ours(self, state: str, word: str) -> None:
        """Raises _Not for a state that we did not make, that another browser brings, or that is old or used."""
        at, _, ours = (self._seals.unseal(state) or "").partition(" ")
        if not ours or not hmac.compare_digest(ours.encode(), word.encode()):
            raise _Not(words.elsewhere(), 400)
        now, made = self._clock(), datetime.fromtimestamp(int(at), UTC)
        if now - made > LASTS:
            raise _Not(words.expired(), 400)
        try:
            first = await self._in_thread(self._kept.first_use, f"install/{ours}", now, made + 2 * LASTS)
        except Busy as e:
            raise _Not(words.busy(), 503) from e
        if not first:
            raise _Not(words.used(), 400)

    async def _from(self, code: str) -> Installation:
        """What a code stands for. Raises Trouble and _Not."""
        given = await self._api.exchange(
            self._app.id, self._app.secret, code=code, redirect_uri=self._url + REDIRECT
        )
        team, now = given.get("team") or {}, self._clock()
        if given.get("is_enterprise_install") or not team.get("id"):
            raise _Not(words.whole_organisation(), 400)
        scopes = frozenset(s for s in str(given.get("scope") or "").split(",") if s)
        needed = {s.name for s in SCOPES if s.when == "always"}
        if not needed <= scopes:
            raise _Not(words.lacking(Name(", ".join(sorted(needed - scopes)))), 400)
        token = str(given.get("access_token") or "")
        who = await self._api.with_token(token, "auth.test")
        return Installation(
            workspace=str(team["id"]),
            platform=Platform.SLACK,
            name=str(team.get("name") or team["id"]),
            app=str(given.get("app_id") or ""),
            account=str(given.get("bot_user_id") or who.get("user_id") or ""),
            bot=str(who.get("bot_id") or ""),
            scopes=scopes,
            installed=now,
            token=token,
            refresh=str(given.get("refresh_token") or ""),
            expires=expiry(given, now),
        )

    def _told(self, error: str) -> _Not:
        if error in NOT_TAKEN:
            return _Not(words.not_taken(SLACK), 400)
        if error in FOR_NOW or error == "ratelimited":
            return _Not(words.unreachable(SLACK), 503)
        self._api.log.error("Slack does not let the bot be installed: %s. als doctor knows the mend.", error)
        return _Not(words.not_ready(DOCTOR), 500)


def _authorize(api_url: str) -> str:
    """Slack's page for installing, on the same host as its Web API."""
    parts = urlsplit(api_url)
    return f"{parts.scheme}://{parts.netloc}/oauth/v2/authorize"
