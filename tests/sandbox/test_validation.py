"""Bodies the Sandbox refuses, field by field, and those it takes."""

import base64
import socket
from typing import Any

import httpx
import pytest

from tests.sandbox.conftest import encoded
from tests.sandbox.process import PATIENCE, SandboxProcess

PRO, KLEIN, FLEX = "/v1/flux-2-pro", "/v1/flux-2-klein-4b", "/v1/flux-2-flex"
PNG = encoded(64, 64)

# path, what is sent beside the prompt, field named, kind
REFUSED: list[tuple[str, dict[str, object], str, str]] = [
    (PRO, {"prompt": None}, "prompt", "string_type"),
    (PRO, {"prompt": 7}, "prompt", "string_type"),
    (PRO, {"width": 63}, "width", "greater_than_equal"),
    (PRO, {"height": 0}, "height", "greater_than_equal"),
    (PRO, {"width": "1024"}, "width", "int_type"),
    (PRO, {"width": 100.5}, "width", "int_from_float"),
    (PRO, {"width": True}, "width", "int_type"),
    (PRO, {"width": 2048, "height": 2049}, "width", "value_error"),
    (PRO, {"width": 5000}, "width", "value_error"),
    (PRO, {"safety_tolerance": 6}, "safety_tolerance", "less_than_equal"),
    (PRO, {"safety_tolerance": -1}, "safety_tolerance", "greater_than_equal"),
    (PRO, {"safety_tolerance": None}, "safety_tolerance", "int_type"),
    (PRO, {"output_format": "gif"}, "output_format", "enum"),
    (PRO, {"output_format": ["png"]}, "output_format", "enum"),
    (PRO, {"seed": "7"}, "seed", "int_type"),
    (PRO, {"disable_pup": "yes"}, "disable_pup", "bool_type"),
    (PRO, {"user": ""}, "user", "string_too_short"),
    (PRO, {"user": "u" * 257}, "user", "string_too_long"),
    (PRO, {"webhook_url": "ftp://example.org"}, "webhook_url", "url_parsing"),
    (FLEX, {"steps": 0}, "steps", "greater_than_equal"),
    (FLEX, {"steps": 51}, "steps", "less_than_equal"),
    (FLEX, {"guidance": 1.4}, "guidance", "greater_than_equal"),
    (FLEX, {"guidance": 10.1}, "guidance", "less_than_equal"),
    (FLEX, {"guidance": "5"}, "guidance", "float_type"),
    (FLEX, {"prompt_upsampling": 1}, "prompt_upsampling", "bool_type"),
    (KLEIN, {"user": 5}, "user", "string_type"),
    (KLEIN, {"input_image": 5}, "input_image", "string_type"),
    (KLEIN, {"input_image": ""}, "input_image", "value_error"),
    (KLEIN, {"input_image_4": "data:image/png;base64," + PNG}, "input_image_4", "value_error"),
    (KLEIN, {"input_image": PNG[:76] + "\n" + PNG[76:]}, "input_image", "value_error"),
    (KLEIN, {"input_image": PNG[:-40]}, "input_image", "value_error"),
    (KLEIN, {"input_image": "bm90IGEgcGljdHVyZQ=="}, "input_image", "value_error"),
    (KLEIN, {"input_image": encoded(63, 500)}, "input_image", "value_error"),
    (KLEIN, {"input_image": encoded(64, 64, "gif")}, "input_image", "value_error"),
    (KLEIN, {"input_image": "https://example.org/a.png"}, "input_image", "value_error"),
    (PRO, {"input_image_8": "AAAA"}, "input_image_8", "value_error"),
]

TAKEN: list[tuple[str, dict[str, object]]] = [
    (PRO, {"width": 64, "height": 64}),
    (PRO, {"width": 512.0, "height": 64}),
    (PRO, {"safety_tolerance": 0, "disable_pup": True, "user": "u" * 256}),
    (PRO, {"width": None, "height": None, "seed": None, "output_format": None}),
    (PRO, {"seed": -(10**30)}),
    (FLEX, {"steps": 50, "guidance": 1.5, "prompt_upsampling": False}),
    (FLEX, {"guidance": 10}),
    (KLEIN, {"safety_tolerance": 5, "input_image_4": PNG}),
    (KLEIN, {"input_image": encoded(64, 64, "jpeg"), "input_image_2": encoded(64, 64, "webp")}),
    # These models do not mind fields they do not have.
    (KLEIN, {"input_image_5": "nonsense", "disable_pup": "nonsense", "steps": 1000}),
    (PRO, {"prompt_upsampling": "nonsense", "tomorrow": [1]}),
]


def post(sandbox: SandboxProcess, path: str, **request: Any) -> tuple[int, Any]:
    with sandbox.client() as client:
        response = client.post(path, **request)
    return response.status_code, response.json()


@pytest.mark.parametrize(("path", "fields", "name", "kind"), REFUSED)
def test_a_bad_field_is_named(
    sandbox: SandboxProcess, path: str, fields: dict[str, object], name: str, kind: str
) -> None:
    status, reply = post(sandbox, path, json={"prompt": "a fox", **fields})
    assert status == 422
    [fault] = reply["detail"]
    assert (fault["loc"], fault["type"]) == (["body", name], kind)
    assert fault["msg"]
    assert "input" in fault


@pytest.mark.parametrize(("path", "fields"), TAKEN)
def test_what_the_contract_allows_is_taken(
    sandbox: SandboxProcess, path: str, fields: dict[str, object]
) -> None:
    status, reply = post(sandbox, path, json={"prompt": "", **fields})
    assert (status, set(reply)) == (200, {"id", "polling_url", "cost", "input_mp", "output_mp"})


def test_every_bad_field_is_told_at_once(sandbox: SandboxProcess) -> None:
    _, reply = post(sandbox, PRO, json={"width": 1, "height": "x"})
    assert {fault["loc"][1]: fault["type"] for fault in reply["detail"]} == {
        "prompt": "missing",
        "width": "greater_than_equal",
        "height": "int_type",
    }


@pytest.mark.parametrize(
    ("content", "status", "kind"),
    [
        (b"", 422, "missing"),
        (b"{", 422, "json_invalid"),
        (b"not json", 422, "json_invalid"),
        (b"[]", 422, "model_attributes_type"),
        (b'"text"', 422, "model_attributes_type"),
        (b'{"prompt": "\\ud800"}', 422, "string_unicode"),
        (b'{"prompt": "x", "width": 1e999}', 422, "int_from_float"),
        (b'{"prompt": "x", "width": NaN}', 400, None),
        (b'{"prompt": "\xff"}', 400, None),
        (b"[" * 100_000, 400, None),
        (b'{"prompt": "x", "seed": ' + b"9" * 5000 + b"}", 400, None),
    ],
)
def test_what_is_no_json_object_is_refused(
    sandbox: SandboxProcess, content: bytes, status: int, kind: str | None
) -> None:
    got, reply = post(sandbox, PRO, content=content, headers={"content-type": "application/json"})
    assert got == status
    assert (reply["detail"][0]["type"] if kind else reply["detail"]) == (
        kind or "There was an error parsing the body"
    )


def test_a_body_that_does_not_claim_to_be_json_is_refused(sandbox: SandboxProcess) -> None:
    status, reply = post(
        sandbox, PRO, content=b'{"prompt": "x"}', headers={"content-type": "text/plain"}
    )
    assert (status, reply["detail"][0]["type"]) == (422, "model_attributes_type")


def test_a_reference_over_twenty_megabytes_is_refused(sandbox: SandboxProcess) -> None:
    large = base64.b64encode(bytes(20 * 1024 * 1024 + 1)).decode()
    status, reply = post(sandbox, KLEIN, json={"prompt": "x", "input_image": large})
    assert (status, reply["detail"][0]["loc"]) == (422, ["body", "input_image"])
    assert "20 MB" in reply["detail"][0]["msg"]
    assert len(reply["detail"][0]["input"]) < 1000


def test_a_body_too_large_is_refused_before_it_is_read(sandbox: SandboxProcess) -> None:
    url = httpx.URL(sandbox.base_url)
    head = f"POST {PRO} HTTP/1.1\r\nHost: x\r\nContent-Length: {256 * 1024**2 + 1}\r\n\r\n"
    with socket.create_connection((url.host, url.port or 0), PATIENCE) as connection:
        connection.sendall(head.encode())
        assert connection.recv(1024).startswith(b"HTTP/1.1 413 ")


def test_nothing_refused_is_charged(sandbox: SandboxProcess) -> None:
    before = len(sandbox.ledger())
    with sandbox.client("bfl_refused") as client:
        client.post(PRO, json={"prompt": "x", "width": 1})
        client.post(PRO, json={})
        assert client.get("/v1/credits").json() == {"credits": 100000.0}
    assert len(sandbox.ledger()) == before
