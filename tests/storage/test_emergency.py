"""Receipts outlive a full disk: their room was taken before."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.storage.emergency import ROOM, EmergencyFile, Receipt

FIRST = Receipt("job 1", "task 1", "https://api.bfl.ai/v1/get_result?id=1", 6000)
SECOND = Receipt("job 2", "task “2”", None, None)


def test_what_was_held_is_there_for_the_next_process(tmp_path: Path) -> None:
    path = tmp_path / "data" / "emergency"
    file = EmergencyFile(path)
    assert file.open() == ()
    file.hold(FIRST)
    file.hold(SECOND)
    again = EmergencyFile(path)
    assert again.open() == (FIRST, SECOND)
    again.release(FIRST.job_id)
    assert EmergencyFile(path).open() == (SECOND,)


def test_its_room_never_grows_and_is_overwritten_in_place(tmp_path: Path) -> None:
    path = tmp_path / "emergency"
    file = EmergencyFile(path)
    file.open()
    before = path.stat()
    for number in range(40):
        file.hold(Receipt(f"{number:032x}", "t" * 512, None, 1))
        file.release(f"{number:032x}")
    after = path.stat()
    assert (after.st_size, after.st_ino) == (before.st_size, before.st_ino) == (ROOM, before.st_ino)
    assert after.st_blocks == before.st_blocks


def test_addresses_give_way_before_ids(tmp_path: Path) -> None:
    path = tmp_path / "emergency"
    file = EmergencyFile(path)
    file.open()
    for number in range(4):
        file.hold(Receipt(f"job {number}", f"task {number}", "https://x/" + "a" * 30_000, None))
    left = EmergencyFile(path).open()
    assert [receipt.task_id for receipt in left] == [f"task {number}" for number in range(4)]
    assert {receipt.polling_url for receipt in left} == {None}


def test_a_torn_write_costs_no_receipt_that_was_there_before(tmp_path: Path) -> None:
    path = tmp_path / "emergency"
    file = EmergencyFile(path)
    file.open()
    file.hold(FIRST)
    before = path.read_bytes()
    file.hold(SECOND)
    after = path.read_bytes()
    end = len(after.rstrip(b"\n"))
    for torn in range(0, end + 1, 9):
        path.write_bytes(after[:torn] + before[torn:])
        assert EmergencyFile(path).open()[:1] == (FIRST,)


def test_what_does_not_fit_leaves_the_rest_readable(tmp_path: Path) -> None:
    path = tmp_path / "emergency"
    file = EmergencyFile(path)
    file.open()
    for number in range(5):
        file.hold(Receipt(f"job {number}", "t" * 15_000, None, None))
    left = EmergencyFile(path).open()
    assert [receipt.job_id for receipt in left] == [f"job {number}" for number in range(4)]


def test_what_an_earlier_version_held_is_read(tmp_path: Path) -> None:
    path = tmp_path / "emergency"
    rows = [
        {"job": each.job_id, "task": each.task_id, "url": each.polling_url, "cost": each.cost}
        for each in (FIRST, SECOND)
    ]
    path.write_bytes(json.dumps(rows).encode().ljust(ROOM, b"\n"))
    assert EmergencyFile(path).open() == (FIRST, SECOND)


@pytest.mark.parametrize(
    "content", [b"", b"\0" * ROOM, b"{", b"[1]", b'[{"job": 1}]', b"\xff\xfe", b"null", b"[null]"]
)
def test_what_cannot_be_read_is_no_receipt(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "emergency"
    path.write_bytes(content)
    file = EmergencyFile(path)
    assert file.open() == ()
    file.hold(FIRST)
    assert EmergencyFile(path).open() == (FIRST,)


@pytest.mark.skipif(os.name == "nt", reason="folders are closed otherwise there")
def test_where_no_file_can_be_it_says_so_only_when_one_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "emergency"
    path.mkdir()
    file = EmergencyFile(path)
    assert file.open() == ()
    with pytest.raises(IsADirectoryError):
        file.hold(FIRST)


@given(st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1), st.none() | st.text())))
def test_any_text_survives(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str | None]]
) -> None:
    path = tmp_path_factory.mktemp("room") / "emergency"
    file = EmergencyFile(path)
    file.open()
    held = {job: Receipt(job, task, url, None) for job, task, url in rows}
    for receipt in held.values():
        file.hold(receipt)
    left = {receipt.job_id: receipt for receipt in EmergencyFile(path).open()}
    assert left == held
