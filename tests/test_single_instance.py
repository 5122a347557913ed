"""One studio per data folder, with real processes: who comes second brings the first forward."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bfl_studio.single_instance import Doorbell, ring
from bfl_studio.storage.lock import take_lock
from tests.sandbox.process import PATIENCE
from tests.starter import Starter, ended

TELLING = """
import sys
from bfl_studio import app
from bfl_studio.ui.main_window import MainWindow
plain = MainWindow.come_forward
def come_forward(window):
    plain(window)
    print("forward", window.isVisible(), window.isMinimized(), flush=True)
MainWindow.come_forward = come_forward
sys.exit(app.main(sys.argv[1:]))
"""


@pytest.fixture
def starter(tmp_path: Path) -> Iterator[Starter]:
    made = Starter(tmp_path / "data")
    yield made
    made.end_all()


def test_a_second_start_brings_the_first_window_forward_and_ends(starter: Starter) -> None:
    first = starter.start("-c", TELLING)
    starter.owns(first)
    # It hears nothing yet: the second waits for it.
    second = starter.start()
    out, errors = second.communicate(timeout=PATIENCE)
    assert (second.returncode, out, errors) == (0, "", "")
    assert first.stdout is not None
    assert first.stdout.readline() == "forward True False\n"
    assert ended(first) == (0, [])


def test_after_a_kill_the_folder_is_free_again(starter: Starter) -> None:
    killed = starter.start()
    starter.heard(killed)
    killed.kill()
    killed.wait(PATIENCE)
    assert not ring(starter.data)
    again = starter.start()
    starter.heard(again)
    assert ended(again) == (0, [])


def test_a_start_while_another_ends_waits_and_opens(starter: Starter) -> None:
    ending = take_lock(starter.data)
    assert ending is not None
    waiting = starter.start()
    with pytest.raises(subprocess.TimeoutExpired):
        waiting.wait(1.0)
    ending.release()
    starter.heard(waiting)


def test_a_data_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("not a folder")
    starter = Starter(in_the_way / "data")
    refused = starter.start()
    _, errors = refused.communicate(timeout=PATIENCE)
    assert refused.returncode == 1
    assert errors.startswith("The data folder cannot be used: ")
    assert errors.count("\n") == 1


def test_two_folders_have_two_bells(qtbot: QtBot, tmp_path: Path) -> None:
    bell = Doorbell(tmp_path / "one")
    bell.listen()
    assert not ring(tmp_path / "two")
    with qtbot.waitSignal(bell.rung):
        assert ring(tmp_path / "one")
    bell.close()
    assert not ring(tmp_path / "one")
