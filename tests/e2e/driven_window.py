"""A small window with one control of each kind, for the tests of the driver itself."""

import signal
import sys

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)


def window(rows: int) -> QWidget:
    """Return the window; each press of Push adds the typed words and the number to the label."""
    top = QWidget()
    top.setWindowTitle("Driven window")
    said, words, number, push = QLabel("nothing yet"), QLineEdit(), QSpinBox(), QPushButton("Push")
    said.setAccessibleDescription("what was pushed")
    words.setAccessibleName("Words")
    number.setAccessibleName("Number")
    items = QListView()
    items.setAccessibleName("Items")
    items.setModel(QStringListModel([f"item {row}" for row in range(rows)], items))
    push.clicked.connect(lambda: said.setText(f"{words.text()} {number.value()}"))
    column = QVBoxLayout(top)
    for widget in (said, words, number, push, items):
        column.addWidget(widget)
    return top


def main() -> None:
    """Show the window until it is closed."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("driven")
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    shown = window(int(sys.argv[1]))
    shown.show()
    sys.exit(application.exec())


if __name__ == "__main__":
    main()
