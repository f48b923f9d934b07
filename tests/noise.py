"""How much the bot says in a transcript: bot lines as design.md §12 counts them, and people's taps."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

NEW = re.compile(r"^bot(?: in turn)?: |^bot opens turn: ")  # in channel and thread; not edits, not in private
TAP = re.compile(r"^[\w'-]+ (?:presses \[|fills \")")
QUESTION = re.compile(r"^bot in turn: \d+ · ")  # a question's own board


@dataclass(frozen=True)
class Noise:
    lines: int  # new messages in channel and thread
    taps: int
    questions: int  # of the lines, those that are a question's board


def of(lines: Sequence[str]) -> Noise:
    return Noise(
        sum(bool(NEW.match(line)) for line in lines),
        sum(bool(TAP.match(line)) for line in lines),
        sum(bool(QUESTION.match(line)) for line in lines),
    )


def between(text: str, first: str, last: str) -> list[str]:
    """From the line that begins with `first` up to and with the one that begins with `last`."""
    lines = text.splitlines()
    begin = next(i for i, line in enumerate(lines) if line.startswith(first))
    end = next(i for i, line in enumerate(lines) if i >= begin and line.startswith(last))
    return lines[begin : end + 1]
