"""Who is let in, and what the others are told."""

import httpx
import pytest

from tests.sandbox.process import SandboxProcess

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
    "revoked": ({"x-key": "bfl_invalid_2"}, UNKNOWN),
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
