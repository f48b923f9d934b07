"""Samples of what no transcript brings about, with the invented names of the transcripts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Final

from core.commands import help_for
from core.message import At, Day, Message, Name, Own, Reader, Value, Who
from core.names import No, PersonId, SessionId, SetId
from core.request import Ask
from core.words import (
    again,
    agenda,
    asking,
    calendar,
    days,
    life,
    places,
    prepare,
    present,
    reaching,
    refusals,
    rota,
    session,
    yours,
)
from tests.gallery.drawn import BY_HAND, Sample

READER: Final = Reader("Europe/London")
ANA, BEN = Who(PersonId(1), "Ana"), Who(PersonId(2), "Ben")
NAME = Own("Ward leaders")
STARTS = datetime(2027, 3, 30, 9, tzinfo=UTC)

# What a refusal may name, by the names that its sentence has for it.
FACTS: Final[dict[str, Value]] = {
    "near": Name("present"),
    "who": ANA,
    "day": Own("fryday"),
    "near1": Day(date(2027, 3, 12), "full"),
    "near2": Day(date(2027, 3, 19), "full"),
    "words": Own("Ask the matron to chair"),
    "n": 3,
    "cap": 280,
    "most": 8,
    "free": 2,
    "of": 90,
    "over": 5,
    "what": Own("colour"),
    "least": 1,
    "starts": At(STARTS, "day time"),
}


def samples(drawn: tuple[Sample, ...]) -> Iterator[Sample]:
    """What is wanting in what was drawn."""
    known = {s.kind for s in drawn}
    for message in _messages():
        if message.kind not in known:
            yield Sample(message.kind, BY_HAND, 0, _to(message.kind), READER, message)
    for ask in _forms():
        if f"form {ask.form}" not in known:
            yield Sample(f"form {ask.form}", BY_HAND, 0, "form", READER, ask)


def _forms() -> Iterator[Ask]:
    yield asking.note_form()


def _to(kind: str) -> str:
    if kind in ("place.no-thread", "place.here", "reaching.waits", "session.no_time", "life.now_leads"):
        return "room"
    return (
        "private"
        if kind
        in (
            "place.no-room",
            "place.lost",
            "place.reads_along",
            "place.busy",
            "place.no-more-thread",
            "place.left-out",
            "turn.host",
            "life.not_now",
        )
        else "answer"
    )


def _messages() -> Iterator[Message]:
    for no in No:
        if no is not No.MISREAD:
            yield refusals.sentence(no, FACTS)
    yield refusals.something_broke(Name("K3F9"))
    yield refusals.your_words((Own("My team will not delegate"),))
    yield help_for("")
    yield help_for("calendar")
    yield again.is_it_again(SetId(1), Own("My team will not delegate"))
    yield agenda.shorter(14)
    yield calendar.stays(STARTS)
    yield days.passed()
    yield life.not_now(NAME)
    yield life.now_leads(BEN)
    yield places.no_thread(ANA)
    yield places.no_room(NAME)
    yield places.lost(NAME)
    yield places.here(NAME)
    yield places.no_form()
    yield places.no_more_thread(ANA)
    yield places.left_out(NAME)
    yield places.form_waits(asking.note_form().title, "action note", "action-5", ())
    yield places.say_it_on_a_server()
    yield places.reads_along(NAME, {"guest": Name("Zoe"), "app": Name("Lunch")}, shared=True, public=True)
    yield places.platform_busy()
    yield reaching.hello("Europe/London")
    yield from (reaching.stands(may=may) for may in (True, False))
    yield from (reaching.chosen(may=may) for may in (True, False))
    yield reaching.waits(ANA)
    yield reaching.tell_them_yourself(ANA, NAME)
    yield refusals.page_kept("set new", 1, 3, rest_will_do=False)
    yield prepare.still(STARTS)
    yield present.in_the_queue(next_time=False)
    yield rota.passed_over(SessionId(1), STARTS)
    yield session.no_time_for(ANA)
    yield yours.hosts_card(ANA)
    yield yours.taken_up(None)
