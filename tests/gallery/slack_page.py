"""`docs/gallery/slack.md`: every message and form as Slack shows it."""

from __future__ import annotations

from typing import Any, Final

from adapters.slack import forms
from adapters.slack.forms import Origin
from adapters.slack.render import Eyes, messages
from core.message import Message, Who
from core.names import PersonId, Platform
from core.request import Ask, Spot
from tests.gallery import page, phone
from tests.gallery.drawn import Sample
from tests.gallery.page import Look, people_in

HEAD: Final = """\
# What Slack shows

Every kind of message and every form: as a phone shows it, and as the payload that the bot sends, which pastes into
Slack's [Block Kit Builder](https://app.slack.com/block-kit-builder). The samples are those of the transcripts, the
shortest and the longest of each kind; *overlong* is the same with every cap filled. Made by `make docs`.
"""
ORIGIN: Final = Origin(
    Spot(Platform.SLACK, "C0SET", "1803722400.000100"), "https://hooks.slack.com/actions/T0ALS/1/x"
)


def slack() -> str:
    return page.page(HEAD, look)


def look(sample: Sample) -> Look:
    """In a room, a thread and a direct message people are mentioned; an answer names them."""
    sent = payloads(sample)
    names = {_account(who): who.name for who in people_in(sample.shown)}
    lines = [line for p in sent for line in phone.shown(p, names, sample.reader.zone)]
    return Look([{k: v for k, v in p.items() if k != "text"} for p in sent], lines, sent[0].get("text", ""))


def payloads(sample: Sample) -> list[dict[str, Any]]:
    shown = sample.shown
    if isinstance(shown, Ask):
        return [forms.view(shown, sample.reader, ORIGIN)]
    if shown.kind == "home":
        return [forms.home([shown], sample.reader)]
    return messages(shown, Eyes(sample.reader, _accounts(sample)))


def _accounts(sample: Sample) -> dict[PersonId, str]:
    mentioned = sample.to != "answer" and isinstance(sample.shown, Message)
    return {who.id: _account(who) for who in people_in(sample.shown)} if mentioned else {}


def _account(who: Who) -> str:
    return f"U{who.id:05d}"
