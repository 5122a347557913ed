"""A start from the menu that comes to nothing is told on the screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bfl_studio.storage.lock import take_lock
from tests.e2e.atspi import accessibility
from tests.e2e.desktop import Desktop, desktop
from tests.e2e.session import wait_until
from tests.sandbox.process import PATIENCE


@pytest.fixture(scope="module")
def screen() -> Iterator[Desktop]:
    with desktop() as screen:
        yield screen


# As a program without a console has them on Windows.
WITHOUT_A_TERMINAL = "sys.stdout = sys.stderr = None\n"
BROKEN = """
from bfl_studio.parts import StudioProcess
def opening(process):
    yield
    raise ZeroDivisionError("nothing is left")
StudioProcess.opening = opening
"""


def _told(screen: Desktop, data: Path, first: str = "") -> tuple[str, str, int]:
    """The sentence on the screen, the details, and the exit code once it was closed."""
    program = f"import sys\n{first}"
    program += "from bfl_studio import app\nsys.exit(app.main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "--data-dir", str(data)]
    with screen.running(command) as studio, accessibility(screen) as tree:
        details = tree.wait_for("Details", role="text")
        text = details.text
        sentence = next(name for _, name in tree.walk() if name.startswith("BFL Studio "))
        tree.wait_for("Copy details")
        screen.wait_for_window("BFL Studio")
        screen.key("Escape")
        wait_until(lambda: studio.poll() is not None, PATIENCE, "the end")
        return sentence, text, studio.returncode


@pytest.mark.parametrize("first", ["", WITHOUT_A_TERMINAL], ids=["terminal", "none"])
def test_a_file_where_the_data_folder_should_be(
    screen: Desktop, tmp_path: Path, first: str
) -> None:
    data = tmp_path / "<b>data"
    data.write_text("a file")
    sentence, details, code = _told(screen, data, first)
    assert sentence == "BFL Studio can't open: its data folder can't be used."
    assert str(data) in details
    assert code == 1


def test_another_studio_that_does_not_answer(screen: Desktop, tmp_path: Path) -> None:
    lock = take_lock(tmp_path)
    assert lock is not None
    os.utime(tmp_path / "studio.lock", (0, 0))
    sentence, details, code = _told(screen, tmp_path)
    assert "is open already, but does not answer" in sentence
    assert str(tmp_path) in details
    assert code == 1
    lock.release()


def test_a_mistake_of_ours_before_the_window_is_there(screen: Desktop, tmp_path: Path) -> None:
    sentence, details, code = _told(screen, tmp_path, BROKEN)
    assert "something in it went wrong" in sentence
    assert "ZeroDivisionError: nothing is left" in details
    assert code == 1
