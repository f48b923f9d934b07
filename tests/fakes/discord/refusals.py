"""What Discord answers instead: a status, a code of its own, and what the code means (topics/opcodes-and-status-codes)."""

from __future__ import annotations

from typing import Any, NoReturn

# fmt: off
SAYS = {
    # code   status  message
    0:      (401, "401: Unauthorized"),
    10002:  (404, "Unknown Application"),
    10003:  (404, "Unknown Channel"),
    10004:  (404, "Unknown Guild"),
    10007:  (404, "Unknown Member"),
    10008:  (404, "Unknown Message"),
    10013:  (404, "Unknown User"),
    10015:  (404, "Unknown Webhook"),
    10062:  (404, "Unknown interaction"),
    10063:  (404, "Unknown application command"),
    10070:  (404, "Unknown Guild Scheduled Event"),
    30032:  (400, "Maximum number of application commands reached (100)"),
    30034:  (400, "Max number of daily application command creates has been reached (200)"),
    30038:  (400, "Maximum number of guild scheduled events reached (100)"),
    40060:  (400, "Interaction has already been acknowledged"),
    50001:  (403, "Missing Access"),
    50005:  (403, "Cannot edit a message authored by another user"),
    50006:  (400, "Cannot send an empty message"),
    50007:  (403, "Cannot send messages to this user"),
    50013:  (403, "Missing Permissions"),
    50027:  (401, "Invalid Webhook Token"),
    50035:  (400, "Invalid Form Body"),
    50083:  (400, "Thread is archived"),
    50278:  (403, "Cannot send messages to this user due to having no mutual guilds"),
    160005: (403, "Thread is locked"),
    160006: (400, "Maximum number of active threads reached"),
}
# fmt: on
NAMES = {
    "application": 10002,
    "channel": 10003,
    "guild": 10004,
    "member": 10007,
    "message": 10008,
    "user": 10013,
    "webhook": 10015,
    "interaction": 10062,
    "command": 10063,
    "event": 10070,
}  # fmt: skip


class Refusal(Exception):
    """An answer that is no success. `retry_after` is in seconds, for 429."""

    def __init__(
        self, code: int, *, status: int = 0, message: str = "", details: Any = None, retry_after: float = 0
    ) -> None:
        known = SAYS.get(code, (status or 400, message or "Refused"))
        self.code, self.status, self.says = code, status or known[0], message or known[1]
        self.details, self.retry_after = details, retry_after
        super().__init__(f"{self.status} {code} {self.says} {details or ''}".rstrip())

    @property
    def body(self) -> dict[str, Any]:
        more = {"errors": self.details} if isinstance(self.details, dict) else {}
        return {"code": self.code, "message": self.says, **more}


def unknown(what: str) -> NoReturn:
    raise Refusal(NAMES[what])


def malformed(problems: list[str]) -> Refusal:
    """50035, with what is wrong in words."""
    errors = [{"code": "BASE_TYPE", "message": p} for p in problems]
    return Refusal(50035, details={"_errors": errors})
