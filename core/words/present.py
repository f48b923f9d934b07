"""Bringing an issue."""

from datetime import datetime

from core.message import At, Message, Own, Quote
from core.names import ISSUE_CAP
from core.request import Ask, Field
from core.words._say import say


def form() -> Ask:
    field = Field("issue", say("In one sentence, what is it about?"), "line", cap=ISSUE_CAP)
    return Ask("present", say("Bring an issue"), (field,), "present")


def put_down(issue: Own, starts: datetime) -> Message:
    line = say(
        "You are down for {starts}. Only you see the sentence until then.", starts=At(starts, "day time")
    )
    return Message("present.put_down", (line, Quote(issue)))
