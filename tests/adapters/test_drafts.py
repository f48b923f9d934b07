"""Words that were typed into a form survive whatever befalls the request."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from adapters.database.engine import unit
from adapters.database.tables import people, sets
from core.app import App
from core.message import Choice, Choices
from core.names import Phase, Platform
from core.ports import Conflict, Work
from core.request import Reply, Request, Speaker, Spot
from core.rules.privacy.draft import Draft
from core.rules.session.session import Session
from tests.adapters.record import NOW, Record, Scene, a_scene

WORDS = "My team <will not> delegate ✓"


@pytest.fixture
def scene(record: Record) -> Scene:
    return a_scene(record)


def app(record: Record) -> App:
    return App(record.store, lambda *_: "x7", patience=0.05)


def asked(delivery: str, command: str, **more: Any) -> Request:
    by = Speaker(Platform.CONSOLE, "ana", "Ana", "Europe/London")
    return Request(delivery, "north", by, Spot(Platform.CONSOLE, "#set-1"), command, **more)


def submitted(delivery: str = "d1", words: str = WORDS) -> Request:
    return asked(delivery, "present", submitted="present", args={"issue": words})


def go_on(reply: Reply) -> Choice:
    choices = [c for m in reply.messages for p in m.parts if isinstance(p, Choices) for c in p.options]
    return next(c for c in choices if c.command == "continue")


def continued(record: Record, choice: Choice) -> Reply:
    return app(record).handle(asked("d9", choice.command, args=dict(choice.args), of=choice.of), NOW)


def initial(reply: Reply) -> list[str]:
    assert reply.ask is not None
    return [f.initial for f in reply.ask.fields]


def kept(record: Record) -> int:
    with record.work() as work:
        return len(work.of(Draft).where(form="present"))


@pytest.mark.usefixtures("scene")
def test_a_refused_form_opens_again_with_its_words(record: Record) -> None:
    long = WORDS * 20
    ask = app(record).handle(asked("d0", "present"), NOW).ask
    assert ask is not None
    reply = app(record).handle(replace(submitted(words=long), of=ask.of), NOW)
    assert reply.messages[0].kind == "refused.too_long"
    reopened = continued(record, go_on(reply))
    assert initial(reopened) == [long]
    again = app(record).handle(asked("d2", "present"), NOW)
    assert initial(again) == [long]


@pytest.mark.usefixtures("scene")
def test_a_form_that_met_a_fault_opens_again_once_the_fault_is_mended(record: Record) -> None:
    with record.engine.begin() as connection:
        theme = connection.scalar(select(sets.c.theme))
        connection.execute(sets.update().values(theme=b"broken"))
    reply = app(record).handle(submitted(), NOW)
    assert reply.messages[0].kind == "refused.bug"
    with record.engine.begin() as connection:
        connection.execute(sets.update().values(theme=theme))
    assert initial(continued(record, go_on(reply))) == [WORDS]


@dataclass
class Contested:
    """A store in which somebody else is always faster, so many times."""

    record: Record
    times: int

    @contextmanager
    def work(self, workspace: str, now: datetime, **more: Any) -> Iterator[Work]:
        with self.record.store.work(workspace, now, **more) as work:
            yield work
            if more.get("writes", True) and self.times:
                self.times -= 1
                raise Conflict

    def __getattr__(self, name: str) -> Any:
        return getattr(self.record.store, name)


@pytest.mark.usefixtures("scene")
def test_a_form_that_somebody_else_was_faster_than_is_tried_again_unseen(record: Record) -> None:
    contested = App(Contested(record, 3), lambda *_: "x7", patience=0.05)
    assert contested.handle(submitted(), NOW) == Reply.quiet()
    assert kept(record) == 0


@pytest.mark.usefixtures("scene")
def test_a_form_that_others_were_faster_than_time_and_again_keeps_its_words(record: Record) -> None:
    contested = App(Contested(record, 4), lambda *_: "x7", patience=0.05)
    reply = contested.handle(submitted(), NOW)
    assert reply.messages[0].kind == "refused.busy"
    assert initial(continued(record, go_on(reply))) == [WORDS]


@pytest.mark.usefixtures("scene")
def test_a_form_comes_back_filled_in_when_the_record_cannot_even_keep_a_draft(record: Record) -> None:
    with unit(record.engine, 1) as connection:
        connection.execute(select(people.c.id).with_for_update())
        if record.dialect == "postgresql":
            connection.exec_driver_sql("LOCK TABLE drafts, heard, turns IN EXCLUSIVE MODE")
        reply = app(record).handle(submitted(), NOW)
    assert reply.messages[0].kind == "refused.busy"
    assert initial(reply) == [WORDS]
    assert kept(record) == 0


@pytest.mark.usefixtures("scene")
def test_a_draft_is_gone_once_the_form_is_taken(record: Record) -> None:
    choice = go_on(app(record).handle(submitted(words=WORDS * 20), NOW))
    assert app(record).handle(submitted("d2"), NOW) == Reply.quiet()
    assert kept(record) == 0
    assert continued(record, choice).messages[0].kind == "refused.draft_gone"


def test_words_whose_form_does_not_open_any_more_are_given_back(record: Record, scene: Scene) -> None:
    choice = go_on(app(record).handle(submitted(words=WORDS * 20), NOW))
    with record.work() as work:
        session = work.of(Session).get(scene.session.id)
        assert session is not None
        work.of(Session).save(replace(session, turn=scene.turn.id, phase=Phase.TURNS))
    reply = continued(record, choice)
    assert reply.messages[0].kind == "draft.words"
    assert WORDS * 20 in [p.words.words for p in reply.messages[0].parts if hasattr(p, "words")]


def test_a_stranger_keeps_their_words_too(record: Record) -> None:
    reply = app(record).handle(submitted(), NOW)
    assert reply.messages[0].kind == "refused.no_set_here"
    assert go_on(reply).args == (("form", "present"),)
    assert kept(record) == 1


@pytest.mark.usefixtures("scene")
def test_nobody_opens_the_draft_of_somebody_else(record: Record) -> None:
    choice = go_on(app(record).handle(submitted(words=WORDS * 20), NOW))
    ben = Speaker(Platform.CONSOLE, "ben", "Ben", "Europe/London")
    theirs = replace(asked("d3", choice.command, args=dict(choice.args)), by=ben)
    assert app(record).handle(theirs, NOW).messages[0].kind == "refused.draft_gone"
    assert app(record).handle(replace(theirs, command="present", args={}), NOW).ask is not None
