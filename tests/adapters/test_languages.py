"""Sentences in the reader's language, and dates as the reader writes them."""

import ast
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from adapters import languages
from core.message import At, Line, Own, People, Reader, Who
from core.names import PersonId

WORDS = Path(languages.FOLDER).parent


@pytest.fixture
def german(tmp_path: Path) -> Path:
    """A folder with a small catalogue."""
    catalogue = Catalog(locale="de")
    catalogue.add("We pause here.", "Wir machen hier eine Pause.")
    catalogue.add(
        ("One question waits.", "{n} questions wait."), ("Eine Frage wartet.", "{n} Fragen warten.")
    )
    with (tmp_path / "de.po").open("wb") as f:
        write_po(f, catalogue)
    return tmp_path


def test_a_translated_sentence_is_said_in_the_readers_language(german: Path) -> None:
    assert languages.sentence(Line("We pause here."), "de", german) == "Wir machen hier eine Pause."


def test_a_sentence_without_a_translation_is_said_in_english(german: Path) -> None:
    assert languages.sentence(Line("Go well."), "de", german) == "Go well."
    assert languages.sentence(Line("We pause here."), "xx", german) == "We pause here."


@pytest.mark.parametrize(("n", "said"), [(1, "Eine Frage wartet."), (2, "{n} Fragen warten.")])
def test_the_plural_is_chosen_by_the_languages_own_rule(german: Path, n: int, said: str) -> None:
    line = Line("One question waits.", {"n": n}, "{n} questions wait.", n)
    assert languages.sentence(line, "de", german) == said


def test_dates_lists_and_spans_follow_the_language() -> None:
    assert languages.day(date(2027, 9, 7), "short", "en") == "Tue 7 Sep"
    assert languages.day(date(2027, 9, 7), "long", "de") == "Dienstag 7 September"
    assert languages.moment(datetime(2027, 3, 2, 10, 5, tzinfo=UTC), "time", "de") == "10:05"
    assert languages.joined(["Ben", "Chidi", "Dora"], "en", then=False) == "Ben, Chidi and Dora"
    assert languages.joined(["Ben", "Dora"], "de", then=False) == "Ben und Dora"
    assert languages.lasting(60, "en") == "an hour"
    assert languages.lasting(90, "de") == "90 Minuten"


ANA, BEN, DORA = (Who(PersonId(i), name) for i, name in enumerate(("Ana", "Ben", "Dora"), 1))
READER = Reader("Europe/London")


def test_a_sentence_comes_in_pieces_with_each_person_in_it_apart() -> None:
    line = Line("{those} {own}.", {"those": People((ANA, BEN, DORA)), "own": Own("{as} typed")})
    assert list(languages.pieces(line, READER)) == [
        ANA, ", ", BEN, " and ", DORA, " ", Own("{as} typed"), ".",
    ]  # fmt: skip


def test_where_nobodys_words_may_stand_there_is_a_gap() -> None:
    at = At(datetime(2027, 7, 6, 9, tzinfo=UTC))
    line = Line("{who}, at {at}: “{own}”", {"who": ANA, "at": at, "own": Own("{as} typed")})
    assert languages.filled(line, READER) == "Ana, at 10:00: “{as} typed”"
    assert languages.filled(line, READER, languages.without_words) == "Ana, at 10:00: “…”"


def test_every_sentence_is_a_whole_literal_that_extraction_finds() -> None:
    found = {i for m in languages.extracted() for i in (m.id if isinstance(m.id, tuple) else (m.id,))}
    for path in WORDS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                first = node.args[0]
                assert isinstance(first, ast.Constant), f"{path.name}:{node.lineno}"
                assert first.value in found, f"{path.name}:{node.lineno}"
