"""Looks over scenes for text that does not fit and things that are faint.

`python -m tests.ui.looks.survey [SCENE …]` prints what it found, as JSON.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
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
Faults = dict[str, list[str]]
_DARK, _LIGHT = theme.Scheme.DARK, theme.Scheme.LIGHT
_AT_ONCE = 2


def survey(names: Sequence[str]) -> tuple[Faults, Faults]:
    """Look over scenes in processes of their own, on a screen as large as the pictures need.

    What is wrong in each, first in our own words, then in a language a third longer.
    """
    usual: Faults = {}
    longer: Faults = {}
    with tempfile.TemporaryDirectory() as folder:
        shares = [share for share in (names[first::_AT_ONCE] for first in range(_AT_ONCE)) if share]
        running = [_surveyor(share, Path(folder)) for share in shares]
        for each in running:
            told, said = each.communicate()
            if each.returncode:
                raise RuntimeError(said)
            for faults, found in zip((usual, longer), json.loads(told), strict=True):
                faults.update(found)
    return usual, longer


def _surveyor(names: Sequence[str], folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ui.looks.survey", *names, "--pictures", str(folder)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment(folder), stdout=pipe, stderr=pipe, text=True)


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
    parser.add_argument("--pictures", type=Path, help="a folder for what is painted on the way")
    given = parser.parse_args()
    names = given.scenes
    application = dressed()
    chosen = [scene for scene in SCENES if not names or scene.name in names]
    with tempfile.TemporaryDirectory() as folder:
        place = given.pictures or Path(folder)
        usual = {scene.name: look_over(application, scene, place) for scene in chosen}
        translator = Longer()
        QCoreApplication.installTranslator(translator)
        longer = {scene.name: look_over_longer(scene, place) for scene in chosen}
    print(json.dumps([usual, longer]))


if __name__ == "__main__":
    main()
