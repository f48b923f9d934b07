"""What is on the agenda: who presents when, and the issues that people bring."""

from core.handlers.agenda.bidding import after_bids, bids_of, has_something, next_by_rota
from core.handlers.agenda.bringing import bring, brought_by, waiting
from core.handlers.agenda.preparing import day_before, remind
from core.handlers.agenda.whose import (
    carried_over,
    down,
    is_away,
    is_back,
    next_presenter,
    next_presenters,
    session_ended,
    sign_up,
)

__all__ = [
    "after_bids",
    "bids_of",
    "bring",
    "brought_by",
    "carried_over",
    "day_before",
    "down",
    "has_something",
    "is_away",
    "is_back",
    "next_by_rota",
    "next_presenter",
    "next_presenters",
    "remind",
    "session_ended",
    "sign_up",
    "waiting",
]
