"""A form at the console, question by question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from adapters import languages
from adapters.console import render
from adapters.console.view import View
from core.handlers import filled
from core.message import Reader
from core.request import Ask, Field
from core.words import places

SPEAKS = re.compile(r"^([\w'-]+)(?: (in turn|by DM))?> ?(.*)$")
LABEL = re.compile(r"^\[(.+)\]$")
CANCEL = "/cancel"
LEAVES = ("quit", "exit")
STILL = (
    "  This is a form's field; /cancel leaves the form. To answer with these very words, put \\ before them."
)


class Gone(Exception):
    """Somebody typed `quit` where a form asked."""


class Cancelled(Exception):
    """The form was left: /cancel, Ctrl-C, or the end of what is typed."""


@dataclass(frozen=True)
class Filling:
    """`today` is the day of whoever fills the form in; `names` are the people met so far."""

    view: View
    ask_line: Callable[[str], str]  # raises EOFError at the end
    reader: Reader
    today: date
    names: tuple[str, ...]

    def values(self, ask: Ask) -> dict[str, str] | None:
        """What was answered, by field: an empty line keeps what stands there. None where the form is left; Gone where
        the console is.
        """
        self.view.say(f"{render.text(ask.title, self.reader)}   ({CANCEL} leaves it)")
        if ask.lead is not None:
            self.view.aside(render.text(ask.lead, self.reader))
        values = {f.name: f.initial for f in ask.fields}
        first_of_the_rest = next((f for f in ask.fields if f.more), None)
        try:
            for f in _to_ask(ask):
                if f is first_of_the_rest and not ask.at and not self._chooses():
                    break
                values[f.name] = self._answered(f)
        except Cancelled:
            return None
        return values

    def _chooses(self) -> bool:
        """Whether somebody goes through what may stay as it is."""
        self.view.aside("  " + render.text(places.the_rest(), self.reader))
        return self._line("  (Enter leaves it, anything else goes through it) ", None) != ""

    def _answered(self, f: Field) -> str:
        """The answer to one question, asked again until it could be taken."""
        while True:
            answer = self._line(self._question(f), f) or f.initial
            wrong = filled.amiss(f, answer, self.today)
            if wrong is None:
                return answer
            self.view.aside(f"  {languages.sentences(wrong, self.reader)} ({CANCEL} leaves the form.)")

    def _line(self, prompt: str, f: Field | None) -> str:
        """What is typed, where it is an answer and not a line for the console. Raises Cancelled and Gone."""
        while True:
            try:
                line = self.ask_line(prompt).strip()
            except (EOFError, KeyboardInterrupt):
                raise Cancelled from None
            if line == CANCEL:
                raise Cancelled
            if line in LEAVES:
                raise Gone
            if line.startswith("\\") and self._of_the_console(line[1:], f):
                return line[1:]
            if not self._of_the_console(line, f):
                return line
            self.view.aside(STILL)

    def _of_the_console(self, line: str, f: Field | None) -> bool:
        """Whether a line would do something else, did no form ask. People are named in a field for people."""
        named = f is not None and f.kind in ("person", "people")
        speaks = SPEAKS.match(line)
        return (
            line in (CANCEL, *LEAVES)
            or line.startswith(("--", ":"))
            or (line.startswith("@") and not named)
            or line.split(" ", maxsplit=1)[0] == "/als"
            or LABEL.match(line) is not None
            or (speaks is not None and speaks[1] in self.names)
        )

    def _question(self, f: Field) -> str:
        for hint in (f.hint, f.typed):
            if hint is not None:
                self.view.aside("  " + render.text(hint, self.reader))
        for value, label in f.options:
            self.view.aside(f"  {value}: {render.text(label, self.reader)}")
        now = f" [{f.initial}]" if f.initial else "" if f.required else " (or nothing)"
        return f"  {render.text(f.label, self.reader)}{now}: "


def _to_ask(ask: Ask) -> Iterator[Field]:
    """All in order; of a form that was not taken, the question that it is about."""
    first, rest = [f for f in ask.fields if not f.more], [f for f in ask.fields if f.more]
    return (f for f in (*first, *rest) if ask.at in ("", f.name))
