"""What tests of the window share: a theme, a prompt, and a window to show controls in."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.ui import theme
from bfl_studio.ui.controls import Surface, column
from tests.ui.chip_stage import Parts, chip_parts
from tests.ui.prompt_stage import PromptStage, prompt_stage
from tests.ui.stage import Show


@pytest.fixture
def dark(qapp: QApplication) -> Iterator[None]:
    """Dress the application in the dark scheme, and leave it so."""
    theme.apply(qapp, theme.Scheme.DARK)
    yield
    theme.apply(qapp, theme.Scheme.DARK)


@pytest.fixture
def parts(qapp: QApplication) -> Iterator[Parts]:
    """A prompt with three pictures to name, and the keyboard in it."""
    with chip_parts() as made:
        yield made


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[PromptStage]:
    """A prompt in its window, with all that opens under it."""
    with prompt_stage() as made:
        yield made


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Show controls in a window of their own and make it the active one."""
    windows = []  # pytest-qt itself holds them weakly

    def show_all(*controls: QWidget) -> QWidget:
        window = Surface("pane")
        windows.append(window)
        window.setLayout(column(*controls, padding=12))
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        QApplication.processEvents()
        return window

    return show_all
