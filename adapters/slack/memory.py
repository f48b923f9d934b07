"""What stands in a channel under an errand's key: read back where Slack lets the bot, after a crash or a lost answer.

Every message carries its errand's key and its part as metadata. The key holds ids alone.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from adapters.slack.api import Api, Trouble
from core.ports import Parcel, Posted, Unknowable

SAID: Final = "als_said"
PAGE = 15  # messages; Slack gives no more at once to some apps (platform-facts S8)
PAGES = 4
BEFORE = timedelta(seconds=5)  # by which clocks may differ
CLOSED: Final = {
    "missing_scope",
    "not_in_channel",
    "channel_not_found",
    "not_allowed_token_type",
    "thread_not_found",
}


async def standing(api: Api, parcel: Parcel) -> tuple[Posted, ...]:
    """The parts that stand, from the first, since it has been unsure. Raises Unknowable where the bot may not read
    there, or too much has been said since; Trouble.
    """
    if parcel.unsure is None:
        raise Unknowable
    try:
        return await _read(api, parcel)
    except Trouble as e:
        if e.error in CLOSED:
            raise Unknowable from e
        raise


async def _read(api: Api, parcel: Parcel) -> tuple[Posted, ...]:
    assert parcel.unsure is not None
    room = parcel.address.room or await _direct(api, parcel)
    asked: dict[str, Any] = {
        "channel": room,
        "oldest": f"{(parcel.unsure - BEFORE).timestamp():.6f}",
        "limit": str(PAGE),
        "include_all_metadata": "true",
    }
    method = "conversations.history"
    if parcel.address.thread:
        method, asked = "conversations.replies", asked | {"ts": parcel.address.thread}
    found: dict[int, Posted] = {}
    for _ in range(PAGES):
        answer = await api.call(parcel.workspace, method, **asked)
        for message in answer.get("messages") or ():
            part = _part(message, parcel.key)
            if part is not None:
                found[part] = Posted(room, str(message["ts"]))
        following = (answer.get("response_metadata") or {}).get("next_cursor")
        if not following:
            return _from_the_first(found)
        asked["cursor"] = str(following)
    if not found:
        raise Unknowable
    return _from_the_first(found)


async def _direct(api: Api, parcel: Parcel) -> str:
    answer = await api.call(parcel.workspace, "conversations.open", users=parcel.address.account)
    return str(answer["channel"]["id"])


def _part(message: dict[str, Any], key: str) -> int | None:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    if metadata.get("event_type") != SAID or payload.get("key") != key:
        return None
    return int(payload.get("part", 0))


def _from_the_first(found: dict[int, Posted]) -> tuple[Posted, ...]:
    parts: list[Posted] = []
    while len(parts) in found:
        parts.append(found[len(parts)])
    return tuple(parts)
