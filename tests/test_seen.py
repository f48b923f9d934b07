"""What whoever runs the bot sees of it, and what nobody sees."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import structlog
from prometheus_client import generate_latest
from sqlalchemy import select
from starlette.types import Message

from adapters.database.columns import metadata
from adapters.database.engine import open_engine
from adapters.database.standing import Standing
from adapters.web.site import site
from bot import script
from bot.doctor import running
from bot.health import ASLEEP, STALE, Health
from bot.log import to_standard_error
from bot.script import Fills, Says
from bot.settings import Settings
from bot.watching import WatchedTransport, Watching
from core.message import Private
from core.ports import Later, Never, Parcel
from tests.adapters.post import Office, Post, ask, says
from tests.adapters.record import NOW, Record, a_scene
from tests.stage.folders import TRANSCRIPTS
from tests.stage.slack import SlackStage

KEY = "c3BlYWtpbmctb2YtYWN0aW9uLWxlYXJuaW5nLXNldHM="  # a test's own


@contextmanager
def log(style: str = "json") -> Iterator[io.StringIO]:
    """What `als run` writes meanwhile."""
    root, written = logging.getLogger(), io.StringIO()
    handlers, level = list(root.handlers), root.level
    try:
        with redirect_stderr(written):
            to_standard_error(style, "info")
            yield written
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        structlog.reset_defaults()


def fetched(health: Health, path: str) -> tuple[int, str]:
    """The status and body of an answer."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    asyncio.run(site(health.routes)(scope, receive, send))
    return int(sent[0]["status"]), b"".join(m.get("body", b"") for m in sent).decode()


def peoples_words(lines: list[script.Line]) -> set[str]:
    """What somebody typed that is long enough to be told from anything of ours."""
    found: set[str] = set()
    for line in lines:
        match line.step:
            case Says(text=text):
                found.add(text.removeprefix("/als ").removeprefix("present ").removeprefix("parked "))
            case Fills(values=values):
                found.update(values.values())
            case _:
                pass
    return {words for words in found if len(words) > 20}


def test_a_whole_session_leaves_no_members_word_in_log_numbers_or_addresses(tmp_path: Path) -> None:  # PA7
    settings = Settings(als_database_url=f"sqlite:///{tmp_path / 'als.sqlite3'}", als_secret_keys=KEY)
    header, lines = script.read((TRANSCRIPTS / "session" / "a-live-turn.chat").read_text())
    words = peoples_words(lines)
    with log() as written:
        stage = SlackStage(settings, listening=True, http=True, lines=True)
        for name in header.given:
            given, before = script.read((TRANSCRIPTS / "given" / f"{name}.chat").read_text())
            stage.begin(given)
            for line in before:
                if line.step is not None:
                    stage.act(line.step)
        for line in lines:
            if line.step is not None:
                stage.act(line.step)
        registry = stage.bot.watching.registry
        Health(stage.bot.engine, {}, stage.clock, registry, None)
        numbers = generate_latest(registry).decode()
        with stage.bot.engine.connect() as c:
            open_columns = repr([c.execute(select(t)).all() for t in metadata.sorted_tables])
        stored = str([m.blocks for m in stage.slack.world.messages])
        stage.close()
    seen = {"log": written.getvalue(), "numbers": numbers, "record": open_columns}
    seen["addresses"] = " ".join(stage.slack.world.addresses)
    assert len([w for w in words if w in stored]) > 5  # they were said, and shown
    assert {place: [w for w in words if w in text] for place, text in seen.items()} == {k: [] for k in seen}
    events = [json.loads(line) for line in written.getvalue().splitlines()]
    asked = next(e for e in events if e["event"] == "answered" and e["command"] == "ask")
    assert (asked["outcome"], asked["set"], asked["platform"]) == ("form", 1, "slack")
    assert {"key", "attempt", "result"} <= next(e for e in events if e["event"] == "delivery").keys()
    assert 'als_delivered_total{errand="Revise",platform="slack"}' in numbers
    assert 'als_requests_total{command="present",outcome="answered",platform="slack"}' in numbers
    assert "als_queue 0.0" in numbers


def test_what_a_library_writes_is_told_by_its_place_alone() -> None:
    with log("text") as written:
        logging.getLogger("slack_bolt").warning("somebody sent %s", "these words")
        logging.getLogger("slack_bolt").info("nobody needs this")
    line = written.getvalue()
    assert "these words" not in line
    assert "library=slack_bolt" in line
    assert line.count("\n") == 1


def test_each_answer_of_a_platform_is_counted_by_its_kind(record: Record) -> None:  # OP12
    watching = Watching()
    scene = a_scene(record)
    ana = Private(scene.people[0].id)
    answers: list[Exception | None] = [Later("ratelimited", 30), Never("no such Person Ana"), None]
    post = Post(trouble=lambda _: answers.pop(0))
    office = Office(record, post)
    watched = WatchedTransport(post, watching, lambda: office.now)

    async def goes() -> None:
        ask(record, says("a", ana))
        for _ in range(2):
            for parcel in record.outbox.claim("a", office.now, 10):
                await tried(parcel)
            office.now += timedelta(minutes=2)

    async def tried(parcel: Parcel) -> None:
        try:
            await watched.carry(parcel)
        except (Later, Never):
            return

    asyncio.run(goes())
    answers[:] = [None]
    parcel = record.outbox.claim("b", office.now, 10)[0]
    asyncio.run(tried(parcel))
    numbers = generate_latest(watching.registry).decode()
    assert 'als_refusals_total{platform="console",reason="ratelimited"} 1.0' in numbers
    assert 'als_refusals_total{platform="console",reason="other"} 1.0' in numbers
    assert 'als_delivered_late_seconds_sum{platform="console"} 240.0' in numbers
    assert 'als_attempts_total{platform="console",result="delivered"} 1.0' in numbers


def test_ready_is_who_reaches_the_record_and_whose_clock_beats(record: Record) -> None:  # OP12
    a_scene(record)
    record.store.pulse(NOW, timedelta(minutes=2))
    now, beaten = NOW, NOW
    platforms = {"slack": False}
    worker = Health(record.engine, platforms, lambda: now, Watching().registry, lambda: beaten)
    web = Health(record.engine, platforms, lambda: now, Watching().registry, None)
    status, body = fetched(worker, "/readyz")
    assert status == 200
    assert json.loads(body) == {"ready": True, "record": "reached", "clock": "beats", "slack": "off"}
    assert fetched(worker, "/healthz") == (200, "ok")
    now = NOW + max(STALE, ASLEEP) + timedelta(seconds=1)
    assert fetched(worker, "/readyz")[0] == 503
    assert web.readiness().ready
    assert web.readiness().parts["clock"] == "no worker is awake"


def test_numbers_tell_what_waits_and_since_when(record: Record) -> None:  # OP12
    scene = a_scene(record)
    ask(record, says("a", Private(scene.people[0].id)), says("b", Private(scene.people[0].id)))
    health = Health(record.engine, {}, lambda: NOW + timedelta(minutes=5), Watching().registry, None)
    _, numbers = fetched(health, "/metrics")
    assert "als_queue 2.0" in numbers
    assert "als_queue_age_seconds 300.0" in numbers
    assert "als_record_up 1.0" in numbers


def test_without_a_record_the_process_lives_and_is_not_ready(tmp_path: Path) -> None:
    nowhere = open_engine(f"sqlite:///{tmp_path / 'none' / 'als.sqlite3'}")
    health = Health(nowhere, {}, lambda: NOW, Watching().registry, None)
    assert fetched(health, "/healthz")[0] == 200
    assert fetched(health, "/readyz")[0] == 503
    assert "als_record_up 0.0" in fetched(health, "/metrics")[1]


def test_the_doctor_says_whether_somebody_keeps_the_clock_and_how_far_behind() -> None:
    well = Standing(waiting=0, oldest=None, blocked=0, next_due=NOW, awake=NOW)
    asleep = replace(well, awake=NOW - timedelta(hours=2))
    behind = replace(well, next_due=NOW - timedelta(minutes=3))
    stuck = replace(well, waiting=12, oldest=NOW - timedelta(minutes=40))
    said = {f.what: bool(f.mend) for s in (well, asleep, behind, stuck) for f in running(s, NOW, sets=True)}
    assert said == {
        "A worker keeps the clock.": False,
        "No worker is running: the last was awake at 2027-03-02 08:00 UTC.": True,
        "The clock is 180 seconds behind what is due.": True,
        "12 waiting to be delivered, the oldest for 40 minutes.": True,
    }
    never = replace(well, awake=None)
    ((of_new,), (of_old,)) = (running(never, NOW, sets=sets) for sets in (False, True))
    assert of_new.what == of_old.what == "No worker has kept the clock of this record yet."
    assert (of_new.mend, of_old.mend) == ("", "Start als run, or als run worker.")
