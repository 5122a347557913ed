"""Studios in processes of their own that keep their things in one folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from bfl_studio.single_instance import ring
from bfl_studio.storage.lock import take_lock
from tests.sandbox.process import PATIENCE, REPOSITORY


class Starter:
    """Starts studios that keep their things in one folder."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.started: list[subprocess.Popen[str]] = []

    def start(self, *program: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *(program or ("-m", "bfl_studio")), "--data-dir", str(self.data)],
            cwd=REPOSITORY,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def owns(self, process: subprocess.Popen[str]) -> None:
        """Wait until the studio has taken the folder, before its window is made."""
        deadline = time.monotonic() + PATIENCE
        while (lock := self.data.exists() and take_lock(self.data)) is not None:
            if lock:
                lock.release()
            assert process.poll() is None
            assert time.monotonic() < deadline, "the folder is not taken"
            time.sleep(0.01)

    def heard(self, process: subprocess.Popen[str]) -> None:
        """Wait until the studio hears a bell."""
        deadline = time.monotonic() + PATIENCE
        while not ring(self.data):
            assert process.poll() is None, process.stderr and process.stderr.read()
            assert time.monotonic() < deadline, "nobody hears"
            time.sleep(0.05)

    def end_all(self) -> None:
        """Leave none behind, whatever became of them."""
        for process in self.started:
            if process.poll() is None:
                process.kill()
            process.communicate()


def ended(process: subprocess.Popen[str]) -> tuple[int, list[str]]:
    """Ask a studio to end: its exit code and what it complained of."""
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=PATIENCE)
    lines = errors.splitlines()
    return process.returncode, [line for line in lines if "plugin does not support" not in line]
