"""`say` marks a sentence that a person can read, so that the extraction of catalogues finds it."""

from dataclasses import replace

from core.message import Line, Value


def say(text: str, /, **values: Value) -> Line:
    return Line(text, values)


def say_n(one: str, many: str, n: int, /, **values: Value) -> Line:
    """A sentence in the singular or the plural by `n`, which both may name as {n}."""
    return Line(one, {"n": n, **values}, many, n)


def unheard(line: Line, text: str, /) -> Line:
    """`line`, and what stands in its place where nothing of what people type is heard."""
    return replace(line, unheard=text)
