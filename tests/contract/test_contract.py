"""The contract is complete, sourced, and the same for the client and for the Sandbox."""

import json
from pathlib import Path
from typing import Any

import pytest

import bfl_studio.sandbox
from bfl_studio.api import wire
from tests.contract import service
from tests.contract.service import Rules

SANDBOX = Path(*bfl_studio.sandbox.__path__) / "contract.json"
# The Sandbox names what it decodes; on the wire each is a string.
_STRINGS = ("image", "url", "choice")
_KNOWN = ("required", "nullable", "minimum", "maximum", "shortest", "longest", "choices", "default")


def _sandbox() -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(SANDBOX.read_text(encoding="utf-8"))
    return parsed


def _sandbox_fields(path: str) -> dict[str, Rules]:
    contract = _sandbox()
    row = contract["paths"][path]
    fields = dict(contract["schemas"][row["schema"]])
    fields |= {name: contract["additions"][name] for name in row["additions"]}
    return {name: _rules(stated) for name, stated in fields.items()}


def _rules(stated: dict[str, Any]) -> Rules:
    kind = "string" if stated["type"] in _STRINGS else stated["type"]
    known = {key: stated[key] for key in _KNOWN if key in stated}
    return service.rules({"type": kind, **known})


def _comparable(rules: Rules) -> dict[str, Any]:
    return {key: getattr(rules, key) for key in ("type", *_KNOWN)}


@pytest.mark.parametrize("path", service.FLUX_2)
def test_the_sandbox_checks_by_the_same_contract(path: str) -> None:
    theirs, ours = _sandbox_fields(path), service.requests()[path]
    both = sorted(theirs.keys() & ours.keys())
    assert {name: _comparable(theirs[name]) for name in both} == {
        name: _comparable(ours[name]) for name in both
    }
    assert service.document()["requests"][path]["strict"] is False


@pytest.mark.parametrize("path", service.FLUX_2)
def test_the_sandbox_knows_every_field_a_client_may_need(path: str) -> None:
    unused = {"input_image_blob_path"}
    assert service.requests()[path].keys() - unused <= _sandbox_fields(path).keys()


def test_the_sandbox_serves_exactly_these_paths() -> None:
    assert sorted(_sandbox()["paths"]) == sorted(service.FLUX_2)


def test_every_addition_is_dated_and_sourced() -> None:
    for addition in service.document()["additions"]:
        assert addition["date"] and addition["source"] and addition["paths"]
        new = [path for path in addition["paths"] if path not in service.FLUX_2]
        assert not new or isinstance(addition["strict"], bool)


def test_defaults_and_choices_are_themselves_allowed() -> None:
    # The service's own default of a side, 0 for "you choose", is below its own minimum.
    odd = {"width", "height"}
    for path, fields in service.requests().items():
        for name, rules in fields.items():
            if rules.default is not None and name not in odd:
                assert rules.objection(rules.default) is None, f"{path} {name}"


@pytest.mark.parametrize("status", service.replies()["poll"]["status"].choices)
def test_every_status_of_the_schema_has_a_meaning(status: str) -> None:
    assert status in wire.STATUSES


def test_a_stated_reply_is_understood() -> None:
    submit = {"id": "a", "polling_url": "https://api.bfl.ai/v1/get_result?id=a", "cost": None}
    poll = {"id": "a", "status": "Pending", "result": None, "progress": None, "details": None}
    assert service.objections(service.replies()["submit"], submit) == []
    assert service.objections(service.replies()["poll"], poll) == []
    assert wire.accepted(submit) == wire.Accepted("a", submit["polling_url"], None)
    reply = wire.poll_reply(poll)
    assert reply is not None and reply.status is wire.Status.IN_PROGRESS


@pytest.mark.parametrize(
    ("value", "objection"),
    [
        ({}, "prompt is missing"),
        ({"prompt": None}, "prompt: null"),
        ({"prompt": 1}, "prompt: int for string"),
        ({"prompt": "x", "width": 63}, "width: 63 is out of range"),
        ({"prompt": "x", "width": True}, "width: bool for integer"),
        ({"prompt": "x", "safety_tolerance": 6}, "safety_tolerance: 6 is out of range"),
        ({"prompt": "x", "output_format": "gif"}, "output_format: 'gif' is no choice"),
        ({"prompt": "x", "user": ""}, "user: 0 long"),
        ({"prompt": "x", "steps": 5}, "steps: no such field"),
        ({"prompt": "x", "disable_pup": None}, "disable_pup: null"),
    ],
)
def test_the_contract_objects(value: dict[str, object], objection: str) -> None:
    assert service.objections(service.requests()["/v1/flux-2-pro"], value) == [objection]
