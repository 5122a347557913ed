"""A part of the window that folds away below its title."""

from __future__ import annotations

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QObject,
    QRect,
    QSize,
    Qt,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from bfl_studio.ui import icons, motion, theme
from bfl_studio.ui.controls import column, dress
from bfl_studio.ui.focus_ring import set_ring
from bfl_studio.ui.keyboard import ENTER
from bfl_studio.ui.text import lay_out, natural_width

_TITLE = 24
_BESIDE_GLYPH = 4
_MARGIN = 4
"""Around a chevron inside its box."""


class Fold(QWidget):
    """Closed at first. `resized` comes when it has another height and has laid itself out:
    whoever holds it does the same at once, or it is cut off for some frames. `unfolding` follows
    while it opens.
    """

    resized = Signal()
    unfolding = Signal()

    def __init__(self, name: str, content: QWidget) -> None:
        super().__init__()
        self.title = FoldTitle(name)
        self._clip = _Clip(content)
        self._moving = QVariantAnimation(self)
        self._moving.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._moving.valueChanged.connect(self._grow)
        self._moving.finished.connect(self._settle)
        self._layout = column(self.title, self._clip, gap=0)
        self._layout.addStretch(1)
        self.setLayout(self._layout)
        self._clip.setVisible(False)
        self.title.toggled.connect(self._move)
        self._clip.refitted.connect(self._lay_out)

    @property
    def is_open(self) -> bool:
        return self.title.isChecked()

    def set_summary(self, summary: str) -> None:
        """What is worth knowing of what is folded away; it stands in the title."""
        if summary != self.title.summary:
            self.title.set_summary(summary)
            self._lay_out()

    def open(self) -> None:
        """Open it at once."""
        self.title.setChecked(True)
        self._moving.stop()
        self._settle()

    def _move(self, opened: bool) -> None:
        begin = self._clip.height() if self._clip.isVisible() else 0
        self._clip.setVisible(True)
        self._moving.stop()
        self._moving.setStartValue(begin)
        self._moving.setEndValue(self._clip.needed() if opened else 0)
        self._moving.setDuration(motion.duration(motion.UNFOLDING))
        self._clip.hold(begin)
        self._moving.start()

    def _grow(self, height: int) -> None:
        self._clip.hold(height)
        self._tell()

    def _settle(self) -> None:
        self._clip.setVisible(self.is_open)
        self._clip.let_go()
        self._tell()

    def _tell(self) -> None:
        self._lay_out()
        if self.is_open:
            self.unfolding.emit()

    def _lay_out(self) -> None:
        self._layout.activate()
        self.resized.emit()


class FoldTitle(QPushButton):
    """A chevron, the name, and in smaller words what is worth knowing of what is folded away:
    behind the name, or below it where it is long.

    It is spoken as a button that is pressed while the fold is open, and says so besides.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        dress(self, name, "fold")
        self._summary = ""
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        set_ring(self)
        self.toggled.connect(self._speak)
        self._speak()

    @property
    def summary(self) -> str:
        return self._summary

    def set_summary(self, summary: str) -> None:
        if summary != self._summary:
            self._summary = summary
            self._speak()
            self.updateGeometry()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(self._inset + self._name_width, theme.current().px(_TITLE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def heightForWidth(self, width: int) -> int:
        look = theme.current()
        return look.px(_TITLE) + len(self._below(width)) * look.line("caption")

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        side, tall = look.metrics.icon, look.px(_TITLE)
        ink = "text" if self.underMouse() or self.isDown() else "text-2"
        # The glyph's own margin would set it in from what stands above.
        spot = QRect(-look.px(_MARGIN), (tall - side) // 2, side, side)
        icons.paint(painter, spot, "chevron-down" if self.isChecked() else "chevron-right", ink)
        place = QRect(self._inset, 0, self.width() - self._inset, tall)
        painter.setFont(look.font("section"))
        painter.setPen(look.color(ink))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(look.font("caption"))
        painter.setPen(look.color("text"))
        lines = self._below(self.width())
        if not lines:
            place.setLeft(place.left() + self._name_width)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._beside)
        place.moveTop(tall)
        place.setHeight(look.line("caption"))
        for words in lines:
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
            place.translate(0, place.height())

    @property
    def _inset(self) -> int:
        look = theme.current()
        return look.metrics.icon - look.px(_MARGIN) + look.px(_BESIDE_GLYPH)

    @property
    def _name_width(self) -> int:
        return natural_width(self.text(), "section")

    @property
    def _beside(self) -> str:
        return f" · {self._summary}" if self._summary else ""

    def _below(self, width: int) -> tuple[str, ...]:
        """The lines of a summary that has no room behind the name."""
        room = width - self._inset
        if not self._summary or self._name_width + natural_width(self._beside, "caption") <= room:
            return ()
        return lay_out(self._summary, "caption", room)

    def _speak(self) -> None:
        state = self.tr("Expanded") if self.isChecked() else self.tr("Collapsed")
        self.setAccessibleDescription(f"{state}. {self._summary}" if self._summary else state)


class _Clip(QWidget):
    """Shows the upper part of its content while that unfolds, all of it afterwards.

    `refitted` comes when the content itself asked for another height.
    """

    refitted = Signal()

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self._held = False
        content.setParent(self)
        content.installEventFilter(self)

    def needed(self) -> int:
        """The height at which nothing is cut off, at the present width."""
        width = self._content.width() if self.width() == 0 else self.width()
        tall = self._content.heightForWidth(width)
        return tall if tall >= 0 else self._content.sizeHint().height()

    def hold(self, height: int) -> None:
        """Be this high."""
        self._held = True
        self.setFixedHeight(height)
        self._place()

    def let_go(self) -> None:
        """Be as high as the content from now on."""
        self._held = False
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and not self._held:
            before = self.height()
            self._fit()
            if self.height() != before:
                self.refitted.emit()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and not self._held:
            self._fit()
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(self._content.sizeHint().width(), self.needed())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._content.minimumSizeHint().width(), 0)

    def _fit(self) -> None:
        self.setFixedHeight(self.needed())
        self._place()

    def _place(self) -> None:
        self._content.setGeometry(0, 0, self.width(), self.needed())
