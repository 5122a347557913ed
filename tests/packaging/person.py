"""An ordinary user at a desktop of a clean system: started, driven and looked at from outside.

The screen and its window manager are this machine's; the session, the key store and every program
are the clean system's, and run as its user.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL

from tests.e2e.atspi import Accessibility, accessibility
from tests.e2e.desktop import Desktop
from tests.e2e.first_picture import CLOSE_SECONDS, START_SECONDS, TITLE, pictures
from tests.e2e.session import announced, private_folders, running, wait_until
from tests.packaging.clean_root import CACHE, PERSON_ID, CleanRoot, basic_environment

ENTRY = Path("/usr/share/applications/io.github.bfl_studio.BFLStudio.desktop")
PROGRAM = "/usr/lib/bfl-studio/bfl-studio"
DESKTOP_PACKAGES = (
    "at-spi2-core",
    "dbus",
    "desktop-file-utils",
    "gnome-keyring",
    "libglib2.0-bin",
    "libsecret-tools",
)
_KEYRING = "/usr/local/bin/gnome-keyring-daemon"
_PASSWORD = b"a clean desktop"
_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Person:
    """What the user does at the screen."""

    root: CleanRoot
    screen: Desktop

    @property
    def library(self) -> Path:
        """The folder of pictures, from outside."""
        return self.root.home / "Pictures" / "BFL Studio"

    @property
    def data(self) -> Path:
        """The studio's data folder, from outside."""
        return self.root.home / ".local" / "share" / "bfl-studio"

    def run(self, *command: str | Path) -> str:
        """Run a program of the clean system in the user's session, to its end."""
        return self.root.run(*command, person=True, **self.screen.environment)

    @contextmanager
    def opened(self, *pictures: Path) -> Iterator[Studio]:
        """The studio as the menu entry starts it; it has been closed after the block."""
        others = processes(self.root)
        with self._watched() as tree:
            environment = basic_environment(person=True) | dict(self.screen.environment)
            words = self.root.words(["gio", "launch", ENTRY, *pictures], environment, person=True)
            # The studio has whatever it was given to speak to, and would hold a pipe open.
            subprocess.run(words, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, check=True)
            yield from self._used(tree, others)

    @contextmanager
    def started(self, *words: str | Path, program: str | Path = "bfl-studio") -> Iterator[Studio]:
        """The studio as a command starts it; it has been closed after the block."""
        environment = basic_environment(person=True) | dict(self.screen.environment)
        command = self.root.words([program, *words], environment, person=True)
        others = processes(self.root)
        with self._watched() as tree, running(command, os.environ):
            yield from self._used(tree, others)

    @contextmanager
    def _watched(self) -> Iterator[Accessibility]:
        with ExitStack() as stack:
            with _as_person():
                tree = stack.enter_context(accessibility(self.screen))
            tree.applications()
            yield tree

    def _used(self, tree: Accessibility, others: Collection[int]) -> Iterator[Studio]:
        wait_until(lambda: self.screen.windows(TITLE), START_SECONDS, "the studio's window")
        self.screen.wait_for_window(TITLE)
        studio = Studio(self, tree, frozenset(others))
        try:
            yield studio
        except BaseException:
            self.screen.screenshot(CACHE / "failed.png")
            for log in sorted(self.data.glob("logs/*")):
                print(log.read_text(encoding="utf-8")[-4000:])
            end(self.root)
            raise
        studio.close()


@dataclass(frozen=True, slots=True)
class Studio:
    """An open window, and what can be read in it."""

    person: Person
    tree: Accessibility
    others: frozenset[int]
    """Processes of the program that are not this studio's."""

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait for a condition; DriverError if it does not come."""
        wait_until(condition, _SECONDS, what)

    def make_picture(self, prompt: str, library: Path | None = None) -> Path:
        """Type a prompt, press Ctrl+Enter; the picture once it is saved and listed."""
        folder = library or self.person.library
        before = pictures(folder)
        self.begin_picture(prompt)
        return self.arrived(before, folder)

    def begin_picture(self, prompt: str) -> None:
        """Type a prompt, press Ctrl+Enter."""
        field = self.tree.wait_for("Prompt", role="text")
        screen = self.person.screen
        screen.click(field.centre)
        screen.key("ctrl+a")
        screen.type_text(prompt)
        self.until(lambda: field.text == prompt, "the typed prompt")
        screen.key("ctrl+Return")

    def arrived(self, before: Collection[Path], library: Path | None = None) -> Path:
        """The next picture besides those before, once it is saved and all are listed."""
        folder = library or self.person.library
        self.until(lambda: pictures(folder).difference(before), "the picture")
        self.until(lambda: len(self.listed()) > len(before), "the picture in the library")
        return pictures(folder).difference(before).pop()

    def tells(self, words: str) -> bool:
        """Whether these words stand somewhere in the window, or are said of something in it."""
        return any(words in f"{name} {node.description}" for node, name in self.tree.walk() if name)

    def listed(self) -> list[str]:
        """What is said of the pictures in the library."""
        names = self.tree.wait_for("Library", role="list").names
        return [name for name in names if name.startswith("Picture")]

    def close(self) -> None:
        """As a person closes a window; every process of the studio has ended then."""
        self.person.screen.close_window(TITLE)
        wait_until(
            lambda: self.others.issuperset(processes(self.person.root)),
            CLOSE_SECONDS,
            "the end of the studio",
        )


def processes(root: CleanRoot) -> list[int]:
    """The processes of the installed program."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            program = str((folder / "exe").readlink())
        except OSError:
            continue
        # One whose package was replaced or removed meanwhile has more behind its name.
        if program.startswith(f"{root.folder}{PROGRAM}"):
            found.append(int(folder.name))
    return found


@contextmanager
def at_a_desktop(root: CleanRoot, size: str = "1440x900") -> Iterator[Person]:
    """A session with a screen, a bus, an unlocked key store and screen readers' bus."""
    with ExitStack() as stack:
        outside = stack.enter_context(private_folders())
        command = ["Xvfb", "-ac", "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"]
        outside["DISPLAY"] = f":{stack.enter_context(announced(command, '-displayfd {}', outside))}"
        runtime = root.shared / "run"
        runtime.mkdir(mode=0o700, exist_ok=True)
        os.chown(runtime, PERSON_ID, PERSON_ID)
        environment = basic_environment(person=True) | {
            "DISPLAY": outside["DISPLAY"],
            "XDG_RUNTIME_DIR": str(runtime),
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={runtime}/bus"
        stack.enter_context(_bus(root, environment))
        stack.enter_context(_key_store(root, environment))
        ready = Path(outside["XDG_RUNTIME_DIR"], "window-manager-is-ready")
        stack.enter_context(running(["openbox", "--startup", f"touch {ready}"], outside))
        wait_until(ready.exists, _SECONDS, "the window manager")
        yield Person(root, Desktop(outside["DISPLAY"], environment))


@contextmanager
def _bus(root: CleanRoot, environment: dict[str, str]) -> Iterator[None]:
    address = environment["DBUS_SESSION_BUS_ADDRESS"]
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={address}"]
    with running(root.words(command, environment, person=True), os.environ):
        wait_until(Path(address.removeprefix("unix:path=")).exists, _SECONDS, "the session's bus")
        yield


@contextmanager
def _key_store(root: CleanRoot, environment: dict[str, str]) -> Iterator[None]:
    # It carries a file capability that some containers refuse; a copy carries none.
    copy = Path(f"{root.folder}{_KEYRING}")
    shutil.copyfile(root.folder / "usr" / "bin" / "gnome-keyring-daemon", copy)
    copy.chmod(0o755)
    command = [_KEYRING, "--foreground", "--unlock", "--components=secrets"]
    words = root.words(command, environment, person=True)
    with running(words, os.environ, stdin=subprocess.PIPE) as daemon:
        assert daemon.stdin is not None
        daemon.stdin.write(_PASSWORD)
        daemon.stdin.close()
        ask = "org.freedesktop.DBus.NameHasOwner", "org.freedesktop.secrets"
        question = ["gdbus", "call", "--session", "--dest=org.freedesktop.DBus"]
        question += ["--object-path=/org/freedesktop/DBus", f"--method={ask[0]}", ask[1]]
        wait_until(
            lambda: "true" in root.run(*question, person=True, **environment),
            _SECONDS,
            "the key store",
        )
        yield


@contextmanager
def _as_person() -> Iterator[None]:
    """A bus answers its own user only, not even root."""
    os.setresuid(PERSON_ID, PERSON_ID, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def end(root: CleanRoot) -> None:
    """End whatever a failed test left running of the installed program."""
    for number in processes(root):
        os.kill(number, signal.SIGKILL)
    time.sleep(0.2)
