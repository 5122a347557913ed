"""How soon one can type into the studio: from the start of the process to the letter on the screen.

Measured from outside, by keyboard and screen, so that the installed program is measured as it is.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageGrab

from tests.e2e.session import DriverError, stop
from tests.packaging.clean_root import basic_environment
from tests.packaging.person import Person

PAIRS = 7
"""Interleaved, after one warm-up each."""

ROUNDS = 3
"""Of so many pairs, at most: a machine that is busy with something else is asked again."""

_SECONDS = 120.0
_STILL = 1.5
"""Seconds without a change after which nothing more is expected."""

_GAP = 4
"""Rows of the screen without a change that part one thing from another."""

_LETTER = "a"
Box = tuple[int, int, int, int]


class Keyboard:
    """A connection to the screen that can tell who has the keyboard, and press a key."""

    def __init__(self, display: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._test = ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        screen = self._x.XOpenDisplay(display.encode())
        if not screen:
            raise DriverError(f"no screen at {display}")
        self._display = ctypes.c_void_p(screen)
        name = ctypes.c_ulong(self._x.XStringToKeysym(_LETTER.encode()))
        self._code = ctypes.c_uint(self._x.XKeysymToKeycode(self._display, name))

    def owner(self) -> int:
        """The window that has the keyboard; 0 or 1 for none."""
        window, revert = ctypes.c_ulong(), ctypes.c_int()
        self._x.XGetInputFocus(self._display, ctypes.byref(window), ctypes.byref(revert))
        return window.value

    def press(self) -> None:
        """Press and release the letter."""
        for down in (1, 0):
            self._test.XTestFakeKeyEvent(self._display, self._code, down, ctypes.c_ulong(0))
        self._x.XFlush(self._display)

    def close(self) -> None:
        """Let the screen go."""
        self._x.XCloseDisplay(self._display)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A studio to be started: how, and where its data is."""

    name: str
    command: Sequence[str]
    data: Path
    environment: dict[str, str]

    @property
    def template(self) -> Path:
        """Data as a start before left it."""
        return self.data.with_name(f"{self.data.name}-before")

    @contextmanager
    def running(self) -> Iterator[float]:
        """With the same data each time; yields when it was started."""
        _run("rm", "-rf", self.data)
        if self.template.exists():
            _run("cp", "-a", self.template, self.data)
        began = time.monotonic()
        process = subprocess.Popen(
            self.command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield began
        finally:
            stop(process, _SECONDS)


@dataclass(frozen=True, slots=True)
class Stage:
    """The screen the studios are started on, one at a time."""

    display: str
    keyboard: Keyboard
    nobody: int
    """What has the keyboard while there is no window."""

    def look(self, box: Box | None = None) -> Image.Image:
        picture = ImageGrab.grab(xdisplay=self.display)
        return picture.crop(box) if box else picture

    def wait_for_keyboard(self) -> None:
        """Return when a window has the keyboard."""
        _until(lambda: self.keyboard.owner() not in (0, 1, self.nobody), "a window")

    def settled(self) -> Image.Image:
        """The screen once nothing has changed on it for a while."""
        seen, since, began = self.look(), time.monotonic(), time.monotonic()
        while time.monotonic() - since < _STILL:
            if time.monotonic() - began > _SECONDS:
                raise DriverError("the screen does not come to rest")
            time.sleep(0.1)
            now = self.look()
            if ImageChops.difference(seen, now).getbbox():
                seen, since = now, time.monotonic()
        return seen

    def prepare(self, candidate: Candidate) -> None:
        """Start it for the first time, so that there is data."""
        with candidate.running():
            self.wait_for_keyboard()
            self.settled()
        _run("cp", "-a", candidate.data, candidate.template)

    def learn(self, candidate: Candidate) -> tuple[Box, Image.Image]:
        """Where on the screen the typed letter appears, and how it looks there."""
        with candidate.running():
            self.wait_for_keyboard()
            before = self.settled()
            self.keyboard.press()
            after = self.settled()
        box = _first_change(before, after)
        return box, after.crop(box)

    def measure(self, candidate: Candidate, box: Box, letter: Image.Image) -> float:
        """Seconds from the start of the process to the letter."""
        _until(lambda: self.keyboard.owner() in (0, 1, self.nobody), "the end of the one before")
        with candidate.running() as began:
            self.wait_for_keyboard()
            self.keyboard.press()
            _until(lambda: not ImageChops.difference(self.look(box), letter).getbbox(), "a letter")
            return time.monotonic() - began


def _first_change(before: Image.Image, after: Image.Image) -> Box:
    """The topmost lines of the screen that a letter changed: others follow from it."""
    changed = (
        ImageChops.difference(before, after).convert("L").point(lambda value: 255 * (value > 0))
    )
    whole = changed.getbbox()
    if whole is None:
        raise DriverError("a typed letter changed nothing")
    left, top, right, bottom = whole
    rows = [changed.crop((left, y, right, y + 1)).getbbox() for y in range(top, bottom)]
    height = next((y for y in range(len(rows)) if not any(rows[y : y + _GAP])), len(rows))
    box = changed.crop((left, top, right, top + height)).getbbox()
    assert box is not None
    return left + box[0], top, left + box[2], top + height


def _until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + _SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise DriverError(f"waited in vain for {what}")
        time.sleep(0.001)


def _run(*words: str | Path) -> None:
    subprocess.run(list(map(str, words)), check=True)


def _candidates(person: Person) -> tuple[Candidate, Candidate]:
    """The installed program, and the same from source; neither has a session's bus."""
    more = {
        "DISPLAY": person.screen.display,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    shared = person.root.shared
    places = {name: shared / f"start-{name}" for name in ("installed", "source")}
    for name, place in places.items():
        place.mkdir()
        (place / "run").mkdir(mode=0o700)
        if name == "installed":
            for folder in (place, place / "run"):
                shutil.chown(folder, person.root.home.stat().st_uid)
    inside = (
        basic_environment(person=True) | more | {"XDG_RUNTIME_DIR": f"{places['installed']}/run"}
    )
    command = ["bfl-studio", "--data-dir", str(places["installed"] / "data")]
    outside = {**os.environ, **more, "HOME": str(places["source"]), "QT_QPA_PLATFORM": "xcb"}
    outside |= {"XDG_RUNTIME_DIR": f"{places['source']}/run", "LC_ALL": "C.UTF-8"}
    outside.pop("DBUS_SESSION_BUS_ADDRESS", None)
    source = [sys.executable, "-m", "bfl_studio", "--data-dir", str(places["source"] / "data")]
    return (
        Candidate(
            "installed",
            person.root.words(command, inside, person=True),
            places["installed"] / "data",
            dict(os.environ),
        ),
        Candidate("from source", source, places["source"] / "data", outside),
    )


def compare(person: Person, goal: float) -> float:
    """Print the medians of both, and return the median of installed to source in pairs.

    One round is enough where that is within the goal.
    """
    keyboard = Keyboard(person.screen.display)
    stage = Stage(person.screen.display, keyboard, keyboard.owner())
    learnt: list[tuple[Candidate, Box, Image.Image]] = []
    for candidate in _candidates(person):
        stage.prepare(candidate)
        learnt.append((candidate, *stage.learn(candidate)))
    pairs: list[tuple[float, ...]] = []
    ratio = goal + 1
    while ratio > goal and len(pairs) < PAIRS * ROUNDS:
        pairs += [tuple(stage.measure(*each) for each in learnt) for _ in range(PAIRS)]
        ratio = statistics.median(pair[0] / pair[1] for pair in pairs)
    keyboard.close()
    installed, source = (statistics.median(pair[side] for pair in pairs) * 1000 for side in (0, 1))
    print(
        f"\n| Start to a typeable window, installed | {installed:.0f} ms |"
        f"\n| The same from source | {source:.0f} ms |"
        f"\n| Ratio (medians of {len(pairs)} pairs) | {ratio:.2f} |",
        flush=True,
    )
    return ratio
