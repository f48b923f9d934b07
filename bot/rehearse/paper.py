"""How people fill in a form: most as it is meant, some too long, some by accident."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from bot.rehearse.cast import Someone
from core.request import Ask, Field

TOO_LONG, NONSENSE, LEFT_AS_IT_IS = 0.02, 0.03, 0.6
WORDS = (
    "My team will not delegate", "Two of my consultants have not spoken since March", "I say yes too often",
    "The ward is short of hands every night", "We have three plans and no decision", "Nobody reads what I write",
    "Ask the matron to chair", "Talk to both of them, one after the other", "Write down what I will not do",
    "A walk with Sam", "Put it on the agenda for Monday", "What would it take?", "Who could help you with this?",
)  # fmt: skip


def fill_in(
    ask: Ask, person: Someone, others: list[Someone], today: date, chance: Random
) -> tuple[dict[str, str], tuple[Someone, ...]]:
    """The values of a form's fields, and the people who are meant by name in them."""
    values: dict[str, str] = {}
    meant: list[Someone] = []
    for f in ask.fields:
        if not f.required and chance.random() < 0.5:
            values[f.name] = f.initial
        elif f.kind in ("person", "people"):
            chosen = [chance.choice(others)] if others else []
            meant += chosen
            values[f.name] = " ".join(f"@{p.name}" for p in chosen)
        elif f.initial and chance.random() < LEFT_AS_IT_IS:
            values[f.name] = f.initial
        else:
            values[f.name] = _value(f, person, today, chance)
    return values, tuple(meant)


def _value(f: Field, person: Someone, today: date, chance: Random) -> str:
    match f.kind:
        case "date":
            if chance.random() < NONSENSE:
                return chance.choice(("soonish", "01/02/2027", "31 February", "yesterday"))
            return (today + timedelta(days=chance.randint(2, 26))).isoformat()
        case "time":
            return chance.choice(("10:00", "9:30", "14:00", "16:15"))
        case "number":
            return str(chance.choice((3, 4, 5, 14, 30)))
        case "zone":
            return person.zone
        case "choice" | "choices":
            return chance.choice(f.options)[0] if f.options else ""
        case _:
            return _words(f, chance)


def _words(f: Field, chance: Random) -> str:
    if chance.random() < TOO_LONG:
        return "too long, " * (f.cap // 8)
    return f"{chance.choice(WORDS)} #{chance.randrange(10**6):06d}"[: f.cap]
