"""The studio's own icon, drawn from the one file every other form of it is made from."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bfl_studio import resources
from bfl_studio.ui import theme

FILE = "bfl-studio.svg"


def app_icon() -> QIcon:
    """For windows and whatever lists them; FileNotFoundError without the program's files."""
    return QIcon(str(resources.folder() / "icons" / FILE))


class AppIcon(QWidget):
    """The icon as a picture; `side` in pixels at 100 %."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self._icon = app_icon()
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = theme.current().px(self._side)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._icon.paint(QPainter(self), self.rect())
