"""A studio that sends to a Sandbox by start flag, and is given its key by hand."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.atspi import Accessibility, Node, State, accessibility
from tests.e2e.clipboard import on_clipboard
from tests.e2e.desktop import Desktop
from tests.e2e.first_picture import CLOSE_SECONDS, START_SECONDS, TITLE, pictures
from tests.e2e.session import DriverError, running, wait_until

SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class KeyedStudio:
    """What a person does with it, and what can be read there."""

    screen: Desktop
    tree: Accessibility
    process: subprocess.Popen[bytes]
    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def library(self) -> Path:
        return self.data / "library"

    def until(self, condition: Callable[[], object], what: str, seconds: float = SECONDS) -> None:
        """Wait for a condition, but no longer than the studio runs."""
        wait_until(lambda: self.process.poll() is not None or condition(), seconds, what)
        if self.process.poll() is not None and not condition():
            raise DriverError(f"the studio ended with {self.process.returncode} before {what}")

    def shows(self, part: str) -> bool:
        """Whether a control with this in its name is to be seen."""
        return bool(self.tree.find_where(lambda name: part in plain(name)))

    def until_shown(self, part: str, seconds: float = SECONDS) -> None:
        self.until(lambda: self.shows(part), f"{part!r} in the window", seconds)

    def paste(self, text: str) -> None:
        """Ctrl+V, wherever the keyboard is; returns as soon as the key is known to work."""
        self.tree.wait_for("API key")
        with on_clipboard(self.screen, text):
            self.screen.key("ctrl+v")
            # Whoever copied it has to be there until it was fetched.
            self.until(lambda: self.has_balance, "a key that works")

    @property
    def has_balance(self) -> bool:
        """Whether the toolbar tells what is left: a key works here."""
        return self.tree.find("Balance") is not None

    def prompt(self) -> Node:
        return self.tree.wait_for("Prompt", role="text")

    def click_into(self, name: str) -> None:
        """Click until the keyboard is in a field: what has just come may still move."""
        field = self.tree.wait_for(name, role="text")

        def focused() -> bool:
            if State.FOCUSED not in field.states:
                self.screen.click(field.centre)
            return State.FOCUSED in field.states

        self.until(focused, f"the keyboard in {name}")

    def focus_prompt(self) -> None:
        """Give the keyboard to the studio's prompt."""
        self.click_into("Prompt")

    def generate(self, prompt: str) -> None:
        """Type a prompt where the keyboard is, and press Ctrl+Enter."""
        field = self.prompt()
        self.until(lambda: State.FOCUSED in field.states, "the keyboard in the prompt")
        self.screen.type_text(prompt)
        self.until(lambda: field.text == prompt, "the typed prompt")
        self.screen.key("ctrl+Return")

    def picture(self, before: set[Path] | None = None) -> Path:
        """The next picture in the library."""
        known = before or set()
        self.until(lambda: pictures(self.library) - known, "the picture")
        return (pictures(self.library) - known).pop()

    def close(self) -> None:
        """As a person closes a window; it has ended well then."""
        self.screen.close_window(TITLE)
        wait_until(lambda: self.process.poll() is not None, CLOSE_SECONDS, "the studio's end")
        assert self.process.returncode == 0


def keyed_environment(screen: Desktop) -> dict[str, str]:
    """That of a person: keyring chooses the key store by itself."""
    return {
        name: value
        for name, value in screen.environment.items()
        if name != "PYTHON_KEYRING_BACKEND"
    }


@contextmanager
def keyed_studio(
    screen: Desktop, folder: Path, origin: str, environment: Mapping[str, str] | None = None
) -> Iterator[KeyedStudio]:
    """A studio on a desktop, with what it prints kept beside its data."""
    words = ["--data-dir", str(folder / "data"), "--endpoint", origin]
    command = [sys.executable, "-m", "bfl_studio", *words]
    chosen = keyed_environment(screen) if environment is None else environment
    with ExitStack() as stack:
        stdout, stderr = (
            stack.enter_context((folder / name).open("ab")) for name in ("stdout", "stderr")
        )
        # First, so that somebody is there when the window tells that it is.
        tree = stack.enter_context(accessibility(screen))
        tree.applications()
        process = stack.enter_context(running(command, chosen, stdout=stdout, stderr=stderr))
        studio = KeyedStudio(screen, tree, process, folder)
        studio.until(lambda: screen.windows(TITLE), "its window", START_SECONDS)
        screen.wait_for_window(TITLE)
        yield studio


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")
