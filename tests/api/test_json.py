"""Bytes of the network become JSON that fits the disk, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.api import wire

MOST = wire.LARGEST_REPLY


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<!doctype html><title>Sign in</title>",
        b"[]",
        b"null",
        b'"Ready"',
        b"7",
        b'{"id": "a"',
        b'{"id": "a"} trailing',
        b"{'id': 'a'}",
        b'{"progress": NaN}',
        b'{"progress": Infinity}',
        b'{"progress": -Infinity}',
        b'{"cost": ' + b"9" * 5000 + b"}",
        b'{"cost": 1e999999999999999999999}',
        b"[" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b'{"a":"\xff"}',
        b"\x1f\x8b\x08\x00",
        b'{"a": "' + b"x" * MOST + b'"}',
    ],
    ids=lambda raw: repr(raw[:24]),
)
def test_what_is_no_object_reads_as_nothing(raw: bytes) -> None:
    assert wire.read_json(raw) is None


def test_the_largest_reply_is_still_read() -> None:
    frame = b'{"a":""}'
    raw = frame[:-2] + b"x" * (MOST - len(frame)) + frame[-2:]
    assert len(raw) == MOST
    assert wire.read_json(raw) is not None
    assert wire.read_json(raw + b" ") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_every_encoding_of_json_is_read(encoding: str) -> None:
    assert wire.read_json('{"id": "å⚓"}'.encode(encoding)) == {"id": "å⚓"}


def test_the_last_of_two_equal_names_wins() -> None:
    assert wire.read_json(b'{"status": "Pending", "status": "Ready"}') == {"status": "Ready"}


def test_half_a_surrogate_pair_can_be_stored() -> None:
    raw = rb'{"id": "a\ud800", "\udfff": ["\ud83d\ude00", {"x": "\udc00\ud83d"}]}'
    assert wire.read_json(raw) == {"id": "a?", "?": ["😀", {"x": "??"}]}


@given(st.binary(max_size=200))
def test_no_bytes_are_too_odd(raw: bytes) -> None:
    assert wire.read_json(raw) is None or isinstance(wire.read_json(raw), dict)
