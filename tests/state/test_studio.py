"""The facade with a real engine and a real service: buying, answering, opening and closing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bfl_studio.domain.job import Job, JobState
from bfl_studio.state.generate_state import GenerateKind
from bfl_studio.state.job_model import JobRole
from bfl_studio.state.notices import Topic
from tests.e2e.odd_service import odd_service
from tests.e2e.window import LiveStudio, live_studio
from tests.loop import Run
from tests.sandbox.process import SandboxProcess, running_sandbox
from tests.state.studio_stage import jobs, notice_keys, states

pytestmark = pytest.mark.usefixtures("a_key")

MARKUP = b"<html>Bad</html>"
NO_CREDITS = b'{"detail":"Insufficient credits"}'


async def _one(live: LiveStudio, state: JobState) -> Job:
    """Buy one and wait until it is in that state."""
    live.process.studio.recipe_state.set_prompt("a harbour")
    live.process.studio.generate()
    await live.until(lambda: states(live) == [state])
    return jobs(live)[0]


def test_tiles_are_there_before_anything_is_sent(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path, sandbox.base_url) as live:
            studio = live.process.studio
            first: list[JobState] = []
            at_start: list[tuple[GenerateKind, int, int]] = []
            studio.jobs.rowsInserted.connect(
                lambda _, row, __: first.append(studio.jobs.jobs[row].state)
            )
            studio.generate_state.changed.connect(
                lambda: at_start.append(
                    (studio.generate_state.face.kind, len(first), studio.batch.rowCount())
                )
            )
            studio.recipe_state.set_prompt("a harbour")
            studio.recipe_state.set_pictures(4)
            studio.generate()
            assert studio.generate_state.face.kind is GenerateKind.SENDING
            await live.until(lambda: states(live) == [JobState.SAVED] * 4)
            assert first == [JobState.QUEUED] * 4
            assert (GenerateKind.JUST_PRESSED, 4, 4) in at_start
            assert len({job.seed for job in jobs(live)}) == 4
            rows = [studio.batch.index(row, 0).data(JobRole.JOB) for row in range(4)]
            assert [job.position for job in rows] == [0, 1, 2, 3]

    run(scenario())


def test_an_unconfirmed_job_is_sent_again_once_with_its_seed_or_discarded(
    run: Run, tmp_path: Path
) -> None:
    async def scenario(origin: str) -> None:
        async with live_studio(tmp_path, origin) as live:
            job = await _one(live, JobState.UNCONFIRMED)
            live.process.studio.again(job)
            live.process.studio.again(job)
            await live.until(lambda: states(live) == [JobState.UNCONFIRMED] * 2)
            await live.until(lambda: jobs(live)[0].hidden)
            again = jobs(live)[1]
            assert again.resend_of == job.id
            assert again.recipe == job.recipe
            assert live.process.studio.job_list.rowCount() == 1
            live.process.studio.discard(again)
            await live.until(lambda: states(live)[1] is JobState.DISCARDED)

    with odd_service(200, MARKUP, "text/html") as service:
        run(scenario(service.origin))
        assert len(service.posts) == 2


def test_several_without_an_answer_are_sent_again_in_one_order_and_once(
    run: Run, tmp_path: Path
) -> None:
    async def scenario(origin: str) -> None:
        async with live_studio(tmp_path, origin) as live:
            studio = live.process.studio
            studio.recipe_state.set_prompt("a harbour")
            studio.recipe_state.set_pictures(2)
            studio.generate()
            await live.until(lambda: states(live) == [JobState.UNCONFIRMED] * 2)
            first, second = jobs(live)
            assert studio.job_list.index(0, 0).data(JobRole.BUNDLE) == (first, second)
            studio.again(first, second)
            studio.again(first, second)
            await live.until(lambda: states(live) == [JobState.UNCONFIRMED] * 4)
            await live.until(lambda: [job.hidden for job in jobs(live)] == [True] * 2 + [False] * 2)
            again = jobs(live)[2:]
            assert [job.resend_of for job in again] == [first.id, second.id]
            assert [job.recipe for job in again] == [first.recipe, second.recipe]
            assert len({job.batch_id for job in again}) == 1
            assert studio.job_list.rowCount() == 1
            studio.put_away(again[0])
            await live.until(lambda: jobs(live)[2].hidden)
            studio.discard(*again)
            await live.until(lambda: states(live)[2:] == [JobState.DISCARDED] * 2)

    with odd_service(200, MARKUP, "text/html") as service:
        run(scenario(service.origin))
        assert len(service.posts) == 4


def test_a_failed_job_is_made_again_with_a_new_seed(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path, sandbox.base_url) as live:
            live.process.studio.recipe_state.set_prompt("a harbour sandbox:error")
            live.process.studio.generate()
            await live.until(lambda: states(live) == [JobState.FAILED])
            (job,) = jobs(live)
            live.process.studio.again(job)
            await live.until(lambda: len(jobs(live)) == 2)
            again = jobs(live)[1]
            assert again.seed != job.seed
            assert again.resend_of is None

    run(scenario())


def test_a_job_stays_until_another_is_recorded_in_its_place(run: Run, tmp_path: Path) -> None:
    library = tmp_path / "pictures"

    async def scenario(origin: str) -> None:
        async with live_studio(tmp_path / "data", origin, library) as live:
            studio = live.process.studio
            job = await _one(live, JobState.UNCONFIRMED)
            library.rename(tmp_path / "elsewhere")
            library.write_text("in the way")
            studio.again(job)
            await live.until(lambda: notice_keys(live) == ["folder"])
            await live.until(lambda: studio.generate_state.face.kind is GenerateKind.OFF)
            assert not jobs(live)[0].hidden
            library.unlink()
            studio.again(job)
            await live.until(lambda: len(jobs(live)) == 2 and jobs(live)[0].hidden)
            await live.until(lambda: notice_keys(live) == [])

    with odd_service(200, MARKUP, "text/html") as service:
        run(scenario(service.origin))


def test_a_queued_job_is_called_off_and_the_pause_is_told(run: Run, tmp_path: Path) -> None:
    async def scenario(origin: str) -> None:
        async with live_studio(tmp_path, origin) as live:
            job = await _one(live, JobState.QUEUED)
            await live.until(lambda: notice_keys(live) == ["paused custom"])
            await live.until(lambda: live.process.studio.generate_state.face.kind == "held")
            live.process.studio.cancel(job)
            await live.until(lambda: states(live) == [JobState.CANCELLED])
            assert live.process.studio.job_list.rowCount() == 0
            live.process.studio.resume_queue()
            await live.until(lambda: notice_keys(live) == [])

    with odd_service(402, NO_CREDITS, "application/json") as service:
        run(scenario(service.origin))
        assert len(service.posts) == 1


def test_a_running_job_put_away_and_left_behind_is_saved_at_the_next_start(
    run: Run, tmp_path: Path
) -> None:
    async def leave(origin: str) -> None:
        async with live_studio(tmp_path, origin) as live:
            job = await _one(live, JobState.ACCEPTED)
            live.process.studio.cancel(job)
            await live.until(lambda: jobs(live)[0].hidden)
            (notice,) = live.process.studio.notices.notices
            assert notice.topic is Topic.STILL_SAVED

    async def come_back(origin: str) -> None:
        async with live_studio(tmp_path, origin) as live:
            assert [job.hidden for job in jobs(live)] in ([], [True])
            (notice,) = live.process.studio.notices.notices
            assert (notice.topic, notice.count) == (Topic.RECOVERED, 1)
            await live.until(lambda: live.process.library.rowCount() == 1)

    with running_sandbox(None, "--seconds-per-image", "1.5", "--paint", "flat") as service:
        run(leave(service.base_url))
        assert not list((tmp_path / "library").glob("*.png"))
        run(come_back(service.base_url))
        assert len(list((tmp_path / "library").glob("*.png"))) == 1
        assert service.requests()["accepted"] == 1
