"""What the bot says, before any platform decides how it looks.

Parts are named for what they do in the conversation. Sentences carry typed values, so that a member's words
can never ping or format, and an instant is shown in its reader's own zone. Each adapter renders every part in
one `match` that ends in `assert_never`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Literal

from core.names import PersonId, SetId, TurnId

TOKEN_CAP = 90  # Discord allows a custom_id of 100 characters (platform-facts D5)


@dataclass(frozen=True)
class Who:
    """Somebody meant by name. Platforms turn this into a mention."""

    id: PersonId
    name: str


@dataclass(frozen=True)
class People:
    """Several people in order: "Ben, Chidi and Dora", or "Ben, then Chidi, then Dora"."""

    people: tuple[Who, ...]
    then: bool = False


@dataclass(frozen=True)
class Own:
    """A member's own words: shown as typed, never markup, encrypted wherever they rest."""

    words: str

    def __bool__(self) -> bool:
        return bool(self.words)

    def __repr__(self) -> str:
        return f"Own({len(self.words)} characters)"  # reprs end in logs and test output


@dataclass(frozen=True)
class At:
    """A UTC instant, shown in the reader's zone as a time, a day and time, or a day. `place` names the zone of a
    room whose readers live in several: then it is the room's own time, for every reader.
    """

    instant: datetime
    show: Literal["time", "day", "day time"] = "time"
    place: str = ""


@dataclass(frozen=True)
class Day:
    """A calendar date that stays one: "Mon 15 Mar", or in full "Monday 15 March"; weekday alone "Thursday"."""

    day: date
    show: Literal["short", "long", "weekday", "full"] = "short"


@dataclass(frozen=True)
class Clock:
    """A wall-clock time in the set's `zone`: "10:00", and with the zone's city for a reader elsewhere."""

    at: time
    zone: str = ""


@dataclass(frozen=True)
class Lasting:
    """A span in whole minutes: "50 minutes", "an hour"."""

    minutes: int


@dataclass(frozen=True)
class Name:
    """A name that is nobody's own words: an IANA zone, a command as one types it."""

    text: str


Value = Who | People | Own | At | Day | Clock | Lasting | Name | int


@dataclass(frozen=True)
class Line:
    """One translatable sentence. `text` is both its id and its English; `many` is the plural, chosen by `n`; `unheard`
    is what stands instead, with the same values, where nothing of what people type is heard.
    """

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)
    many: str = ""
    n: int = 1
    unheard: str = ""


@dataclass(frozen=True)
class Heading:
    line: Line


@dataclass(frozen=True)
class Quote:
    """A member's words on a line of their own, in quotation marks."""

    words: Own
    by: Who | None = None


@dataclass(frozen=True)
class Facts:
    """Pairs of a label and what it is."""

    facts: tuple[tuple[Line, Line], ...]


@dataclass(frozen=True)
class Roster:
    """People, one a line, each with a word about them."""

    entries: tuple[tuple[Who, Line], ...]


@dataclass(frozen=True)
class Progress:
    """How far something is, `done` of `total`, said in words as well."""

    done: int
    total: int
    line: Line


@dataclass(frozen=True)
class Choice:
    """A button: a command with the thing, and the moment if any, that it was offered for (`turn-31@7`)."""

    label: Line
    command: str
    of: str = ""
    args: tuple[tuple[str, str], ...] = ()
    main: bool = False

    @property
    def token(self) -> str:
        """At most 90 characters of ids and enum words, never a member's words."""
        parts = [self.command, self.of, *(f"{k}={v}" for k, v in self.args)]
        token = "|".join(parts)
        if len(token) > TOKEN_CAP:
            raise ValueError(f"a choice's token has {len(token)} characters: {self.command}")
        return token

    @staticmethod
    def read(token: str) -> tuple[str, str, dict[str, str]]:
        """Command, thing and arguments of a token; unknown text reads as a command that nobody knows."""
        command, _, rest = token.partition("|")
        of, _, args = rest.partition("|")
        pairs = (a.partition("=") for a in args.split("|") if a)
        return command, of, {k: v for k, _, v in pairs}


@dataclass(frozen=True)
class Choices:
    options: tuple[Choice, ...]


@dataclass(frozen=True)
class Aside:
    """Said more quietly than the rest."""

    line: Line


@dataclass(frozen=True)
class Table:
    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class Picture:
    """Something to see; `text` says the same in words and always goes along."""

    kind: str
    text: Line
    points: tuple[tuple[str, int], ...] = ()


Part = Line | Heading | Quote | Facts | Roster | Progress | Choices | Aside | Table | Picture
Mood = Literal["calm", "your turn", "time", "done"]


@dataclass(frozen=True)
class Message:
    kind: str
    parts: tuple[Part, ...]
    mood: Mood = "calm"


@dataclass(frozen=True)
class Reader:
    """Whose eyes a message is rendered for: an IANA zone, a language, and whether what they type there is heard."""

    zone: str
    language: str = "en"
    heard: bool = True


# --- where it goes -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Room:
    """The set's channel."""

    set: SetId

    def __str__(self) -> str:
        return f"set-{self.set}"


@dataclass(frozen=True)
class Thread:
    """The thread of a turn, in its set's channel."""

    turn: TurnId

    def __str__(self) -> str:
        return f"turn-{self.turn}"


@dataclass(frozen=True)
class Private:
    """A person, by direct message."""

    person: PersonId

    def __str__(self) -> str:
        return f"person-{self.person}"


Place = Room | Thread | Private


# --- errands: what the courier carries -----------------------------------------------------------------------


@dataclass(frozen=True)
class Say:
    """A new message. `key` is said once; past `expires` it is not worth saying. If a crash leaves it unknown
    whether it was said, `unsure` decides: "drop" is for what is worth nothing later, which nothing takes the place of
    either where somebody is out of reach. `late` takes
    the place of the message where it goes out at `late_from` or after: news that has become history by then.
    """

    key: str
    to: Place
    message: Message
    expires: datetime | None = None
    unsure: Literal["repeat", "drop"] = "repeat"
    late: Message | None = None
    late_from: datetime | None = None

    def at(self, now: datetime) -> Say:
        """The errand as it is to be carried at `now`."""
        is_late = self.late is not None and self.late_from is not None and now >= self.late_from
        return replace(self, message=self.late or self.message) if is_late else self


@dataclass(frozen=True)
class Revise:
    """A board: the first revision creates the message, the rest edit it, the last one asked for wins.
    With `only_edit` a board that nobody has seen yet is dropped rather than said.
    """

    board: str
    to: Place
    message: Message
    expires: datetime | None = None
    only_edit: bool = False


@dataclass(frozen=True)
class Unsay:
    """Take back what was said under `key`, from the platform too."""

    key: str
    to: Place


@dataclass(frozen=True)
class OpenRoom:
    """Make, or adopt, the set's channel; the answer comes back as `room-ready` or `room-failed`."""

    set: SetId
    name: Own
    people: tuple[PersonId, ...]


@dataclass(frozen=True)
class Invite:
    """Let a person into the set's channel."""

    set: SetId
    person: PersonId


@dataclass(frozen=True)
class OpenThread:
    """Open a turn's thread in its set's room, under a title without anybody's own words; past `expires` it is
    not worth opening. `people` are those that it is for, where others can see the room.
    """

    turn: TurnId
    set: SetId
    title: Message
    expires: datetime | None = None
    people: tuple[PersonId, ...] = ()


@dataclass(frozen=True)
class CloseThread:
    turn: TurnId


@dataclass(frozen=True)
class CalendarEvent:
    """A session in the platform's own calendar; `starts` None takes it out."""

    session: int
    set: SetId
    title: Line
    starts: datetime | None
    minutes: int


@dataclass(frozen=True)
class ShowHome:
    person: PersonId


Errand = Say | Revise | Unsay | OpenRoom | Invite | OpenThread | CloseThread | CalendarEvent | ShowHome
