"""What a browser shows: a message as one page that loads nothing and runs nothing."""

from __future__ import annotations

import re
from html import escape

from starlette.responses import HTMLResponse

from adapters.languages import filled
from core.message import Heading, Line, Message, Reader
from core.words import installing as words

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
STYLE = "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1.2rem;color:#222;background:#fff}"


def page(message: Message, language: str, *, status: int = 200, again: str = "") -> HTMLResponse:
    """`again` is the address that the page leads back to, if any."""
    reader = Reader("UTC", language)
    title, lines = "", []
    for part in message.parts:
        match part:
            case Heading(line):
                title = escape(filled(line, reader))
            case Line():
                lines.append(f"<p>{escape(filled(part, reader))}</p>")
            case _:
                raise TypeError(f"a page has no {type(part).__name__}")
    if again:
        lines.append(f'<p><a href="{escape(again)}">{escape(filled(words.again(), reader))}</a></p>')
    html = (
        f'<!doctype html><html lang="{escape(language)}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{STYLE}</style>'
        f"<h1>{title}</h1>{''.join(lines)}</html>"
    )
    return HTMLResponse(html, status, HEADERS)


def language_of(accepted: str) -> str:
    """The first language that a browser asks for (`de-CH,de;q=0.9`); English where it asks for none."""
    found = re.match(r"\s*([A-Za-z]{2,3})\b", accepted)
    return found[1].lower() if found else "en"
