"""Who is in it: sets in all modes, and people in several zones, each with their habits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from core.names import Platform
from core.request import Speaker

NAMES = (
    "Ana", "Ben", "Chidi", "Dora", "Eve", "Farid", "Grace", "Hana", "Ines", "Jonas", "Kavya", "Leo", "Mira", "Noor",
    "Olga", "Pia", "Quinn", "Ravi", "Sara", "Tomas", "Uma", "Vera", "Wim", "Xia", "Yusuf", "Zoe",
)  # fmt: skip
SPARE = 3  # people beside each set, who may come in later


@dataclass(frozen=True)
class Plan:
    """A kind of set. `zones` are those of its people in turn; the first is the set's."""

    name: str
    rhythm: str  # as one types it after the name
    weekday: int  # of its first session, Monday 0
    minutes: int
    mode: str
    zones: tuple[str, ...]
    people: int = 5  # who present
    facilitator: bool = True  # from outside; else the founder takes part and the set runs itself
    first: bool = False  # begins with a first session
    region: str = ""


LONDON, YORK, BERLIN, SYDNEY = "Europe/London", "America/New_York", "Europe/Berlin", "Australia/Sydney"
# fmt: off
PLANS: tuple[Plan, ...] = (
    Plan("Ward leaders",     "every 2 weeks on Tuesday 10:00",   1,  90, "written", (LONDON,), first=True),
    Plan("Founders",         "every 2 weeks on Thursday 14:00",  3,  90, "spoken",  (BERLIN,), people=6),
    Plan("Consultants",      "every 2 weeks on Monday 09:00",    0,  90, "days",    (LONDON,), region="GB-ENG"),
    Plan("Across the ocean", "every 2 weeks on Wednesday 15:00", 2, 120, "written", (LONDON, YORK, BERLIN), people=6),
    Plan("Sisters",          "every week on Friday 11:00",       4,  60, "written", (LONDON,), people=4, facilitator=False),
    Plan("Night and day",    "every 4 weeks on Tuesday 20:00",   1,  90, "written", (LONDON, SYDNEY, YORK), first=True),
    Plan("A whole day",      "monthly on the 2nd Thursday 10:00", 3, 360, "spoken", (BERLIN,), people=7),
)
# fmt: on


@dataclass(eq=False)
class Someone:
    """A person with an account. The chances are between 0 and 1."""

    name: str
    account: str
    platform: Platform
    workspace: str
    zone: str
    tells_zone: bool  # whether the platform tells it
    answers: float  # how likely they react to something that asks for it
    comes: float  # how likely they are there when their set meets
    late: float  # how likely they come late
    talks: float  # how likely they type when they could
    away: list[tuple[date, date]] = field(default_factory=list)  # ill, or on holiday: first and last day

    @property
    def speaker(self) -> Speaker:
        return Speaker(self.platform, self.account, self.name, self.zone if self.tells_zone else "")

    def is_away(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.away)


@dataclass(eq=False)
class Cast:
    """One set to be: its people, its facilitator or founder first, and those who may come later."""

    number: int
    plan: Plan
    platform: Platform
    workspace: str
    founder: Someone
    people: list[Someone]
    spare: list[Someone]
    room: str = ""  # its channel, once it is open
    of: int = 0  # its id, once it has one

    @property
    def name(self) -> str:
        return f"{self.plan.name} {self.number}" if self.number > len(PLANS) else self.plan.name

    @property
    def everybody(self) -> list[Someone]:
        return [self.founder, *self.people, *self.spare]


def make(
    sets: int,
    platforms: tuple[Platform, ...],
    begin: date,
    weeks: int,
    chance: Random,
    plans: tuple[Plan, ...] = PLANS,
) -> list[Cast]:
    """So many sets over these platforms, one workspace each. Who facilitates one may be a member of the next."""
    made: list[Cast] = []
    everybody: dict[Platform, list[Someone]] = {}
    for number in range(1, sets + 1):
        plan = plans[(number - 1) % len(plans)]
        platform = platforms[(number - 1) % len(platforms)]
        known = everybody.setdefault(platform, [])
        fresh = [
            _someone(platform, len(known) + i, plan, begin, weeks, chance)
            for i in range(plan.people + 1 + SPARE)
        ]
        in_two = known[1] if known else None  # somebody who is in two sets
        known += fresh
        people = fresh[1 : plan.people + 1]
        if in_two is not None:
            people[-1] = in_two
        made.append(
            Cast(number, plan, platform, workspace_of(platform), fresh[0], people, fresh[plan.people + 1 :])
        )
    return made


def workspace_of(platform: Platform) -> str:
    return {Platform.SLACK: "T0REHEARSE", Platform.DISCORD: "900000000000000001"}.get(platform, "rehearsal")


def _someone(platform: Platform, number: int, plan: Plan, begin: date, weeks: int, chance: Random) -> Someone:
    name = NAMES[number % len(NAMES)] + (str(number // len(NAMES) + 1) if number >= len(NAMES) else "")
    account = f"U{number:05d}" if platform is Platform.SLACK else f"8{number:017d}"
    return Someone(
        name=name,
        account=account,
        platform=platform,
        workspace=workspace_of(platform),
        zone=plan.zones[number % len(plan.zones)],
        tells_zone=platform is not Platform.DISCORD,
        answers=chance.uniform(0.45, 0.95),
        comes=chance.uniform(0.75, 0.98),
        late=chance.uniform(0.02, 0.25),
        talks=chance.uniform(0.2, 0.9),
        away=_times_away(begin, weeks, chance),
    )


def _times_away(begin: date, weeks: int, chance: Random) -> list[tuple[date, date]]:
    """A holiday or two and some days of being ill in each year."""
    days = weeks * 7
    spans = [chance.randint(5, 14), *(chance.randint(1, 3) for _ in range(2))]
    firsts = [begin + timedelta(days=chance.randint(21, max(22, days))) for _ in spans]
    return [(first, first + timedelta(days=span - 1)) for first, span in zip(firsts, spans, strict=True)]
