"""Finished pictures: their URLs, their bytes, and who may have them."""

import io
import time
from typing import Any

import httpx
import pytest
from PIL import Image

from tests.sandbox.process import PATIENCE, PLAIN, SandboxProcess, fetch, running_sandbox


@pytest.fixture(scope="module")
def sample(sandbox: SandboxProcess) -> str:
    """The delivery URL of a ready picture."""
    url: str = sandbox.settled(sandbox.submit(output_format="png"))["result"]["sample"]
    return url


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_the_picture_comes_in_the_format_asked_for(sandbox: SandboxProcess, kind: str) -> None:
    url = sandbox.settled(sandbox.submit(output_format=kind, width=128))["result"]["sample"]
    reply = fetch(url)
    assert (reply.status_code, reply.headers["content-type"]) == (200, f"image/{kind}")
    assert int(reply.headers["content-length"]) == len(reply.content)
    with Image.open(io.BytesIO(reply.content)) as picture:
        picture.load()
        assert (picture.format, picture.size) == (kind.upper(), (128, 64))


def test_flat_paint_serves_one_picture_per_format_and_size(sandbox: SandboxProcess) -> None:
    def picture(**fields: Any) -> bytes:
        return sandbox.download(sandbox.settled(sandbox.submit(**fields)))

    assert picture(prompt="a fox", seed=1) == picture(prompt="the sea", seed=2)
    assert picture(height=80) != picture(height=96)


def test_jpeg_is_the_default(sandbox: SandboxProcess) -> None:
    assert "/sample.jpeg?" in sandbox.settled(sandbox.submit())["result"]["sample"]


def test_delivery_is_another_origin(sandbox: SandboxProcess, sample: str) -> None:
    ours, theirs = httpx.URL(sandbox.base_url), httpx.URL(sample)
    assert (theirs.scheme, theirs.host) == ("http", "127.0.0.1")
    assert theirs.port != ours.port
    assert fetch(str(theirs.copy_with(port=ours.port))).status_code == 404
    assert fetch(str(theirs.copy_with(path="/v1/credits"))).status_code == 404


def test_a_key_is_turned_away_and_noticed(sandbox: SandboxProcess, sample: str) -> None:
    assert fetch(sample, **{"x-key": "bfl_leak"}).status_code == 400
    last = sandbox.requests()["deliveries"][-1]
    assert (last["x_key"], last["status"]) == (True, "400")
    assert "x-key" in last["headers"]


def test_a_changed_url_is_refused(sandbox: SandboxProcess, sample: str) -> None:
    url = httpx.URL(sample)
    other = httpx.URL(sandbox.settled(sandbox.submit(output_format="png"))["result"]["sample"])
    for changed in (
        url.copy_set_param("se", "9999999999.000"),
        url.copy_set_param("sig", "0" * 64),
        url.copy_set_param("sig", "é"),
        url.copy_remove_param("sig"),
        url.copy_remove_param("se"),
        url.copy_with(path=other.path),
    ):
        assert fetch(str(changed)).status_code == 403


def test_parts_of_a_picture_can_be_had(sample: str) -> None:
    whole = fetch(sample)
    size = len(whole.content)
    part = fetch(sample, range="bytes=10-29")
    assert part.status_code == 206
    assert part.content == whole.content[10:30]
    assert part.headers["content-range"] == f"bytes 10-29/{size}"
    rest = fetch(sample, range="bytes=100-", **{"if-range": whole.headers["etag"]})
    assert (rest.status_code, rest.content) == (206, whole.content[100:])
    changed = fetch(sample, range="bytes=100-", **{"if-range": '"another"'})
    assert (changed.status_code, changed.content) == (200, whole.content)
    beyond = fetch(sample, range=f"bytes={size}-")
    assert beyond.status_code == 416
    assert beyond.headers["content-range"] == f"bytes */{size}"


def test_head_tells_the_length_alone(sample: str) -> None:
    reply = httpx.head(sample, **PLAIN)
    assert (reply.status_code, reply.content) == (200, b"")
    assert int(reply.headers["content-length"]) == len(fetch(sample).content)


def test_a_url_lives_ten_minutes_from_the_first_ready(sandbox: SandboxProcess) -> None:
    receipt = sandbox.submit()
    before = time.time()
    first = sandbox.settled(receipt)["result"]["sample"]
    after = time.time()
    assert before + 600 <= float(httpx.URL(first).params["se"]) + 0.001
    assert float(httpx.URL(first).params["se"]) <= after + 600.001
    assert sandbox.poll(receipt)["result"]["sample"] == first


def test_an_expired_url_is_refused_and_asking_again_brings_no_new_one() -> None:
    with running_sandbox(None, "--seconds-per-image", "0", "--link-seconds", "0.6") as sandbox:
        receipt = sandbox.submit()
        url = sandbox.settled(receipt)["result"]["sample"]
        assert fetch(url).status_code == 200
        deadline = time.monotonic() + PATIENCE
        while (reply := fetch(url)).status_code == 200:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert reply.status_code == 403
        assert "<Message>Signed expiry time has passed</Message>" in reply.text
        assert sandbox.poll(receipt)["result"]["sample"] == url
