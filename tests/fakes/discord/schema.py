"""Discord's own description of its API, where there is a copy beside the checkout: what a request's body must be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

COPY = Path(__file__).resolve().parents[4] / "shared" / "discord" / "openapi.json"
BRACES = re.compile(r"\{\w+\}")
REF = "#/components/schemas/"


class Schemas:
    """Of every route, by method and template, whatever stands in the braces."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._schemas: dict[str, Any] = document["components"]["schemas"]
        # As every client library sends them, and as Discord takes them: ids may be numbers.
        self._schemas["SnowflakeType"]["type"] = ["string", "integer"]
        for schema in self._schemas.values():
            self._inline(schema)
        self._bodies: dict[str, Any] = {}
        self.routes: set[str] = set()
        for path, item in document["paths"].items():
            for method, operation in item.items():
                if method == "parameters":
                    continue
                key = route_key(method.upper(), path)
                self.routes.add(key)
                content = operation.get("requestBody", {}).get("content", {})
                if "application/json" in content:
                    schema = self._inline(content["application/json"]["schema"])
                    self._bodies[key] = _Validator(schema)

    def _inline(self, node: Any) -> Any:
        """The same with every $ref replaced by what it names, once: a graph that can be walked without looking up."""
        if isinstance(node, dict):
            if "$ref" in node:
                return self._schemas[node["$ref"].removeprefix(REF)]
            for k, v in node.items():
                node[k] = self._inline(v)
        elif isinstance(node, list):
            node[:] = [self._inline(v) for v in node]
        return node

    def knows(self, method: str, template: str) -> bool:
        return route_key(method, template) in self.routes

    def problems(self, method: str, template: str, body: Any) -> list[str]:
        validator = self._bodies.get(route_key(method, template))
        if validator is None or body is None:
            return []
        return [
            f"{'/'.join(map(str, e.absolute_path))}: {e.message[:300]}" for e in validator.iter_errors(body)
        ]


def route_key(method: str, template: str) -> str:
    return f"{method} {BRACES.sub('{}', template)}"


def _one_of(validator: Any, branches: Any, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    """The branch that an object's `type` names is the one to look at: quicker, and its errors say what is wrong."""
    fitting = [b for b in branches if _may_be(b, instance)] if isinstance(instance, dict) else branches
    if len(fitting) == 1:
        yield from validator.descend(instance, fitting[0])
        return
    errors: list[ValidationError] = []
    for b in fitting:
        found = list(validator.descend(instance, b))
        if not found:
            return
        errors += found
    yield ValidationError(f"is none of those possible: {[e.message[:80] for e in errors][:4]}")


def _may_be(branch: Any, instance: dict[str, Any]) -> bool:
    if branch.get("type") not in ("object", None):
        return False
    named = branch.get("properties", {}).get("type", {}).get("enum")
    return named is None or instance.get("type") in named


_Validator = extend(Draft202012Validator, {"oneOf": _one_of, "anyOf": _one_of})


@cache
def schemas() -> Schemas | None:
    """None where there is no copy: tests pass without it."""
    return Schemas(json.loads(COPY.read_text())) if COPY.exists() else None
