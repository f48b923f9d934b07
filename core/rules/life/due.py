"""A set's own clock between sessions: the end of a pause, of a vote, of a proposal."""

from collections.abc import Iterator
from datetime import timedelta

from core.names import Due
from core.rules.due import Moment, SetView
from core.rules.life.contract import VOTE_LASTS, pause_over
from core.rules.life.state import MEETS, SetState

ASKED_AFTER = (
    timedelta(days=1),
    timedelta(days=8),
)  # who has not agreed to new ground rules is asked, then once more
LATE = timedelta(days=2)


def moments(view: SetView) -> Iterator[Moment]:
    s = view.set
    resumes = pause_over(s)
    if resumes is not None:
        yield Moment(resumes, Due.PAUSE_OVER, s.id, standing=True)
    if s.state is SetState.REVIEWING and s.vote_until is not None:
        yield Moment(s.vote_until, Due.VOTE_OVER, s.id, standing=True)
        for n in range(1, VOTE_LASTS.days):
            yield Moment(s.vote_until - VOTE_LASTS + n * timedelta(days=1), Due.VOTE_ASK, n, LATE)
    if s.rules_until is not None:
        yield Moment(s.rules_until, Due.RULES_OVER, s.id, standing=True)
    if s.rules_since is not None and s.state in MEETS:
        for n, after in enumerate(ASKED_AFTER, 1):
            yield Moment(s.rules_since + after, Due.RULES_ASK, n, LATE)
        for n in range(1, 104 // s.rules_every if s.rules_every else 0):
            yield Moment(s.rules_since + n * timedelta(weeks=s.rules_every), Due.RULES_REMIND, n, LATE)
