"""Forms as Discord's modals: five fields at a time, pickers where there are any, and nothing typed is lost."""

import asyncio
from pathlib import Path

from adapters import languages
from adapters.discord import forms
from core.message import Line, Reader
from core.request import Ask, Field
from tests.adapters.discord.server import server
from tests.fakes.discord.filled import fields
from tests.gallery.page import every

READER = Reader("Europe/London")
GUILD = "1144000000000000001"


def ask(*of: Field) -> Ask:
    return Ask("form", Line("A form"), of, "set new", "set-1", (("a", "b"),))


def inside(modal: forms.Modal) -> list[forms.Component]:
    return [c["component"] for c in modal["components"] if c["type"] == forms.LABELLED]


def test_what_a_form_carries_comes_back() -> None:
    sent = forms.read_token(forms.modal(ask(Field("x", Line("X"))), READER, GUILD)["custom_id"])
    assert (sent.workspace, sent.form, sent.command, sent.of) == (GUILD, "form", "set new", "set-1")
    assert (dict(sent.args), sent.page, sent.pages) == ({"a": "b"}, 0, 0)


def test_seven_fields_are_two_pages() -> None:
    long = ask(*(Field(f"f{n}", Line(f"Field {n}")) for n in range(7)))
    first = forms.modal(long, READER, GUILD)
    assert len(inside(first)) <= forms.FIELDS
    sent = forms.read_token(first["custom_id"])
    assert (sent.page, sent.pages) == (1, 2)


def test_few_choices_are_radios_many_are_a_list() -> None:
    def choice(n: int) -> forms.Component:
        options = tuple((str(i), Line(f"Option {i}")) for i in range(n))
        return inside(forms.modal(ask(Field("c", Line("C"), "choice", options=options)), READER, GUILD))[0]

    assert [choice(n)["type"] for n in (1, 2, 10, 11, 25)] == [
        forms.STRING_SELECT, forms.RADIO_GROUP, forms.RADIO_GROUP, forms.STRING_SELECT, forms.STRING_SELECT
    ]  # fmt: skip


def test_several_choices_are_boxes_and_people_a_picker() -> None:
    options = (("a", Line("A")), ("b", Line("B")))
    some = Field("some", Line("Some"), "choices", options=options, initial="a,b")
    who = Field("who", Line("Who"), "people", required=False)
    boxes, people = inside(forms.modal(ask(some, who), READER, GUILD))
    assert (boxes["type"], [o["default"] for o in boxes["options"]]) == (forms.CHECKBOX_GROUP, [True, True])
    assert (people["type"], people["min_values"], people["max_values"]) == (forms.USER_SELECT, 0, 25)


def test_a_set_is_founded_by_its_form_page_by_page(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            eve = s.user("Eve")
            await s.says("Eve", "set new")
            first = {"name": "Ward leaders", "first": "2 March 2027", "time": "10:00", "zone": "London"}
            form = s.discord.world.forms[eve.id]
            names = {f["custom_id"] for f in fields(form.body)}
            assert {"name", "zone"} <= names
            await s.people.submit(eve, form, {k: v for k, v in first.items() if k in names})
            await s.settle()
            await s.presses("Eve", "That will do")
            assert "is being formed" in s.texts(s.room)[0]
            assert "Europe/London" in s.only_for("Eve")[-1]
            assert s.discord.world.violations == []

    asyncio.run(goes())


def test_a_form_that_was_refused_keeps_its_words(tmp_path: Path) -> None:
    async def goes() -> None:
        async with server(tmp_path) as s:
            await s.founded()
            eve = s.user("Eve")
            await s.says("Eve", "set move", s.room)
            form = s.discord.world.forms[eve.id]
            typed = {f["custom_id"]: "32 March" for f in fields(form.body) if f["custom_id"] == "day"}
            values = typed or {f["custom_id"]: "the 32nd" for f in fields(form.body)[-1:]}
            await s.people.submit(eve, form, values)
            await s.settle()
            await s.presses("Eve", "Continue")
            again = s.discord.world.forms[eve.id]
            assert next(iter(values.values())) in str(again.body)

    asyncio.run(goes())


def test_no_label_of_any_form_is_cut_short() -> None:
    for sample in every():
        if not isinstance(sample.shown, Ask):
            continue
        form = sample.shown
        assert len(languages.filled(form.title, READER)) <= forms.TITLE
        for f in form.fields:
            assert len(languages.filled(f.label, READER)) <= forms.LABEL, f.label.text
            said = f.hint or f.typed
            assert said is None or len(languages.filled(said, READER)) <= forms.DESCRIPTION, said.text
            assert len(f.options) <= forms.OPTIONS
            assert all(len(languages.filled(label, READER)) <= forms.OPTION for _, label in f.options)
