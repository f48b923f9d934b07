"""`make docs`: writes what the documentation takes from elsewhere. A test fails when it has gone stale.

Whole pages come from a table in the code (`PAGES`). Within a page, what stands between two comments is
a file of this project, or some of its lines, as they are (a transcript without the ids of rows):

    <!-- quoted: tests/transcripts/session/an-issue.chat 1-12 -->
    <!-- end of quotation -->
"""

import re
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from tests import command_page, discord_page, slack_page, turn_page
from tests.gallery import discord_page as gallery_of_discord
from tests.gallery import slack_page as gallery_of_slack
from tests.rows import TRAILING_IDS

ROOT = Path(__file__).parent.parent

# Path from the root of the project -> the page's whole text.
PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "docs/commands.md": command_page.page,
    "docs/turn.md": turn_page.page,
    "docs/discord/permissions.md": discord_page.page,
    "docs/slack/scopes.md": slack_page.scopes,
    "docs/gallery/slack.md": gallery_of_slack.slack,
    "docs/gallery/discord.md": gallery_of_discord.discord,
    **{path: partial(slack_page.written, path) for path in slack_page.MANIFESTS},
}

_QUOTATION = re.compile(
    r"(?P<opening><!-- quoted: (?P<file>\S+)(?: (?P<first>\d+)-(?P<last>\d+))? -->\n)"
    r".*?(?P<closing><!-- end of quotation -->)",
    re.DOTALL,
)


def with_quotations(page: str, read: Callable[[str], str]) -> str:
    """The page with every quotation as `read(file)` has it now."""

    def quoted(found: re.Match[str]) -> str:
        lines = read(found["file"]).splitlines()
        if found["first"]:
            lines = lines[int(found["first"]) - 1 : int(found["last"])]
        if found["file"].endswith(".chat"):
            lines = [TRAILING_IDS.sub("", line) for line in lines]
        text = "\n".join(line.rstrip() for line in lines).strip("\n")
        return f"{found['opening']}```{_language(found['file'])}\n{text}\n```\n{found['closing']}"

    return _QUOTATION.sub(quoted, page)


def fresh(root: Path = ROOT) -> dict[Path, str]:
    """Every page that takes something from elsewhere, as it should read."""
    pages = {root / path: page() for path, page in PAGES.items()}
    for path in sorted([*root.glob("*.md"), *root.glob("docs/**/*.md")]):
        text = pages.get(path) or path.read_text()
        if _QUOTATION.search(text):
            pages[path] = with_quotations(text, lambda file: (root / file).read_text())
    return pages


def _language(file: str) -> str:
    return {".py": "python", ".toml": "toml", ".sh": "sh"}.get(Path(file).suffix, "text")


def main() -> None:
    for path, text in fresh().items():
        if not path.exists() or path.read_text() != text:
            path.write_text(text)
            sys.stdout.write(f"{path.relative_to(ROOT)} is written anew\n")


if __name__ == "__main__":
    main()
