"""A slot for one picture that has a name of its own, and says what it is for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bfl_studio.domain.catalog import Parameter, Role
from bfl_studio.state.image_cache import ImageCache
from bfl_studio.state.slots import Slot
from bfl_studio.ui.controls import column, row, section
from bfl_studio.ui.reference_tile import ReferenceTile
from bfl_studio.ui.reference_words import name_text, single_words, state_text
from bfl_studio.ui.text import elided, wrapped


class SingleSlot(QWidget):
    """Its tile, and the words beside it."""

    def __init__(self, role: Role, cache: ImageCache) -> None:
        super().__init__()
        name, purpose = single_words(role)
        self.tile = ReferenceTile(name, cache, numbered=False)
        self.tile.show_slot(Slot(role, 1))
        self._need = elided("", "caption", "text-2")
        words = column(section(name), wrapped(purpose, "small", "text-2"), self._need, gap=4)
        words.addStretch(1)
        layout = row(self.tile, gap=12)
        layout.addLayout(words, 1)
        self.setLayout(layout)

    def show_slot(self, slot: Slot, parameter: Parameter) -> None:
        """Show what is there, or that it is needed."""
        self.tile.show_slot(slot, first_free=slot.image is None)
        if slot.image is not None:
            facts = (state_text(slot), name_text(slot.image))
            self._need.setText(" · ".join(fact for fact in facts if fact))
        elif slot.reading:
            self._need.setText("")
        else:
            needed, may = self.tr("Needed"), self.tr("If you like")
            self._need.setText(needed if parameter.required else may)
