"""Every state of the window, light and dark, at 1× and 2×, to a folder to look at."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication, QWidget

SIZES = ((1280, 720), (1440, 900))
_SETTLE_SECONDS = 1.2
# Without it the screen is 800 pixels wide, and popups keep to it. In device pixels, for 2x.
_SCREEN = {"name": "desk", "x": 0, "y": 0, "width": 3840, "height": 2160}


class NoEngine:
    """Nothing is sent and nothing answers: what is shown was put there."""

    def ask(self, question: Callable[[Any], Coroutine[Any, Any, Any]]) -> Future[Any]:
        return Future()


def _shoot(application: QApplication, window: QWidget) -> QPixmap:
    """The window with whatever has opened over it."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QPainter

    shot = window.grab()
    painter = QPainter(shot)
    for popup in application.topLevelWidgets():
        if popup.isVisible() and popup.windowType() == Qt.WindowType.Popup:
            place = window.mapFromGlobal(popup.mapToGlobal(popup.rect().topLeft()))
            painter.drawPixmap(place, _see_through(popup))
    painter.end()
    return shot


def _see_through(popup: QWidget) -> QPixmap:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QPixmap

    drawn = QPixmap(popup.size() * popup.devicePixelRatioF())
    drawn.setDevicePixelRatio(popup.devicePixelRatioF())
    drawn.fill(Qt.GlobalColor.transparent)
    popup.render(drawn)
    return drawn


def _draw(folder: Path, scale: int, only: str) -> None:
    from PySide6.QtGui import QCursor
    from PySide6.QtWidgets import QApplication

    from bfl_studio.app import StudioParts
    from bfl_studio.domain.endpoint import Place
    from bfl_studio.services.premises import Premises
    from bfl_studio.ui import theme
    from bfl_studio.ui.focus_ring import FocusRings
    from tests.scenes import SCENES

    application = QApplication([])
    # Out of the way: a hand that rests at the corner would point at the menu.
    QCursor.setPos(10_000, 10_000)
    FocusRings(application)
    pictures = Path(tempfile.gettempdir()) / "bfl-studio-scenes"
    pictures.mkdir(exist_ok=True)
    for scheme in (theme.Scheme.DARK, theme.Scheme.LIGHT):
        theme.apply(application, scheme)
        for scene in SCENES:
            if only and only not in scene.name:
                continue
            premises = Premises(pictures, pictures / "BFL Studio")
            parts = StudioParts(premises, Place.SANDBOX, None)
            parts.furnish(NoEngine())
            parts.studio.situation.set_opened(None)
            for width, height in SIZES:
                parts.window.resize(width, height)
                parts.window.show()
                if (width, height) == SIZES[0]:
                    scene.stage(parts, pictures)
                end = time.monotonic() + _SETTLE_SECONDS
                while time.monotonic() < end:
                    application.processEvents()
                    time.sleep(0.005)
                name = f"{scene.name}-{width}x{height}-{scheme.name.lower()}-{scale}x.png"
                _shoot(application, parts.window).save(str(folder / name))
            while (popup := application.activePopupWidget()) is not None:
                popup.close()
            parts.window.hide()
            parts.window.deleteLater()
            parts.cache.close()
    print(f"{scale}x drawn")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="scenes whose name holds this")
    parser.add_argument("--scale", type=int, choices=(1, 2), help="one density only")
    given = parser.parse_args()
    folder = given.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    if given.scale is not None and os.environ.get("QT_SCALE_FACTOR") == str(given.scale):
        _draw(folder, given.scale, given.only)
        return
    for scale in (given.scale,) if given.scale else (1, 2):
        command = [sys.executable, "-m", "tests.screenshots", str(folder), "--scale", str(scale)]
        with tempfile.TemporaryDirectory() as place:
            screen = Path(place) / "screen.json"
            screen.write_text(json.dumps({"screens": [_SCREEN]}))
            platform = f"offscreen:configfile={screen}"
            environment = os.environ | {"QT_SCALE_FACTOR": str(scale), "QT_QPA_PLATFORM": platform}
            subprocess.run([*command, "--only", given.only], check=True, env=environment)
    print(f"screenshots: {folder}")


if __name__ == "__main__":
    main()
