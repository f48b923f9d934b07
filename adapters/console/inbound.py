"""What people do at the console, as requests to core."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from adapters import languages
from adapters.console.screen import Screen, Shown, Typed
from core.app import App
from core.commands import ANYWHERE, ON_A_MESSAGE, split
from core.message import Choice, Message, Reader
from core.names import Platform
from core.request import Ask, Reply, Request, Speaker, Spot, at_fields

WORKSPACE = "console"
MENTION = re.compile(r"@([\w'-]+)")


@dataclass
class Console:
    """The people at the keyboard: everybody the console has met, and the form that each has open."""

    app: App
    screen: Screen
    clock: Callable[[], datetime]
    zone: str = "UTC"
    language: str = "en"
    zones: dict[str, str] = field(default_factory=dict)  # of those whose zone is another
    forms: dict[str, Ask] = field(default_factory=dict)
    opened_at: dict[str, Spot] = field(default_factory=dict)  # where each form was asked for
    _deliveries: int = 0
    prefix: str = "c"  # of delivery ids, unlike those of an earlier run on the same record

    def speaker(self, name: str) -> Speaker:
        return Speaker(Platform.CONSOLE, name, name, self.zones.get(name, self.zone), self.language)

    def reader(self, name: str) -> Reader:
        return Reader(self.zones.get(name, self.zone), self.language)

    def types(self, name: str, text: str, spot: Spot) -> None:
        """A line typed in a room, a thread or in private: a command where it begins with /als, else talk."""
        if text.startswith("/als"):
            command, words = split(text.removeprefix("/als"))
            self._ask(name, spot, command or "home", words)
        else:
            self.screen.type(Typed(name, text, spot.room, spot.thread, name if spot.private else ""))
            self._ask(name, spot, "typed", text)

    def uses(self, name: str, label: str, on: Typed | None) -> bool:
        """What other platforms have in a message's menu, or outside any place. False for a label nobody knows."""
        if on is None:
            command = next((c for c, known in ANYWHERE if known == label), None)
            spot = Spot(Platform.CONSOLE, f"dm-{name}", private=True)
        else:
            command = next((c.name for c in ON_A_MESSAGE if c.brief == label), None)
            spot = Spot(Platform.CONSOLE, on.room, on.thread, private=bool(on.to))
        if command is None:
            return False
        args = {"mine": "yes"} if on is not None and on.by == name else {}
        self._ask(name, spot, command, on.text if on is not None else "", args)
        return True

    def presses(self, name: str, choice: Choice, shown: Shown, *, again: bool = False) -> None:
        """`again`: the same delivery, repeated."""
        self._deliveries -= again
        spot = Spot(Platform.CONSOLE, shown.room, shown.thread, private=shown.private)
        self._ask(name, spot, choice.command, "", dict(choice.args), choice.of)

    def fills(self, name: str, values: Mapping[str, str], spot: Spot) -> None:
        """Submit the form that this person has open: what it answers belongs where it was asked for."""
        ask = self.forms.pop(name)
        spot = self.opened_at.pop(name, spot)
        filled = replace(ask, fields=tuple(replace(f, initial=values.get(f.name, "")) for f in ask.fields))
        args = {**dict(ask.args), **values}
        self._ask(name, spot, ask.command, "", args, ask.of, filled)

    def _ask(
        self,
        name: str,
        spot: Spot,
        command: str,
        words: str,
        args: Mapping[str, str] | None = None,
        of: str = "",
        form: Ask | None = None,
    ) -> None:
        self._deliveries += 1
        meant = " ".join([words, *(args or {}).values()])
        request = Request(
            delivery=f"{self.prefix}-{self._deliveries}",
            workspace=WORKSPACE,
            by=self.speaker(name),
            at=spot,
            command=command,
            words=words,
            args=args or {},
            of=of,
            submitted=form.form if form is not None else "",
            people={m: self.speaker(m) for m in MENTION.findall(meant)},
        )
        self._answer(name, spot, self.app.handle(request, self.clock()), form)

    def _answer(self, name: str, spot: Spot, reply: Reply, form: Ask | None) -> None:
        reader = Reader(reply.zone, self.language) if reply.zone else self.reader(name)
        wrong = at_fields(reply.amiss, [f.name for f in form.fields]) if form is not None else ()
        if form is not None and wrong:
            self.forms[name], self.opened_at[name] = replace(form, at=wrong[0][0]), spot
            self.screen.amiss(name, form, _said(wrong, reader), reader)
            return
        for message in reply.messages:
            shown = Shown(self.screen.number(), message, spot.room, spot.thread, name, reader)
            self.screen.show("answer", shown)
        if reply.ask is not None:
            self.forms[name] = reply.ask
            self.opened_at[name] = spot
            self.screen.form(name, reply.ask, reader)


def _said(wrong: Sequence[tuple[str, Message]], reader: Reader) -> str:
    return " · ".join(f"{field}: {languages.sentences(message, reader)}" for field, message in wrong)
