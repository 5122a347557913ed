"""Whatever goes wrong has its own sentence in the window; nothing typed is lost or sent twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication

from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import JobState
from bfl_studio.state.generate_state import GenerateKind
from tests.e2e.odd_service import odd_service
from tests.e2e.window import LiveStudio, live_studio
from tests.loop import Run
from tests.sandbox.process import SandboxProcess, running_sandbox

MARKUP = b"<html><b>Bad</b><img src='file:///etc/hostname'></html>"


@pytest.fixture(autouse=True)
def _a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BFL_API_KEY", "bfl_bad_input")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    with running_sandbox(None, "--seconds-per-image", "0.05") as running:
        yield running


def _spoken(studio: LiveStudio, name: str) -> list[str]:
    view = studio.named(name)
    lists = [view, *view.findChildren(QAbstractItemView)]
    model = next(each.model() for each in lists if isinstance(each, QAbstractItemView))
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


async def _ended(studio: LiveStudio, state: JobState) -> None:
    await studio.until(lambda: [job.state for job in studio.process.studio.jobs.jobs] == [state])
    await studio.until(lambda: _spoken(studio, "Jobs"))


def test_an_empty_prompt_says_so_and_ctrl_enter_goes_to_it(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path, sandbox.base_url) as studio:
            face = studio.process.studio.generate_state.face
            assert face.kind is GenerateKind.OFF
            assert "Write a prompt first." in studio.texts()
            assert "$0.03" in studio.generate_words
            studio.named("Model").setFocus()
            studio.press_generate()
            assert QApplication.focusWidget() is studio.named("Prompt")
            assert not studio.process.studio.jobs.jobs

    run(scenario())


def test_a_size_out_of_range_names_the_largest_of_its_shape(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path, sandbox.base_url) as studio:
            studio.type_prompt("a harbour")
            studio.process.studio.recipe_state.set_size(Size(2624, 1968))
            assert studio.process.studio.generate_state.face.kind is GenerateKind.OFF
            assert "2304 × 1728" in studio.texts()
            studio.press_generate()
            assert not studio.process.studio.jobs.jobs
            assert studio.process.studio.recipe_state.recipe.prompt == "a harbour"

    run(scenario())


def test_a_moderated_request_is_told_and_the_prompt_is_kept(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path, sandbox.base_url) as studio:
            studio.type_prompt("a harbour sandbox:moderated")
            studio.press_generate()
            await _ended(studio, JobState.MODERATED)
            (spoken,) = _spoken(studio, "Jobs")
            assert spoken.startswith("Moderated")
            assert "named: Violence" in studio.texts().replace("violence", "Violence")
            recipe = studio.process.studio.recipe_state.recipe
            assert recipe.prompt == "a harbour sandbox:moderated"

    run(scenario())


@pytest.mark.parametrize(
    ("code", "body", "media_type", "state", "words"),
    [
        (404, b'{"detail":"Not Found"}', "application/json", JobState.REFUSED, "offer this model"),
        (200, MARKUP, "text/html", JobState.UNCONFIRMED, "perhaps a proxy"),
        (500, MARKUP, "text/html", JobState.UNCONFIRMED, "perhaps a proxy"),
        (
            422,
            b'{"detail":[{"loc":["body","width"],"msg":"<b>no</b>","type":"x"}]}',
            "application/json",
            JobState.REFUSED,
            "<b>no</b>",
        ),
    ],
    ids=["unknown model path", "html with 200", "html with 500", "markup in a refusal"],
)
def test_an_odd_answer_is_said_in_plain_text_and_nothing_is_sent_twice(
    run: Run,
    tmp_path: Path,
    code: int,
    body: bytes,
    media_type: str,
    state: JobState,
    words: str,
) -> None:
    async def scenario(origin: str) -> None:
        async with live_studio(tmp_path, origin) as studio:
            studio.type_prompt("a harbour")
            studio.press_generate()
            await _ended(studio, state)
            await studio.until(lambda: words in studio.texts())
            assert "hostname" not in studio.texts()
            assert studio.process.studio.recipe_state.recipe.prompt == "a harbour"

    with odd_service(code, body, media_type) as service:
        run(scenario(service.origin))
        assert service.posts == ["/v1/flux-2-pro"]


def test_a_service_that_is_down_is_told_and_the_job_waits(run: Run, tmp_path: Path) -> None:
    with odd_service(200, b"") as service:
        gone = service.origin

    async def scenario() -> None:
        async with live_studio(tmp_path, gone) as studio:
            studio.type_prompt("a harbour")
            studio.press_generate()
            await studio.until(lambda: "can't be reached" in studio.texts())
            (job,) = studio.process.studio.jobs.jobs
            assert job.state in (JobState.QUEUED, JobState.SENDING)
            assert job.task_id is None

    run(scenario())


def test_a_library_that_cannot_be_written_turns_generate_off(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("not a folder")
    before = sandbox.requests()["accepted"]

    async def scenario() -> None:
        async with live_studio(tmp_path, sandbox.base_url, in_the_way / "Autumn") as studio:
            studio.type_prompt("a harbour")
            assert studio.process.studio.generate_state.face.kind is GenerateKind.OFF
            assert "can't be saved" in studio.texts()
            studio.press_generate()
            assert not studio.process.studio.jobs.jobs
            assert studio.process.studio.recipe_state.recipe.prompt == "a harbour"

    run(scenario())
    assert sandbox.requests()["accepted"] == before
