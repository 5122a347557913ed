"""The key, later on: where it comes from, another one, or none."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.api_key import KeySource
from bfl_studio.domain.endpoint import Place
from bfl_studio.state.key_state import KeyState
from bfl_studio.ui import theme
from bfl_studio.ui.controls import QuietButton, Surface, column, row
from bfl_studio.ui.key_form import KeyForm
from bfl_studio.ui.key_words import standing_text
from bfl_studio.ui.text import wrapped

_WIDTH = 440
_OURS = (KeySource.STORE, KeySource.SESSION)


class KeyWindow(Surface):
    """Never modal, closed by Esc; a key that works is used at once."""

    def __init__(self, key_state: KeyState, place: Place, parent: QWidget) -> None:
        super().__init__("pane")
        self.setParent(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Your key"))
        self.setAccessibleName(self.tr("Your key"))
        self._key_state = key_state
        self.form = KeyForm(key_state, Place.GLOBAL if place is Place.SANDBOX else place)
        self._standing = wrapped("", "body", "text")
        self._forget = QuietButton(self.tr("Forget this key"), glyph="trash")
        end = row(self._forget)
        end.addStretch(1)
        layout = column(self._standing, self.form, gap=12, padding=16)
        layout.addLayout(end)
        layout.addStretch(1)
        self.setLayout(layout)
        self.setMinimumWidth(theme.current().px(_WIDTH))
        self._forget.clicked.connect(key_state.forget)
        key_state.changed.connect(self._show)
        key_state.look(self.form.place)
        self._show()

    def come_forward(self) -> None:
        """Show it before all others, ready for a paste."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.form.field.setFocus(Qt.FocusReason.OtherFocusReason)

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
