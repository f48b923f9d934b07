"""`docs/gallery/discord.md`: every message and form as Discord shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from adapters.discord import forms
from adapters.discord.render import EPHEMERAL, Eyes, messages
from core.message import Who
from core.request import Ask, in_pages
from tests.gallery import page, phone_discord
from tests.gallery.drawn import Sample
from tests.gallery.page import Look, people_in

HEAD: Final = """\
# What Discord shows

Every kind of message and every form: as a phone shows it, and as the payload that the bot sends. The samples are those
of the transcripts, the shortest and the longest of each kind; *overlong* is the same with every cap filled. A form of
more than five fields comes in pages. Made by `make docs`.
"""
SERVER: Final = "1144000000000000001"


def discord() -> str:
    return page.page(HEAD, look)


def look(sample: Sample) -> Look:
    """In a room, a thread and a direct message people are mentioned; an answer names them."""
    sent = payloads(sample)
    names = {_account(who): who.name for who in people_in(sample.shown)}
    lines: list[str] = []
    for payload in sent:
        lines += ([""] if lines else []) + phone_discord.shown(payload, names, sample.reader.zone)
    return Look(sent, lines)


def payloads(sample: Sample) -> list[dict[str, Any]]:
    shown = sample.shown
    if isinstance(shown, Ask):
        pages = len(in_pages(shown, forms.FIELDS - (shown.lead is not None)))
        return [forms.modal(replace(shown, page=n + 1, at=""), sample.reader, SERVER) for n in range(pages)]
    mentioned = sample.to != "answer"
    accounts = {who.id: _account(who) for who in people_in(shown)} if mentioned else {}
    sent = messages(shown, Eyes(replace(sample.reader, heard=False), accounts, SERVER))
    return sent if mentioned else [{**m, "flags": m["flags"] | EPHEMERAL} for m in sent]


def is_form(payload: Mapping[str, Any]) -> bool:
    return "title" in payload


def _account(who: Who) -> str:
    return f"{100_000_000_000_000_000 + who.id}"
