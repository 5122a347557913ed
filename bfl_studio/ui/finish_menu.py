"""*Finish on*: the picture in view once more, on another model or larger, each with its price."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.domain.finishing import Finish, finishes
from bfl_studio.domain.flux_models import models
from bfl_studio.state.library_model import Picture
from bfl_studio.ui.keyboard import PRESSING
from bfl_studio.ui.money import estimate_text
from bfl_studio.ui.popups import Menu
from bfl_studio.ui.size_words import size_text


class FinishMenu(Menu):
    """`chosen(Finish)` buys one picture for the price on its row, as a click or Ctrl+Enter asks;
    `prepared(Finish)` only composes it: Enter and Space press nothing that costs money.
    """

    chosen = Signal(object)
    prepared = Signal(object)

    def __init__(self, shown: Callable[[], Picture | None], parent: QWidget) -> None:
        super().__init__("", parent)
        name = self.tr("Finish on")
        self.setTitle(name)
        self.setAccessibleName(name)
        self._shown = shown
        self.aboutToShow.connect(self._fill)
        self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = cast("QAction | None", self.activeAction())
        finish = action.data() if action is not None else None
        if event.key() not in PRESSING or not isinstance(finish, Finish):
            super().keyPressEvent(event)
            return
        bought = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        # The menus this one opened from go with it.
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.hide()
        (self.chosen if bought else self.prepared).emit(finish)

    def _fill(self) -> None:
        self.clear()
        picture = self._shown()
        found = finishes(picture.generation.recipe, models()) if picture is not None else ()
        larger = False
        for each in sorted(found, key=lambda finish: finish.size is not None):
            if each.size is not None and not larger:
                larger = True
                self.addSeparator()
            action = self.addAction(_words(each))
            action.setData(each)
            action.triggered.connect(lambda _=False, finish=each: self.chosen.emit(finish))
        if not found:
            nothing = self.addAction(self.tr("Nothing to finish"))
            nothing.setEnabled(False)


def _words(finish: Finish) -> str:
    facts = [finish.model.label]
    if finish.size is not None:
        facts.append(size_text(finish.size))
    facts.append(estimate_text(finish.estimate))
    return " · ".join(facts)
