"""The committed contract says what BFL's own schema says, where that lies beside the checkout."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.contract import service
from tests.contract.service import Fields, Rules

BESIDE = Path(__file__).parents[3] / "shared" / "bfl"
REPLIES = {"submit": "AsyncResponse", "poll": "ResultResponse", "credits": "CreditsResponse"}
_SPELLINGS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "minLength": "shortest",
    "maxLength": "longest",
    "format": "format",
    "enum": "choices",
    "multipleOf": "multiple",
}


@cache
def schema() -> dict[str, Any]:
    """The newest one."""
    found = sorted(BESIDE.glob("*.json"))
    if not found:
        pytest.skip("BFL's schema does not lie beside this checkout")
    parsed: dict[str, Any] = json.loads(found[-1].read_text(encoding="utf-8"))
    return parsed


def _component(name: str) -> dict[str, Any]:
    found: dict[str, Any] = schema()["components"]["schemas"][name.rsplit("/", 1)[-1]]
    return found


def _rules(field: Mapping[str, Any], required: bool) -> Rules:
    options = field.get("anyOf", [field])
    meant = next(each for each in options if each.get("type") != "null")
    meant = _component(meant["$ref"]) if "$ref" in meant else meant
    bounds = {ours: meant[theirs] for theirs, ours in _SPELLINGS.items() if theirs in meant}
    return service.rules(
        {
            "type": meant.get("type", "any"),
            "required": required,
            "nullable": any(each.get("type") == "null" for each in options),
            "default": field.get("default"),
            **bounds,
        }
    )


def _fields(component: Mapping[str, Any]) -> Fields:
    required = component.get("required", ())
    properties = component["properties"].items()
    return {name: _rules(field, name in required) for name, field in properties}


def _component_of(path: str) -> dict[str, Any]:
    content = schema()["paths"][path]["post"]["requestBody"]["content"]
    return _component(content["application/json"]["schema"]["$ref"])


@pytest.mark.contract
@pytest.mark.parametrize("path", service.STATED)
def test_requests_are_stated_as_the_service_states_them(path: str) -> None:
    theirs = _fields(_component_of(path))
    ours = service.requests()[path]
    assert {name: ours.get(name) for name in theirs} == theirs
    assert service.stated_requests()[path].keys() <= theirs.keys()


@pytest.mark.contract
@pytest.mark.parametrize("path", service.STATED)
def test_unknown_fields_are_ignored_where_the_service_ignores_them(path: str) -> None:
    strict = _component_of(path).get("additionalProperties") is False
    assert service.document()["requests"][path]["strict"] == strict


@pytest.mark.contract
@pytest.mark.parametrize("reply", REPLIES)
def test_replies_are_stated_as_the_service_states_them(reply: str) -> None:
    assert service.replies()[reply] == _fields(_component(REPLIES[reply]))
