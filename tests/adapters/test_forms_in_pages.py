"""A form of many questions, on a platform that shows a few at a time: its pages are one draft."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.app import App
from core.message import Choice, Choices, Line
from core.names import Platform
from core.request import Ask, Field, Reply, Request, Speaker, Spot, in_pages, page_of
from core.rules.life.learning_set import LearningSet, Standing
from core.rules.life.person import Person
from core.rules.privacy.draft import Draft
from tests.adapters.record import NOW, Record

FITS = 5
FIRST = {"name": "Ward leaders", "members": "@Ben @Chidi", "first": "2027-04-06", "time": "10:00"}


def asked(delivery: str, command: str, **more: Any) -> Request:
    by = Speaker(Platform.CONSOLE, "ana", "Ana", "Europe/London")
    return Request(delivery, "north", by, Spot(Platform.CONSOLE, "#lobby"), command, **more)


def page(delivery: str, number: int, of: int, **args: str) -> Request:
    named = [n for n in ("Ben", "Chidi") if f"@{n}" in " ".join(args.values())]
    people = {n: Speaker(Platform.CONSOLE, n.lower(), n, "Europe/London") for n in named}
    more = {"submitted": "set new", "args": args, "page": number, "pages": of, "people": people}
    return asked(delivery, "set new", **more)


def pressed(app: App, delivery: str, reply: Reply, label: str) -> Reply:
    found = [c for m in reply.messages for p in m.parts if isinstance(p, Choices) for c in p.options]
    choice: Choice = next(c for c in found if c.label.text == label)
    return app.handle(asked(delivery, choice.command, args=dict(choice.args), of=choice.of), NOW)


def founded(record: Record) -> tuple[LearningSet, ...]:
    with record.work() as work:
        return work.of(LearningSet).where()


def invited(record: Record, s: LearningSet) -> list[str]:
    asked_in = [m.person for m in s.members if m.standing is Standing.INVITED]
    with record.work() as work:
        return [p.name for p in work.of(Person).where(id=tuple(asked_in))]


def bot(record: Record) -> App:
    return App(record.store, lambda *_: "x7", patience=0.5)


def test_the_first_page_is_enough_where_the_rest_is_as_most_have_it(record: Record) -> None:
    app = bot(record)
    ask = app.handle(asked("d1", "set new"), NOW).ask
    assert ask is not None
    pages = in_pages(ask, FITS)
    assert [f.name for f in pages[0]] == [*FIRST, "rhythm"]
    kept = app.handle(page("d2", 1, len(pages), **FIRST, rhythm="every 2 weeks"), NOW)
    assert not founded(record)
    assert pressed(app, "d3", kept, "That will do") == pressed(app, "d3", kept, "That will do")
    (s,) = founded(record)
    assert (s.name.words, s.minutes, s.rhythm.first is not None) == ("Ward leaders", 90, True)
    assert sorted(invited(record, s)) == ["Ben", "Chidi"]
    with record.work() as work:
        assert work.of(Draft).where(form="set new") == ()


def test_the_pages_of_a_form_are_submitted_as_one(record: Record) -> None:
    app = bot(record)
    app.handle(page("d1", 1, 3, **FIRST, rhythm="every 2 weeks"), NOW)
    second = app.handle(page("d2", 2, 3, theme="Leading", zone="Europe/Paris", lasts="6 sessions"), NOW)
    opened = pressed(app, "d3", second, "Let me choose").ask
    assert opened is not None
    assert page_of(opened, in_pages(opened, FITS)) == 3
    app.handle(page("d4", 3, 3, template="120", mode="spoken", led="inside"), NOW)
    (s,) = founded(record)
    assert (s.name.words, s.zone, s.minutes, s.theme.words) == (
        "Ward leaders",
        "Europe/Paris",
        120,
        "Leading",
    )
    assert sorted(invited(record, s)) == ["Ben", "Chidi"]


def test_what_is_wrong_on_an_earlier_page_opens_that_page_with_its_words(record: Record) -> None:
    app = bot(record)
    app.handle(page("d1", 1, 2, **(FIRST | {"first": "2027-01-01"})), NOW)
    refused = app.handle(page("d2", 2, 2, lasts="6 sessions"), NOW)
    assert [field for field, _ in refused.amiss] == ["first"]
    opened = pressed(app, "d3", refused, "Continue").ask
    assert opened is not None
    assert page_of(opened, in_pages(opened, FITS)) == 1
    held = {f.name: f for f in opened.fields}
    assert (held["first"].initial, held["lasts"].initial) == ("2027-01-01", "6 sessions")
    assert held["members"].chosen == ("ben", "chidi")


def test_a_page_left_for_a_day_is_no_longer_part_of_the_form(record: Record) -> None:
    app = bot(record)
    app.handle(page("d1", 1, 2, **FIRST), NOW)
    late = app.handle(page("d2", 2, 2, lasts="6 sessions"), NOW + timedelta(hours=25))
    assert late.messages[0].kind == "refused.empty"
    assert not founded(record)


@given(st.lists(st.booleans(), min_size=1, max_size=30), st.integers(1, 8))
def test_pages_hold_every_field_once_and_none_too_many(more: list[bool], most: int) -> None:
    fields = tuple(Field(f"f{n}", Line("?"), more=m) for n, m in enumerate(more))
    ask = Ask("f", Line("A form"), fields, "c")
    pages = in_pages(ask, most)
    assert sorted(f.name for p in pages for f in p) == sorted(f.name for f in fields)
    assert all(0 < len(p) <= most for p in pages)
    assert len(pages) == 1 or [f.more for p in pages for f in p] == sorted(f.more for f in fields)
