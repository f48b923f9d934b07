"""How long the words of a turn are kept: as long as the set decided, or until their presenter says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.names import No, PersonId, SetId, TurnId
from core.rules.refused import Refused

UNDO = timedelta(minutes=10)


class Held(StrEnum):
    """What has become of a turn's words."""

    SHOWN = "shown"  # in the thread, for the set
    HIDDEN = "hidden"  # taken out of the thread; the presenter alone can still read them
    GONE = "gone"  # blanked in the record too


@dataclass(frozen=True)
class Keeping:
    """The words of one turn: its issue, the new wording, the questions. Times are UTC instants."""

    id: int
    version: int
    set: SetId
    turn: TurnId
    presenter: PersonId
    since: datetime  # when the turn was over
    held: Held = Held.SHOWN

    @property
    def moment(self) -> str:
        return f"keeping-{self.id}"

    def until(self, days: int) -> datetime:
        """When they go by themselves, in a set that keeps words for `days`."""
        return self.since + timedelta(days=days)


def hide(k: Keeping, by: PersonId) -> Keeping:
    _must_be_theirs(k, by)
    return replace(k, held=Held.HIDDEN)


def delete(k: Keeping, by: PersonId) -> Keeping:
    _must_be_theirs(k, by)
    return replace(k, held=Held.GONE)


def _must_be_theirs(k: Keeping, by: PersonId) -> None:
    """Raises Refused for anybody but the presenter, and for words that are gone."""
    if k.presenter != by:
        raise Refused(No.NOT_YOURS)
    if k.held is Held.GONE:
        raise Refused(No.WORDS_GONE)
