"""Every state of the window, light and dark, at 1× and 2×, to a folder to look at."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication, QWidget

    from bfl_studio.parts import StudioParts
    from tests.staging import Scene

_PATIENCE_SECONDS = 5.0
_ROUNDS = 4
"""Words that wrap anew change what is around them, one layout after another."""
# Without it the screen is 800 pixels wide, and popups keep to it. In device pixels, for 2x.
_SCREEN = {"name": "desk", "x": 0, "y": 0, "width": 3840, "height": 2160}


class NoEngine:
    """Nothing is sent and nothing answers: what is shown was put there."""

    def ask(self, question: Callable[[Any], Coroutine[Any, Any, Any]]) -> Future[Any]:
        return Future()


def environment(folder: Path, scale: int = 1) -> dict[str, str]:
    """For a process that draws on a large screen nobody sees; `folder` is to keep its settings."""
    screen = folder / "screen.json"
    screen.write_text(json.dumps({"screens": [_SCREEN]}))
    platform = f"offscreen:configfile={screen}"
    return os.environ | {"QT_SCALE_FACTOR": str(scale), "QT_QPA_PLATFORM": platform}


def dressed() -> QApplication:
    """An application as the studio has it, with the hand out of the way."""
    from PySide6.QtGui import QCursor
    from PySide6.QtWidgets import QApplication

    from bfl_studio.ui import theme
    from bfl_studio.ui.focus_ring import FocusRings

    application = QApplication([])
    # A hand that rests at the corner would point at the menu.
    QCursor.setPos(10_000, 10_000)
    FocusRings(application)
    theme.apply(application, theme.Scheme.DARK)
    return application


@contextmanager
def standing(scene: Scene, pictures: Path, size: tuple[int, int]) -> Iterator[StudioParts]:
    """The window of a scene, staged, with everything that opens over it."""
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer
    from PySide6.QtWidgets import QApplication

    from bfl_studio.parts import StudioParts
    from bfl_studio.services.premises import Premises

    premises = Premises(pictures, pictures / "BFL Studio")
    parts = StudioParts(premises, scene.place, scene.origin, kept=scene.kept)
    parts.furnish(NoEngine())
    # Qt asks a translator under a lock of its own; one in Python must not wait for a second reader.
    parts.cache._pool.setMaxThreadCount(1)
    parts.studio.situation.set_opened(None)
    parts.window.resize(*size)
    _to_the_corner(parts.window)
    parts.window.show()
    parts.window.activateWindow()
    QApplication.processEvents()
    try:
        scene.stage(parts, pictures)
        settle(parts)
        yield parts
    finally:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        parts.window.hide()
        for owner in (parts.window, parts.front, parts.settings):
            for timer in owner.findChildren(QTimer):
                timer.stop()
        parts.cache.close()
        for part in (parts.window, parts.studio, parts.front, parts.settings):
            part.deleteLater()
        # Outside an event loop nobody else does; each window left would be dressed with the rest.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _to_the_corner(window: QWidget) -> None:
    """Of the screen, as if that were no larger: what opens over the window stays above it."""
    last = window.screen().availableGeometry().bottomRight()
    window.move(last.x() - window.width() + 1, last.y() - window.height() + 1)


def settle(parts: StudioParts) -> None:
    """Until every picture that was asked for has been read; one may lead to another."""
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + _PATIENCE_SECONDS
    QApplication.processEvents()
    parts.window.repaint()
    while parts.cache._pending and time.monotonic() < end:
        while parts.cache._pending and time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.001)
        parts.window.repaint()
    for _ in range(_ROUNDS):
        QApplication.processEvents()


def _shoot(application: QApplication, window: QWidget) -> QPixmap:
    """The window with whatever has opened over it."""
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QPainter

    from bfl_studio.ui import theme

    shot = window.grab()
    painter = QPainter(shot)
    for popup in application.topLevelWidgets():
        if popup.isVisible() and popup is not window:
            place = window.mapFromGlobal(popup.mapToGlobal(popup.rect().topLeft()))
            painter.drawPixmap(place, _see_through(popup))
            if popup.windowType() is Qt.WindowType.Window:
                # A desktop draws a frame around these.
                painter.setPen(theme.current().color("edge"))
                painter.drawRect(QRect(place, popup.size()).adjusted(-1, -1, 0, 0))
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
    from bfl_studio.ui import theme
    from tests.scenes import SCENES

    application = dressed()
    pictures = Path(tempfile.gettempdir()) / "bfl-studio-scenes"
    pictures.mkdir(exist_ok=True)
    for scheme in (theme.Scheme.DARK, theme.Scheme.LIGHT):
        theme.apply(application, scheme)
        for scene in SCENES:
            if only and only not in scene.name:
                continue
            for size in scene.sizes:
                with standing(scene, pictures, size) as parts:
                    look = f"{size[0]}x{size[1]}-{scheme.name.lower()}-{scale}x"
                    _shoot(application, parts.window).save(str(folder / f"{scene.name}-{look}.png"))
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
            drawn_at = environment(Path(place), scale)
            subprocess.run([*command, "--only", given.only], check=True, env=drawn_at)
    print(f"screenshots: {folder}")


if __name__ == "__main__":
    main()
