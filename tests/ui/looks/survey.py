"""Looks over scenes for text that does not fit and things that are faint.

`python -m tests.ui.looks.survey [--longer] [SCENE …]` prints what it found in each, a list in a
line of JSON; without a scene it reads their names, a line each.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.ui import theme
from tests.scenes import SCENES
from tests.screenshots import dressed, environment, settle, standing
from tests.staging import Scene
from tests.ui.looks.contrast import faint
from tests.ui.looks.fit import misfits, windows
from tests.ui.looks.longer import Longer
from tests.ui.looks.painted import Look, painted

Check = Callable[[QWidget, Look], list[str]]
_DARK, _LIGHT = theme.Scheme.DARK, theme.Scheme.LIGHT
Surveyor = Callable[[str], list[str]]
"""Told the name of a scene, says what is wrong in it."""


@contextmanager
def surveyor(folder: Path, pictures: Path, *options: str) -> Iterator[Surveyor]:
    """Looks at scenes in a process of its own, on a screen as large as the pictures need.

    `folder` is its own; `pictures` holds what is painted on the way, for others too.
    """
    command = [sys.executable, "-m", "tests.ui.looks.survey", *options]
    with (
        (folder / "errors").open("w+") as errors,
        subprocess.Popen(
            [*command, "--pictures", str(pictures)],
            env=environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as child,
    ):
        asked, told = child.stdin, child.stdout
        assert asked is not None and told is not None

        def look_at(scene: str) -> list[str]:
            asked.write(f"{scene}\n")
            asked.flush()
            line = told.readline()
            assert line, (folder / "errors").read_text()
            found: list[str] = json.loads(line)
            return found

        yield look_at


def look_over(application: QApplication, scene: Scene, folder: Path) -> list[str]:
    """Both checks at every size; a scheme moves nothing, so that colours are what is left."""
    found = []
    for size in scene.sizes:
        with standing(scene, folder, size) as parts:
            found += _told(f"{size[0]} dark", misfits, faint)
            if size == scene.sizes[-1]:
                theme.apply(application, _LIGHT)
                settle(parts)
                found += _told(f"{size[0]} light", faint)
        theme.apply(application, _DARK)
    return found


def look_over_longer(scene: Scene, folder: Path) -> list[str]:
    """Only whether it fits: colours are those of the first look."""
    found = []
    for size in scene.sizes:
        with standing(scene, folder, size):
            found += _told(f"{size[0]}", misfits)
    return found


def _told(where: str, *checks: Check) -> list[str]:
    look = cache(painted)
    every = windows()
    return [
        f"{where}: {fault}" for check in checks for each in every for fault in check(each, look)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.ui.looks.survey", description=__doc__)
    parser.add_argument("scenes", nargs="*")
    parser.add_argument("--longer", action="store_true", help="in a language a third longer")
    parser.add_argument("--pictures", type=Path, help="a folder for what is painted on the way")
    given = parser.parse_args()
    application = dressed()
    known = {scene.name: scene for scene in SCENES}
    translator = Longer()
    if given.longer:
        QCoreApplication.installTranslator(translator)
    # What is loaded by now is no garbage, and each window makes ten thousand things that soon are.
    gc.freeze()
    gc.set_threshold(20_000)
    with tempfile.TemporaryDirectory() as folder:
        place = given.pictures or Path(folder)
        for name in given.scenes or map(str.strip, sys.stdin):
            scene = known[name]
            longer = given.longer
            found = (
                look_over_longer(scene, place) if longer else look_over(application, scene, place)
            )
            print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
