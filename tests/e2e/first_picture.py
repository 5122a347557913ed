"""Drive the real window to its first picture, on a desktop of its own, by mouse and keys."""

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import platformdirs
from PIL import Image, UnidentifiedImageError

from tests.e2e.atspi import Accessibility, accessibility
from tests.e2e.desktop import Desktop, desktop
from tests.e2e.session import DriverError, wait_until

PROMPT = "a lighthouse on a basalt cliff at dusk, warm light in the window, calm sea"
TITLE = "BFL Studio"
START_SECONDS = 60.0
PICTURE_SECONDS = 120.0
CLOSE_SECONDS = 40.0


def kept_folder() -> Path:
    """Return where the pictures of such runs stay: beside the studio's own data, not in it."""
    return platformdirs.user_data_path("bfl-studio-first-picture", appauthor=False)


def pictures(library: Path) -> set[Path]:
    """Return the finished pictures in a library folder."""
    found = (path for path in library.glob("*") if path.is_file() and path.name[0] != ".")
    return {path for path in found if _is_picture(path)}


def _is_picture(path: Path) -> bool:
    try:
        with Image.open(path) as image:
            image.load()
    except (OSError, UnidentifiedImageError):
        return False
    return True


def _while_running(
    studio: subprocess.Popen[bytes], condition: Callable[[], object], seconds: float, what: str
) -> None:
    """Wait for a condition, but no longer than the studio runs."""
    wait_until(lambda: studio.poll() is not None or condition(), seconds, what)
    if studio.poll() is not None and not condition():
        raise DriverError(f"the studio ended with {studio.returncode} before {what}")


def make_picture(
    screen: Desktop,
    tree: Accessibility,
    studio: subprocess.Popen[bytes],
    library: Path,
    prompt: str = PROMPT,
) -> Path:
    """Type a prompt, press Ctrl+Enter and return the picture once it is saved and listed.

    Raises DriverError if the window, the picture or its place in the library does not come.
    """
    before = pictures(library)
    _while_running(studio, lambda: screen.windows(TITLE), START_SECONDS, "its window")
    screen.wait_for_window(TITLE)
    _while_running(studio, lambda: tree.find("Generate"), START_SECONDS, "its Generate button")
    field = tree.wait_for("Prompt", role="text")
    screen.click(field.centre)
    screen.key("ctrl+a")
    screen.type_text(prompt)
    wait_until(lambda: field.text == prompt, 10, "the typed prompt")
    listed = len(tree.wait_for("Library", role="list").names)
    screen.key("ctrl+Return")
    _while_running(studio, lambda: pictures(library) - before, PICTURE_SECONDS, "the picture")
    wait_until(
        lambda: len(tree.wait_for("Library", role="list").names) > listed,
        20,
        "the picture in the library",
    )
    return max(pictures(library) - before, key=lambda path: path.stat().st_mtime)


def _drive(folder: Path, prompt: str) -> tuple[Path, Path]:
    """Return the paths of the picture and of the screenshot."""
    screenshot = folder / "screenshot.png"
    command = [sys.executable, "-m", "bfl_studio", "--data-dir", str(folder)]
    with (
        desktop() as screen,
        screen.running(command) as studio,
        accessibility(screen) as tree,
    ):
        try:
            picture = make_picture(screen, tree, studio, folder / "library", prompt)
        finally:
            screen.screenshot(screenshot)
        screen.close_window(TITLE)
        wait_until(lambda: studio.poll() is not None, CLOSE_SECONDS, "the end of the studio")
    return picture, screenshot


def main() -> None:
    """Print where the picture and the screenshot are; exit code 1 says that there is none."""
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.first_picture", description=__doc__)
    parser.add_argument("--prompt", default=PROMPT, help="what to type")
    parser.add_argument("--data-dir", type=Path, default=kept_folder(), help="where it stays")
    given = parser.parse_args()
    folder = given.data_dir.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    print("no display: driving the studio on a screen of its own", flush=True)
    try:
        picture, screenshot = _drive(folder, given.prompt)
    except DriverError as failure:
        sys.exit(f"no first picture: {failure} (the screen: {folder / 'screenshot.png'})")
    print(f"picture: {picture}")
    print(f"screenshot: {screenshot}")


if __name__ == "__main__":
    main()
