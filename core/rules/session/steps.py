"""A first session goes by named steps, the taster turn being one of them."""

from dataclasses import replace

from core.names import Phase, Step
from core.rules.session.session import Session


def has_steps(s: Session) -> bool:
    return bool(s.plan.steps)


def step_of(s: Session) -> Step | None:
    """The step that a first session is at; None before it and in any other session."""
    return s.plan.steps[s.step - 1].step if s.step and s.plan.steps else None


def following(s: Session) -> tuple[Session, Phase]:
    """The session at its next step, and the phase that this is: a turn where somebody is down for the taster,
    closed after the last.
    """
    steps = s.plan.steps
    if s.step >= len(steps):
        return s, Phase.CLOSED
    there = replace(s, step=s.step + 1)
    is_turn = step_of(there) is Step.TASTER and bool(there.queue)
    return there, Phase.TURNS if is_turn else Phase.STEPS


def before_taster(s: Session) -> bool:
    """Whether the taster is still to come, or being offered."""
    steps = [m.step for m in s.plan.steps]
    return s.step <= steps.index(Step.TASTER) + 1 and not s.turns


def taster_offered(s: Session) -> bool:
    """Whether the room is being asked who would like to try: whoever brings something begins."""
    return step_of(s) is Step.TASTER and not s.turns
