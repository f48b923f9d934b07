"""The verdict on an utterance: every sentence is weighed; what is finally asked decides, else the strongest statement."""

import re
from dataclasses import dataclass

from core.rules.questions.check._asking import ANY_QUESTION, TABLES
from core.rules.questions.check._asking import PRIOR as QUESTION_PRIOR
from core.rules.questions.check._clue import Label, Points, weigh
from core.rules.questions.check._form import Asked, Form, form_of
from core.rules.questions.check._plain import sentences
from core.rules.questions.check._stating import PRIOR, STATED

SUGGESTING = (Label.LEADING, Label.ADVICE)
# Points by which a suggestion must outweigh everything else before it is worth a private hint.
SURE_QUESTION = 2.0
SURE_STATEMENT = 3.0
# On equal points the earlier label wins: silence before a hint.
ORDER = (Label.OTHER, Label.OPEN, Label.CLOSED, Label.LEADING, Label.ADVICE)

# What is praised right after a closed question is recommended: "Have you talked to Ines? She's excellent."
PRAISE = re.compile(
    r"\b(?:it|that|this|she|he|they|those|these)(?:'s|'re| is| are)(?: really| very| so| quite| pretty| all| just)*"
    r" (?:excellent|brilliant|great|good|fantastic|wonderful|superb|amazing|useful|helpful|perfect|ideal"
    r"|the best|worth)\b"
)

HAVE_YOU = re.compile(
    r"(?:have|did|do|are) you (?:\w+ )?(?:spoken|spoke|talked|asked|read|seen|heard|met|been|know|use|used"
    r"|looked|got|familiar|aware|watched|worked|done|had|visited|used)\b"
)
OF_THEM = re.compile(
    r"(?:it|they|she|he|that|those|there)(?:'s|'re|'ve|'ll|'d)?\b(?!.*\b(?:i|me|my|we|us|our)\b)"
)


@dataclass(frozen=True)
class Verdict:
    """`sure` is true only for leading and advice, where a private hint would be right."""

    label: Label
    sure: bool


@dataclass(frozen=True)
class _Weighed:
    asked: Asked
    points: Points

    @property
    def label(self) -> Label:
        return max(ORDER, key=lambda label: (self.points.get(label, 0.0), -ORDER.index(label)))

    @property
    def margin(self) -> float:
        """Points of the suggestion ahead of the best label that is none."""
        suggested = max(self.points.get(label, 0.0) for label in SUGGESTING)
        return suggested - max(self.points.get(label, 0.0) for label in ORDER if label not in SUGGESTING)


def check(utterance: str) -> Verdict:
    """What one utterance in a questioning round is. Pure, never raises, any text and length."""
    weighed = [_weighed(form_of(sentence)) for sentence in sentences(utterance)]
    if not weighed:
        return Verdict(Label.OTHER, sure=False)
    questions = [
        one for one in weighed if one.asked.form is not Form.STATED and not (weighed[1:] and _fragment(one))
    ]
    if not questions:
        stated = [one for one in weighed if one.asked.form is Form.STATED]
        best = max(stated or weighed, key=lambda one: one.margin)
        return _verdict(best, SURE_STATEMENT)
    last = questions[-1]
    if last.label is Label.CLOSED and any(_recommends(one, last) for one in _after(last, weighed)):
        return Verdict(Label.LEADING, sure=True)
    return _verdict(last, SURE_QUESTION)


def _after(last: _Weighed, weighed: list[_Weighed]) -> list[_Weighed]:
    place = max(index for index, one in enumerate(weighed) if one is last)
    return weighed[place + 1 :]


def _weighed(asked: Asked) -> _Weighed:
    if asked.form is Form.STATED:
        return _Weighed(asked, weigh(STATED, asked.core, PRIOR))
    points = weigh(TABLES[asked.form], asked.core, QUESTION_PRIOR[asked.form])
    return _Weighed(asked, weigh(ANY_QUESTION, asked.core, points))


def _recommends(after: _Weighed, asked: _Weighed) -> bool:
    """What follows a closed question shows that it was a hint: "Have you spoken to Shelter? They do this every day."."""
    if after.label is Label.ADVICE or PRAISE.search(after.asked.whole):
        return True
    return HAVE_YOU.match(asked.asked.core) is not None and OF_THEM.match(after.asked.whole) is not None


def _fragment(one: _Weighed) -> bool:
    """A word or three with a question mark beside other sentences: "Honest opinion?", "… Anything at all?"."""
    return one.asked.form is Form.PRESUMED and len(one.asked.whole.split()) <= 3


def _verdict(weighed: _Weighed, threshold: float) -> Verdict:
    label = weighed.label
    return Verdict(label, sure=label in SUGGESTING and weighed.margin >= threshold)
