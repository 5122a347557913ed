"""Around the prompt by real keys: its history, a search in it, starters; a kill takes no word."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bfl_studio.state.press import DEAF_SECONDS
from tests.e2e.atspi import Accessibility, Node, State, accessibility
from tests.e2e.desktop import Desktop, desktop
from tests.e2e.first_picture import TITLE
from tests.e2e.kept_draft import kept_recipe
from tests.e2e.overheard_sandbox import Overheard, overheard_sandbox
from tests.e2e.session import wait_until

_SECONDS = 20.0
_REMOVED = (
    "Remove {} from the image and rebuild what is behind it in the same texture, perspective and "
    "light. Keep everything else exactly as it is."
)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Hands on the keyboard, and eyes on the prompt."""

    screen: Desktop
    tree: Accessibility
    prompt: Node
    sandbox: Overheard

    def press(self, keys: str, shows: str) -> None:
        """A chord, and what the prompt is then."""
        self.screen.key(keys)
        self.until_prompt(shows)

    def type(self, words: str) -> None:
        """In place of everything."""
        self.screen.key("ctrl+a")
        self.screen.type_text(words)
        self.until_prompt(words)

    def send(self, words: str) -> None:
        self.type(words)
        self.screen.key("ctrl+Return")
        wait_until(lambda: words in self.sent(), _SECONDS, f"{words!r} at the service")
        # Pressed again too soon it would count as a double click.
        time.sleep(2 * DEAF_SECONDS)

    def sent(self) -> list[str]:
        posts = [each for each in self.sandbox.requests() if each["method"] == "POST"]
        return [json.loads(each["body"].encode("latin-1"))["prompt"] for each in posts]

    def open_starters(self) -> None:
        self.screen.click(self.tree.wait_for("Starters").centre)
        self.until_away()

    def until_away(self) -> None:
        """What a popover holds is no part of the tree; but it takes the keyboard."""
        wait_until(lambda: State.FOCUSED not in self.prompt.states, _SECONDS, "a popover")

    def until_prompt(self, words: str) -> None:
        wait_until(lambda: self.prompt.text == words, _SECONDS, f"{words!r} in the prompt")
        wait_until(lambda: State.FOCUSED in self.prompt.states, _SECONDS, "the keyboard there")


@contextmanager
def _writer(screen: Desktop, data: Path, sandbox: Overheard) -> Iterator[_Writer]:
    """At a studio that is killed in the end."""
    options = ["--data-dir", str(data), "--endpoint", sandbox.origin]
    command = [sys.executable, "-m", "bfl_studio", *options]
    with ExitStack() as stack:
        studio = stack.enter_context(screen.running(command, BFL_API_KEY="bfl_prompt_keys"))
        tree = stack.enter_context(accessibility(screen))
        wait_until(lambda: screen.windows(TITLE), 60, "the studio's window")
        screen.wait_for_window(TITLE)
        tree.wait_for("Reference 1", seconds=30)
        yield _Writer(screen, tree, tree.wait_for("Prompt", role="text"), sandbox)
        studio.kill()
        studio.wait()


def test_prompts_and_starters_come_by_keys_and_survive_a_kill(tmp_path: Path) -> None:
    data, service = tmp_path / "data", tmp_path / "service"
    service.mkdir()
    with overheard_sandbox(service) as sandbox, desktop() as screen:
        with _writer(screen, data, sandbox) as person:
            person.send("a red barn")
            person.send("a blue harbour")
            person.type("my draft")
            person.press("alt+Up", "a blue harbour")
            person.press("alt+Up", "a red barn")
            person.press("alt+Down", "a blue harbour")
            person.press("alt+Down", "my draft")

            screen.key("ctrl+shift+f")
            person.until_away()
            screen.type_text("barn")
            person.press("Return", "a red barn")
            person.press("ctrl+z", "my draft")

            person.open_starters()
            screen.key("Down")
            person.press("Return", _REMOVED.format("my draft"))
            person.press("ctrl+z", "my draft")
            person.type("{prompt}, two inks")
            person.open_starters()
            # From the list to what saves; then the name, and back.
            screen.key("Tab", "space")
            screen.type_text("House")
            screen.key("Return")
            screen.key("Escape")
            person.press("ctrl+l", "{prompt}, two inks")
            person.type("a whale")
            person.open_starters()
            person.press("Return", "a whale, two inks")
            person.press("alt+Up", "a whale")
            # A kill may take what is not a second old.
            wait_until(lambda: kept_recipe(data)["prompt"] == "a whale", _SECONDS, "the draft")

        with _writer(screen, data, sandbox) as person:
            person.until_prompt("a whale")
            for words in ("a whale, two inks", "my draft", "a blue harbour", "a red barn"):
                person.press("alt+Up", words)
            person.type("a fox")
            person.open_starters()
            person.press("Return", "a fox, two inks")
            assert person.sent() == ["a red barn", "a blue harbour"]
