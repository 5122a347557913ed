"""What an earlier process or a bad disk left behind is taken up, and nothing is bought twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bfl_studio.domain.errors import FailureKind, StudioError
from bfl_studio.domain.job import JobState
from bfl_studio.services.events import FolderTrouble
from bfl_studio.storage.journal import Journal
from bfl_studio.storage.library import LibraryReader
from tests.sandbox.process import SandboxProcess, running_sandbox
from tests.services.workshop import orders, workshop

S = JobState


@pytest.fixture(scope="module")
def quick() -> Iterator[SandboxProcess]:
    """Pictures at once, and enough pretend money."""
    with running_sandbox(None, "--seconds-per-image", "0.05", "--credits", "100000") as running:
        yield running


def test_an_accepted_job_is_taken_up_after_a_restart_without_another_post(
    tmp_path: Path,
) -> None:
    with running_sandbox(None, "--seconds-per-image", "1.5") as slow:
        with workshop(tmp_path, slow.base_url) as shop:
            (job,) = shop.enqueue(orders())
            shop.wait_for(job, S.ACCEPTED)
        with workshop(tmp_path, slow.base_url) as again:
            assert again.opening is not None
            assert len(again.opening.resumed) == 1
            saved = again.picture(job)
        assert saved.path.is_file()
        assert len(slow.ledger()) == 1


def test_a_job_found_in_sending_is_unconfirmed_and_not_sent_again(
    tmp_path: Path, quick: SandboxProcess
) -> None:
    with workshop(tmp_path, "http://127.0.0.1:9") as shop:
        (job,) = shop.enqueue(orders())
    journal = Journal(tmp_path / "journal.db")
    left = journal.unfinished()[0]
    journal.step(left, left.to(S.SENDING))
    journal.close()
    before = len(quick.ledger())
    with workshop(tmp_path, quick.base_url) as again:
        found = again.wait_for(job, S.UNCONFIRMED)
        assert found.failure is not None
        again.thread.ask(lambda engine: engine.discard(job.id)).result(5)
        assert again.last(job.id).state is S.DISCARDED
    assert len(quick.ledger()) == before


def test_a_library_that_cannot_be_written_sends_nothing(
    tmp_path: Path, quick: SandboxProcess
) -> None:
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("not a folder")
    before = len(quick.ledger())
    with workshop(tmp_path, quick.base_url, library=in_the_way / "library") as shop:
        assert shop.opening is not None
        assert shop.opening.folder_failure is not None
        with pytest.raises(StudioError) as refused:
            shop.enqueue(orders())
        assert refused.value.failure.kind is FailureKind.FOLDER_CLOSED
    assert len(quick.ledger()) == before


def test_a_library_that_vanishes_while_a_job_runs_gets_its_picture_later(tmp_path: Path) -> None:
    library = tmp_path / "library"
    with (
        running_sandbox(None, "--seconds-per-image", "1") as sandbox,
        workshop(tmp_path, sandbox.base_url) as shop,
    ):
        (job,) = shop.enqueue(orders())
        shop.wait_for(job, S.ACCEPTED)
        library.rename(tmp_path / "elsewhere")
        library.write_text("in the way")
        shop.wait(lambda: any(each.failure for each in shop.of(FolderTrouble)))
        library.unlink()
        (tmp_path / "elsewhere").rename(library)
        assert shop.picture(job).path.is_file()
        assert shop.of(FolderTrouble)[-1].failure is None


def test_a_file_left_by_a_crash_before_its_commit_is_found_not_fetched_again(
    tmp_path: Path, quick: SandboxProcess
) -> None:
    with workshop(tmp_path, quick.base_url) as shop:
        (job,) = shop.enqueue(orders())
        saved = shop.picture(job)
    journal = Journal(tmp_path / "journal.db")
    done = journal.job(1)
    journal._connection.execute("UPDATE job SET state='saving' WHERE number=1")
    journal.close()
    (tmp_path / "library.db").unlink()
    asked = quick.requests()
    with workshop(tmp_path, quick.base_url) as again:
        assert again.picture(job).path == saved.path
        assert again.last(job.id).state is S.SAVED
        assert again.last(job.id).file_name == done.file_name
    assert quick.requests().get("deliveries") == asked.get("deliveries")
    assert [path.name for path in (tmp_path / "library").glob("*.png")] == [saved.path.name]


def test_a_picture_missing_from_the_index_is_filed_at_the_next_start(
    tmp_path: Path, quick: SandboxProcess
) -> None:
    with workshop(tmp_path, quick.base_url) as shop:
        (job,) = shop.enqueue(orders())
        saved = shop.picture(job)
    for path in tmp_path.glob("library.db*"):
        path.unlink()
    with workshop(tmp_path, quick.base_url) as again:
        assert again.picture(job).generation == saved.generation
    reader = LibraryReader(tmp_path / "library.db")
    assert [each.id for each in reader.page().generations] == [job.id]
    reader.close()


def test_a_spoiled_index_is_set_aside_and_filled_again(
    tmp_path: Path, quick: SandboxProcess
) -> None:
    with workshop(tmp_path, quick.base_url) as shop:
        (job,) = shop.enqueue(orders())
        saved = shop.picture(job)
    for path in tmp_path.glob("library.db-*"):
        path.unlink()
    (tmp_path / "library.db").write_bytes(b"this was a library once" * 400)
    with workshop(tmp_path, quick.base_url) as again:
        assert again.picture(job).generation == saved.generation
    assert (tmp_path / "library.db.spoiled").exists()
