"""How a rule says no."""

from collections.abc import Mapping

from core.message import Value
from core.names import No


class Refused(Exception):
    """The rules say no. It becomes a sentence to the actor alone, with the next step."""

    def __init__(self, no: No, **facts: Value) -> None:
        super().__init__(no.value)
        self.no = no
        self.facts: Mapping[str, Value] = facts
