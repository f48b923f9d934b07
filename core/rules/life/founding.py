"""What a founding needs: which template fits the minutes, how long a contract lasts."""

from dataclasses import replace
from datetime import date

from core.rules.agenda.templates import TEMPLATES, Template
from core.rules.calendar.day import months_on

USUAL_MONTHS = 6  # where nobody says how long: several months to a year is usual (domain.md §2)
LIVE_TEMPLATES = tuple(t for t in TEMPLATES.values() if not t.steps and not t.days)


def usual_end(starts: date) -> date:
    return months_on(starts, USUAL_MONTHS)


def template_for(minutes: int) -> tuple[str, Template | None]:
    """The longest template that fits, and its minutes with what is left given to the questions; None where
    nothing is left.
    """
    fitting = [t for t in LIVE_TEMPLATES if t.minutes <= minutes]
    best = max(fitting or LIVE_TEMPLATES[:1], key=lambda t: t.minutes)
    left = minutes - best.minutes
    if left <= 0:
        return best.name, None
    more = left // best.turns
    turn = replace(best.turn, explore=best.turn.explore + more)
    return best.name, replace(best, minutes=minutes, turn=turn, spare=best.spare + left - more * best.turns)
