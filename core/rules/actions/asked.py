"""Once that the bot asked: the week's board in a channel, a session's look back, or one message to a person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from core.names import ActionId, ActionStatus, AskStep, PersonId, Phrase, SessionId, SetId, Told


@dataclass(frozen=True)
class AskedLine:
    """One action in it, and what its owner has answered here."""

    action: ActionId
    phrase: Phrase | None = None  # of a private one
    answer: ActionStatus | None = None
    step: AskStep = AskStep.ASKED  # of a private one: how far the talk about it has come


@dataclass(frozen=True)
class Asked:
    """Of a person, or of a set; with a session, the look back in it. `n` counts what this person or set was asked."""

    id: int
    version: int
    set: SetId | None
    session: SessionId | None
    person: PersonId | None
    n: int
    at: datetime
    lines: tuple[AskedLine, ...]

    @property
    def key(self) -> str:
        if self.person is not None:
            return f"person-{self.person}/nudge-{self.n}"
        if self.session is not None:
            return f"session-{self.session}/progress"
        return f"set-{self.set}/check-in/{self.n}"

    @property
    def moment(self) -> str:
        return f"asked-{self.id}"

    @property
    def told(self) -> Told:
        """Where an answer to it is given."""
        if self.person is not None:
            return Told.PRIVATE
        return Told.SESSION if self.session is not None else Told.CHANNEL

    def holds(self, action: ActionId) -> bool:
        return any(line.action == action for line in self.lines)

    def with_answer(self, action: ActionId, answer: ActionStatus | None, step: AskStep) -> Asked:
        """With what its owner said last; a step without an answer leaves the answer as it is, but for one that takes
        it back.
        """
        taken_back = step is AskStep.REOPENED
        lines = tuple(
            replace(line, answer=None if taken_back else answer or line.answer, step=step)
            if line.action == action
            else line
            for line in self.lines
        )
        return replace(self, lines=lines)
