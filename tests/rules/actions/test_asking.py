"""When people are asked how their actions go: the promises of quiet, over random lives."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from core.message import Own
from core.names import ActionId, ActionStatus, Asking, PersonId, Phrase, Platform, SetId, Told
from core.rules.actions import asking
from core.rules.actions.action import Action, met, report, rest, snooze
from core.rules.actions.asking import APART, BEFORE_MEETING, PEACE, InHand, PersonView
from core.rules.calendar.clock import instant, wall
from core.rules.life import person as people
from core.rules.life.person import Person

ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC")
START = date(2027, 2, 15)
DAYS = 75  # over the spring change of clocks


def an_action(number: int, made: datetime, **more: object) -> Action:
    fresh = Action(
        id=ActionId(number),
        version=1,
        set=SetId(1 + number % 2),
        session=None,
        turn=None,
        person=PersonId(1),
        words=Own("a walk"),
        by=None,
        sign=Own(""),
        made=made,
        last_reported=made,
    )
    return replace(fresh, **more)  # type: ignore[arg-type] # fields of an action, by name


@dataclass
class Life:
    """A person with some actions, lived day by day: what they were asked, and what they said."""

    zone: str
    person: Person
    in_hand: dict[int, InHand]
    asks: list[tuple[datetime, tuple[tuple[Action, Phrase], ...]]] = field(default_factory=list)
    finished: dict[int, datetime] = field(default_factory=dict)

    def view(self) -> PersonView:
        open_ones = tuple(it for it in self.in_hand.values() if it.action.is_open)
        meets = tuple(it.meets for it in open_ones if it.meets is not None)
        return PersonView(self.person, self.zone, open_ones, meets)

    def look(self, now: datetime) -> None:
        """What the handler does when the moment has come."""
        at = asking.ask_at(self.view())
        if at is None or at > now:
            return
        today, clock = wall(now, self.zone)
        due = asking.asked_today(self.view(), today) if asking.in_window(clock) else ()
        self.person = replace(self.person, asked_through=asking.seen_through(self.view(), now))
        if not due or not people.may_nudge(self.person, now):
            return
        chosen = tuple((it.action, asking.phrase(it.action, today)) for it in due)
        for action, phrase in chosen:
            self.change(action.id, asking.ask(action, phrase, now))
        self.person = people.nudged(self.person, now)
        self.asks.append((now, chosen))

    def change(self, number: int, action: Action) -> None:
        self.in_hand[number] = replace(self.in_hand[number], action=action)

    def say(self, number: int, what: str, now: datetime) -> None:
        action = self.in_hand[number].action
        if not action.is_open:
            return
        match what:
            case "done":
                self.change(number, report(action, ActionStatus.DONE, Told.PRIVATE, now))
                self.finished[number] = now
            case "snooze":
                self.change(number, snooze(action, wall(now, self.zone)[0] + timedelta(days=9), now))
            case "rest":
                self.change(number, rest(action, Told.PRIVATE, now))
            case "met":
                self.change(number, met(action, wall(now, self.zone)[0] + timedelta(days=PEACE + 1)))
            case "board":
                self.in_hand[number] = replace(self.in_hand[number], boarded=now)
            case other:
                self.change(number, report(action, ActionStatus(other), Told.SESSION, now))


SAID = st.sampled_from(("done", "moving", "stuck", "snooze", "rest", "met", "board", "board"))
EVENTS = st.lists(
    st.tuples(st.integers(0, DAYS - 1), st.integers(0, 23 * 60), st.integers(0, 4), SAID), max_size=25
)


@st.composite
def lives(draw: st.DrawFn) -> tuple[Life, list[tuple[datetime, int, str]]]:
    zone = draw(st.sampled_from(ZONES))
    person = Person(PersonId(draw(st.integers(1, 500))), 1, Platform.CONSOLE, "p", "P", zone)
    begin = datetime(START.year, START.month, START.day, 12, tzinfo=UTC)
    in_hand = {}
    for number in range(draw(st.integers(1, 5))):
        choice = draw(st.sampled_from((Asking.PRIVATE, Asking.BOTH, Asking.BOTH, Asking.CHANNEL)))
        meets = draw(st.none() | st.integers(3, DAYS).map(lambda n: begin + timedelta(days=n)))
        on = draw(st.none() | st.integers(0, 6))
        by = draw(st.none() | st.integers(0, DAYS).map(lambda n: START + timedelta(days=n)))
        action = an_action(number, begin, on=on, by=by)
        in_hand[number] = InHand(action, choice, draw(st.integers(0, 4)), meets, meets)
    events = [
        (begin + timedelta(days=d, minutes=m), n, said) for d, m, n, said in draw(EVENTS) if n in in_hand
    ]
    return Life(zone, person, in_hand), sorted(events)


def live(life: Life, events: list[tuple[datetime, int, str]]) -> Life:
    now = datetime(START.year, START.month, START.day, 12, tzinfo=UTC)
    waiting = list(events)
    for _ in range(DAYS * 24):
        while waiting and waiting[0][0] <= now:
            at, number, said = waiting.pop(0)
            life.say(number, said, at)
        life.look(now)
        now += timedelta(hours=1)
    return life


@settings(max_examples=150, deadline=None)
@given(lives())
def test_whatever_people_do_the_bot_stays_quiet_enough(
    lived: tuple[Life, list[tuple[datetime, int, str]]],
) -> None:
    life = live(*lived)
    days = [wall(at, life.zone)[0] for at, _ in life.asks]
    assert len(days) == len(set(days)), "one a day"
    for day in days:
        assert sum(day - timedelta(days=7) < other <= day for other in days) <= 3, "three a week"
    asked_before: dict[int, date] = {}
    phrase_before: dict[int, Phrase] = {}
    for at, chosen in life.asks:
        day, clock = wall(at, life.zone)
        assert time(9) <= clock <= time(17)
        for action, phrase in chosen:
            assert action.is_open
            assert action.id not in life.finished or at < life.finished[action.id], "never after done"
            assert (day - asked_before.get(action.id, date.min)).days >= APART
            assert (day - wall(action.last_reported, life.zone)[0]).days > PEACE
            meets = life.in_hand[action.id].meets
            if meets is not None:
                assert not 0 <= (wall(meets, life.zone)[0] - day).days <= BEFORE_MEETING
            assert phrase is not phrase_before.get(action.id), "another sentence than the last time"
            asked_before[action.id], phrase_before[action.id] = day, phrase


@settings(max_examples=60, deadline=None)
@given(lives())
def test_asking_twice_what_is_due_gives_the_same_answer(
    lived: tuple[Life, list[tuple[datetime, int, str]]],
) -> None:
    life, _ = lived
    view = life.view()
    assert asking.ask_at(view) == asking.ask_at(view)
    at = asking.ask_at(view)
    if at is not None:
        life.look(at)
        looked = (len(life.asks), life.person)
        life.look(at)
        assert (len(life.asks), life.person) == looked, "a second look finds nothing more"


def test_half_past_nine_is_half_past_nine_on_both_sides_of_the_spring_change() -> None:
    person = Person(PersonId(7), 1, Platform.CONSOLE, "p", "P", "Europe/London")
    hour = people.hour_of(person.id)
    made = datetime(2027, 3, 16, 12, tzinfo=UTC)
    it = InHand(an_action(1, made, on=3), Asking.PRIVATE, 3)
    first = asking.ask_at(PersonView(person, "Europe/London", (it,)))
    assert first == instant(date(2027, 3, 25), hour, "Europe/London")
    asked = replace(it, action=asking.ask(it.action, Phrase.SINCE_THEN, first))
    second = asking.ask_at(PersonView(person, "Europe/London", (asked,)))
    assert second is not None
    assert wall(second, "Europe/London") == (date(2027, 4, 1), hour)
    assert second - first == timedelta(days=7) - timedelta(hours=1)


def test_after_two_asks_without_an_answer_comes_the_last_sentence_and_then_nothing() -> None:
    made = datetime(2027, 3, 2, 11, tzinfo=UTC)
    it = InHand(an_action(1, made), Asking.PRIVATE, 3)
    person = Person(PersonId(7), 1, Platform.CONSOLE, "p", "P", "UTC")
    said = []
    for _ in range(3):
        view = PersonView(person, "UTC", (it,))
        at = asking.ask_at(view)
        assert at is not None
        chosen = asking.phrase(it.action, wall(at, "UTC")[0])
        said.append(chosen)
        it = replace(it, action=asking.ask(it.action, chosen, at))
    assert said[2] is Phrase.LAST
    assert len(set(said)) == 3
    assert asking.ask_at(PersonView(person, "UTC", (it,))) is None
    assert not asking.on_the_board(replace(it, asking=Asking.BOTH))
    again = replace(it, action=met(it.action, date(2027, 4, 4)))
    assert asking.ask_at(PersonView(person, "UTC", (again,))) is not None


def test_every_state_has_a_sentence_and_there_are_at_least_five_to_rotate() -> None:
    assert set(asking.PHRASES) == set(asking.State)
    assert all(len(set(phrases)) >= 2 for phrases in asking.PHRASES.values())
    assert len({p for phrases in asking.PHRASES.values() for p in phrases}) >= 5


def test_a_session_keeps_a_place_in_the_week_that_asking_leaves_free() -> None:
    monday = datetime(2027, 3, 1, 10, tzinfo=UTC)
    person = Person(PersonId(1), 1, Platform.CONSOLE, "p", "P", "UTC")
    for day in (0, 2):
        person = people.nudged(person, monday + timedelta(days=day))
    friday = monday + timedelta(days=4)
    assert not people.may_nudge(person, friday)
    assert people.may_nudge(person, friday, of_a_session=True)
    assert not people.may_nudge(person, monday + timedelta(days=2, hours=5), of_a_session=True), "one a day"
    assert people.may_nudge(person, monday + timedelta(days=7))
