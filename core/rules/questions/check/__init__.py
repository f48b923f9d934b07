"""What an utterance in a questioning round is: open, closed, leading, advice or other. Rules about English; no model."""

from collections.abc import Iterable, Iterator

from core.rules.questions.check._clue import Label
from core.rules.questions.check._decide import Verdict, check

__all__ = ["Label", "Verdict", "check", "label_lines"]


def label_lines(lines: Iterable[str]) -> Iterator[str]:
    """`label<TAB>utterance` for each line, in order and as it comes; line ends are taken off, empty lines left out."""
    for line in lines:
        utterance = line.rstrip("\r\n")
        if utterance.strip():
            yield f"{check(utterance).label}\t{utterance}"
