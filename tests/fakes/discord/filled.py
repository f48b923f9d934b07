"""A form as somebody leaves it: what Discord's app sends for each kind of field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.fakes.discord.world import Body, World

YES = {"yes", "true", "on", "1"}


class CannotDo(Exception):
    """What Discord's own app would not let anybody do."""


def fields(form: Body) -> list[Body]:
    return [c["component"] for c in form["components"] if c["type"] == 18]


def filled(world: World, field: Body, values: Mapping[str, str]) -> Body:
    """The state of one field. Raises CannotDo for what does not fit."""
    name, kind = field["custom_id"], field["type"]
    given = values.get(name)
    state: Body = {"type": kind, "custom_id": name}
    match kind:
        case 4:
            return state | {"value": _typed(field, given)}
        case 3:
            return state | {"values": _several(field, _chosen(field, given))}
        case 5:
            start = [d["id"] for d in field.get("default_values") or ()]
            return state | {"values": _several(field, start if given is None else _people(world, given))}
        case 21:
            chosen = _chosen(field, given)
            if not chosen and field.get("required", True):
                raise CannotDo(f"{name} must be chosen")
            return state | {"value": chosen[0] if chosen else None}
        case 22:
            return state | {"values": _several(field, _chosen(field, given))}
        case 23:
            return state | {"value": field.get("default", False) if given is None else given.lower() in YES}
        case _:
            raise CannotDo(f"a field of type {kind}")


def _typed(field: Body, given: str | None) -> str:
    text = given if given is not None else field.get("value") or ""
    least, most = field.get("min_length") or 0, field.get("max_length") or 4000
    if field.get("required", True) and not text:
        raise CannotDo(f"{field['custom_id']} must be filled in")
    if text and not least <= len(text) <= most:
        raise CannotDo(f"{field['custom_id']} has {len(text)} characters, {least} to {most}")
    return text if field.get("style") == 2 else text.replace("\n", " ")


def _chosen(field: Body, given: str | None) -> list[str]:
    """Values of the options meant: by value, or by how their label begins."""
    options = field["options"]
    if given is None:
        return [o["value"] for o in options if o.get("default")]
    found = []
    for wanted in (w.strip() for w in given.split(",") if w.strip()):
        hits = [o for o in options if o["value"] == wanted] or [
            o for o in options if o["label"].lower().startswith(wanted.lower())
        ]
        if not hits:
            raise CannotDo(f"{field['custom_id']} has no option {wanted}")
        found.append(hits[0]["value"])
    return found


def _several(field: Body, chosen: list[Any]) -> list[Any]:
    least, most = field.get("min_values", 1), field.get("max_values", 1 if field["type"] != 22 else 10)
    if not field.get("required", True) and not chosen:
        return chosen
    if not least <= len(chosen) <= most:
        raise CannotDo(f"{field['custom_id']} takes {least} to {most}, not {len(chosen)}")
    return chosen


def _people(world: World, names: str) -> list[str]:
    by_name = {u.name: u.id for u in world.users.values() if not u.bot}
    wanted = [n.removeprefix("@").rstrip(",") for n in names.split()]
    if missing := [n for n in wanted if n not in by_name]:
        raise CannotDo(f"nobody is called {missing}")
    return [by_name[n] for n in wanted]
