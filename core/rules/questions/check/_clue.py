"""A clue: one observation about wording, the label it speaks for and how loudly."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Label(StrEnum):
    """What an utterance in a questioning round is; the definitions are in docs/questions.md."""

    OPEN = "open"
    CLOSED = "closed"
    LEADING = "leading"
    ADVICE = "advice"
    OTHER = "other"


@dataclass(frozen=True)
class Clue:
    """Where `pattern` is found, `weight` points go to `label`. `says` is an example or a name, for the reader.

    Patterns meet plain text (_plain.py): in questions the part that asks, in statements the whole sentence.
    """

    label: Label
    weight: float
    says: str
    pattern: str

    def found(self, text: str) -> bool:
        return _compiled(self.pattern).search(text) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


Points = dict[Label, float]


def weigh(clues: Iterable[Clue], text: str, points: Points) -> Points:
    """`points` with the weight of every clue found in `text` added."""
    result = dict(points)
    for clue in clues:
        if clue.found(text):
            result[clue.label] = result.get(clue.label, 0.0) + clue.weight
    return result
