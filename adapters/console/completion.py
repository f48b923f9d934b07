"""What Tab offers at the console: the commands, from their table, and the people met so far."""

from __future__ import annotations

from collections.abc import Iterable

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from core.commands import ALONE, TABLE, Group


class CommandCompleter(Completer):
    def __init__(self, names: list[str]) -> None:
        self._names = names
        shown = [c for c in TABLE if c.group is not Group.HIDDEN]
        self._commands = sorted(
            {
                (name, c.brief)
                for c in shown
                for name in (c.name, *(a for a, n in ALONE.items() if n == c.name))
            }
        )

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        del complete_event
        text = document.text_before_cursor
        word = document.get_word_before_cursor(WORD=True)
        if word.startswith("@"):
            for name in self._names:
                if name.lower().startswith(word[1:].lower()):
                    yield Completion(f"@{name}", start_position=-len(word))
            return
        if "/als" in text:
            typed = text.partition("/als")[2].lstrip()
            for command, brief in self._commands:
                if command.startswith(typed.lower()):
                    yield Completion(command, start_position=-len(typed), display_meta=brief)
        elif "/als".startswith(word) and word:
            yield Completion("/als ", start_position=-len(word))


def completer(names: list[str]) -> Completer:
    return CommandCompleter(names)
