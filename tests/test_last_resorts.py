"""Whatever goes wrong in a running studio comes to its notice and its log, and no key with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.failing_studio import PROMPT
from tests.log_stage import KEY, log_text
from tests.sandbox.process import PATIENCE, REPOSITORY

TOLD = (
    "in a slot",
    "in a thread",
    "on the window's loop",
    "on the engine's loop",
    "in an errand",
)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    """One run in which everything failed once, and its data folder."""
    folder = tmp_path_factory.mktemp("failing")
    done = subprocess.run(
        [sys.executable, "-m", "tests.failing_studio", "--data-dir", str(folder)],
        cwd=REPOSITORY,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "BFL_API_KEY": KEY},
        capture_output=True,
        text=True,
        timeout=PATIENCE * 4,
    )
    return done, folder


def test_the_studio_lives_on_and_each_notice_holds_its_details(
    ran: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    done, _ = ran
    assert done.returncode == 0, done.stderr
    copied = json.loads(done.stdout.splitlines()[-1])
    assert [text.splitlines()[-1] for text in copied] == [
        *[f"ZeroDivisionError: {where} with <hidden>" for where in TOLD],
        "FileNotFoundError: [Errno 2] No such file or directory: '<library>'",
    ]
    assert all("in _fail" in text for text in copied[:-1])
    assert all(text.startswith("BFL Studio ") for text in copied)


def test_the_log_tells_all_of_it_and_how_it_ended(
    ran: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    done, folder = ran
    log = log_text(folder)
    assert all(f"ZeroDivisionError: {where} with <hidden>" in log for where in TOLD)
    assert "in Qt with <hidden>" in log
    private = [KEY, PROMPT]
    assert not [each for each in private if each in log + done.stderr + done.stdout]
