"""How features and the lines that show them are brought together."""

from pathlib import Path

import pytest

from tests.rows import TESTS, Row, Showing, ids_at_the_end, report, rows, shown_in_talk, shown_in_tests

TALK = Path("transcripts/session/late.chat")
CODE = Path("rules/test_rota.py")


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("Ana> /als rsvp late  # LS13", ("LS13",)),
        ("bot in turn: We begin without Ana.  # LS13 SC8", ("LS13", "SC8")),
        ("bot in turn: We begin without Ana.  # LS13, SC8  ", ("LS13", "SC8")),
        ("# LE2", ("LE2",)),
        ("Ana> see ticket #LS13", ()),
        ("Ana> my plan # LS13 is late", ()),
        ("Ana> # a heading", ()),
        ("Ana> C# 12", ()),
    ],
)
def test_a_line_shows_the_rows_it_ends_in(line: str, ids: tuple[str, ...]) -> None:
    assert ids_at_the_end(line) == ids


def test_a_transcript_shows_rows_by_line() -> None:
    text = "-- Tue 2 Mar 10:21\nAna> /als present The budget  # AG9\nbot in turn: …  # LS4 LS5\n"
    assert list(shown_in_talk(TALK, text)) == [
        Showing("AG9", TALK, 2),
        Showing("LS4", TALK, 3),
        Showing("LS5", TALK, 3),
    ]


def test_a_test_shows_rows_wherever_its_def_ends_and_a_helper_shows_none() -> None:
    text = (
        "def test_one() -> None:  # AG3\n    assert True\n"
        "def test_two(\n    words: str,\n) -> None:  # PA7\n    assert words  # QU4\n"
        "def helper() -> None:  # SC1\n    pass\n"
        "def test_three() -> None: assert True  # SC5\n"
    )
    assert list(shown_in_tests(CODE, text)) == [
        Showing("AG3", CODE, 1),
        Showing("PA7", CODE, 5),
        Showing("SC5", CODE, 9),
    ]


def test_a_row_that_talk_can_show_is_not_shown_by_a_test() -> None:
    listed = [Row("LS4", "talk", "presenting"), Row("PA7", "test", "encrypted")]
    shown, missing = report(listed, [Showing("LS4", CODE, 7), Showing("PA7", CODE, 9)])
    assert shown == ["PA7   → rules/test_rota.py:9"]
    assert missing == ["LS4   no transcript shows it: presenting"]


def test_a_row_is_shown_in_as_many_places_as_there_are() -> None:
    shown, missing = report(
        [Row("QU4", "test", "telling")], [Showing("QU4", TALK, 3), Showing("QU4", CODE, 9)]
    )
    assert shown == ["QU4   → transcripts/session/late.chat:3, rules/test_rota.py:9"]
    assert missing == []


@pytest.mark.parametrize("line", ["LS4 talk", "LS4 picture presenting", "LS4 talk a\nLS4 talk a"])
def test_a_listing_that_cannot_be_read_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="rows"):
        rows(line)


def test_only_what_talk_cannot_show_is_left_to_tests() -> None:
    listed = rows((TESTS / "rows.txt").read_text())
    assert len(listed) >= 84
    assert {row.id for row in listed if row.shown_by == "test"} == {
        "GR14",
        "PI4",
        "PI6",
        "PI7",
        "SC9",
        "QU4",
        "PA7",
        "PA5",
        "PA11",
        "OP3",
        "OP4",
        "OP8",
        "PI1",
        "PI14",
    }
