"""The key, later on: where it comes from, another one, or none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.api_key import KeySource
from bfl_studio.domain.endpoint import Place
from bfl_studio.state.key_state import KeyState
from bfl_studio.ui import theme
from bfl_studio.ui.controls import QuietButton, Surface, column, row
from bfl_studio.ui.key_form import KeyForm
from bfl_studio.ui.key_words import standing_text, store_action
from bfl_studio.ui.text import wrapped

_WIDTH = 440
_OURS = (KeySource.STORE, KeySource.SESSION)


class KeyWindow(Surface):
    """Never modal, closed by Esc and with its parent; a key that works is used at once."""

    def __init__(self, key_state: KeyState, place: Place, parent: QWidget) -> None:
        super().__init__("pane")
        self.setParent(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Your key"))
        self.setAccessibleName(self.tr("Your key"))
        self._key_state = key_state
        self.form = KeyForm(key_state, place, asks_where=False)
        self._standing = wrapped("", "body", "text")
        self._again = QuietButton(self.tr("Try again"))
        self._forget = QuietButton(self.tr("Forget this key"), glyph="trash")
        stands = row(self._standing, self._again)
        stands.setStretch(0, 1)
        end = row(self._forget)
        end.addStretch(1)
        layout = column(stands, self.form, gap=12, padding=16)
        layout.addLayout(end)
        layout.addStretch(1)
        self.setLayout(layout)
        self.setMinimumWidth(theme.current().px(_WIDTH))
        self._again.clicked.connect(lambda: key_state.ask_store_again(self.form.place))
        self._forget.clicked.connect(key_state.forget)
        key_state.changed.connect(self._show)
        QShortcut(QKeySequence("Ctrl+W"), self).activated.connect(self.close)
        parent.window().installEventFilter(self)
        self._show()

    def come_forward(self, place: Place) -> None:
        """Show it before all others, ready for the key of a place where money moves."""
        if not self.isVisible() or place is not self.form.place:
            self.form.turn_to(place)
        if not self.isVisible():
            self._take_place()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.form.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A minimized window is hidden, too, but by the system.
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.close()
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.form.field.empty()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.close()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        standing = self._key_state.face.standing
        self._standing.setText(standing_text(standing))
        ours = standing is not None and standing.source in _OURS
        self._forget.setVisible(ours)
        again = store_action(standing)
        self._again.setVisible(bool(again))
        if again:
            self._again.set_words(again)
            self._again.setAccessibleName(again)

    def _take_place(self) -> None:
        """In the middle of the window it belongs to."""
        self.adjustSize()
        around = self.parentWidget()
        if around is not None:
            place = QRect(self.rect())
            place.moveCenter(around.window().geometry().center())
            self.move(place.topLeft())
