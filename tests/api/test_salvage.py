"""An id in broken bytes is still an id; anything else is none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.api.salvage import salvaged
from bfl_studio.api.wire import Accepted
from bfl_studio.domain.credits import credits

URL = "https://api.eu4.bfl.ai/v1/get_result?id=ab-12"
WHOLE = json.dumps({"id": "ab-12", "polling_url": URL, "cost": 4.5, "input_mp": 0.0}).encode()


def test_every_cut_gives_what_is_whole_and_never_a_piece_of_it() -> None:
    for end in range(len(WHOLE)):
        found, raw = salvaged(WHOLE[:end]), WHOLE[:end]
        if b'"ab-12"' not in raw:
            assert found is None, raw
            continue
        assert found is not None and found.task_id == "ab-12"
        assert found.polling_url == (URL if f'"{URL}"'.encode() in raw else None)
        assert found.cost == (credits("4.5") if b"4.5," in raw else None)


@pytest.mark.parametrize(
    ("raw", "task_id"),
    [
        (b'{"id": 42, "polling', "42"),
        (b'{"id": 42', None),
        (b'\xef\xbb\xbf {"id":"a\\"b"', 'a"b'),
        (b'{"id": "caf\xc3\xa9", ', "caf\u00e9"),
        (b'{"id": "", "polling_url": "x"', None),
        (b'{"id": "' + b"a" * 513 + b'"', None),
        (b'{"id": null', None),
        (b'{"id": "a\nb"', None),
        (b'{"id": "\\ud800"', None),
        (b'{"id": "\xff"', None),
        (b'<script>var x = {"id": "ab-12"}</script>', None),
        (b'[{"id": "ab-12"}', None),
        (b"", None),
    ],
)
def test_what_counts_as_an_id(raw: bytes, task_id: str | None) -> None:
    found = salvaged(raw)
    assert (found.task_id if found else None) == task_id


@given(st.binary(max_size=400))
def test_no_bytes_break_it(raw: bytes) -> None:
    for content in (raw, b"{" + raw, b'{"id":"' + raw):
        found = salvaged(content)
        assert found is None or isinstance(found, Accepted)
