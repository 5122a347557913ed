"""A studio on a real screen with another program beside it, out of which drags are pulled."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from bfl_studio.ui.tokens import DARK, LIGHT
from tests.drops.carried import Carried
from tests.drops.table import Mark
from tests.e2e.atspi import Accessibility, Extents, Node, State, accessibility
from tests.e2e.desktop import Desktop, Point, desktop
from tests.e2e.drag_source import TITLE as SOURCE
from tests.e2e.first_picture import TITLE
from tests.e2e.session import DriverError, running, wait_until

SCREEN = "1800x900"
"""Wide enough for the studio and another program beside it."""

_SOURCE_PLACE = ("1560", "380")
_SECONDS = 20.0
_RING_DEPTH = 3
_BAR_DEPTH = 6


@dataclass(frozen=True, slots=True)
class DraggingStudio:
    """What a hand does to both programs, and what can be read of the studio."""

    screen: Desktop
    tree: Accessibility
    studio: subprocess.Popen[bytes]
    source: subprocess.Popen[bytes]
    command: list[str]
    tiles: tuple[Node, ...]

    def node(self, name: str, role: str = "") -> Node:
        return self.tree.wait_for(name, role=role)

    def take(self, carried: Carried) -> Point:
        """Let the next drag carry this; where it is to be picked up."""
        assert self.source.stdin is not None
        self.source.stdin.write(f"{carried}\n".encode())
        self.source.stdin.flush()
        assert self.line() == str(carried)
        return self.node("Source").centre

    def line(self) -> str:
        """What the other program says next: the action that a drag ended with."""
        assert self.source.stdout is not None
        return self.source.stdout.readline().decode().strip()

    def references(self) -> list[str]:
        """What is said of the slots that can be seen, in order; the last may be empty."""
        shown = [tile for tile in self.tiles if State.SHOWING in tile.states]
        return [tile.description for tile in shown]

    def names(self) -> list[str]:
        """The names of the pictures in the slots; those being read do not count yet."""
        said = [each.partition(", ")[0] for each in self.references()]
        return [each for each in said if each != "Empty" and not each.startswith("Reading ")]

    @property
    def reading(self) -> bool:
        return any(each.startswith("Reading ") for each in self.references())

    def until(self, condition: Callable[[], object], what: str) -> None:
        wait_until(condition, _SECONDS, what)

    def until_names(self, expected: list[str]) -> None:
        """Wait for these pictures in the slots, and that no other is on its way."""
        try:
            self.until(lambda: self.names() == expected and not self.reading, "the slots")
        except DriverError:
            assert self.references() == expected
            raise

    def fill(self, *paths: Path) -> None:
        """Put pictures into the next free slots, as the desktop opens them with the studio."""
        before = self.names()
        if paths:
            subprocess.run([*self.command, *map(str, paths)], env=self._environment, check=True)
            self.until_names(before + [path.name for path in paths])

    def notices(self) -> str:
        """What the foot says at its right end."""
        said, nodes = [], self.tree.find_all("Notices")
        while nodes:
            said += [node.name for node in nodes]
            nodes = [child for node in nodes for child in node.children]
        return " ".join(said).replace("\u00a0", " ")

    def mark(self, number: int) -> Mark:
        """What the screen shows at a tile: a ring around it, or a bar before it."""
        place = self.tiles[number - 1].extents
        shot = self.screen.screenshot().convert("RGB")
        # A quarter down: clear of the words in the middle and of the cross in the corner.
        row = place.y + place.width // 4
        if _shows(shot, place.x - _BAR_DEPTH + 1, place.x - 1, row):
            return Mark.BAR
        right = place.x + place.width
        edges = ((place.x, place.x + _RING_DEPTH), (right - _RING_DEPTH, right))
        ringed = all(_shows(shot, left, until, row) for left, until in edges)
        return Mark.RING if ringed else Mark.NONE

    @property
    def _environment(self) -> dict[str, str]:
        return dict(self.screen.environment)

    def empty(self) -> None:
        """No reference, no notice, no prompt, no popover: as it was at the start."""
        self.screen.wait_for_window(TITLE)
        self.screen.key("Escape")
        clear = self.tree.find("Clear references")
        if clear is not None:
            clear.press()
        self.until_names([])
        while close := self.tree.find("Close notice"):
            self.screen.click(close.centre)
        prompt = self.node("Prompt", "text")
        if prompt.text:
            prompt.focus()
            self.screen.key("ctrl+a", "Delete")
        self.until(lambda: not prompt.text, "an empty prompt")


def gap_before(place: Extents) -> Point:
    """A point of a tile that belongs to the gap before it."""
    return place.x + 2, place.y + place.width // 2


def middle(place: Extents) -> Point:
    """The middle of a tile's picture."""
    return place.x + place.width // 2, place.y + place.width // 2


def _shows(shot: Image.Image, left: int, right: int, row: int) -> bool:
    """Whether the colour of marks is in a few pixels of one row."""
    wanted = {_rgb(DARK.focus), _rgb(LIGHT.focus)}
    return any(shot.getpixel((column, row)) in wanted for column in range(left, right))


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


@contextmanager
def dragging_studio(
    data: Path, files: Path, *options: str, **environment: str
) -> Iterator[DraggingStudio]:
    """Both programs on one screen; the drags carry what lies in `files`."""
    command = [sys.executable, "-m", "bfl_studio", "--data-dir", str(data), *options]
    source = [sys.executable, "-m", "tests.e2e.drag_source", str(files), *_SOURCE_PLACE]
    with ExitStack() as stack:
        screen = stack.enter_context(desktop(SCREEN))
        studio = stack.enter_context(screen.running(command, **environment))
        tree = stack.enter_context(accessibility(screen))
        wait_until(lambda: screen.windows(TITLE), 60, "the studio's window")
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        other = stack.enter_context(running(source, screen.environment, **pipes))
        wait_until(lambda: screen.windows(SOURCE), 20, "the other program's window")
        screen.wait_for_window(TITLE)
        tree.wait_for("Reference 1", seconds=30)
        tiles = (tree.find(f"Reference {number}", showing=False) for number in range(1, 9))
        yield DraggingStudio(
            screen, tree, studio, other, command, tuple(tile for tile in tiles if tile is not None)
        )
        screen.close_window(TITLE)
        wait_until(lambda: studio.poll() is not None, 40, "the end of the studio")
        assert studio.returncode == 0
        for pipe in (other.stdin, other.stdout):
            assert pipe is not None
            pipe.close()
