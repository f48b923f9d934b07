"""Answers to what people did: the first within three seconds, more of them for fifteen minutes."""

from __future__ import annotations

from datetime import timedelta
from typing import NoReturn

from tests.fakes.discord import limits, payloads
from tests.fakes.discord.messages import change, check, fill, ping
from tests.fakes.discord.refusals import Refusal, malformed, unknown
from tests.fakes.discord.rest import Answer, Call, Route
from tests.fakes.discord.world import EPHEMERAL, LOADING, Body, Event, Form, Interaction, Stored, World

ACK = timedelta(seconds=3)
LIFE_OF_TOKEN = timedelta(minutes=15)
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5  # what came
UPDATE, CHOICES = 7, 8  # how it may be answered; 4 a message, 5 and 6 later, 9 a form


def callback(call: Call) -> Answer:
    world = call.world
    found = world.interactions.get(call.path["interaction_token"])
    if found is None or found.id != call.path["interaction_id"]:
        unknown("interaction")
    if found.answer:
        if found.deliveries == 1:
            world.violated("an interaction answered twice")
        raise Refusal(40060)
    if world.clock() - found.at > ACK:
        world.violated("an interaction answered after more than 3 s")
        unknown("interaction")
    body = dict(call.body or {})
    kind = int(body.get("type") or 0)
    data = dict(body.get("data") or {})
    _answer(world, found, kind, data)
    found.answer, found.body = kind, data
    found.answered.set()
    if call.query.get("with_response") not in ("true", "1", "True"):
        return None
    more: Body = {}
    if found.original is not None:
        more = {"resource": {"type": kind, "message": payloads.message(world, found.original)}}
    return {"interaction": {"id": found.id, "type": found.kind}, **more}


def _answer(world: World, found: Interaction, kind: int, data: Body) -> None:
    if (kind == CHOICES) != (found.kind == AUTOCOMPLETE):
        _impossible(world, f"an interaction of kind {found.kind} answered by {kind}")
    match kind:
        case 4:
            check(world, data, Stored("", "", ""))
            found.original = _said(world, found, data)
        case 5:
            if int(data.get("flags") or 0) & ~EPHEMERAL:
                _impossible(world, "a deferred answer with other flags than EPHEMERAL")
            found.original = _waiting(world, found, int(data.get("flags") or 0))
        case 6 | 7:
            _update(world, found, kind, data)
        case 8:
            if wrong := limits.of_choices(data.get("choices")):
                world.violated(f"choices: {'; '.join(wrong)}")
                raise malformed(wrong)
        case 9:
            _open(world, found, data)
        case _:
            _impossible(world, f"an answer of type {kind}")


def _update(world: World, found: Interaction, kind: int, data: Body) -> None:
    if found.source is None and (kind == UPDATE or found.kind != MODAL):
        _impossible(world, "an update with no message to update")
    found.original = found.source
    if kind == UPDATE and found.source is not None:
        change(world, found.source, data)


def _open(world: World, found: Interaction, data: Body) -> None:
    if found.kind == MODAL:
        _impossible(world, "a form in answer to a form")
    wrong = limits.of_modal(data)
    if wrong:
        world.violated(f"form: {'; '.join(wrong)}")
        raise malformed(wrong)
    form = Form(found.user, data, found.channel, found.source)
    world.forms[found.user] = form
    world.events.append(Event("form", form=form))


def _impossible(world: World, what: str) -> NoReturn:
    world.violated(what)
    raise malformed([what])


def _said(world: World, found: Interaction, data: Body) -> Stored:
    stored = _blank(world, found, int(data.get("flags") or 0) & EPHEMERAL)
    fill(stored, data)
    ping(world, stored, data)
    return world.keep(stored, "answer" if stored.only_for else "new")


def _waiting(world: World, found: Interaction, flags: int) -> Stored:
    """“Action learning is thinking …”"""
    return world.keep(_blank(world, found, flags | LOADING))


def _blank(world: World, found: Interaction, flags: int) -> Stored:
    stored = Stored(world.snowflake(), found.channel, world.bot.id, flags=flags, interaction=found.id)
    stored.only_for = found.user if flags & EPHEMERAL else ""
    return stored


# --- afterwards, by the token


def _of_token(call: Call) -> Interaction:
    world = call.world
    found = world.interactions.get(call.path["webhook_token"])
    if found is None or call.path["webhook_id"] != world.app:
        unknown("webhook")
    if world.clock() - found.at > LIFE_OF_TOKEN:
        world.violated("an interaction's token used after 15 minutes")
        raise Refusal(50027)
    if not found.answer:
        world.violated("a follow-up before the answer")
        unknown("webhook")
    return found


def _of_message(call: Call) -> Stored:
    found = _of_token(call)
    id_ = call.path.get("message_id", "@original")
    if id_ == "@original":
        stored = found.original
    else:
        stored = next((m for m in call.world.messages if m.id == id_ and m.interaction == found.id), None)
    return stored if stored is not None and stored in call.world.messages else unknown("message")


def get(call: Call) -> Answer:
    return payloads.message(call.world, _of_message(call))


def edit(call: Call) -> Answer:
    stored = _of_message(call)
    if stored.flags & LOADING:
        _arrives(call.world, stored, dict(call.body or {}))
    elif stored.only_for:
        check(call.world, call.body, stored)
        fill(stored, call.body)
        call.world.show("answer", stored)
    else:
        change(call.world, stored, dict(call.body or {}))
    return payloads.message(call.world, stored)


def _arrives(world: World, stored: Stored, body: Body) -> None:
    """What a deferred answer turns out to be; who sees it was decided before (D2)."""
    check(world, body, stored)
    stored.flags &= ~LOADING
    fill(stored, {**body, "flags": int(body.get("flags") or 0) & ~EPHEMERAL})
    world.show("answer" if stored.only_for else "new", stored)


def follow_up(call: Call) -> Answer:
    found, world = _of_token(call), call.world
    body = dict(call.body or {})
    waiting = found.original
    if waiting is not None and waiting.flags & LOADING:
        _arrives(world, waiting, body)
        return payloads.message(world, waiting)
    check(world, body, Stored("", "", ""))
    return payloads.message(world, _said(world, found, body))


def delete(call: Call) -> Answer:
    stored = _of_message(call)
    call.world.messages.remove(stored)
    if not stored.only_for:
        call.world.show("removes", stored)


HOOK = "/webhooks/{webhook_id}/{webhook_token}"
ROUTES = [
    Route(
        "POST",
        "/interactions/{interaction_id}/{interaction_token}/callback",
        callback,
        public=True,
        free=True,
    ),
    Route("POST", HOOK, follow_up, public=True, free=True),
    *(
        Route(method, f"{HOOK}/messages/{message}", does, public=True, free=True)
        for message in ("@original", "{message_id}")
        for method, does in (("GET", get), ("PATCH", edit), ("DELETE", delete))
    ),
]
