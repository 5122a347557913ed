"""SettingsState: the settings as they are now, and when they are written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from bfl_studio.domain.settings import Settings, SettingValue, setting

KEEP_MS = 500
"""After the last change, so that a window being moved is not written with every pixel."""

Save = Callable[[Settings], None]


class SettingsState(QObject):
    """`changed(key)` follows every change of a value. Nothing here touches the disk."""

    changed = Signal(str)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._kept = settings
        self._save: Save | None = None
        self._due = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._due.timeout.connect(self.flush)

    @property
    def settings(self) -> Settings:
        return self._settings

    def value(self, key: str) -> SettingValue:
        """KeyError for a key without a row."""
        return self._settings.value(key)

    def set_value(self, key: str, value: SettingValue) -> None:
        """Change a value at once; it is written a little later.

        Raises KeyError for a key without a row, ValueError for a value the row does not take.
        """
        changed = self._settings.with_value(key, value)
        if changed != self._settings:
            self._settings = changed
            self._mind()
            self.changed.emit(key)

    def reset(self, key: str) -> None:
        """Back to what it was at first."""
        self.set_value(key, setting(key).default)

    def persist(self, save: Save) -> None:
        """Hand changes to `save` from now on, those made before it came included.

        It is called on this thread, and must neither wait for the disk nor raise.
        """
        self._save = save
        self._mind()

    def flush(self) -> None:
        """Hand on at once what was not handed on yet."""
        self._due.stop()
        if self._save is not None and self._settings != self._kept:
            self._kept = self._settings
            self._save(self._settings)

    def _mind(self) -> None:
        if self._save is not None and self._settings != self._kept:
            self._due.start()
