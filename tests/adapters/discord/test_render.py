"""Messages as Discord takes them: a member's words are what they typed, and nobody is called who is not meant."""

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from adapters.discord import render
from adapters.discord.render import Eyes, custom_id, escaped, length, messages, read_custom_id, size
from core.message import (
    TOKEN_CAP,
    Aside,
    At,
    Choice,
    Choices,
    Heading,
    Line,
    Message,
    Own,
    Part,
    Quote,
    Reader,
    Roster,
    Who,
)
from core.names import WORDS_CAP, PersonId

ANA, BEN = Who(PersonId(1), "Ana"), Who(PersonId(2), "Ben")
EYES = Eyes(Reader("Europe/London"), {ANA.id: "111", BEN.id: "222"}, "1144000000000000001")


def shown(escaped_text: str) -> str:
    """As Discord shows it: a backslash before anything but a letter, digit or space makes it itself."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", escaped_text)


def only(*parts: Part) -> dict[str, object]:
    (made,) = messages(Message("test", parts), EYES)
    return made


def text(*parts: Part) -> str:
    (made,) = messages(Message("test", parts), EYES)
    return "\n".join(c["content"] for c in made["components"][0]["components"] if "content" in c)


@given(words=st.text(max_size=200))
def test_what_a_member_typed_shows_as_they_typed_it(words: str) -> None:
    assert shown(escaped(words)) == words


def test_a_members_words_format_nothing_call_nobody_and_link_nowhere() -> None:
    typed = "**bold** @everyone <@111> `code` [here](https://x.example) ||s|| <t:1:R>\n# big\n- list\n> quote\n1. one"
    out = escaped(typed)
    for markup in (
        "**",
        "@everyone",
        "<@",
        "[here](",
        "https://",
        "||",
        "<t:",
        "\n# ",
        "\n- ",
        "\n> ",
        "\n1. ",
    ):
        assert markup not in out.replace("\\@", "").replace("\\<", "") or f"\\{markup}" in out, markup
    assert shown(out) == typed


def test_the_people_of_a_sentence_are_called_and_those_of_a_list_are_not() -> None:
    made = only(
        Line("Your turn, {who}.", {"who": ANA}),
        Roster(((BEN, Line("in")),)),
        Aside(Line("{who}", {"who": BEN})),
    )
    assert made["allowed_mentions"] == {"parse": [], "users": ["111"], "roles": [], "replied_user": False}


def test_an_instant_is_shown_in_the_readers_own_zone_and_a_rooms_own_time_is_not() -> None:
    at = datetime(2027, 3, 2, 10, tzinfo=UTC)
    assert text(Line("At {at}.", {"at": At(at)})) == f"At <t:{int(at.timestamp())}:t>."
    assert "<t:" not in text(Line("At {at}.", {"at": At(at, place="London")}))


def test_a_press_in_a_direct_message_knows_its_server() -> None:
    token = "x" * TOKEN_CAP
    made = custom_id(token, "1144000000000000001")
    assert len(made) <= render.CUSTOM_ID
    assert read_custom_id(made) == ("1144000000000000001", token)
    assert read_custom_id("€") == ("", "€")


nasty = st.text(alphabet="*_~`|<>[]()@#-+.:/\\ab \n1", min_size=1, max_size=WORDS_CAP)
parts = st.lists(
    st.one_of(
        nasty.map(lambda t: Quote(Own(t))),
        nasty.map(lambda t: Line("{words}", {"words": Own(t)})),
        st.integers(1, 40).map(
            lambda n: Choices(tuple(Choice(Line("Go"), "home", str(i)) for i in range(n)))
        ),
        st.integers(1, 60).map(lambda n: Roster(((ANA, Line("is in")),) * n)),
        st.just(Heading(Line("A heading"))),
    ),
    min_size=1,
    max_size=30,
)


@given(parts=parts)
def test_no_message_is_past_discords_limits(parts: list[Part]) -> None:
    for made in messages(Message("test", tuple(parts)), EYES):
        container = made["components"]
        assert size(container) <= render.COMPONENTS
        assert length(container) <= render.TEXT
        for component in container[0]["components"]:
            if component["type"] == render.ACTION_ROW:
                assert 1 <= len(component["components"]) <= render.BUTTONS
            else:
                assert component["content"].strip()


def test_a_list_too_long_for_one_message_goes_on_in_the_next() -> None:
    long = Message("test", tuple(Quote(Own("x" * 1_400)) for _ in range(6)))
    assert len(messages(long, EYES)) == 3
