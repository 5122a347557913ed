"""Choosing pictures from the disk for the slots of the recipe."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.picture_kinds import endings
from bfl_studio.domain.slots import Spot
from bfl_studio.state.slots import Slots
from bfl_studio.ui.references_panel import ReferencesPanel


class ReferenceFiles(QObject):
    """Opens the system's file dialog without waiting for it, and remembers the folder."""

    def __init__(self, panel: ReferencesPanel, slots: Slots, window: QWidget) -> None:
        super().__init__(window)
        self._slots = slots
        self._window = window
        self._folder = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.PicturesLocation
        )
        panel.files_wanted.connect(
            lambda role, number: self.ask(role, slots.key_at(Spot(role, number)))
        )

    def ask(self, role: Role, at: str | None = None) -> None:
        """Ask for pictures in place of the one of a key, and for the next free slots."""
        dialog = QFileDialog(self._window, self.tr("Choose pictures"), self._folder)
        several = role is Role.REFERENCE
        mode = QFileDialog.FileMode.ExistingFiles if several else QFileDialog.FileMode.ExistingFile
        dialog.setFileMode(mode)
        # By its content a picture is known anyway; the names only make the list shorter.
        kinds = " ".join(f"*.{ending}" for ending in endings())
        dialog.setNameFilters([self.tr("Pictures ({kinds})").format(kinds=kinds), "*"])
        dialog.filesSelected.connect(lambda names: self._take(role, at, names))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, role: Role, at: str | None, names: list[str]) -> None:
        paths = [Path(name) for name in names]
        if paths:
            self._folder = str(paths[0].parent)
            self._slots.add(role, paths, at)
