"""A private desktop for driving a real window: screen, window manager, D-Bus, accessibility."""

import itertools
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageGrab

from tests.e2e.session import (
    START_SECONDS,
    DriverError,
    announced,
    private_folders,
    running,
    secret_service,
    session_bus,
    stop,
    wait_until,
)

PATIENCE = 60.0
_INPUT_SECONDS = 60.0
Point = tuple[int, int]
"""x and y in pixels of the screen, from its top left."""


@dataclass(frozen=True, slots=True)
class Desktop:
    """Real input on one screen; coordinates are pixels of that screen."""

    display: str
    environment: Mapping[str, str]
    """What a program started on this desktop needs in its environment."""

    def move(self, at: Point) -> None:
        """Move the pointer there."""
        self._xdotool("mousemove", *_words(at))

    def click(self, at: Point, button: int = 1) -> None:
        """Press and release a mouse button there."""
        self.move(at)
        self._xdotool("click", str(button))

    def double_click(self, at: Point) -> None:
        """Click twice, within the time that counts as a double click."""
        self.move(at)
        self._xdotool("click", "--repeat", "2", "--delay", "60", "1")

    def wheel(self, at: Point, steps: int) -> None:
        """Turn the wheel there; positive steps turn it away from the person, as zooming in."""
        self.move(at)
        button = "4" if steps > 0 else "5"
        self._xdotool("click", "--repeat", str(abs(steps)), "--delay", "20", button)

    def key(self, *chords: str) -> None:
        """Press key chords such as "ctrl+Return" one after the other."""
        for chord in chords:
            self._xdotool("key", "--clearmodifiers", chord)

    def type_text(self, text: str) -> None:
        """Type into whatever has the focus."""
        for plain, run in itertools.groupby(text, str.isascii):
            # X lends a spare key to any other character, and takes it back after the delay:
            # a busy program that looks up the key later finds nothing on it.
            self._xdotool("type", "--delay", "12" if plain else "400", "--", "".join(run))

    def drag(self, start: Point, end: Point, *, steps: int = 12, held: str = "") -> None:
        """Drag with the left button, as slowly as a hand, with a modifier key held if named."""
        with self.carrying(start, end, steps=steps, held=held):
            # A target answers a drag over it in its own time; a drop before that is refused.
            time.sleep(0.2)

    @contextmanager
    def carrying(
        self, start: Point, end: Point, *, steps: int = 12, held: str = ""
    ) -> Iterator[None]:
        """The same drag, let go at `end` when the block is left, a failure in it or none."""
        if held:
            self._xdotool("keydown", held)
        self.move(start)
        self._xdotool("mousedown", "1")
        try:
            for step in range(1, steps + 1):
                self.move(
                    (
                        start[0] + (end[0] - start[0]) * step // steps,
                        start[1] + (end[1] - start[1]) * step // steps,
                    )
                )
                time.sleep(0.015)
            yield
        finally:
            self._xdotool("mouseup", "1")
            if held:
                self._xdotool("keyup", held)

    def windows(self, title: str) -> list[str]:
        """Return the ids of the visible windows whose title starts so."""
        found = self._run("search", "--onlyvisible", "--name", f"^{title}", check=False)
        return found.split()

    def wait_for_window(self, title: str, seconds: float = PATIENCE) -> str:
        """Return the id of the window with such a title once it is there, and give it the focus."""
        wait_until(lambda: self.windows(title), seconds, f"a window titled {title!r}")
        window = self.windows(title)[-1]
        self._xdotool("windowactivate", "--sync", window)
        return window

    def close_window(self, title: str, seconds: float = PATIENCE) -> None:
        """Ask the window of that title to close, as a person does, and wait until it is gone."""
        self.wait_for_window(title)
        try:
            self._run("key", "alt+F4", check=False)
        finally:
            # The window may be gone before the release reaches it: the keys would stay down.
            self._run("keyup", "F4", "keyup", "alt", check=False)
        wait_until(lambda: not self.windows(title), seconds, f"the end of {title!r}")

    def screenshot(self, path: Path | None = None) -> Image.Image:
        """Return the whole screen as it is now, and save it if a path is given."""
        image = ImageGrab.grab(xdisplay=self.display)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            image.save(path)
        return image

    @contextmanager
    def running(
        self, command: Sequence[str | Path], **more: str
    ) -> Iterator[subprocess.Popen[bytes]]:
        """Run a program on this desktop, with more in its environment; it has ended after it."""
        process = subprocess.Popen(command, env={**self.environment, **more})
        try:
            yield process
        finally:
            stop(process)

    def _xdotool(self, *words: str) -> None:
        self._run(*words)

    def _run(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env=dict(self.environment),
            capture_output=True,
            text=True,
            timeout=_INPUT_SECONDS,
        )
        if check and done.returncode:
            raise DriverError(f"xdotool {' '.join(words)}: {done.stderr.strip()}")
        return done.stdout


def _words(at: Point) -> tuple[str, str]:
    return str(round(at[0])), str(round(at[1]))


@contextmanager
def desktop(size: str = "1440x900", *, keyring: bool = False) -> Iterator[Desktop]:
    """Run a desktop of `size` pixels; everything it started has ended when the block ends.

    Programs on it have an empty home and, unless asked for, no keyring. Raises DriverError if a
    part of the desktop does not start.
    """
    with ExitStack() as stack:
        environment = stack.enter_context(private_folders())
        screen = ["Xvfb", "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"]
        number = stack.enter_context(announced(screen, "-displayfd {}", environment))
        environment["DISPLAY"] = f":{number}"
        environment = stack.enter_context(session_bus(environment))
        if keyring:
            stack.enter_context(secret_service(environment))
        else:
            environment["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
        environment["QT_QPA_PLATFORM"] = "xcb"
        environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        ready = Path(environment["XDG_RUNTIME_DIR"], "window-manager-is-ready")
        manager = ["openbox", "--startup", f"touch {ready}"]
        stack.enter_context(running(manager, environment))
        wait_until(ready.exists, START_SECONDS, "the window manager")
        yield Desktop(environment["DISPLAY"], environment)
