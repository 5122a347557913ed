"""One studio per data folder, with real processes: who comes second brings the first forward."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bfl_studio import single_instance
from bfl_studio.single_instance import Answer, Doorbell, ring, take_or_ring
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

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="sockets are files")


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A session's folder; its path is short, as theirs are."""
    with tempfile.TemporaryDirectory(prefix="bfl-") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


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
    assert bell.listen()
    assert not ring(tmp_path / "two")
    with qtbot.waitSignal(bell.rung):
        assert _answer(qtbot, tmp_path / "one") is Answer.HEARD
    bell.close()
    assert not ring(tmp_path / "one")


def _answer(qtbot: QtBot, data: Path) -> Answer:
    """Of a bell of this process, which has to go on meanwhile."""
    program = (
        "import sys; from pathlib import Path; from bfl_studio.single_instance import knock;"
        "print(knock(Path(sys.argv[1])).name)"
    )
    command = [sys.executable, "-c", program, str(data)]
    asking = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    qtbot.waitUntil(lambda: asking.poll() is not None, timeout=int(PATIENCE * 1000))
    return Answer[asking.communicate()[0].strip()]


def test_one_that_is_ending_asks_to_be_waited_for(qtbot: QtBot, tmp_path: Path) -> None:
    bell = Doorbell(tmp_path)
    bell.listen()
    bell.leave()
    with qtbot.assertNotEmitted(bell.rung):
        assert _answer(qtbot, tmp_path) is Answer.LEAVING
    bell.close()


def test_one_that_does_not_answer_is_soon_given_up(tmp_path: Path) -> None:
    lock = take_lock(tmp_path)
    assert lock is not None
    assert single_instance._patience(tmp_path, Answer.NOBODY) > 30
    long_ago = time.time() - 3600
    os.utime(tmp_path / "studio.lock", (long_ago, long_ago))
    assert single_instance._patience(tmp_path, Answer.NOBODY) < 10
    assert single_instance._patience(tmp_path, Answer.LEAVING) > 30
    with pytest.raises(TimeoutError):
        take_or_ring(tmp_path, ())
    lock.release()


@POSIX
@pytest.mark.parametrize("deep", ["", "a long name " * 8])
def test_nobody_else_can_reach_or_replace_the_bell(
    qtbot: QtBot, tmp_path: Path, runtime: Path, deep: str
) -> None:
    folder = tmp_path / deep
    folder.mkdir(exist_ok=True)
    bell = Doorbell(folder)
    assert bell.listen()
    (listening,) = [name for name in map(Path, single_instance.bells(folder)) if name.exists()]
    assert len(str(listening)) < 104
    assert stat.S_IMODE(listening.stat().st_mode) & 0o077 == 0
    assert listening.parent == folder or stat.S_IMODE(listening.parent.stat().st_mode) == 0o700
    assert _answer(qtbot, folder) is Answer.HEARD
    bell.close()
    assert not listening.exists()


@POSIX
def test_a_folder_of_everybody_is_no_place_for_a_bell(tmp_path: Path, runtime: Path) -> None:
    (runtime / "bfl-studio").mkdir()
    (runtime / "bfl-studio").chmod(0o777)
    names = [name for name in single_instance.bells(tmp_path) if name.startswith(str(runtime))]
    assert len(names) == 1
    assert not single_instance._is_safe(names[0], tmp_path, make=True)


@POSIX
@pytest.mark.skipif(sys.platform != "win32" and os.getuid() != 0, reason="root is another user")
def test_another_user_is_neither_heard_nor_given_files(qtbot: QtBot, tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    for folder in tmp_path.parents[:-2]:
        folder.chmod(0o755)
    bell = Doorbell(tmp_path)
    bell.listen()
    name = single_instance.bells(tmp_path)[0]
    Path(name).chmod(0o777)
    with qtbot.assertNotEmitted(bell.rung):
        visitor = _as_another_user(
            "visitor = socket.socket(socket.AF_UNIX); visitor.connect(sys.argv[1])\n"
            "print(visitor.recv(1))",
            name,
        )
        qtbot.waitUntil(lambda: visitor.poll() is not None, timeout=int(PATIENCE * 1000))
        assert visitor.communicate()[0] == "b''\n"
    bell.close()
    Path(name).unlink(missing_ok=True)
    squatter = _as_another_user(
        "bell = socket.socket(socket.AF_UNIX); bell.bind(sys.argv[1]); bell.listen()\n"
        "print('listens', flush=True)\n"
        "heard, _ = bell.accept(); print(heard.recv(99))",
        name,
    )
    assert squatter.stdout is not None
    assert squatter.stdout.readline() == "listens\n"
    assert not ring(tmp_path, [Path("/pictures/secret.png")])
    assert squatter.communicate()[0] == "b''\n"


def _as_another_user(program: str, name: str) -> subprocess.Popen[str]:
    whole = f"import os, socket, sys\nos.umask(0)\nos.setuid(65534)\n{program}"
    # The usual one may lie where only its owner can look.
    python = "/usr/bin/python3"
    return subprocess.Popen([python, "-c", whole, name], stdout=subprocess.PIPE, text=True)
