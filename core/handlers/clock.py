"""What the clock brings: one look at one root whose time has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from core.handlers.actions import asking as action_asking
from core.handlers.actions import weekly
from core.handlers.agenda import preparing
from core.handlers.calendar import changing, dates, holidays, reminders
from core.handlers.call import current_session, open_turn
from core.handlers.ground import asking
from core.handlers.life import contracting, ending
from core.handlers.privacy import words_kept
from core.handlers.session import absent, over_days, phases, running
from core.names import Due, PersonId, Phase, SetId
from core.ports import Work
from core.rules.actions import asking as asking_rules
from core.rules.actions import weekly as weekly_rules
from core.rules.actions.asking import PersonView
from core.rules.agenda import due as agenda_due
from core.rules.calendar import due as calendar_due
from core.rules.due import Moment, Moments, SetView, first_due
from core.rules.life import due as life_due
from core.rules.life.learning_set import LearningSet
from core.rules.privacy import due as privacy_due
from core.rules.session import due as session_due
from core.rules.session.session import Session

Does = Callable[[Work, SetView, Moment, datetime], None]
DoesForAPerson = Callable[[Work, PersonView, Moment, datetime], None]
View = SetView | PersonView

MOMENTS: tuple[Moments, ...] = (
    session_due.moments,
    agenda_due.moments,
    calendar_due.moments,
    life_due.moments,
    privacy_due.moments,
    weekly_rules.moments,
)
MOMENTS_OF_A_PERSON = (asking_rules.moments,)

# fmt: off
DOES: dict[Due, Does] = {
    Due.NEXT_SESSION: dates.next_session,
    Due.OPENING:      phases.opening,
    Due.NOBODY:       absent.nobody,
    Due.NOT_MET:      absent.not_met,
    Due.QUORUM:       absent.quorum,
    Due.PHASE:        phases.phase_up,
    Due.STAGE:        running.stage_up,
    Due.WORDS_GO:     words_kept.words_go,
    Due.PAUSE_OVER:   contracting.pause_over,
    Due.VOTE_ASK:     ending.ask_the_others,
    Due.VOTE_OVER:    ending.vote_over,
    Due.RULES_OVER:   asking.proposal_over,
    Due.RULES_ASK:    asking.ask_again,
    Due.RULES_REMIND: asking.say_again,
    Due.TELL_CHANGE:  changing.tell_change,
    Due.HOLIDAY:      holidays.ask,
    Due.WEEK_BEFORE:  reminders.week_before,
    Due.DAY_BEFORE:   reminders.day_before,
    Due.HOUR_BEFORE:  reminders.hour_before,
    Due.CHECK_IN:     weekly.check_in,
    Due.PREPARE:      preparing.remind,
    Due.GIVES_OUT:    absent.gives_out,
    Due.QUIET:        absent.quiet,
    Due.LAST_MORNING: over_days.last_morning,
    Due.LIMIT:        absent.limit_reached,
}
DOES_FOR_A_PERSON: dict[Due, DoesForAPerson] = {
    Due.ASK:          action_asking.ask,
}
# fmt: on

MOST = 100  # moments in one look; more would be a rule that never settles
AWAY = timedelta(minutes=2)  # a gap longer than this gives a live stage its time back (design.md §4)


class Restless(Exception):
    """A root's moments never come to rest: a rule does not change the state that made it due."""


def view_of(work: Work, kind: str, root: int) -> View | None:
    """A flat read of what a root's clock depends on; None where it keeps no time."""
    match kind:
        case "set":
            return _view_of_set(work, SetId(root))
        case "person":
            return action_asking.view_of(work, PersonId(root))
        case _:
            return None


def _view_of_set(work: Work, root: SetId) -> SetView | None:
    s = work.of(LearningSet).get(root)
    if s is None:
        return None
    session = current_session(work, root)
    untold = work.of(Session).where(set=root, untold=True)
    zones = dates.zones(work, s) if session is not None and session.phase is Phase.PLANNED else ()
    keepings = words_kept.kept_of(work, s)
    return SetView(s, session, open_turn(work, session), keepings, untold, zones)


def moments_of(work: Work, kind: str, root: int) -> list[Moment] | None:
    """Everything that could fall due for a root; None where it keeps no time."""
    view = view_of(work, kind, root)
    return list(_moments(view)) if view is not None else None


def _moments(view: View) -> Iterable[Moment]:
    if isinstance(view, SetView):
        return (m for area in MOMENTS for m in area(view))
    return (m for area in MOMENTS_OF_A_PERSON for m in area(view))


def look(
    work: Work, kind: str, root: int, since: datetime, now: datetime, away: timedelta
) -> tuple[Moment, ...]:
    """Do what has fallen due for this root since `since`, oldest first, each on the state the last one left.
    Answers what was done.
    """
    view = view_of(work, kind, root)
    gap = min(away, now - since)
    if isinstance(view, SetView) and gap > AWAY:
        absent.bot_was_away(work, view, gap, now)
    done: list[Moment] = []
    for _ in range(MOST):
        view = view_of(work, kind, root)
        if view is None:
            return tuple(done)
        fresh = (m for m in _moments(view) if m.standing or m not in done)
        moment = first_due(iter(fresh), since, now)
        if moment is None:
            return tuple(done)
        done.append(moment)
        if isinstance(view, SetView):
            DOES[moment.what](work, view, moment, now)
        else:
            DOES_FOR_A_PERSON[moment.what](work, view, moment, now)
    raise Restless(f"{kind}-{root}")
