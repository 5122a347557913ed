"""Every state of the window, light and dark, at 1× and 2×, to a folder to look at."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from pathlib import Path
from typing import Any

SIZES = ((1280, 720), (1440, 900))
_SETTLE_SECONDS = 1.2


class NoEngine:
    """Nothing is sent and nothing answers: what is shown was put there."""

    def ask(self, question: Callable[[Any], Coroutine[Any, Any, Any]]) -> Future[Any]:
        return Future()


def _draw(folder: Path, scale: int, only: str) -> None:
    from PySide6.QtWidgets import QApplication

    from bfl_studio.app import StudioParts
    from bfl_studio.domain.endpoint import Place
    from bfl_studio.services.premises import Premises
    from bfl_studio.ui import theme
    from bfl_studio.ui.focus_ring import FocusRings
    from tests.scenes import SCENES

    application = QApplication([])
    FocusRings(application)
    pictures = Path(tempfile.gettempdir()) / "bfl-studio-scenes"
    pictures.mkdir(exist_ok=True)
    for scheme in (theme.Scheme.DARK, theme.Scheme.LIGHT):
        theme.apply(application, scheme)
        for scene in SCENES:
            if only and only not in scene.name:
                continue
            premises = Premises(pictures, pictures / "BFL Studio")
            parts = StudioParts(NoEngine(), premises, Place.SANDBOX, None)
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
                popup = application.activePopupWidget()
                shot = parts.window.grab()
                if popup is not None:
                    from PySide6.QtGui import QPainter

                    painter = QPainter(shot)
                    place = parts.window.mapFromGlobal(popup.mapToGlobal(popup.rect().topLeft()))
                    painter.drawPixmap(place, popup.grab())
                    painter.end()
                shot.save(str(folder / name))
            if (popup := application.activePopupWidget()) is not None:
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
        environment = os.environ | {"QT_SCALE_FACTOR": str(scale), "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run([*command, "--only", given.only], check=True, env=environment)
    print(f"screenshots: {folder}")


if __name__ == "__main__":
    main()
