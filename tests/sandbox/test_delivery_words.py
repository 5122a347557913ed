"""Words that spoil the way of a finished picture."""

import io
from typing import Any

import pytest
from PIL import Image

from tests.sandbox.process import SandboxProcess, fetch


def ready(sandbox: SandboxProcess, word: str) -> tuple[dict[str, Any], str]:
    receipt = sandbox.submit(prompt=f"sandbox:{word}", output_format="png")
    return receipt, sandbox.settled(receipt)["result"]["sample"]


@pytest.mark.parametrize(("word", "code"), [("expired", 403), ("expired-410", 410)])
def test_a_url_may_be_dead_at_once(sandbox: SandboxProcess, word: str, code: int) -> None:
    receipt, url = ready(sandbox, word)
    for _ in range(2):
        reply = fetch(url)
        assert reply.status_code == code
        assert "<Message>Signed expiry time has passed</Message>" in reply.text
    assert sandbox.poll(receipt)["result"]["sample"] == url


def test_the_first_url_alone_may_be_dead(sandbox: SandboxProcess) -> None:
    receipt, url = ready(sandbox, "expired-once")
    assert fetch(url).status_code == 403
    later = sandbox.poll(receipt)["result"]["sample"]
    assert fetch(later).status_code == 200


@pytest.mark.parametrize("code", [404, 500])
def test_the_first_download_may_fail(sandbox: SandboxProcess, code: int) -> None:
    _, url = ready(sandbox, f"delivery-{code}")
    assert [fetch(url).status_code for _ in range(3)] == [code, 200, 200]


def test_a_picture_may_come_damaged(sandbox: SandboxProcess) -> None:
    _, url = ready(sandbox, "damaged")
    reply = fetch(url).raise_for_status()
    assert int(reply.headers["content-length"]) == len(reply.content)
    with Image.open(io.BytesIO(reply.content)) as picture, pytest.raises(OSError):
        picture.load()
