"""One studio for each data folder, in whatever way the other one ends."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bfl_studio.storage.lock import take_lock

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys
from pathlib import Path
from bfl_studio.storage.lock import take_lock
lock = take_lock(Path(sys.argv[1]))
print("refused" if lock is None else "held", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_process(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A process that tries to take the lock, and what came of it."""
    command = [sys.executable, "-c", HOLDER, str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip(), process
        finally:
            process.kill()


def test_the_second_studio_is_refused_until_the_first_has_let_go(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "as needed"
    lock = take_lock(folder)
    assert lock is not None
    assert take_lock(folder) is None
    with another_process(folder) as (answer, _):
        assert answer == "refused"
    lock.release()
    with another_process(folder) as (answer, _):
        assert answer == "held"


def test_a_killed_studio_lets_go(tmp_path: Path) -> None:
    with another_process(tmp_path) as (answer, process):
        assert answer == "held"
        assert take_lock(tmp_path) is None
        process.kill()
        process.wait()
        lock = take_lock(tmp_path)
    assert lock is not None
    lock.release()


def test_two_folders_are_two_studios(tmp_path: Path) -> None:
    locks = [take_lock(tmp_path / name) for name in ("one", "other")]
    for lock in locks:
        assert lock is not None
        lock.release()
