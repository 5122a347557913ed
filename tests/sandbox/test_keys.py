"""Who is let in, and what the others are told."""

import hashlib

import httpx
import pytest

from tests.sandbox.process import SandboxProcess

SMALL = {"prompt": "x", "width": 64, "height": 64}
NO_KEY = (403, {"detail": "Not authenticated"})
UNKNOWN = (403, {"detail": "Not authenticated - Invalid Authentication"})
MALFORMED = (422, {"detail": "Invalid API key format"})

CASES = {
    "none": ({}, NO_KEY),
    "bearer": ({"authorization": "Bearer bfl_good"}, NO_KEY),
    "empty": ({"x-key": ""}, MALFORMED),
    "space inside": ({"x-key": "bfl_a b"}, MALFORMED),
    "tab inside": ({"x-key": "bfl_a\tb"}, MALFORMED),
    "not ascii": ({"x-key": "bfl_ké".encode("latin-1")}, MALFORMED),
    "other prefix": ({"x-key": "sk-12345"}, MALFORMED),
    "old style": ({"x-key": "0b7bf29c-60d1-4b5a-8c5a-6f3f2e1f9d11"}, UNKNOWN),
    "old style in capitals": ({"x-key": "0B7BF29C-60D1-4B5A-8C5A-6F3F2E1F9D11"}, UNKNOWN),
    "revoked": ({"x-key": "bfl_invalid_2"}, UNKNOWN),
    "unauthorized": ({"x-key": "bfl_unauthorized"}, (401, {"detail": "Unauthorized"})),
}


@pytest.mark.parametrize(("headers", "expected"), CASES.values(), ids=CASES)
@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/v1/credits"), ("GET", "/v1/get_result?id=x"), ("POST", "/v1/flux-2-pro")],
)
def test_a_bad_key_is_refused_before_anything_else(
    sandbox: SandboxProcess,
    headers: dict[str, str | bytes],
    expected: tuple[int, object],
    method: str,
    path: str,
) -> None:
    with sandbox.client(None) as client:
        request = httpx.Request(method, sandbox.base_url + path, headers=headers)  # type: ignore[arg-type]
        response = client.send(request)
    assert (response.status_code, response.json()) == expected


@pytest.mark.parametrize("key", ["bfl_x", "bfl_" + "k" * 60])
def test_any_key_with_the_right_beginning_works(sandbox: SandboxProcess, key: str) -> None:
    with sandbox.client(key) as client:
        assert client.get("/v1/credits").json() == {"credits": 100000.0}


@pytest.mark.parametrize("path", ["/v1/flux-kontext", "/v1/flux-2-pro/", "/v2/flux-2-pro", "/"])
def test_an_unknown_path_is_not_found_before_the_key_is_looked_at(
    sandbox: SandboxProcess, path: str
) -> None:
    with sandbox.client(None) as client:
        response = client.post(path, json={})
    assert (response.status_code, response.json()) == (404, {"detail": "Not Found"})


def test_a_known_path_asked_the_wrong_way_says_so(sandbox: SandboxProcess) -> None:
    with sandbox.client() as client:
        response = client.get("/v1/flux-2-pro")
    assert (response.status_code, response.json()) == (405, {"detail": "Method Not Allowed"})


# key, credits it starts with, what its first submit gets
ACCOUNTS = [
    ("bfl_noaccess_1", 100000.0, 403, "Your organization does not have access to this endpoint"),
    ("bfl_rush_1", 100000.0, 402, "Insufficient credits"),
    ("bfl_empty_1", 0.0, 402, "Insufficient credits"),
]


@pytest.mark.parametrize(("key", "balance", "status", "detail"), ACCOUNTS)
def test_some_keys_cannot_buy(
    sandbox: SandboxProcess, key: str, balance: float, status: int, detail: str
) -> None:
    before = len(sandbox.ledger())
    with sandbox.client(key) as client:
        for _ in range(3):
            assert client.get("/v1/credits").json() == {"credits": balance}
            reply = client.post("/v1/flux-2-pro", json=SMALL)
            assert (reply.status_code, reply.json()) == (status, {"detail": detail})
    assert len(sandbox.ledger()) == before


def test_a_poor_key_buys_two_pictures(sandbox: SandboxProcess) -> None:
    with sandbox.client("bfl_poor_1") as client:
        told = []
        for _ in range(3):
            told.append(client.get("/v1/credits").json()["credits"])
            told.append(client.post("/v1/flux-2-pro", json=SMALL).status_code)
    assert told == [7.0, 200, 4.0, 200, 1.0, 402]


def test_no_answer_and_no_file_tells_a_key(sandbox: SandboxProcess) -> None:
    key = "bfl_" + "canary" * 4
    receipt = sandbox.submit(key=key)
    sandbox.download(sandbox.settled(receipt, key))
    fingerprint = hashlib.sha256(key.encode()).hexdigest()[:16]
    with sandbox.client(key) as client:
        ledger, requests = client.get("/sandbox/ledger"), client.get("/sandbox/requests")
        answers = [ledger, requests, client.get("/v1/credits"), client.get(receipt["polling_url"])]
        refused = client.post("/v1/flux-2-pro", json={"prompt": 7})
    assert all(key not in answer.text for answer in [*answers, refused])
    assert [line["key"] for line in ledger.json() if line["task"] == receipt["id"]] == [fingerprint]
    assert fingerprint not in requests.text
    files = [path for path in sandbox.data.rglob("*") if path.is_file()]
    assert not [path for path in files if key.encode() in path.read_bytes()]
