"""The fair rota over random histories (AG3)."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.names import PersonId, SessionId, SetId
from core.rules.agenda.lineup import Lineup, carried, down
from core.rules.agenda.rota import Exchanged, Had, Place, cycle, standings

BEGIN = date(2027, 1, 5)
FOUR = tuple(Place(PersonId(n)) for n in (1, 2, 3, 4))


def at(session: int, minute: int = 0) -> datetime:
    return datetime(2027, 1, 5, 10, minute, tzinfo=UTC) + timedelta(weeks=2 * session)


def order(places: tuple[Place, ...], turns: list[Had], swaps: list[Exchanged] | None = None) -> list[int]:
    return [s.person for s in standings(places, turns, swaps or [])]


def test_before_anybody_has_presented_it_goes_by_order_of_joining() -> None:
    assert order(FOUR, []) == [1, 2, 3, 4]


def test_fewest_turns_first_then_longest_ago() -> None:
    turns = [Had(PersonId(p), at(n)) for n, p in enumerate((2, 1, 3, 4, 3))]
    assert order(FOUR, turns) == [2, 1, 4, 3]


def test_a_swap_exchanges_two_places_and_moves_nobody_else() -> None:
    swap = Exchanged(PersonId(1), PersonId(4), at(0))
    turns = [Had(PersonId(4), at(0, 20))]
    assert order(FOUR, turns, [swap]) == [2, 3, 1, 4]


def test_who_gives_a_place_away_loses_no_turn_by_it() -> None:
    turns = [Had(PersonId(p), at(n)) for n, p in enumerate((2, 3, 4))]
    turns.append(Had(PersonId(2), at(3, 20)))
    swap = Exchanged(PersonId(1), PersonId(2), at(3))
    assert order(FOUR, turns, [swap])[0] == 1


def test_a_newcomer_comes_next_but_not_three_times_in_a_row() -> None:
    turns = [Had(PersonId(p), at(n)) for n, p in enumerate((1, 2, 3, 4) * 3)]
    places = (*FOUR, Place(PersonId(5), at(12).date()))
    assert order(places, turns)[0] == 5
    turns.append(Had(PersonId(5), at(12)))
    assert order(places, turns) == [1, 2, 3, 4, 5]


def test_where_the_set_is_in_its_cycle() -> None:
    turns = [Had(PersonId(p), at(n)) for n, p in enumerate((1, 2, 3, 4, 3))]
    found = cycle(standings(FOUR, turns))
    assert (found.number, found.presented, found.waiting) == (2, (3,), (1, 2, 4))


@dataclass
class Life:
    """A set living by the rota, one session after another."""

    places: list[Place]
    each: int
    turns: list[Had] = field(default_factory=list)
    swaps: list[Exchanged] = field(default_factory=list)
    queue: tuple[PersonId, ...] = ()
    lineups: list[tuple[PersonId, ...]] = field(default_factory=list)

    def ranked(self) -> list[PersonId]:
        return [s.person for s in standings(self.places, self.turns, self.swaps)]

    def session(self, n: int, away: set[int], holiday: set[int]) -> None:
        lineup = Lineup(n, 0, SetId(1), SessionId(n))
        for p in self.ranked():
            if p in away:
                lineup = lineup.is_away(p)
            elif p in holiday and p in down(self.queue, self.ranked(), lineup, self.each):
                lineup = lineup.keeps(p)
        today = down(self.queue, self.ranked(), lineup, self.each)
        self.lineups.append(today)
        for minute, p in enumerate(today):
            self.turns.append(Had(p, at(n, minute)))
        self.queue = carried((), lineup)

    def spread(self) -> int:
        counts = [s.turns for s in standings(self.places, self.turns, self.swaps)]
        return max(counts) - min(counts)


@given(size=st.integers(3, 9), each=st.integers(1, 2), sessions=st.integers(1, 30))
def test_when_everybody_comes_nobody_is_more_than_one_turn_ahead_and_nobody_waits_longer_than_a_round(
    size: int, each: int, sessions: int
) -> None:
    life = Life([Place(PersonId(n)) for n in range(1, size + 1)], each)
    for n in range(sessions):
        life.session(n, set(), set())
        assert life.spread() <= 1
    longest = -(-size // each)
    for start in range(sessions - longest + 1):
        seen = {p for today in life.lineups[start : start + longest] for p in today}
        assert len(seen) == size


@given(st.data())
def test_with_absences_holidays_joiners_leavers_and_swaps_whoever_is_there_is_never_passed_over_for_long(
    data: st.DataObject,
) -> None:
    size = data.draw(st.integers(4, 8))
    life = Life([Place(PersonId(n)) for n in range(1, size + 1)], 1)
    waited = {p.person: 0 for p in life.places}
    missed = 0  # absences, holidays, swaps and leavings so far: each may put one turn out of balance
    for n in range(data.draw(st.integers(1, 25))):
        people = [p.person for p in life.places]
        some = st.sets(st.sampled_from(people), max_size=2)
        away, holiday = data.draw(some), data.draw(some)
        if data.draw(st.integers(0, 4)) == 0:
            newcomer = PersonId(100 + n)
            life.places.append(Place(newcomer, at(n).date()))
            waited[newcomer] = 0
        if len(people) > 4 and data.draw(st.integers(0, 6)) == 0:
            gone = data.draw(st.sampled_from(people))
            life.places = [p for p in life.places if p.person != gone]
            waited.pop(gone)
        if data.draw(st.integers(0, 4)) == 0:
            one, other = data.draw(st.permutations(people))[:2]
            life.swaps.append(Exchanged(one, other, at(n)))
            missed += 1
        missed += len(away) + len(holiday)
        life.session(n, set(away), set(holiday))
        had_it = {*life.lineups[-1], *away, *holiday}
        waited = {p: 0 if p in had_it else w + 1 for p, w in waited.items()}
        assert life.spread() <= 1 + missed
        assert max(waited.values()) <= len(life.places) + n // 2 + missed
        assert life.ranked() == life.ranked()


@given(st.permutations([Had(PersonId(p), at(n)) for n, p in enumerate((2, 1, 3, 4, 3, 1))]))
def test_the_order_does_not_depend_on_how_the_history_was_read(turns: list[Had]) -> None:
    assert order(FOUR, turns) == [2, 4, 3, 1]


def test_an_absence_lets_the_next_present_and_a_holiday_keeps_the_turn_before_any_sign_up() -> None:
    ana, ben, chidi = PersonId(1), PersonId(2), PersonId(3)
    ranked = [ana, ben, chidi]
    fresh = Lineup(0, 0, SetId(1), SessionId(1))
    away, holiday = fresh.is_away(ana), fresh.keeps(ana)
    assert down((), ranked, away, 1) == down((), ranked, holiday, 1) == (ben,)
    assert carried((), away) == ()
    assert carried((chidi,), holiday) == (ana, chidi)
