"""The studio with its window and a nervous hand: Generate is clicked twenty times in a second."""

from __future__ import annotations

import asyncio
import sys

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from bfl_studio import app
from bfl_studio.parts import StudioProcess
from bfl_studio.ui.main_window import MainWindow

CLICKS = 20


def _named(window: MainWindow, name: str) -> QWidget:
    return next(
        each
        for each in window.findChildren(QWidget)
        if each.accessibleName() == name and each.isVisible()
    )


async def _click(process: StudioProcess) -> None:
    while not process.studio.situation.ready:
        await asyncio.sleep(0.02)
    QTest.keyClicks(_named(process.window, "Prompt"), "a harbour")
    generate = _named(process.window, "Generate")
    for _ in range(CLICKS):
        QTest.mouseClick(generate, Qt.MouseButton.LeftButton)
        await asyncio.sleep(1 / CLICKS)
    sys.stdout.write("clicked\n")
    sys.stdout.flush()


def main() -> int:
    plain = StudioProcess.live

    async def live(self: StudioProcess) -> None:
        clicking = asyncio.get_running_loop().create_task(_click(self))
        await plain(self)
        clicking.cancel()

    StudioProcess.live = live  # type: ignore[method-assign]
    return app.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
