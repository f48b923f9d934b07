"""What people do in Slack's own app, as the payloads that Slack sends for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Any

from tests.fakes.slack import limits
from tests.fakes.slack.methods import check_message, check_view, push_view
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.world import (
    APP,
    BOT,
    BOT_ID,
    LIFE_OF_RESPONSE_URL,
    TEAM,
    Channel,
    Event,
    Refusal,
    ResponseUrl,
    Stored,
    User,
    View,
    World,
)

Payload = dict[str, Any]


class Client:
    """The people of the workspace, at their keyboards."""

    def __init__(self, slack: FakeSlack, *, listening: bool = False) -> None:
        """With `listening` the bot's manifest asks for what is typed in the channels it is in."""
        self.slack = slack
        self.listening = listening
        self.found: dict[
            str, Payload | None
        ] = {}  # what was typed into a search -> the option that was taken

    @property
    def world(self) -> World:
        return self.slack.world

    async def command(self, user: User, channel: Channel, text: str, command: str = "/als") -> Payload:
        """A slash command. Slack has none in threads (S1)."""
        payload = self.command_payload(user, channel, text, command)
        answer = await self.slack.deliver("slash_commands", payload)
        self.acknowledged(user, channel, answer)
        return payload

    def command_payload(self, user: User, channel: Channel, text: str, command: str = "/als") -> Payload:
        return {
            "team_id": TEAM,
            "team_domain": "ward",
            "channel_id": channel.id,
            "channel_name": "directmessage" if channel.with_user else _kind(channel),
            "user_id": user.id,
            "user_name": user.handle,
            "command": command,
            "text": self.escaped(text),
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": self.response_url(user, channel.id),
            "trigger_id": self.world.trigger(user.id),
        }

    def acknowledged(self, user: User, channel: Channel, answer: Payload | None) -> None:
        """A command's acknowledgement may carry a message, which is ephemeral unless it says otherwise."""
        if not answer:
            return
        try:
            check_message(self.world, answer)
        except Refusal as e:
            self.world.refusals.append(("acknowledgement", e.error))
            return
        self.slack.answer(user.id, channel.id, answer)

    async def press(self, user: User, stored: Stored, button: Payload, block_id: str = "") -> Payload:
        payload = self.press_payload(user, stored, button, block_id)
        await self.slack.deliver("interactive", payload)
        return payload

    def press_payload(self, user: User, stored: Stored, button: Payload, block_id: str = "") -> Payload:
        channel = self.world.channels[stored.channel]
        thread = {"thread_ts": stored.thread} if stored.thread else {}
        return {
            "type": "block_actions",
            "api_app_id": APP,
            **self._who(user),
            "container": {
                "type": "message",
                "message_ts": stored.ts,
                "channel_id": channel.id,
                "is_ephemeral": bool(stored.only_for),
                **thread,
            },
            "channel": {"id": channel.id, "name": _kind(channel)},
            "message": {"ts": stored.ts, "text": stored.text, "user": stored.user, **thread},
            "response_url": self.response_url(user, channel.id, stored),
            "trigger_id": self.world.trigger(user.id),
            "actions": [{**button, "block_id": block_id or "b", "action_ts": self.world.ts()}],
        }

    async def use_on(self, user: User, stored: Stored, callback: str) -> Payload:
        """What stands in a message's menu. Slack sends the whole message along."""
        channel = self.world.channels[stored.channel]
        thread = {"thread_ts": stored.thread} if stored.thread else {}
        from_bot = {"bot_id": BOT_ID} if stored.user == BOT else {}
        payload = {
            "type": "message_action",
            "callback_id": callback,
            "action_ts": self.world.ts(),
            **self._who(user),
            "channel": {"id": channel.id, "name": _kind(channel)},
            "message_ts": stored.ts,
            "message": {
                "type": "message",
                "user": stored.user,
                "ts": stored.ts,
                "text": self.escaped(stored.text),
                "team": TEAM,
                **({"blocks": stored.blocks} if stored.blocks else {}),
                **thread,
                **from_bot,
            },
            "response_url": self.response_url(user, channel.id),
            "trigger_id": self.world.trigger(user.id),
        }
        await self.slack.deliver("interactive", payload)
        return payload

    async def use(self, user: User, callback: str) -> Payload:
        """The menu that stands beside no place: no channel, no response URL (S15)."""
        payload = {
            "type": "shortcut",
            "callback_id": callback,
            "action_ts": self.world.ts(),
            **self._who(user),
            "trigger_id": self.world.trigger(user.id),
        }
        await self.slack.deliver("interactive", payload)
        return payload

    async def press_in_view(self, user: User, view: View, button: Payload) -> Payload:
        """A button in a form, or in App Home."""
        payload = {
            "type": "block_actions",
            "api_app_id": APP,
            **self._who(user),
            "container": {"type": "view", "view_id": view.id},
            "view": self._view(view),
            "trigger_id": self.world.trigger(user.id),
            "actions": [{**button, "block_id": "b", "action_ts": self.world.ts()}],
        }
        await self.slack.deliver("interactive", payload)
        return payload

    async def submit(self, user: User, view: View, values: Mapping[str, str]) -> Payload:
        """Submit the form on top, with what stood in its fields where `values` says nothing."""
        values = view.filled = {**view.filled, **values}
        await self._search(user, view, values)
        payload = self.submit_payload(user, view, values)
        self.submitted(user, view, await self.slack.deliver("interactive", payload))
        return payload

    async def _search(self, user: User, view: View, values: Mapping[str, str]) -> None:
        """Type into the fields that ask the bot for their options, and take the one that is meant."""
        for block in view.body["blocks"]:
            element = block.get("element", {})
            typed = values.get(block.get("block_id", ""), "")
            if element.get("type") != "external_select" or not typed:
                continue
            payload = {
                "type": "block_suggestion",
                "api_app_id": APP,
                **self._who(user),
                "container": {"type": "view", "view_id": view.id},
                "view": self._view(view),
                "action_id": element["action_id"],
                "block_id": block["block_id"],
                "value": typed,
            }
            answer = await self.slack.deliver("interactive", payload) or {}
            offered = answer.get("options") or []
            wrong = limits.of_options(offered)
            self.world.violations += [f"options: {w}" for w in wrong]
            self.found[typed] = next(
                (o for o in offered if o["value"] == typed), offered[0] if offered else None
            )

    def submit_payload(self, user: User, view: View, values: Mapping[str, str]) -> Payload:
        inputs = [b for b in view.body["blocks"] if b["type"] == "input"]
        state = {b["block_id"]: {b["element"]["action_id"]: self._filled(b, values)} for b in inputs}
        body = self._view(view) | {"state": {"values": state}}
        return {
            "type": "view_submission",
            "api_app_id": APP,
            **self._who(user),
            "trigger_id": self.world.trigger(user.id),
            "view": body,
            "response_urls": [],
        }

    def submitted(self, user: User, view: View, answer: Payload | None) -> None:
        """What becomes of the form: it closes, unless the acknowledgement says otherwise."""
        if answer is None:
            return
        stack = self.world.views.get(user.id, [])
        match answer.get("response_action"):
            case None:
                stack[:] = [v for v in stack if v.id != view.id]
            case "clear":
                stack.clear()
            case "update":
                check_view(self.world, answer.get("view"))
                view.filled = {}
                view.body, view.hash = answer["view"], f"{self.world.number()}.hash"
                self.world.events.append(Event("form", view=replace(view)))
            case "push":
                check_view(self.world, answer.get("view"))
                push_view(self.world, user.id, answer["view"])
            case "errors":
                inputs = {b.get("block_id") for b in view.body["blocks"] if b["type"] == "input"}
                unknown = set(answer["errors"]) - inputs
                if unknown or not answer["errors"]:
                    self.world.violations.append(f"errors for no block: {unknown}")
                self.world.events.append(Event("amiss", view=replace(view), errors=dict(answer["errors"])))
            case action:
                self.world.violations.append(f"response_action {action}")

    async def types(self, user: User, channel: Channel, text: str, thread: str = "") -> Stored:
        """A line in a channel or thread; the bot hears it only with the listening manifest."""
        stored = self.world.keep(Stored(channel.id, self.world.ts(), user.id, text, thread=thread))
        if self.listening and BOT in channel.members:
            await self.event(self.message_event(user, channel, stored))
        return stored

    def message_event(self, user: User, channel: Channel, stored: Stored) -> Payload:
        where = {"thread_ts": stored.thread} if stored.thread else {}
        return {
            "type": "message",
            "channel": channel.id,
            "channel_type": "im" if channel.with_user else "group",
            "user": user.id,
            "text": self.escaped(stored.text),
            "ts": stored.ts,
            "event_ts": stored.ts,
            "team": TEAM,
            **where,
        }

    async def event(self, event: Payload, *, retry: int = 0, event_id: str = "") -> str:
        """An event of the Events API. Answers its id, which its repeats carry again."""
        payload = self.event_payload(event, event_id)
        await self.slack.deliver("events_api", payload, retry=retry, reason="timeout" if retry else "")
        return str(payload["event_id"])

    def event_payload(self, event: Payload, event_id: str = "") -> Payload:
        return {
            "team_id": TEAM,
            "api_app_id": APP,
            "type": "event_callback",
            "event_id": event_id or f"Ev{self.world.number():05d}",
            "event_time": int(self.world.clock().timestamp()),
            "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
            "event": event,
        }

    async def opens_home(self, user: User) -> None:
        channel = self.world.direct(user.id)
        await self.event({"type": "app_home_opened", "user": user.id, "channel": channel.id, "tab": "home"})

    # --- how Slack writes things

    def response_url(self, user: User, channel: str, source: Stored | None = None) -> str:
        id_ = f"r{self.world.number()}"
        until = self.world.clock() + LIFE_OF_RESPONSE_URL
        self.world.response_urls[id_] = ResponseUrl(user.id, channel, until, source)
        return f"http://127.0.0.1:{self.slack.port}/response/{id_}"

    def escaped(self, text: str) -> str:
        """As Slack sends what was typed: three characters escaped, mentions as ids."""
        out = escape(text, quote=False)
        for user in sorted(self.world.users.values(), key=lambda u: -len(u.name)):
            out = out.replace(f"@{user.name}", f"<@{user.id}|{user.handle}>")
        return out

    def _who(self, user: User) -> Payload:
        known = {"id": user.id, "username": user.handle, "name": user.handle, "team_id": user.team}
        return {"user": known, "team": {"id": TEAM, "domain": "ward"}, "is_enterprise_install": False}

    def _view(self, view: View) -> Payload:
        return {"id": view.id, "hash": view.hash, "team_id": TEAM, "app_id": APP, "bot_id": BOT, **view.body}

    def _filled(self, block: Payload, values: Mapping[str, str]) -> Payload:
        """An element's state, as Slack sends it."""
        element, name = block["element"], block["block_id"]
        given = values.get(name)
        kind = element["type"]
        match kind:
            case "static_select" | "radio_buttons":
                chosen = element.get("initial_option")
                if given is not None:
                    chosen = self._option(element, given)
                return {"type": kind, "selected_option": chosen}
            case "checkboxes":
                wanted = given.split(",") if given is not None else None
                chosen = element.get("initial_options", [])
                if wanted is not None:
                    chosen = [o for o in element["options"] if o["value"] in wanted]
                return {"type": kind, "selected_options": chosen}
            case "users_select":
                return {"type": kind, "selected_user": self._meant(given)[0] if given else None}
            case "multi_users_select":
                return {"type": kind, "selected_users": self._meant(given or "")}
            case "timepicker":
                return {"type": kind, "selected_time": given or element.get("initial_time")}
            case "external_select":
                chosen = element.get("initial_option")
                return {"type": kind, "selected_option": chosen if given is None else self.found.get(given)}
            case "datepicker":
                return {"type": kind, "selected_date": given or element.get("initial_date")}
            case _:
                typed = given if given is not None else element.get("initial_value")
                if not typed and not block.get("optional"):
                    typed = " "  # Slack's app does not let go of an empty field that is required
                return {"type": kind, "value": typed or None}

    def _option(self, element: Payload, given: str) -> Payload | None:
        """The option that somebody means: by its value, or by how its label begins."""
        options = [o for o in element["options"] if o["value"] == given] or [
            o for o in element["options"] if given and o["text"]["text"].lower().startswith(given.lower())
        ]
        if given and not options:
            self.world.violations.append(f"{element['action_id']} has no option {given}")
        return dict(options[0]) if options else None

    def _meant(self, names: str) -> list[str]:
        by_name = {u.name: u.id for u in self.world.users.values()}
        wanted = (n.removeprefix("@") for n in names.split())
        return [by_name[n] for n in wanted if n in by_name]


def _kind(channel: Channel) -> str:
    return "privategroup" if channel.private else channel.name
