"""Looks over scenes for text that does not fit and things that are faint.

`python -m tests.ui.looks.survey [SCENE …]` prints what it found, as JSON.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
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

Check = Callable[[QWidget], list[str]]
Faults = dict[str, list[str]]
_DARK, _LIGHT = theme.Scheme.DARK, theme.Scheme.LIGHT


def survey(names: Sequence[str]) -> tuple[Faults, Faults]:
    """Look over scenes in a process of its own, on a screen as large as the pictures need.

    What is wrong in each, first in our own words, then in a language a third longer.
    """
    command = [sys.executable, "-m", "tests.ui.looks.survey", *names]
    with tempfile.TemporaryDirectory() as folder:
        told = subprocess.run(
            command, env=environment(Path(folder)), capture_output=True, text=True, check=False
        )
    if told.returncode:
        raise RuntimeError(told.stderr)
    usual, longer = json.loads(told.stdout.splitlines()[-1])
    return usual, longer


def look_over(application: QApplication, scene: Scene, folder: Path) -> list[str]:
    """Both checks in both schemes and at every size; a scheme moves nothing."""
    with standing(scene, folder, scene.sizes[0]) as parts:
        found = []
        for scheme, checks in ((_DARK, (misfits, faint)), (_LIGHT, (faint,))):
            theme.apply(application, scheme)
            for size in scene.sizes:
                parts.window.resize(*size)
                settle(parts)
                found += _told(f"{size[0]} {scheme.name.lower()}", checks)
    theme.apply(application, _DARK)
    return found


def look_over_longer(scene: Scene, folder: Path) -> list[str]:
    """Only whether it fits: colours are those of the first look."""
    with standing(scene, folder, scene.sizes[0]) as parts:
        found = []
        for size in scene.sizes:
            parts.window.resize(*size)
            settle(parts)
            found += _told(f"{size[0]}", (misfits,))
    return found


def _told(where: str, checks: Iterable[Check]) -> list[str]:
    return [f"{where}: {fault}" for check in checks for each in windows() for fault in check(each)]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.ui.looks.survey", description=__doc__)
    parser.add_argument("scenes", nargs="*")
    names = parser.parse_args().scenes
    application = dressed()
    chosen = [scene for scene in SCENES if not names or scene.name in names]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        usual = {scene.name: look_over(application, scene, place) for scene in chosen}
        translator = Longer()
        QCoreApplication.installTranslator(translator)
        longer = {scene.name: look_over_longer(scene, place) for scene in chosen}
    print(json.dumps([usual, longer]))


if __name__ == "__main__":
    main()
