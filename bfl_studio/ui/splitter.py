"""Panes with a thin line between them that is easy to grab."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from bfl_studio.ui import theme


class ThinSplitter(QSplitter):
    """A splitter whose handle is a line of one pixel, with seven to grab."""

    def __init__(self, orientation: Qt.Orientation, name: str) -> None:
        super().__init__(orientation)
        self.setAccessibleName(name)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(theme.current().metrics.border)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)


class _Handle(QSplitterHandle):
    def resizeEvent(self, event: QResizeEvent) -> None:
        # QSplitter lays out by the contents and leaves the margins to the mouse. Qt's own
        # handler would make them two pixels wide.
        metrics = theme.current().metrics
        reach = (metrics.splitter - metrics.border) // 2
        across = self.orientation() == Qt.Orientation.Horizontal
        self.setAttribute(Qt.WidgetAttribute.WA_MouseNoMask)
        self.setContentsMargins(*((reach, 0, reach, 0) if across else (0, reach, 0, reach)))
        self.setMask(QRegion(self.contentsRect()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.contentsRect(), theme.current().color("line"))
