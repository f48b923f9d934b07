"""The tables that keep the bot's promises: wakes, the outbox and what was said, places, deliveries heard."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, UniqueConstraint

from adapters.database.columns import Id, Instant, Sealed, metadata, only_where

wakes = Table(
    "wakes",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("id", Id, primary_key=True),
    Column("workspace", Id, nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Column("since", Instant, nullable=False),
    Column("away", Integer, nullable=False, server_default="0"),  # seconds, until a look has seen to them
)

# A row is open until `done_at`; the queues are indexes of the open ones alone, however much was delivered.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("workspace", Id, nullable=False),
    Column("key", String(120), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("place", String(40), nullable=False),
    Column("state", String(20), nullable=False),  # waiting, claimed, delivered, aside
    Column("payload", Sealed),
    Column("mark", String(32)),  # of a board's message, to see whether it says anything new
    Column("format", Integer, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("next_at", Instant, nullable=False),
    Column("expires", Instant),
    Column("attempts", Integer, nullable=False),
    Column("claimed_by", String(60)),
    Column("tried_at", Instant),  # when it was last claimed
    Column("unsure_at", Instant),  # since when it may have been said, though nobody wrote it down
    Column("done_at", Instant),
    Column("reason", String(200)),
    UniqueConstraint("key", "revision"),
    only_where("ix_outbox_open", "done_at IS NULL", "place", "id"),
    only_where("ix_outbox_expires", "done_at IS NULL AND expires IS NOT NULL", "expires"),
    only_where("ix_outbox_done", "done_at IS NOT NULL", "done_at"),
    sqlite_autoincrement=True,
)

said = Table(
    "said",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("workspace", Id, nullable=False),
    Column("place", String(40), nullable=False),
    Column("platform", String(20), nullable=False),
    Column("room", String(80), nullable=False),
    Column("message", String(80), nullable=False),  # "" where it stands no longer, or never was a message
    Column("revision", Integer, nullable=False),
    Column("mark", String(32)),
    Column("vanished", Integer, nullable=False, server_default="0"),  # times it was found gone
    Column("at", Instant, nullable=False),
    Index("ix_said_place", "place"),
)

# `next_at` is when a courier is to look at this place again; none where nothing waits that could be said.
places = Table(
    "places",
    metadata,
    Column("place", String(40), primary_key=True),
    Column("workspace", Id, nullable=False),
    Column("platform", String(20), nullable=False),
    Column("room", String(80)),
    Column("thread", String(80)),
    Column("next_at", Instant),
    Column("blocked_until", Instant),
    Column("reason", String(200)),
    Column("claimed_by", String(60)),
    Column("failed", Instant),
    only_where("ix_places_next_at", "next_at IS NOT NULL", "next_at"),
    Index("ix_places_room_thread", "platform", "room", "thread"),
)

heard = Table(
    "heard",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("delivery", String(200), primary_key=True),
    Column("reply", Sealed, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)

counters = Table(
    "counters",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("name", String(80), primary_key=True),
    Column("value", Integer, nullable=False),
)

# What the bot remembers of itself: when it was last awake, a word that only the right key opens, and what the wakes
# were worked out by.
marks = Table(
    "marks",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("at", Instant),
    Column("sealed", Sealed),
    Column("text", String(80)),
)
