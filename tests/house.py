"""The house rules that import-linter, ruff and mypy do not know, each as a function over one file.

A rule yields what breaks it as (line, sentence). Text in comments and docstrings is free except where a
rule says so; `tests/test_house.py` holds the rules to the tree, and to planted faults.
"""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Final

MOST_LINES: Final = 400  # of a module; about 250 is the aim
MOST_LINES_OF_A_FUNCTION: Final = 60  # about 40 is the aim

MAY_IMPORT_INSIDE: Final = ("bot/__main__.py", "adapters/pictures/*")
MAY_NAME_PLATFORMS: Final = ("core/names.py",)


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the root of the project, with slashes, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def comments(self) -> list[tuple[int, str]]:
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]

    @cached_property
    def literals(self) -> list[tuple[int, str]]:
        """Every string, docstrings apart; of an f-string the parts that are written out."""
        docstrings = {
            id(node.body[0].value)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        return [
            (node.lineno, node.value)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
        ]

    def lies_in(self, *patterns: str) -> bool:
        return any(PurePosixPath(self.path).match(pattern) for pattern in patterns)


Fault = tuple[int, str]
Rule = Callable[[Source], Iterator[Fault]]


def nothing_is_left_for_later(source: Source) -> Iterator[Fault]:
    for line, comment in source.comments:
        if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", comment):
            yield line, "a comment leaves something for later"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name) and node.id == "NotImplementedError":
            yield node.lineno, "something is not implemented"


def no_test_is_left_out(source: Source) -> Iterator[Fault]:
    """`skip` is a fine word for a rota; it is pytest's that is meant."""
    marks = {"skip", "skipif", "xfail", "importorskip"}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in marks:
            owner = ast.unparse(node.value)
            if owner in {"pytest", "pytest.mark"}:
                yield node.lineno, f"{owner}.{node.attr} leaves a test out"


def imports_stand_at_the_top(source: Source) -> Iterator[Fault]:
    if source.lies_in(*MAY_IMPORT_INSIDE):
        return
    for function in _functions(source):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node.lineno, f"an import inside {function.name}"


def modules_and_functions_are_short(source: Source) -> Iterator[Fault]:
    lines = len(source.text.splitlines())
    if lines > MOST_LINES:
        yield lines, f"a module of {lines} lines (at most {MOST_LINES})"
    if source.lies_in("migrations/versions/*"):
        return  # a migration spells its tables out
    for function in _functions(source):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > MOST_LINES_OF_A_FUNCTION:
            yield function.lineno, f"{function.name} has {length} lines (at most {MOST_LINES_OF_A_FUNCTION})"


def nothing_of_ours_is_faked(source: Source) -> Iterator[Fault]:
    for node in ast.walk(source.tree):
        match node:
            case ast.Import(names=names) if any("mock" in it.name.split(".") for it in names):
                yield node.lineno, "mock is imported"
            case ast.ImportFrom(module=module, names=names) if "mock" in (module or "").split(".") or any(
                it.name == "mock" for it in names
            ):
                yield node.lineno, "mock is imported"
            case ast.arg(arg="monkeypatch"):
                yield node.lineno, "monkeypatch is asked for"
            case ast.Call(func=ast.Name(id="patch") | ast.Attribute(attr="patch")):
                yield node.lineno, "something is patched"
            case _:
                pass


def an_exception_has_its_reason(source: Source) -> Iterator[Fault]:
    """After `# noqa: XYZ123` and `# type: ignore[code]` come at least two words that say why."""
    marker = re.compile(r"#\s*(?:noqa|type:\s*ignore)(?::?\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[\w, -]+\])?")
    for line, comment in source.comments:
        if marker.search(comment) and len(re.findall(r"\w{2,}", marker.sub("", comment))) < 2:
            yield line, "an exception without its reason"


def a_module_says_what_it_is(source: Source) -> Iterator[Fault]:
    if source.tree.body and not ast.get_docstring(source.tree):
        yield 1, "a module without the sentence that says what it is"


def words_keep_the_tone(source: Source) -> Iterator[Fault]:
    """Nobody is shouted at, refused in officialese or reminded of a duty."""
    if not source.path.startswith("core/words/"):
        return
    for line, literal in source.literals:
        found = re.search(r"!|\binvalid\b|\bnot allowed\b|\breminder:", literal, re.IGNORECASE)
        if found:
            yield line, f"{found[0]!r} is not how we speak"


def core_holds_no_markup(source: Source) -> Iterator[Fault]:
    markup = re.compile(r"<[!@#]|<t:|@(?:here|channel|everyone)\b|```|\*\*")
    for line, literal in source.literals:
        found = markup.search(literal)
        if found:
            yield line, f"{found[0]!r} is markup: say what is meant, the platform's renderer draws it"


def core_names_no_platform(source: Source) -> Iterator[Fault]:
    if source.lies_in(*MAY_NAME_PLATFORMS):
        return
    named = [*source.literals, *_identifiers(source)]
    for line, word in named:
        found = re.search(r"slack|discord", word, re.IGNORECASE)
        if found:
            yield line, f"{found[0]!r} is named in core"


def core_is_synchronous_and_silent(source: Source) -> Iterator[Fault]:
    """`ports.py` may declare what an adapter has to await: deciding is synchronous, speaking is not."""
    for node in ast.walk(source.tree):
        match node:
            case ast.AsyncFunctionDef() if source.lies_in("core/ports.py"):
                pass
            case ast.AsyncFunctionDef() | ast.Await() | ast.AsyncFor() | ast.AsyncWith():
                yield node.lineno, "core is synchronous"
            case ast.Call(func=ast.Name(id="open" | "print" | "input" as name)):
                yield node.lineno, f"{name}() in core"
            case _:
                pass


def _functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _identifiers(source: Source) -> Iterator[tuple[int, str]]:
    for node in ast.walk(source.tree):
        match node:
            case ast.Name(id=word) | ast.Attribute(attr=word) | ast.arg(arg=word):
                yield node.lineno, word
            case ast.FunctionDef(name=word) | ast.ClassDef(name=word):
                yield node.lineno, word
            case ast.keyword(arg=str(word)):
                yield node.lineno, word
            case _:
                pass


OF_ALL: Final[tuple[Rule, ...]] = (
    nothing_is_left_for_later,
    no_test_is_left_out,
    imports_stand_at_the_top,
    a_module_says_what_it_is,
    modules_and_functions_are_short,
    an_exception_has_its_reason,
    nothing_of_ours_is_faked,
)
OF_CORE: Final[tuple[Rule, ...]] = (
    words_keep_the_tone,
    core_holds_no_markup,
    core_names_no_platform,
    core_is_synchronous_and_silent,
)
