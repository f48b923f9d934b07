"""How a rule says no."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from core.message import Value
from core.names import No


class Refused(Exception):
    """The rules say no. It becomes a sentence to the actor alone, with the next step. `field` is that of a form which
    it is about, "" where that is not said.
    """

    def __init__(self, no: No, **facts: Value) -> None:
        super().__init__(no.value)
        self.no = no
        self.facts: Mapping[str, Value] = facts
        self.field = ""


@contextmanager
def about(field: str) -> Iterator[None]:
    """What is refused in here is refused because of this field of a form."""
    try:
        yield
    except Refused as no:
        no.field = no.field or field
        raise


# What is refused because of what somebody typed or picked, rather than because of how things stand.
OF_WORDS = frozenset(
    {
        No.EMPTY, No.TOO_LONG, No.MISREAD, No.NOT_A_NUMBER, No.NO_SUCH_CHOICE, No.UNKNOWN_SETTING,
        No.MINUTES_DO_NOT_FIT, No.STAGE_NEEDS_TIME, No.REGION_UNKNOWN, No.NOBODY_NAMED, No.NAME_UNKNOWN, No.WHO,
        No.NOT_A_MEMBER, No.DAY_UNKNOWN, No.DAY_PAST, No.DAY_UNCLEAR, No.DAY_OF_ANOTHER_NAME, No.DAY_TOO_FAR,
        No.PAUSE_UNTIL_LATER, No.TIME_PAST, No.MEETS_THEN, No.NO_SUCH_RULE,
        No.TOO_MANY,
    }
)  # fmt: skip
