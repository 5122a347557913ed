"""Our studio with eight pictures dropped on it, or sending eight: who measures sits inside."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks.studio_window import StopWatch, app

_LOOK_MS = 50
_QUIET_MS = 3000


def resident(line: str = "VmRSS") -> int:
    """Bytes of this process in memory: now (VmRSS) or at most (VmHWM)."""
    status = Path("/proc/self/status").read_text()
    (kilobytes,) = re.findall(rf"{line}:\s+(\d+) kB", status)
    return int(kilobytes) * 1024


def forget_peak() -> None:
    """From now on VmHWM counts anew."""
    Path("/proc/self/clear_refs").write_text("5")


class DropWatch(StopWatch):
    """`drop`: the heartbeat from the first event of a drag until all its pictures are shown;
    `submit`: memory at its peak, from the click until the service has taken the job.
    """

    def __init__(self, mode: str, folder: Path) -> None:
        super().__init__(mode, 0.0)
        self._paths = sorted(folder.iterdir())

    def _land(self) -> None:
        (self._drop if self.mode == "drop" else self._submit)()

    def _drop(self) -> None:
        from PySide6.QtCore import QMimeData, QTimer, QUrl

        from tests.benchmarks.heartbeat import Heartbeat

        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in self._paths])
        beat = Heartbeat(self.application)
        self._let_fall(data)
        self._when(self._all_there, lambda: QTimer.singleShot(500, lambda: self._dropped(beat)))

    def _let_fall(self, data: Any) -> None:
        from PySide6.QtCore import QPoint, QPointF, Qt
        from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
        from PySide6.QtWidgets import QApplication

        from bfl_studio.domain.catalog import Role

        window = self.process.window
        tile = window.panes.references.tile_of(Role.REFERENCE, 1)
        at = tile.mapTo(window, QPoint(20, 20))
        how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
        held = Qt.KeyboardModifier.NoModifier
        for event in (
            QDragEnterEvent(at, *how, held),
            QDragMoveEvent(at, *how, held),
            QDropEvent(QPointF(at), *how, held),
        ):
            QApplication.sendEvent(window.windowHandle(), event)

    def _dropped(self, beat: Any) -> None:
        self.figures["gaps"] = beat.stop()
        self.process.window.close()

    def _submit(self) -> None:
        from bfl_studio.domain.catalog import Role

        studio = self.process.studio
        studio.recipe_state.set_prompt("all of them")
        studio.slots.add(Role.REFERENCE, self._paths)
        self._when(self._all_there, self._rest)

    def _rest(self) -> None:
        from PySide6.QtCore import QTimer

        QTimer.singleShot(_QUIET_MS, self._send)

    def _send(self) -> None:
        self.figures["idle"] = resident()
        forget_peak()
        self.process.studio.generate()
        self._when(self._accepted, self._sent)

    def _sent(self) -> None:
        self.figures["peak"] = resident("VmHWM")
        self.process.window.close()

    def _all_there(self) -> bool:
        images = self.process.studio.recipe_state.recipe.images
        return len(images) == len(self._paths) and not self.process.studio.slots.reading

    def _accepted(self) -> bool:
        return any(job.task_id is not None for job in self.process.studio.jobs.jobs)

    def _when(self, condition: Callable[[], bool], then: Callable[[], None]) -> None:
        from PySide6.QtCore import QTimer

        timer = QTimer(self.application)

        def look() -> None:
            if condition():
                timer.stop()
                then()

        timer.timeout.connect(look)
        timer.start(_LOOK_MS)


def main(mode: str, folder: str, *arguments: str) -> None:
    watch = DropWatch(mode, Path(folder))
    app._run = watch.run
    app._hear = watch.hear
    code = app.main(arguments)
    print(json.dumps(watch.figures))
    sys.exit(code)


if __name__ == "__main__":
    main(*sys.argv[1:])
