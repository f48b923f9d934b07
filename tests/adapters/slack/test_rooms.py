"""A set's channel is made once, whatever becomes of the answer or of the process; no two sets ever share one."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from adapters.database.rooms import SqlRooms
from adapters.slack.api import Trouble
from adapters.slack.rooms import PAGE, PAGES, Rooms
from bot.script import Presses, Says
from core.message import OpenRoom
from core.names import Platform, SetId
from core.ports import Busy, Parcel
from core.request import Spot
from tests.adapters.slack.stage import slack
from tests.fakes.slack.world import BOT, BOT_TOKEN, TEAM, Channel
from tests.stage.slack import SlackStage

NEW = '/als new "Ward leaders" every 4 weeks on Tuesday 10:00 Europe/London for 90 minutes from 2027-03-02'


def losing(*which: int) -> Callable[[str], bool]:
    """The answers to the channels made of these numbers, from 0, are lost."""
    made = count()
    return lambda method: method == "conversations.create" and next(made) in which


def made(stage: SlackStage) -> dict[str, set[str]]:
    """The channels that the bot has made, with the names of those who are in them."""
    users = stage.slack.world.users
    return {c.name: {users[u].name for u in c.members - {BOT}} for c in _made(stage)}


def _made(stage: SlackStage) -> list[Channel]:
    return [c for c in stage.slack.world.channels.values() if c.creator == BOT]


def used(stage: SlackStage) -> set[str]:
    """The names of the channels in which the bot has said something."""
    said = {m.channel for m in stage.slack.world.messages if m.user == BOT}
    return {c.name for c in _made(stage) if c.id in said}


def later(stage: SlackStage, **span: int) -> None:
    stage.advance(stage.clock.now + timedelta(**span))
    assert stage.bugs == []


def dying(stage: SlackStage, *founders: str) -> list[Parcel]:
    """What a courier has in hand when it dies: the channels of the sets that these have just founded."""
    stage.awake = False
    for name in founders:
        stage.says(Says(name, "", NEW))
    claimed = stage.bot.outbox.claim("dead", stage.clock.now, 100)
    stage.awake = True
    return [p for p in claimed if isinstance(p.errand, OpenRoom)]


def carry(stage: SlackStage, parcel: Parcel) -> None:
    assert stage.bot.slack is not None
    stage.run(stage.bot.slack.transport.carry(parcel))


async def call(stage: SlackStage, method: str, **params: Any) -> dict[str, Any]:
    assert stage.bot.slack is not None
    return await stage.bot.slack.api.call(TEAM, method, **params)


def make(stage: SlackStage, name: str) -> str:
    """A channel that the bot makes, and its courier dies."""
    answer = stage.run(call(stage, "conversations.create", name=name, is_private="true"))
    return str(answer["channel"]["id"])


def take(stage: SlackStage, room: str, parcel: Parcel) -> bool:
    """Whether the record gives this channel to the parcel's set."""
    assert isinstance(parcel.errand, OpenRoom)
    spots = [Spot(Platform.SLACK, room)]
    return SqlRooms(stage.bot.engine).take(TEAM, spots, parcel.errand.set) is not None


class Unanswering:
    """A record that somebody else holds."""

    def take(self, workspace: str, among: Sequence[Spot], by: SetId) -> Spot | None:
        del workspace, among, by
        raise Busy


def test_a_channel_whose_answer_was_lost_is_the_sets(tmp_path: Path) -> None:
    with slack(tmp_path) as stage:
        stage.slack.world.loses_answer = losing(0)
        stage.says(Says("Eve", "", NEW))
        later(stage, seconds=45)
        assert made(stage) == {"ward-leaders": {"Eve"}}
        assert used(stage) == {"ward-leaders"}


def test_a_channel_whose_courier_died_before_it_was_written_down_is_the_sets(tmp_path: Path) -> None:
    with slack(tmp_path) as stage:
        (parcel,) = dying(stage, "Eve")
        carry(stage, parcel)
        later(stage, minutes=3)
        assert made(stage) == {"ward-leaders": {"Eve"}}
        assert used(stage) == {"ward-leaders"}


@pytest.mark.parametrize("died", ["before it was made", "after it was made", "after it was taken"])
def test_wherever_a_courier_died_the_set_has_one_channel(died: str, tmp_path: Path) -> None:
    with slack(tmp_path) as stage:
        (parcel,) = dying(stage, "Eve")
        if died != "before it was made":
            room = make(stage, "ward-leaders")
            if died == "after it was taken":
                assert take(stage, room, parcel)
        later(stage, minutes=3)
        assert made(stage) == {"ward-leaders": {"Eve"}}
        assert used(stage) == {"ward-leaders"}


def test_a_channel_that_the_set_has_taken_goes_before_one_that_nobody_has(tmp_path: Path) -> None:
    with slack(tmp_path) as stage:
        (parcel,) = dying(stage, "Eve")
        make(stage, "ward-leaders")  # another set's, whose courier died as well
        assert take(stage, make(stage, "ward-leaders-2"), parcel)
        later(stage, minutes=3)
        assert made(stage) == {"ward-leaders": set(), "ward-leaders-2": {"Eve"}}


def test_two_sets_of_one_name_whose_answers_were_both_lost_have_a_channel_each(tmp_path: Path) -> None:
    with slack(tmp_path) as stage:
        stage.slack.world.loses_answer = losing(0, 1, 2)  # one of them finds its name taken
        stage.awake = False
        stage.says(Says("Eve", "", NEW))
        stage.says(Says("Finn", "", NEW))
        stage.awake = True
        later(stage, minutes=2)
        assert sorted(made(stage).values(), key=sorted) == [{"Eve"}, {"Finn"}]
        assert used(stage) == set(made(stage)) == {"ward-leaders", "ward-leaders-2"}


def test_two_sets_of_one_name_whose_couriers_both_died_have_a_channel_each(tmp_path: Path) -> None:
    with slack(tmp_path) as stage:
        for parcel in dying(stage, "Eve", "Finn"):
            carry(stage, parcel)
        later(stage, minutes=3)
        assert made(stage) == {"ward-leaders": {"Eve"}, "ward-leaders-2": {"Finn"}}
        assert used(stage) == set(made(stage))


def test_a_channel_that_another_set_has_meanwhile_is_left_to_it(tmp_path: Path) -> None:
    with slack(tmp_path) as stage:
        dying(stage, "Eve")
        stage.says(Says("Finn", "", NEW))
        assert made(stage) == {"ward-leaders": {"Finn"}}
        later(stage, minutes=3)
        assert made(stage) == {"ward-leaders": {"Finn"}, "ward-leaders-2": {"Eve"}}
        assert used(stage) == set(made(stage))


def test_a_channel_that_another_set_took_between_two_calls_is_left_to_it(tmp_path: Path) -> None:
    """Finn's is being made while Eve's courier, who does not know what was made, takes what it finds."""
    with slack(tmp_path) as stage:
        (eves,) = dying(stage, "Eve")
        takers = iter([eves])

        def taken(method: str) -> bool:
            if method == "conversations.create" and (parcel := next(takers, None)):
                assert take(stage, _made(stage)[-1].id, parcel)
            return False

        stage.slack.world.loses_answer = taken
        stage.says(Says("Finn", "", NEW))
        assert made(stage) == {"ward-leaders": set(), "ward-leaders-2": {"Finn"}}
        later(stage, minutes=3)
        assert made(stage) == {"ward-leaders": {"Eve"}, "ward-leaders-2": {"Finn"}}


@pytest.mark.parametrize("whose", ["the bot's, of long ago", "somebody's", "the bot's, archived"])
def test_a_channel_of_that_name_that_is_not_the_sets_is_left_alone(whose: str, tmp_path: Path) -> None:
    with slack(tmp_path) as stage:
        if whose == "the bot's, of long ago":
            make(stage, "ward-leaders")
            later(stage, minutes=1)
        dying(stage, "Eve")
        if whose == "somebody's":
            stage.slack.world.channel("ward-leaders", {BOT}, creator=stage.user("Finn").id)
        if whose == "the bot's, archived":
            stage.slack.world.channels[make(stage, "ward-leaders")].archived = True
        later(stage, minutes=3)
        assert made(stage)["ward-leaders-2"] == {"Eve"}
        assert used(stage) == {"ward-leaders-2"}


def test_a_channel_of_another_set_that_was_adopted_there_is_left_to_it(tmp_path: Path) -> None:
    """Eve was let into her set's channel before its courier died, and there says that it is another set's."""
    with slack(tmp_path) as stage:
        (parcel,) = dying(stage, "Eve")
        carry(stage, parcel)
        stage.slack.world.may_create_channels = False
        stage.says(Says("Eve", "", NEW.replace("Ward", "Night")))
        stage.says(Says("Eve", "in #ward-leaders", "/als set here"))
        stage.presses(Presses("Eve", "2"))
        stage.slack.world.may_create_channels = True
        later(stage, minutes=3)
        assert set(made(stage)) == {"ward-leaders", "ward-leaders-2"}
        assert used(stage) == {"ward-leaders", "ward-leaders-2"}


def test_it_is_found_on_a_later_page_by_one_who_may_list_in_pages(tmp_path: Path) -> None:
    with slack(tmp_path) as stage:
        for n in range(450):
            stage.slack.world.channel(f"other-{n}", {BOT}).archived = n < 200
        (parcel,) = dying(stage, "Eve")
        carry(stage, parcel)
        later(stage, minutes=3)
        assert made(stage) == {"ward-leaders": {"Eve"}}
        assert stage.slack.world.calls.count("conversations.list") == 3


def test_where_more_has_been_listed_than_slack_allows_it_waits_and_then_looks(tmp_path: Path) -> None:
    with slack(tmp_path) as stage:
        (parcel,) = dying(stage, "Eve")
        carry(stage, parcel)
        stage.advance(stage.clock.now + timedelta(seconds=59))
        for _ in range(20):
            stage.run(call(stage, "conversations.list", types="private_channel"))
        later(stage, minutes=3)
        assert ("conversations.list", "ratelimited") in stage.slack.world.refusals
        assert made(stage) == {"ward-leaders": {"Eve"}}


def test_where_the_bot_may_not_look_another_is_made(tmp_path: Path) -> None:
    with slack(tmp_path) as stage:
        (parcel,) = dying(stage, "Eve")
        carry(stage, parcel)
        stage.slack.world.tokens[BOT_TOKEN].scopes.discard("groups:read")
        later(stage, minutes=3)
        assert set(made(stage)) == {"ward-leaders", "ward-leaders-2"}
        assert used(stage) == {"ward-leaders-2"}


def test_an_answer_that_came_after_ten_seconds_in_vain_is_no_less_looked_for(tmp_path: Path) -> None:
    """The bot waits so long for an answer: the channel is that much older than what it knows."""
    with slack(tmp_path) as stage:
        lost = losing(0)

        def in_vain(method: str) -> bool:
            if lost(method):
                stage.clock.now += timedelta(seconds=10)
                return True
            return False

        stage.slack.world.loses_answer = in_vain
        stage.says(Says("Eve", "", NEW))
        later(stage, seconds=45)
        assert made(stage) == {"ward-leaders": {"Eve"}}


def test_while_the_record_does_not_answer_nobody_is_let_in_and_the_channel_is_found_later(
    tmp_path: Path,
) -> None:
    with slack(tmp_path) as stage:
        (parcel,) = dying(stage, "Eve")
        assert stage.bot.slack is not None
        assert isinstance(parcel.errand, OpenRoom)
        rooms = Rooms(stage.bot.slack.api, Unanswering(), asyncio.to_thread)
        with pytest.raises(Trouble) as raised:
            stage.run(rooms.open(parcel, parcel.errand))
        assert raised.value.unsure
        assert made(stage) == {"ward-leaders": set()}
        later(stage, minutes=3)
        assert made(stage) == {"ward-leaders": {"Eve"}}


def test_of_a_bot_in_too_many_channels_they_are_not_all_gone_through(tmp_path: Path) -> None:
    with slack(tmp_path) as stage:
        for n in range(PAGE * PAGES):
            stage.slack.world.channel(f"other-{n}", {BOT}, creator=stage.user("Finn").id)
        (parcel,) = dying(stage, "Eve")
        carry(stage, parcel)
        later(stage, minutes=3)
        assert used(stage) == {"ward-leaders-2"}
        assert stage.slack.world.calls.count("conversations.list") == PAGES
