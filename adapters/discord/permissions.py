"""What the bot may do on a server, and why: the bits of its invite link, and of the rooms that it makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

VIEW = 1 << 10
SEND = 1 << 11
HISTORY = 1 << 16
THREADS_SEND = 1 << 38


@dataclass(frozen=True)
class Permission:
    """One bit, as Discord's settings call it; `when` it is asked for."""

    bit: int
    name: str
    why: str
    when: Literal["always", "rooms", "calendar"] = "always"


# fmt: off
PERMISSIONS = (
    Permission(VIEW,         "View Channels",             "it sees the channels that it is let into"),
    Permission(SEND,         "Send Messages",             "it speaks in a set's channel"),
    Permission(THREADS_SEND, "Send Messages in Threads",  "each turn has its thread"),
    Permission(HISTORY,      "Read Message History",      "Discord asks it for hanging a thread from a message"),
    Permission(1 << 35,      "Create Public Threads",     "a turn's thread, in a channel that only the set sees"),
    Permission(1 << 36,      "Create Private Threads",    "a turn's thread, in a channel that others see"),
    Permission(1 << 34,      "Manage Threads",            "it locks a thread at the end, and takes it out of the archive"),
    Permission(1 << 4,       "Manage Channels",           "it makes a private channel for each set", "rooms"),
    Permission(1 << 28,      "Manage Roles",              "it lets members into the set's channel, one by one", "rooms"),
    Permission(1 << 44,      "Create Events",             "each session stands in the server's events", "calendar"),
)
# fmt: on

# What a set's channel lets its people do, and the bot: no more than the bot itself may do on the server, for nobody can
# give more than they have.
ROOM_OF_MEMBER = ROOM_OF_BOT = VIEW | SEND | HISTORY | THREADS_SEND


def bits(*, rooms: bool = True, calendar: bool = True) -> int:
    """What the invite link asks for."""
    wanted = {"always", *(["rooms"] if rooms else []), *(["calendar"] if calendar else [])}
    return sum(p.bit for p in PERMISSIONS if p.when in wanted)


def missing(held: int, *, rooms: bool = True, calendar: bool = True) -> tuple[Permission, ...]:
    """What of that a server does not let it do; an administrator may do everything."""
    if held & 1 << 3:
        return ()
    return tuple(p for p in PERMISSIONS if bits(rooms=rooms, calendar=calendar) & p.bit & ~held)
