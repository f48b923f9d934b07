"""Core knows no platform: one that it has never met founds sets and hears turns like any other."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import player, script
from bot.settings import Settings
from bot.stage import ConsoleStage
from core.names import Platform
from core.request import Reply, Request, Speaker, Spot
from tests.adapters.post import Office, Post
from tests.adapters.record import NOW, Record
from tests.stage import KEY
from tests.stage.folders import TRANSCRIPTS

NEW = '"Ward leaders" every 2 weeks on Tuesday 10:00 Europe/London'


def founded(record: Record, platform: Platform) -> tuple[Reply, list[str]]:
    office = Office(record, Post(platform))
    by = Speaker(platform, "U1", "Ana", "Europe/London")
    request = Request("d1", f"team-{platform}", by, Spot(platform, "lobby"), "set new", NEW)
    return office.app.handle(request, NOW), office.carry()


def test_every_platform_is_answered_alike_by_one_core(record: Record) -> None:  # PI1
    answers = {p: founded(record, p) for p in Platform}
    bare = {p: [line.partition("-")[0] for line in said] for p, (_, said) in answers.items()}
    assert len({repr(lines) for lines in bare.values()}) == 1
    assert all("opens set" in lines for lines in bare.values())


def test_a_platform_is_an_adapter_of_one_method_and_what_it_asks(record: Record) -> None:  # PI14
    """`Post` is a whole platform of the tests' own, in forty lines: what it was brought, it was brought by errands."""
    office = Office(record, Post(Platform.DISCORD))
    by = Speaker(Platform.DISCORD, "77", "Ana", "Europe/London")
    office.app.handle(Request("d1", "guild", by, Spot(Platform.DISCORD, "1"), "set new", NEW), NOW)
    asyncio.run(office.courier.carry())
    room = next(line for line in office.post.log if line.startswith("opens")).removeprefix("opens ")
    spot = Spot(Platform.DISCORD, f"#{room}")
    reply = office.app.handle(Request("d2", "guild", by, spot, "help"), NOW)
    assert reply.messages
    with record.work(workspace="guild") as work:
        assert str(work.place_at(spot)) == room


def rehearsed(folder: Path, weeks: int) -> Iterator[str]:
    folder.mkdir()
    settings = Settings(als_database_url=f"sqlite:///{folder / 'year.sqlite3'}", als_secret_keys=KEY)
    stage = ConsoleStage(settings)
    header, _ = script.read("given: five\n")
    player.set_up(stage, header, (TRANSCRIPTS / "given",))
    stage.advance(stage.clock() + timedelta(weeks=weeks))
    yield from (str(e) for e in stage.screen.events)
    stage.close()


@pytest.mark.parametrize("weeks", [52])
def test_a_year_is_rehearsed_on_a_simulated_clock_and_is_the_same_each_time(
    tmp_path: Path, weeks: int
) -> None:  # OP8
    first, second = (list(rehearsed(tmp_path / name, weeks)) for name in ("first", "second"))
    assert first == second
    welcomes = [e for e in first if "Welcome." in e]
    assert len(welcomes) == 11, "every four weeks from 2 March to the end of the year"
