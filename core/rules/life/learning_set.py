"""A learning set: its people, its contract and its state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from core.message import Own
from core.names import Asking, Mode, PersonId, Platform, SetId
from core.rules.agenda.templates import TEMPLATES, Template
from core.rules.calendar.rhythm import Rhythm
from core.rules.life.state import SetState

SMALLEST, LARGEST = 4, 8  # in the rota; below 4 problem solving drops, above 8 it is unwieldy (domain.md §2)


class Standing(StrEnum):
    """A member's relation to the set."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LEFT = "left"


@dataclass(frozen=True)
class Member:
    person: PersonId
    standing: Standing = Standing.INVITED
    presents: bool = True  # False: takes part without a place in the rota, as a facilitator from outside does
    function: Own = Own("")  # what they do, for the mix of the set
    asking: Asking | None = None  # their own choice for their own actions; None: as the set
    agreed: int = 0  # the version of the ground rules they agreed to; 0: none yet
    joined: date | None = (
        None  # the day they accepted; the rota takes them in level with whoever had fewest turns
    )


@dataclass(frozen=True)
class LearningSet:
    id: SetId
    version: int
    platform: Platform
    name: Own
    rhythm: Rhythm
    minutes: int
    members: tuple[Member, ...]
    founder: PersonId
    theme: Own = Own("")
    template: str = "90"
    mode: Mode = Mode.WRITTEN
    state: SetState = SetState.FORMING
    facilitator: PersonId | None = None
    deputy: PersonId | None = None
    rotating: bool = False  # the facilitator's part goes round
    quorum: int = 0  # 0: the default of design.md §12
    check_in_day: int = 3  # Monday is 0
    check_in_at: time = time(9, 30)
    asking: Asking = Asking.BOTH
    checked_in: datetime | None = None  # the weekly check-in last seen to
    words_kept_days: int = 30  # how long an issue's text is kept after its session
    strict: bool = False
    language: str = "en"
    region: str = ""  # whose public holidays count, e.g. "GB-ENG"
    ends: date | None = None
    adapted: Template | None = None  # the template with this set's own minutes
    listed: bool = False  # others may find it by its theme, and ask to join
    first: bool = True  # begins with a session of the template `first`
    contract: int = 1  # goes up with each renewal
    held: int = 0  # sessions held in this contract
    paused_until: date | None = None
    vote_until: datetime | None = None  # when the end review's vote is counted
    rules_edition: int = 0  # of the ground rules in force; 0: none agreed yet
    rules_since: datetime | None = None  # when that edition was agreed
    rules_every: int = (
        0  # weeks after which the rules come up in the channel; 0: one line a session is enough
    )
    rules_until: datetime | None = None  # when a proposal's time is over

    @property
    def plan(self) -> Template:
        return self.adapted or TEMPLATES[self.template]

    @property
    def zone(self) -> str:
        return self.rhythm.zone

    def member(self, person: PersonId) -> Member | None:
        return next((m for m in self.members if m.person == person), None)

    def gone(self, person: PersonId) -> bool:
        """Whether this person was in the set and has left it."""
        m = self.member(person)
        return m is not None and m.standing is Standing.LEFT

    @property
    def lead(self) -> PersonId | None:
        """Whoever facilitates; the founder where nobody is named, unless they have left."""
        if self.facilitator is not None:
            return self.facilitator
        return None if self.gone(self.founder) else self.founder

    @property
    def contact(self) -> PersonId:
        """Who hears what concerns the set as a whole: its lead, else whoever has been in it longest."""
        return self.lead or next(iter(self.rota), self.founder)

    def here(self, person: PersonId) -> bool:
        """Whether this person has accepted and not left, or leads the set."""
        m = self.member(person)
        return (m is not None and m.standing is Standing.ACCEPTED) or leads(self, person)

    @property
    def rota(self) -> tuple[PersonId, ...]:
        """Those who present, in order of joining."""
        return tuple(m.person for m in self.members if m.standing is Standing.ACCEPTED and m.presents)

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Everybody in the set, whoever leads it included."""
        inside = [m.person for m in self.members if m.standing is Standing.ACCEPTED]
        lead = self.lead
        return tuple(inside) if lead is None or lead in inside else (*inside, lead)

    @property
    def needed(self) -> int:
        """The quorum: as set, else 4, or 3 in a set of four."""
        return self.quorum or (3 if len(self.rota) <= SMALLEST else 4)

    def with_member(self, m: Member) -> LearningSet:
        """This set with `m` added, or put in the place of who they were."""
        others = tuple(o for o in self.members if o.person != m.person)
        if self.member(m.person):
            return replace(self, members=tuple(m if o.person == m.person else o for o in self.members))
        return replace(self, members=(*others, m))


def leads(s: LearningSet, person: PersonId) -> bool:
    """Whether this person has the facilitator's part: named, deputy, or the founder where nobody is named.
    Who has left has no part.
    """
    return person in (s.lead, s.deputy)
