"""A picture leaves by hand and by clipboard: into another program, whole and clean."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from PIL import Image, PngImagePlugin

from tests.e2e.atspi import Accessibility, accessibility
from tests.e2e.desktop import Desktop, desktop
from tests.e2e.first_picture import TITLE, make_picture
from tests.e2e.receiving_window import TITLE as RECEIVER
from tests.e2e.session import wait_until

PROMPT = "a quiet harbour"
SCREEN = "1800x900"
"""Wide enough for the studio and another program beside it."""

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """A studio with one picture, another program, and where that writes what it got."""

    screen: Desktop
    tree: Accessibility
    studio: subprocess.Popen[bytes]
    original: Path
    received: Path

    def next_received(self, number: int) -> Said:
        """What the other program got, as its `number`th thing."""
        path = self.received / f"{number}.json"
        wait_until(path.exists, 15, f"thing {number} in the other program")
        said: Said = json.loads(path.read_text())
        return said

    def paste(self) -> None:
        """Ctrl+V in the other program."""
        self.screen.click(self.tree.wait_for("Receiver").centre)
        self.screen.key("ctrl+v")

    def to_studio(self, name: str) -> None:
        """Click on a control of the studio."""
        self.screen.wait_for_window(TITLE)
        self.screen.click(self.tree.wait_for(name).centre)


@contextmanager
def pair(folder: Path) -> Iterator[Pair]:
    """Both programs on one screen; the file of the picture tells its prompt."""
    received = folder / "received"
    received.mkdir()
    command = [sys.executable, "-m", "bfl_studio", "--data-dir", str(folder / "data")]
    receiver = [sys.executable, "-m", "tests.e2e.receiving_window", str(received)]
    with (
        desktop(SCREEN) as screen,
        screen.running(command) as studio,
        accessibility(screen) as tree,
    ):
        original = make_picture(screen, tree, studio, folder / "data" / "library", PROMPT)
        _tell_in(original)
        with screen.running(receiver):
            screen.wait_for_window(RECEIVER)
            yield Pair(screen, tree, studio, original, received)
        screen.close_window(TITLE)
        wait_until(lambda: studio.poll() is not None, 40, "the end of the studio")
        assert studio.returncode == 0


def _tell_in(path: Path) -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("prompt", PROMPT)
    # In one step: the studio may be reading it.
    part = path.with_suffix(".part")
    with Image.open(path) as image:
        image.save(part, "PNG", pnginfo=words)
    part.replace(path)


def _is_clean_copy(copy: Path, original: Path) -> bool:
    with Image.open(copy) as first, Image.open(original) as second:
        same = (first.mode, first.tobytes()) == (second.mode, second.tobytes())
        told = set(first.info) - {"xmp", "XML:com.adobe.xmp", "dpi", "gamma", "icc_profile"}
    return same and not told and PROMPT.encode() not in copy.read_bytes()


def _file_of(said: Said) -> Path:
    (url,) = said["urls"]
    assert url.startswith("file:///")
    return Path(unquote(urlsplit(url).path))


def test_a_picture_dragged_or_copied_into_another_program_is_clean(tmp_path: Path) -> None:
    with pair(tmp_path) as both:
        target = both.tree.wait_for("Receiver").centre
        tiles = both.tree.wait_for("Library", role="list")
        tile = next(each for each in tiles.children if PROMPT in each.name)
        for number, start in enumerate((both.tree.wait_for("Viewer").centre, tile.extents.centre)):
            both.screen.drag(start, target)
            said = both.next_received(number + 1)
            assert said["action"] == "CopyAction"
            assert _file_of(said).name == both.original.name
            assert _file_of(said) != both.original
            assert _is_clean_copy(_file_of(said), both.original)

        both.to_studio("Viewer")
        both.screen.key("ctrl+c")
        both.tree.wait_for("Copied, clean: without prompt or recipe.")
        both.paste()
        said = both.next_received(3)
        assert _is_clean_copy(_file_of(said), both.original)
        assert said["files"] == f"copy\n{said['urls'][0]}"
        assert _is_clean_copy(both.received / "3.png", both.original)

        both.to_studio("Prompt")
        both.screen.key("ctrl+a", "ctrl+c")
        both.paste()
        said = both.next_received(4)
        assert (said["text"], said["urls"]) == (PROMPT, [])

        both.to_studio("Viewer")
        both.screen.key("ctrl+shift+c")
        both.tree.wait_for("Prompt copied.")
