"""The studio with every kind of debugging turned up: its key and its prompt are in no file."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.e2e.atspi import Accessibility, accessibility
from tests.e2e.desktop import Desktop, desktop
from tests.e2e.first_picture import START_SECONDS, TITLE, make_picture
from tests.e2e.session import running, wait_until
from tests.sandbox.process import SandboxProcess, running_sandbox

NEWER = "bfl_Canary7xQ2mZ9vK4"
OLDER = "0f8fad5b-d9cb-469f-a165-70867728950e"
"""The service knows no key of this form, and nothing around it tells what it is."""

PROMPT = "a zinnia on a windowsill"
EVERYTHING = {
    "PYTHONASYNCIODEBUG": "1",
    "PYTHONDEVMODE": "1",
    "QT_LOGGING_RULES": "*=true",
    "HTTPX_LOG_LEVEL": "trace",
}
_SECONDS = 60.0


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    with running_sandbox(None, "--seconds-per-image", "0.05") as service:
        yield service


class Studio:
    """A studio on a screen of its own, all of whose output is kept beside its data."""

    def __init__(
        self,
        folder: Path,
        screen: Desktop,
        tree: Accessibility,
        process: subprocess.Popen[bytes],
    ) -> None:
        self.data = folder / "data"
        self.screen = screen
        self.tree = tree
        self.process = process

    def log(self) -> str:
        files = sorted((self.data / "logs").glob("bfl-studio*"))
        return "".join(path.read_text(encoding="utf-8") for path in files)

    def end(self) -> None:
        self.process.terminate()
        wait_until(lambda: self.process.poll() is not None, _SECONDS, "the end of the studio")
        assert self.process.returncode == 0


@contextmanager
def studio(folder: Path, origin: str, key: str) -> Iterator[Studio]:
    words = ["--data-dir", str(folder / "data"), "--endpoint", origin]
    with ExitStack() as stack:
        screen = stack.enter_context(desktop())
        stdout, stderr = (
            stack.enter_context((folder / name).open("wb")) for name in ("stdout", "stderr")
        )
        process = stack.enter_context(
            running(
                [sys.executable, "-m", "bfl_studio", *words],
                {**screen.environment, **EVERYTHING, "BFL_API_KEY": key},
                stdout=stdout,
                stderr=stderr,
            )
        )
        tree = stack.enter_context(accessibility(screen))
        wait_until(lambda: screen.windows(TITLE), START_SECONDS, "its window")
        yield Studio(folder, screen, tree, process)


def _told(folder: Path, secret: str) -> list[str]:
    """Every file below the folder that holds it, as it is or as some way to write it."""
    raw = secret.encode()
    ways = [raw, raw[::-1], base64.b64encode(raw), raw.hex().encode(), secret.encode("utf-16-le")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(way in path.read_bytes() for way in ways)]


def test_a_key_that_works_is_in_no_file_and_the_log_tells_the_steps(
    tmp_path: Path, sandbox: SandboxProcess
) -> None:
    with studio(tmp_path, sandbox.base_url, NEWER) as run:
        make_picture(run.screen, run.tree, run.process, run.data / "library", PROMPT)
        assert _told(tmp_path, NEWER) == []
        run.end()
        log = run.log()
    assert _told(tmp_path, NEWER) == []
    steps = re.findall(r"job step job=\w{8} state=(\w+)", log)
    assert steps == ["sending", "accepted", "saving", "saved"]
    assert "engine opened" in log
    assert "zinnia" not in log
    assert (tmp_path / "stdout").read_bytes() == b""


def test_a_key_that_is_refused_is_in_no_file_and_the_log_tells_why(
    tmp_path: Path, sandbox: SandboxProcess
) -> None:
    with studio(tmp_path, sandbox.base_url, OLDER) as run:
        field = run.tree.wait_for("Prompt", role="text")
        run.screen.wait_for_window(TITLE)
        run.screen.click(field.centre)
        run.screen.type_text(PROMPT)
        wait_until(lambda: field.text == PROMPT, _SECONDS, "the typed prompt")
        run.screen.key("ctrl+Return")
        wait_until(lambda: "failure=key_refused" in run.log(), _SECONDS, "the refusal")
        assert _told(tmp_path, OLDER) == []
        run.end()
        log = run.log()
    assert _told(tmp_path, OLDER) == []
    assert "zinnia" not in log
