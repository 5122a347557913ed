"""Another program: a window out of which one drag after another can be pulled."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

from tests.drops.carried import Carried, mime_of

TITLE = "Drag source"
_LEFT = Qt.MouseButton.LeftButton


class Source(QLabel):
    """Each line on standard input, a `Carried`, says what the next drag holds. What is printed:
    the same word once it is ready, and the action that a drag ended with.
    """

    def __init__(self, folder: Path, left: int, top: int) -> None:
        super().__init__(TITLE)
        self._folder = folder
        self._carried = Carried.FILE
        self.setWindowTitle(TITLE)
        self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAccessibleName("Source")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setGeometry(left, top, 200, 120)

    def hear(self) -> None:
        line = sys.stdin.readline()
        if line:
            self._carried = Carried(line.strip())
            print(self._carried, flush=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & _LEFT:
            drag = QDrag(self)
            drag.setMimeData(mime_of(self._carried, self._folder))
            both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
            print(drag.exec(both, Qt.DropAction.CopyAction).name, flush=True)


def main() -> None:
    """Show the window until told to end."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("source")
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    source = Source(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    source.show()
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, source)
    notifier.activated.connect(source.hear)
    sys.exit(application.exec())


if __name__ == "__main__":
    main()
