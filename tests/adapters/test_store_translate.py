"""Every kind of thing comes back from its table as it went in, and members' words lie there sealed."""

from dataclasses import is_dataclass, replace
from datetime import date, datetime, time
from enum import Enum
from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, text

from adapters.database import codec
from adapters.database.cipher import Cipher
from adapters.database.columns import Json, Sealed, metadata
from adapters.database.roots import TRANSLATIONS
from core.message import Errand, Message, Own
from core.request import Reply
from tests.adapters.record import Record
from tests.adapters.things import any_of, any_thing

KINDS = list(TRANSLATIONS)
CIPHER = Cipher([Fernet.generate_key().decode()])


def holds_words(kind: Any, seen: tuple[Any, ...] = ()) -> bool:
    """Whether a value of this type can hold a member's own words."""
    if kind is Own:
        return True
    if kind in seen:
        return False
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return any(holds_words(hint, (*seen, kind)) for hint in hints.values())
    return any(holds_words(argument, (*seen, kind)) for argument in get_args(kind))


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
@given(data=st.data())
@settings(max_examples=60)
def test_a_thing_comes_back_as_it_was(kind: type, data: st.DataObject) -> None:
    translation, thing = TRANSLATIONS[kind], data.draw(any_thing(kind))
    row = translation.row(thing, CIPHER) | {"id": thing.id}
    assert translation.thing([row[n] for n in translation.names], CIPHER) == thing


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
@given(data=st.data())
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_thing_comes_back_from_a_real_table(record: Record, kind: type, data: st.DataObject) -> None:
    """The references to other rows apart, which a random number is not."""
    translation, thing = (
        TRANSLATIONS[kind],
        replace(data.draw(any_thing(kind)), id=data.draw(st.integers(1, 2**31 - 1))),
    )
    row = translation.row(thing, record.cipher) | {"id": thing.id, "workspace": 1}
    with record.engine.connect() as connection:
        if record.dialect == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        else:
            connection.execute(text("SET session_replication_role = replica"))
        connection.execute(insert(translation.table).values(**row))
        back = connection.execute(select(*translation.columns).where(translation.table.c.id == thing.id))
        assert translation.thing(back.one(), record.cipher) == thing
        connection.rollback()


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
def test_every_field_that_can_hold_a_members_words_lies_in_a_sealed_column(kind: type) -> None:  # PA7
    translation = TRANSLATIONS[kind]
    bare = [
        name
        for name in translation.names
        if holds_words(translation.types[name]) and not isinstance(translation.table.c[name].type, Sealed)
    ]
    assert bare == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
def test_every_other_column_holds_a_plain_value_or_json(kind: type) -> None:
    translation = TRANSLATIONS[kind]
    for name in translation.names:
        column, hint = translation.table.c[name].type, translation.types[name]
        options = [o for o in get_args(hint) or (hint,) if o is not NoneType]
        plain = all(_is_plain(o) for o in options)
        assert plain or isinstance(column, Sealed | Json), f"{kind.__name__}.{name}"


def _is_plain(kind: Any) -> bool:
    kind = getattr(kind, "__supertype__", kind)
    return isinstance(kind, type) and issubclass(
        kind, bool | int | str | float | datetime | date | time | Enum
    )


def test_no_column_is_without_its_field() -> None:
    for kind, translation in TRANSLATIONS.items():
        extra = set(translation.table.c.keys()) - set(translation.names) - {"workspace"}
        assert not extra, f"{kind.__name__} has no {extra}"


def test_no_text_column_is_left_for_words_in_the_tables_of_promises() -> None:  # PA7
    sealed = {t.name: {c.name for c in t.c if isinstance(c.type, Sealed)} for t in metadata.sorted_tables}
    assert sealed["outbox"] == {"payload"}
    assert sealed["heard"] == {"reply"}
    assert sealed["drafts"] == {"values", "people"}


@given(any_of(Errand))
@settings(max_examples=150)
def test_an_errand_can_wait_as_text(errand: Any) -> None:
    assert codec.load(codec.dump(errand, Errand), Errand) == errand  # type: ignore[arg-type]  # a union of types


@given(any_thing(Message))
@settings(max_examples=100)
def test_a_message_can_wait_as_text(message: Message) -> None:
    assert codec.load(codec.dump(message, Message), Message) == message


@given(any_thing(Reply))
@settings(max_examples=60)
def test_a_reply_can_be_given_again(reply: Reply) -> None:
    assert codec.load(codec.dump(reply, Reply), Reply) == reply
