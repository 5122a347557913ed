"""Palette: colours that were used, and those of the pictures that go along."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader

from bfl_studio.domain.main_colours import main_colours
from bfl_studio.state.settings_state import SettingsState

MOST_USED = 14
_OF_EACH = 4
_SIDE = 32
"""Pixels: a colour that is not seen at this size is none of a picture's main ones."""


class _Answers(QObject):
    found = Signal(object, object)


class _Look(QRunnable):
    def __init__(self, path: Path, answers: _Answers) -> None:
        super().__init__()
        self._path = path
        self._answers = answers

    def run(self) -> None:
        reader = QImageReader(str(self._path))
        reader.setDecideFormatFromContent(True)
        bounds = QSize(_SIDE, _SIDE)
        if reader.size().isValid():
            reader.setScaledSize(reader.size().scaled(bounds, Qt.AspectRatioMode.KeepAspectRatio))
        image = reader.read()
        self._answers.found.emit(self._path, main_colours(_pixels(image), _OF_EACH))


class Palette(QObject):
    """`changed` when a colour was used, or those of a picture are known."""

    changed = Signal()

    def __init__(self, settings: SettingsState, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._of_pictures: dict[Path, tuple[str, ...]] = {}
        self._asked: set[Path] = set()
        self._answers = _Answers()
        self._answers.found.connect(self._keep, Qt.ConnectionType.QueuedConnection)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    @property
    def used(self) -> tuple[str, ...]:
        """Colours ("#RRGGBB"), the one used last first."""
        return self._settings.settings.palette

    def use(self, colour: str) -> None:
        """Put a colour ("#RRGGBB") first."""
        others = [each for each in self.used if each != colour]
        self._settings.set_value("palette", " ".join([colour, *others][:MOST_USED]))
        self.changed.emit()

    def of_pictures(self, paths: Iterable[Path]) -> tuple[str, ...]:
        """The main colours of pictures, each once; those of some may still be on their way."""
        found: dict[str, None] = {}
        for path in paths:
            if path not in self._asked:
                self._asked.add(path)
                self._pool.start(_Look(path, self._answers))
            found.update(dict.fromkeys(self._of_pictures.get(path, ())))
        return tuple(found)

    def _keep(self, path: Path, colours: tuple[str, ...]) -> None:
        self._of_pictures[path] = colours
        self.changed.emit()


def _pixels(image: QImage) -> list[tuple[int, int, int]]:
    spots = ((across, down) for down in range(image.height()) for across in range(image.width()))
    shown = (image.pixel(*spot) for spot in spots)
    return [(each >> 16 & 255, each >> 8 & 255, each & 255) for each in shown]
