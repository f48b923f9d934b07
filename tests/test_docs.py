"""What the documentation takes from elsewhere is up to date."""

from pathlib import Path

from tests.docs import ROOT, fresh, with_quotations

CHAT = (
    "-- Tue 2 Mar 10:21\nAna> /als present The budget  # AG9\nbot in turn: This is Ana's time.  # LS4 LS5\n"
)
PAGE = (
    "Look:\n\n<!-- quoted: a.chat 2-3 -->\nold words\n<!-- end of quotation -->\n\nand <!-- quoted: b.py -->\n\
<!-- end of quotation --> too.\n"
)


def test_every_page_says_what_the_code_says_now() -> None:
    stale = [path for path, text in fresh().items() if not path.exists() or path.read_text() != text]
    assert [str(path.relative_to(ROOT)) for path in stale] == [], "make docs writes them anew"


def test_a_quotation_is_the_file_as_it_is_without_the_ids_of_rows() -> None:
    files = {"a.chat": CHAT, "b.py": "x = 1  # LS4\n"}
    page = with_quotations(PAGE, files.__getitem__)
    assert page == (
        "Look:\n\n<!-- quoted: a.chat 2-3 -->\n"
        "```text\nAna> /als present The budget\nbot in turn: This is Ana's time.\n```\n"
        "<!-- end of quotation -->\n\n"
        "and <!-- quoted: b.py -->\n```python\nx = 1  # LS4\n```\n<!-- end of quotation --> too.\n"
    )
    assert with_quotations(page, files.__getitem__) == page


def test_pages_that_quote_are_found_wherever_they_lie(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "words.txt").write_text("Hello\n")
    for name in ("README.md", "docs/tour.md"):
        (tmp_path / name).write_text("<!-- quoted: words.txt -->\n<!-- end of quotation -->\n")
    (tmp_path / "docs/plain.md").write_text("Nothing quoted.\n")
    quoting = [path for path in fresh(tmp_path) if path.name in {"README.md", "tour.md", "plain.md"}]
    assert [path.name for path in quoting] == ["README.md", "tour.md"]
    assert "```text\nHello\n```" in fresh(tmp_path)[tmp_path / "README.md"]
