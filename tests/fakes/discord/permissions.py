"""What a member may do in a channel: roles, then the channel's overwrites (topics/permissions)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag


class P(IntFlag):
    """The bits that matter here (topics/permissions, D9, D22)."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    CREATE_EVENTS = 1 << 44
    PIN_MESSAGES = 1 << 51


NOTHING = P(0)
ALL = NOTHING
for _bit in P:
    ALL |= _bit

EVERYBODY = (
    P.VIEW_CHANNEL | P.SEND_MESSAGES | P.READ_MESSAGE_HISTORY | P.USE_APPLICATION_COMMANDS
    | P.SEND_MESSAGES_IN_THREADS | P.CREATE_PUBLIC_THREADS | P.CREATE_PRIVATE_THREADS | P.EMBED_LINKS
)  # fmt: skip


@dataclass(frozen=True)
class Overwrite:
    """A channel's exception for a role (`kind` 0) or a member (1)."""

    id: str
    kind: int
    allow: P = NOTHING
    deny: P = NOTHING


def in_guild(everyone: P, roles: Iterable[P]) -> P:
    """What somebody with these roles may do where no channel says otherwise."""
    found = everyone
    for role in roles:
        found |= role
    return ALL if found & P.ADMINISTRATOR else found


def in_channel(base: P, overwrites: Iterable[Overwrite], everyone: str, roles: set[str], member: str) -> P:
    """`base` as a channel's overwrites change it: for everyone first, then roles, then the member."""
    if base & P.ADMINISTRATOR:
        return ALL
    by_id = {o.id: o for o in overwrites}
    for ids in ({everyone}, roles, {member}):
        allow, deny = P(0), P(0)
        for o in (by_id[i] for i in ids if i in by_id):
            allow, deny = allow | o.allow, deny | o.deny
        base = (base & ~deny) | allow
    return base
