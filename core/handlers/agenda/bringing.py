"""An issue is brought, and found again when its turn comes."""

from __future__ import annotations

from dataclasses import replace

from core.message import Own
from core.names import PersonId
from core.ports import Work
from core.rules.agenda.issue import Issue, IssueState
from core.rules.life.learning_set import LearningSet


def bring(work: Work, s: LearningSet, presenter: PersonId, line: Own) -> Issue:
    """The presenter's waiting issue, with this sentence; a new one where none waits."""
    found = waiting(work, s, presenter)
    if found is not None:
        return work.of(Issue).save(replace(found, line=line))
    return work.of(Issue).add(Issue(0, 0, s.id, presenter, line))


def brought_by(work: Work, s: LearningSet, presenter: PersonId) -> Issue:
    """The presenter's waiting issue; one without a sentence where they have not written any."""
    return waiting(work, s, presenter) or work.of(Issue).add(Issue(0, 0, s.id, presenter, Own("")))


def waiting(work: Work, s: LearningSet, presenter: PersonId) -> Issue | None:
    """What the presenter has brought and not yet presented."""
    found = work.of(Issue).where(set=s.id, presenter=presenter, state=IssueState.WAITING.value)
    return found[0] if found else None
