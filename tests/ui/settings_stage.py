"""The settings window, open and in front, for tests that look at it."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.domain.settings import Settings
from bfl_studio.state.settings_state import SettingsState
from bfl_studio.ui.controls import LineField
from bfl_studio.ui.settings_rows import SettingRow
from bfl_studio.ui.settings_window import SettingsWindow
from bfl_studio.ui.text import Label

W = TypeVar("W", bound=QWidget)


class SettingsStage:
    """What can be seen of it, and whose settings it changes."""

    def __init__(self, qtbot: QtBot, settings: Settings | None = None) -> None:
        self.state = SettingsState(settings or Settings())
        self.window = SettingsWindow(self.state)
        qtbot.addWidget(self.window)
        self.window.come_forward()
        QApplication.processEvents()

    def named(self, kind: type[W], name: str) -> W:
        (found,) = (each for each in self.in_sight(kind) if each.accessibleName() == name)
        return found

    def in_sight(self, kind: type[W]) -> list[W]:
        return [each for each in self.window.findChildren(kind) if each.isVisible()]

    @property
    def keys(self) -> list[str]:
        """The settings that can be seen."""
        return [each.setting.key for each in self.in_sight(SettingRow)]

    @property
    def said(self) -> list[str]:
        return [each.text() for each in self.in_sight(Label) if each.text()]

    @property
    def limit(self) -> LineField:
        self.window.show_section("money")
        return self.named(LineField, "Limit per click")
