"""The one door: whatever happens behind it, the person is answered."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.log import Bugs
from bot.rehearse import record
from bot.rehearse.witness import Step, Watched, Witness
from core.app import App
from core.names import Platform
from core.ports import Busy
from core.request import Request, Speaker, Spot

NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)
EVE = Speaker(Platform.CONSOLE, "Eve", "Eve", "Europe/London")
BY_DM = Spot(Platform.CONSOLE, "dm-Eve", private=True)


def test_whoever_comes_too_late_while_the_record_is_busy_is_told_so_without_the_board(tmp_path: Path) -> None:
    engine, cipher = record.in_file(tmp_path / "app.sqlite3")
    units: list[Step] = []

    def busy_for_the_board(step: Step, workspace: str) -> None:
        del workspace
        units.append(step)
        if units[-2:] == ["opened", "opening"]:  # the one before was refused
            raise Busy

    calm = App(Watched(engine, cipher, Witness(), lambda _step, _workspace: None), Bugs())
    founded = '"Ward leaders" every 2 weeks on Tuesday 10:00 for 90 minutes from 2027-01-12'
    calm.handle(Request("d1", "w", EVE, BY_DM, "set new", founded), NOW)

    app = App(Watched(engine, cipher, Witness(), busy_for_the_board), Bugs())
    reply = app.handle(Request("d2", "w", EVE, BY_DM, "rules keep"), NOW)
    assert [m.kind for m in reply.messages] == ["refused.moment_passed"]
    engine.dispose()
