"""Another program: takes what is dropped on its window or pasted into it, and writes it down."""

import json
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel

TITLE = "Another program"


class Receiver(QLabel):
    """Each drop and each Ctrl+V becomes a file `<number>.json` in a folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(TITLE)
        self._folder = folder
        self._number = 0
        self.setWindowTitle(TITLE)
        self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setAccessibleName("Receiver")
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.resize(240, 160)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._write(event.mimeData(), str(event.dropAction().name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._write(QGuiApplication.clipboard().mimeData(), "")

    def _write(self, data: QMimeData, action: str) -> None:
        self._number += 1
        (self._folder / f"{self._number}.png").write_bytes(data.data("image/png").data())
        said = {
            "action": action,
            "formats": data.formats(),
            "urls": [bytes(url.toEncoded().data()).decode() for url in data.urls()],
            "text": bytes(data.data("text/plain").data()).decode(),
            "files": bytes(data.data("x-special/gnome-copied-files").data()).decode(),
        }
        whole = self._folder / f"{self._number}.json"
        part = whole.with_suffix(".part")
        part.write_text(json.dumps(said))
        part.rename(whole)


def main() -> None:
    """Show the window until it is closed."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("receiver")
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    window = Receiver(Path(sys.argv[1]))
    window.show()
    sys.exit(application.exec())


if __name__ == "__main__":
    main()
