"""What is set takes effect at once, wherever it was set."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.parts import StudioParts
from bfl_studio.ui import motion, theme
from tests.ui.studio_window import control, settle, standing_window, words

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def parts(qtbot: QtBot, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made
    motion.reduce(False)


def test_a_scheme_is_worn_at_once_and_remembered(parts: StudioParts) -> None:
    told: list[str] = []
    preferences = parts.window.commands.whole.preferences
    preferences.scheme_changed.connect(told.append)
    dark = theme.current().color("window").name()
    preferences.wear("light")
    assert theme.current().color("window").name() != dark
    assert parts.settings.settings.scheme == preferences.scheme == "light"
    parts.settings.set_value("scheme", "dark")
    assert theme.current().color("window").name() == dark
    assert told == ["light", "dark"]


def test_a_scheme_leaves_the_scale_alone(parts: StudioParts, qapp: QApplication) -> None:
    theme.apply(qapp, theme.Scheme.DARK, 1.5)
    try:
        parts.window.commands.whole.preferences.wear("light")
        assert theme.current().scale == 1.5
    finally:
        theme.apply(qapp, theme.Scheme.DARK)


def test_sums_are_hidden_and_shown_again(parts: StudioParts) -> None:
    parts.studio.situation.set_balance(Place.SANDBOX, credits("100"))
    preferences = parts.window.commands.whole.preferences
    preferences.toggle_prices()
    assert preferences.prices_hidden
    assert words(control(parts, QWidget, "Balance")) == "•••"
    assert "$" in words(control(parts, QWidget, "Generate"))
    preferences.toggle_prices()
    assert words(control(parts, QWidget, "Balance")) == "$1.00"


def test_motion_ends_where_it_is_not_wanted(parts: StudioParts) -> None:
    assert motion.duration(120) == 120
    parts.settings.set_value("reduce_motion", True)
    assert motion.duration(120) == 0


def test_the_limit_of_a_click_is_that_of_the_settings(parts: StudioParts) -> None:
    parts.settings.set_value("confirm_above", 5000)
    settle()
    assert parts.studio.generate_state.confirm_above == credits("5")
