"""Somebody works in another window meanwhile: one notification, none if it is not wanted."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.atspi import Accessibility, accessibility
from tests.e2e.desktop import Desktop, desktop
from tests.e2e.first_picture import TITLE, pictures
from tests.e2e.receiving_window import TITLE as ELSEWHERE
from tests.e2e.session import wait_until
from tests.notification_shell import Shell, serving

_SECONDS = 60.0
_END_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Stage:
    """A studio and another program on one desktop that shows notifications."""

    screen: Desktop
    tree: Accessibility
    shell: Shell
    process: subprocess.Popen[bytes]
    library: Path

    def look_elsewhere(self) -> None:
        self.screen.wait_for_window(ELSEWHERE)

    def order(self, prompt: str, count: int) -> None:
        """A batch of pictures, started and left."""
        self.screen.wait_for_window(TITLE)
        for name, text in (("Number of pictures", str(count)), ("Prompt", prompt)):
            self.screen.click(self.tree.wait_for(name).centre)
            self.screen.key("ctrl+a")
            self.screen.type_text(text)
        self.screen.key("ctrl+Return")
        self.look_elsewhere()

    def close(self) -> None:
        self.screen.close_window(TITLE)
        self.await_end()

    def await_end(self) -> None:
        wait_until(lambda: self.process.poll() is not None, _END_SECONDS, "the end of the studio")
        assert self.process.returncode == 0

    @property
    def said(self) -> list[object]:
        """The sentence of every notification there ever was."""
        return [asked[3] for asked in self.shell.asked]


@contextmanager
def _stage(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    received = folder / "received"
    received.mkdir()
    studio: list[str | Path] = [sys.executable, "-m", "bfl_studio", "--data-dir", folder / "data"]
    other: list[str | Path] = [sys.executable, "-m", "tests.e2e.receiving_window", received]
    with ExitStack() as stack:
        screen = stack.enter_context(desktop())
        bus = screen.environment["DBUS_SESSION_BUS_ADDRESS"]
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
        shell = stack.enter_context(serving())
        stack.enter_context(screen.running(other))
        process = stack.enter_context(screen.running(studio))
        tree = stack.enter_context(accessibility(screen))
        tree.wait_for("Library", role="list")
        yield Stage(screen, tree, shell, process, folder / "data" / "library")


def test_a_batch_is_told_once_and_taken_back_when_somebody_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _stage(tmp_path, monkeypatch) as stage:
        stage.order("a quiet harbour", 3)
        wait_until(lambda: stage.said, _SECONDS, "a notification")
        assert stage.said == ["3 pictures are ready"]
        assert len(pictures(stage.library)) == 3
        stage.screen.wait_for_window(TITLE)
        wait_until(lambda: not stage.shell.shown, _SECONDS, "its end")
        stage.order("a quiet harbour sandbox:moderated", 1)
        wait_until(lambda: len(stage.said) > 1, _SECONDS, "the next")
        assert stage.said[1:] == ["1 job needs you"]
        # Whoever logs out leaves none behind.
        stage.process.terminate()
        stage.await_end()
        assert not stage.shell.shown
        assert len(stage.said) == 2


def test_a_click_on_it_brings_the_window_forward(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _stage(tmp_path, monkeypatch) as stage:
        stage.order("a quiet harbour", 1)
        wait_until(lambda: stage.shell.shown, _SECONDS, "a notification")
        (number,) = stage.shell.shown
        stage.shell.say("ActionInvoked", "us", number, "default")
        wait_until(lambda: not stage.shell.shown, _SECONDS, "a window that is looked at")
        stage.close()


def test_whoever_wants_none_gets_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "settings.json").write_text(json.dumps({"version": 1, "desktop_notices": False}))
    with _stage(tmp_path, monkeypatch) as stage:
        stage.order("a quiet harbour", 1)
        wait_until(lambda: pictures(stage.library), _SECONDS, "the picture")
        # What comes within a second is gathered before anything is said.
        time.sleep(2.5)
        stage.screen.wait_for_window(TITLE)
        stage.close()
        assert stage.said == []
