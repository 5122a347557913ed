"""A body says its length beforehand, knows when it has left, and is never one string."""

import asyncio
import base64
import gc
import hashlib
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bfl_studio.api import wire
from bfl_studio.api.body import Body, FileSegment, Segment
from bfl_studio.api.client import NotBought, Refused
from tests.api.asking import submitted
from tests.api.scripted_server import Exchange, replying

CHUNK = 192 * 1024
MEGABYTE = 1024 * 1024


def sent(body: Body) -> bytes:
    async def collect() -> bytes:
        return b"".join([chunk async for chunk in body.chunks()])

    return asyncio.run(collect())


def a_file(folder: Path, content: bytes, name: str = "picture.bin") -> FileSegment:
    path = folder / name
    path.write_bytes(content)
    return FileSegment(path, len(content))


@given(st.lists(st.binary(max_size=40) | st.binary(max_size=40).map(bytearray), max_size=6))
@settings(max_examples=40)
def test_length_and_hash_are_those_of_what_is_sent(
    tmp_path_factory: pytest.TempPathFactory, contents: Sequence[bytes | bytearray]
) -> None:
    folder = tmp_path_factory.mktemp("body")
    segments: list[Segment] = [
        a_file(folder, bytes(content), str(number)) if isinstance(content, bytearray) else content
        for number, content in enumerate(contents)
    ]
    body = Body(segments)
    expected = b"".join(
        base64.b64encode(content) if isinstance(content, bytearray) else content
        for content in contents
    )
    assert sent(body) == expected
    assert body.length == len(expected)
    assert body.sha256() == hashlib.sha256(expected).hexdigest()


@pytest.mark.parametrize("size", [CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 2])
def test_the_base64_of_a_file_has_no_padding_inside(tmp_path: Path, size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    segment = a_file(tmp_path, content[:size])
    assert sent(Body([b"<", segment, b">"])) == b"<" + base64.b64encode(content[:size]) + b">"
    assert segment.encoded_length == len(base64.b64encode(content[:size]))


def test_a_body_is_complete_when_its_last_chunk_has_left_and_not_before(tmp_path: Path) -> None:
    body = Body([b"{", a_file(tmp_path, b"x" * 2 * CHUNK), b"}"])

    async def watch() -> list[bool]:
        return [body.complete async for _ in body.chunks()]

    assert body.complete is False
    assert asyncio.run(watch()) == [False, False, False, True]
    assert body.complete is True


def test_a_body_sent_again_starts_from_nothing() -> None:
    body = Body([b"{", b"}"])
    assert sent(body) == b"{}"

    async def first_chunk() -> bool:
        async for _ in body.chunks():
            return body.complete
        raise AssertionError

    assert asyncio.run(first_chunk()) is False
    assert sent(body) == b"{}"


def test_a_body_goes_out_with_its_length_and_not_in_chunks(tmp_path: Path) -> None:
    body = wire.body({"prompt": "ein Häfen ⚓", "input_image": a_file(tmp_path, b"\0\1\2")})
    _, server = submitted(replying(422, {"detail": "no"}), body)
    [request] = server.requests
    assert request.body == '{"prompt":"ein Häfen ⚓","input_image":"AAEC"}'.encode()
    assert request.headers["content-length"] == str(len(request.body))
    assert request.headers["content-type"] == "application/json"
    assert "transfer-encoding" not in request.headers
    assert hashlib.sha256(request.body).hexdigest() == body.sha256()


@pytest.mark.parametrize("now", [0, 100 * CHUNK])
def test_a_file_that_changed_meanwhile_is_not_sent_as_a_whole_request(
    tmp_path: Path, now: int
) -> None:
    segment = a_file(tmp_path, b"x" * CHUNK)
    segment.path.write_bytes(b"y" * now)

    async def starve(exchange: Exchange) -> None:
        await exchange.read_body()
        await exchange.reply(200, {"id": "bought"})

    outcome, server = submitted(starve, Body([b"{", segment, b"}"]))
    assert server.requests[0].body == b""
    assert isinstance(outcome, NotBought)


def test_a_file_that_is_gone_buys_nothing(tmp_path: Path) -> None:
    outcome, _ = submitted(replying(200), Body([b"{", FileSegment(tmp_path / "gone", 3), b"}"]))
    assert isinstance(outcome, NotBought)


def test_45_megabytes_of_references_take_less_than_2_of_memory(tmp_path: Path) -> None:
    size = 4 * MEGABYTE + 200_000
    (tmp_path / "picture.bin").write_bytes(b"\x5a" * size)
    reference = FileSegment(tmp_path / "picture.bin", size)
    names = ["input_image", *(f"input_image_{number}" for number in range(2, 9))]
    body = wire.body({"prompt": "all of them", **dict.fromkeys(names, reference)})
    assert body.length > 45_000_000
    before = 0

    async def swallow(exchange: Exchange) -> None:
        nonlocal before
        gc.collect()
        tracemalloc.start()
        before, _ = tracemalloc.get_traced_memory()
        await exchange.discard(exchange.length)
        await exchange.reply(422, {"detail": "swallowed"})

    try:
        outcome, _ = submitted(swallow, body)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(outcome, Refused)
    assert peak - before < 2 * MEGABYTE
