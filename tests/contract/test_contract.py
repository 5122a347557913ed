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
_KNOWN = (
    "required",
    "nullable",
    "minimum",
    "maximum",
    "shortest",
    "longest",
    "choices",
    "default",
    "multiple",
)


def _sandbox() -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(SANDBOX.read_text(encoding="utf-8"))
    return parsed


def _sandbox_rows() -> dict[str, dict[str, Any]]:
    """Every model of the Sandbox by path, from all its tables."""
    tables = [table for name, table in _sandbox().items() if name.startswith("paths")]
    rows = {path: row for table in tables for path, row in table.items()}
    assert len(rows) == sum(map(len, tables))
    return rows


def _sandbox_fields(path: str) -> dict[str, Rules]:
    contract, row = _sandbox(), _sandbox_rows()[path]
    fields = dict(contract["schemas"][row["schema"]])
    fields |= {name: contract["additions"][name] for name in row["additions"]}
    return {name: _rules(stated) for name, stated in fields.items()}


def _rules(stated: dict[str, Any]) -> Rules:
    kind = "string" if stated["type"] in _STRINGS else stated["type"]
    known = {key: stated[key] for key in _KNOWN if key in stated}
    return service.rules({"type": kind, **known})


def _comparable(rules: Rules) -> dict[str, Any]:
    return {key: getattr(rules, key) for key in ("type", *_KNOWN)}


@pytest.mark.parametrize("path", service.requests())
def test_the_sandbox_checks_by_the_same_contract(path: str) -> None:
    theirs, ours = _sandbox_fields(path), service.requests()[path]
    both = sorted(theirs.keys() & ours.keys())
    assert {name: _comparable(theirs[name]) for name in both} == {
        name: _comparable(ours[name]) for name in both
    }
    assert _sandbox_rows()[path].get("strict", False) is service.strict()[path]


@pytest.mark.parametrize("path", service.requests())
def test_the_sandbox_knows_every_field_a_client_may_need(path: str) -> None:
    unused = {"input_image_blob_path"}
    assert service.requests()[path].keys() - unused <= _sandbox_fields(path).keys()


@pytest.mark.parametrize("path", service.requests())
def test_the_sandbox_refuses_no_field_that_the_service_takes(path: str) -> None:
    more = {"user"} if "flux-2" in path else set()
    assert _sandbox_fields(path).keys() - more <= service.requests()[path].keys()


@pytest.mark.parametrize("path", service.requests())
def test_the_sandbox_reads_pictures_where_there_are_pictures(path: str) -> None:
    contract, row = _sandbox(), _sandbox_rows()[path]
    stated = contract["schemas"][row["schema"]]
    read = {name for name, each in stated.items() if "image" in (each["type"], each.get("items"))}
    pictures = ("input_image", "image", "images", "image_prompt", "mask", "person", "garment")
    numbered = [f"input_image_{number}" for number in range(2, 9)]
    assert read == stated.keys() & {*pictures, *numbered}


@pytest.mark.parametrize("path", ["/v1/flux-tools/outpainting-v1", "/v1/flux-3-image"])
def test_the_newest_refuse_what_they_do_not_know(path: str) -> None:
    assert [each for each, strict in service.strict().items() if strict] == [
        "/v1/flux-tools/outpainting-v1",
        "/v1/flux-3-image",
    ]
    assert "webhook_url" not in service.requests()[path]
    assert "seed" not in service.requests()[path]


def test_the_sandbox_serves_exactly_these_paths() -> None:
    assert sorted(_sandbox_rows()) == sorted(service.requests())


def test_every_addition_is_dated_and_sourced() -> None:
    for addition in service.document()["additions"]:
        assert addition["date"] and addition["source"] and addition["paths"]
        new = [path for path in addition["paths"] if path not in service.STATED]
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
