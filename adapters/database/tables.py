"""The tables. A root's columns bear the names of its dataclass's fields; `Sealed` ones hold members' words."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Time,
    UniqueConstraint,
)

from adapters.database.columns import Id, Instant, Json, Sealed, metadata, only_where, root
from core.rules.session import session as sessions_rules

# Few sessions of many are live. A query that means those alone says so in these very words, and goes by their index.
LIVE = "phase IN ({})".format(", ".join(f"'{p.value}'" for p in sessions_rules.LIVE))

workspaces = Table(
    "workspaces",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("name", String(120), nullable=False, unique=True),
    Column("gone", Instant),  # since when the bot is no longer let in
    only_where("ix_workspaces_gone", "gone IS NOT NULL", "gone"),
    sqlite_autoincrement=True,
)

# What lets the bot in, where it was let into several workspaces. `renewing` is until when somebody renews the token.
installations = Table(
    "installations",
    metadata,
    Column("workspace", Id, ForeignKey("workspaces.id"), primary_key=True),
    Column("platform", String(20), nullable=False),
    Column("name", String(200), nullable=False),
    Column("app", String(40), nullable=False),
    Column("account", String(80), nullable=False),
    Column("bot", String(80), nullable=False),
    Column("scopes", String(1000), nullable=False),
    Column("installed", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    Column("token", Sealed, nullable=False),
    Column("refresh", Sealed, nullable=False),
    Column("expires", Instant),
    Column("renewing", Instant),
)

# What was good once and has been used: it is refused until it would not be taken any more.
used_up = Table(
    "used_up",
    metadata,
    Column("name", String(120), primary_key=True),
    Column("until", Instant, nullable=False, index=True),
)

people = root(
    "people",
    Column("platform", String(20), nullable=False),
    Column("account", String(80), nullable=False),
    Column("name", String(200), nullable=False),
    Column("zone", String(60), nullable=False),
    Column("zone_chosen", Boolean, nullable=False),
    Column("language", String(20), nullable=False),
    Column("hints", Boolean, nullable=False),
    Column("asked_as_it_is", Integer, nullable=False),
    Column("nudged", Json, nullable=False),
    Column("asked_through", Date),
    Column("reach", String(20), nullable=False),
    Column("home_at", Instant),
    UniqueConstraint("workspace", "platform", "account"),
)

sets = root(
    "sets",
    Column("platform", String(20), nullable=False),
    Column("name", Sealed, nullable=False),
    Column("theme", Sealed, nullable=False),
    Column("rhythm", Json, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("members", Sealed, nullable=False),
    Column("founder", Id, nullable=False),
    Column("template", String(20), nullable=False),
    Column("mode", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("facilitator", Id),
    Column("deputy", Id),
    Column("rotating", Boolean, nullable=False),
    Column("quorum", Integer, nullable=False),
    Column("check_in_day", Integer, nullable=False),
    Column("check_in_at", Time, nullable=False),
    Column("asking", String(20), nullable=False),
    Column("checked_in", Instant),
    Column("words_kept_days", Integer, nullable=False),
    Column("strict", Boolean, nullable=False),
    Column("language", String(20), nullable=False),
    Column("region", String(20), nullable=False),
    Column("ends", Date),
    Column("adapted", Json),
    Column("listed", Boolean, nullable=False),
    Column("first", Boolean, nullable=False),
    Column("contract", Integer, nullable=False),
    Column("held", Integer, nullable=False),
    Column("paused_until", Date),
    Column("vote_until", Instant),
    Column("rules_edition", Integer, nullable=False),
    Column("rules_since", Instant),
    Column("rules_every", Integer, nullable=False),
    Column("rules_until", Instant),
)

memberships = Table(
    "memberships",
    metadata,
    Column("set", Id, ForeignKey("sets.id"), primary_key=True),
    Column("person", Id, ForeignKey("people.id"), primary_key=True),
    Column("workspace", Id, nullable=False),
    Index("ix_memberships_person_set", "person", "set"),
)

sessions = root(
    "sessions",
    Column("set", Id, ForeignKey("sets.id"), nullable=False),
    Column("occurrence", Date, nullable=False),
    Column("starts", Instant, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("template", String(20), nullable=False),
    Column("mode", String(20), nullable=False),
    Column("phase", String(20), nullable=False),
    Column("phase_no", Integer, nullable=False),
    Column("phase_until", Instant),
    Column("opened", Instant),
    Column("moved", Integer, nullable=False),
    Column("was", Instant),
    Column("tell_at", Instant),
    Column("untold", Boolean, nullable=False),
    Column("asked_about_holiday", Boolean, nullable=False),
    Column("turn", Id),
    Column("turns", Json, nullable=False),
    Column("queue", Json, nullable=False),
    Column("coming", Json, nullable=False),
    Column("present", Json, nullable=False),
    Column("confirmed", Boolean, nullable=False),
    Column("facilitator", Id),
    Column("panel", Id),
    Column("parked", Sealed, nullable=False),
    Column("asked_where_everybody_is", Boolean, nullable=False),
    Column("unplanned", Boolean, nullable=False),
    Column("adapted", Json),
    Column("step", Integer, nullable=False),
    Index("ix_sessions_set_phase", "set", "phase"),
    only_where("ix_sessions_live", LIVE, "set"),
)

turns = root(
    "turns",
    Column("set", Id, ForeignKey("sets.id"), nullable=False),
    Column("session", Id, ForeignKey("sessions.id"), nullable=False, index=True),
    Column("presenter", Id, nullable=False),
    Column("issue", Sealed, nullable=False),
    Column("brought", Id, index=True),
    Column("mode", String(20), nullable=False),
    Column("minutes", Json, nullable=False),
    Column("stage", String(20), nullable=False),
    Column("stage_no", Integer, nullable=False),
    Column("began", Instant, nullable=False),
    Column("stage_began", Instant, nullable=False),
    Column("stage_until", Instant, nullable=False),
    Column("ends", Instant, nullable=False),
    Column("limit", Instant, nullable=False),
    Column("order", Json, nullable=False),
    Column("path", Json, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("last_answer", Boolean, nullable=False),
    Column("lent_from", Instant),
    Column("minded", Boolean, nullable=False),
    Column("paused_at", Instant),
    Column("pauses", Integer, nullable=False),
    Column("stepped_in", Boolean, nullable=False),
    Column("stopped", Boolean, nullable=False),
    Column("interrupted", Boolean, nullable=False),
    Column("put_off", Boolean, nullable=False),
    Column("new_issue", Sealed, nullable=False),
    Column("wants_reflection", Boolean, nullable=False),
    Column("wants_ideas", Boolean, nullable=False),
    Column("level", String(20), nullable=False),
    Column("strict", Boolean, nullable=False),
    Column("host", Id),
    Column("reflector", Id),
    Column("spoke", Json, nullable=False),
    Column("heard_at", Instant),
    Column("hinted", Json, nullable=False),
    Column("redirected", Json, nullable=False),
    Column("scribe", Id),
    Column("addressed", Json, nullable=False),
    Column("days", Json, nullable=False),
    Column("told", Sealed, nullable=False),
    Index("ix_turns_set_presenter", "set", "presenter"),
)

issues = root(
    "issues",
    Column("set", Id, ForeignKey("sets.id"), nullable=False),
    Column("presenter", Id, nullable=False),
    Column("line", Sealed, nullable=False),
    Column("why", Sealed, nullable=False),
    Column("tried", Sealed, nullable=False),
    Column("wanted", Sealed, nullable=False),
    Column("shared", String(20), nullable=False),
    Column("level", String(20), nullable=False),
    Column("wants_reflection", Boolean, nullable=False),
    Column("wants_ideas", Boolean, nullable=False),
    Column("session", Id),
    Column("state", String(20), nullable=False),
    Column("cycle", Integer, nullable=False),
    Column("again", Id),
    Index("ix_issues_set_presenter", "set", "presenter"),
)

# fmt: off
lineups = root(
    "lineups",
    Column("set", Id, ForeignKey("sets.id"), nullable=False, index=True),
    Column("session", Id, ForeignKey("sessions.id"), nullable=False, unique=True),
    *(Column(name, Json, nullable=False) for name in ("away", "kept", "bids", "votes")),
)
swaps = root(
    "swaps",
    Column("set", Id, ForeignKey("sets.id"), nullable=False, index=True),
    Column("session", Id, ForeignKey("sessions.id"), nullable=False),
    Column("asker", Id, nullable=False), Column("other", Id, nullable=False),
    Column("state", String(20), nullable=False), Column("at", Instant, nullable=False),
)
# fmt: on

questions = root(
    "questions",
    Column("turn", Id, ForeignKey("turns.id"), nullable=False),
    Column("stage", String(20), nullable=False),
    Column("place", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("asker", Id, nullable=False),
    Column("n", Integer, nullable=False),
    Column("ending", String(20), nullable=False),
    Column("at", Instant, nullable=False),
    Column("words", Sealed, nullable=False),
    Column("typed", Boolean, nullable=False),
    UniqueConstraint("turn", "round", "asker", "n"),
)

reviews = root(
    "reviews",
    Column("set", Id, ForeignKey("sets.id"), nullable=False),
    Column("contract", Integer, nullable=False),
    Column("votes", Sealed, nullable=False),
    Column("takeaways", Sealed, nullable=False),
    UniqueConstraint("set", "contract"),
)

ground_rules = root(
    "ground_rules",
    Column("set", Id, ForeignKey("sets.id"), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("rules", Sealed, nullable=False),
    Column("state", String(20), nullable=False),
    Column("at", Integer, nullable=False),
    Column("fine", Json, nullable=False),
    Column("talk", Json, nullable=False),
    UniqueConstraint("set", "edition"),
)

kept = root(
    "kept",
    Column("turn", Id, ForeignKey("turns.id"), nullable=False, index=True),
    Column("person", Id, nullable=False),
    Column("what", String(20), nullable=False),
    Column("words", Sealed, nullable=False),
    Column("at", Instant, nullable=False),
    Column("given", Boolean, nullable=False),
)

keepings = root(
    "keepings",
    Column("set", Id, ForeignKey("sets.id"), nullable=False),
    Column("turn", Id, ForeignKey("turns.id"), nullable=False, index=True),
    Column("presenter", Id, nullable=False, index=True),
    Column("since", Instant, nullable=False),
    Column("held", String(20), nullable=False),
    Index("ix_keepings_set_held", "set", "held"),
)

notes = root(
    "notes",
    Column("person", Id, nullable=False, index=True),
    Column("set", Id),
    Column("session", Id),
    Column("at", Instant, nullable=False),
    Column("words", Sealed, nullable=False),
)

drafts = root(
    "drafts",
    Column("person", Id, nullable=False),
    Column("form", String(80), nullable=False),
    Column("command", String(80), nullable=False),
    Column("of", String(80), nullable=False),
    Column("values", Sealed, nullable=False),
    Column("people", Sealed, nullable=False),
    Column("until", Instant, nullable=False, index=True),
    Index("ix_drafts_person_form", "person", "form"),
)

actions = root(
    "actions",
    Column("set", Id, ForeignKey("sets.id"), nullable=False),
    Column("session", Id),
    Column("turn", Id, index=True),
    Column("person", Id, nullable=False),
    Column("words", Sealed, nullable=False),
    Column("by", Date),
    Column("sign", Sealed, nullable=False),
    Column("made", Instant, nullable=False),
    Column("last_reported", Instant, nullable=False),
    Column("status", String(20), nullable=False),
    Column("first", Sealed, nullable=False),
    Column("told", String(20)),
    Column("asking", String(20)),
    Column("on", Integer),
    Column("never", Boolean, nullable=False),
    Column("snoozed_until", Date),
    Column("asked", Integer, nullable=False),
    Column("unanswered", Integer, nullable=False),
    Column("last_asked", Instant),
    Column("last_phrase", String(20)),
    Column("quiet", Boolean, nullable=False),
    Index("ix_actions_set_status", "set", "status"),
    Index("ix_actions_person_status", "person", "status"),
)

check_ins = root(
    "check_ins",
    Column("action", Id, ForeignKey("actions.id"), nullable=False, index=True),
    Column("asked", Id),
    Column("answer", String(20), nullable=False),
    Column("at", Instant, nullable=False),
    Column("told", String(20), nullable=False),
    Column("line", Sealed, nullable=False),
)

asked = root(
    "asked",
    Column("set", Id, index=True),
    Column("session", Id),
    Column("person", Id, index=True),
    Column("n", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("lines", Json, nullable=False),
)
