"""An amount of money is exact, holds as it is typed, and nonsense changes nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bfl_studio.domain.settings import Settings
from bfl_studio.ui.controls import LinkButton
from tests.ui.settings_stage import SettingsStage
from tests.ui.stage import shows

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def stage(qtbot: QtBot) -> SettingsStage:
    return SettingsStage(qtbot)


def test_the_limit_is_spoken_as_a_field_with_its_note(stage: SettingsStage) -> None:
    interface = QAccessible.queryAccessibleInterface(stage.limit)
    assert interface.role() == QAccessible.Role.EditableText
    assert "second press" in interface.text(QAccessible.Text.Description)


@pytest.mark.parametrize(
    ("typed", "thousandths", "written"),
    [
        ("2.5", 250_000, "$2.50"),
        ("$ 3", 300_000, "$3.00"),
        (" 0 ", 0, "$0.00"),
        ("0,5", 50_000, "$0.50"),
        (".25", 25_000, "$0.25"),
        ("0.00001", 1, "$0.00001"),
        ("100.00", 10_000_000, "$100.00"),
        ("7.", 700_000, "$7.00"),
    ],
)
def test_an_amount_holds_as_it_is_typed_and_is_written_out(
    stage: SettingsStage, typed: str, thousandths: int, written: str
) -> None:
    field = stage.limit
    assert field.text() == "$1.00"
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, typed)
    assert stage.state.value("confirm_above") == thousandths
    assert field.text() == typed
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == written
    assert stage.window.isVisible()


@pytest.mark.parametrize(
    "typed", ["lots", "1e3", "-1", "100.01", "0.000001", "1,000.00", "$", "NaN", "5x", "$$4"]
)
def test_nonsense_is_named_and_changes_nothing(stage: SettingsStage, typed: str) -> None:
    field = stage.limit
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert stage.state.settings == Settings()
    assert field.text() == typed
    sentence = "Type an amount from $0.00 to $100.00. $1.00 still holds."
    assert sentence in stage.said
    assert field.accessibleDescription() == sentence
    assert shows(field, "error-text")
    field.selectAll()
    QTest.keyClicks(field, "4")
    assert sentence not in stage.said
    assert stage.state.value("confirm_above") == 400_000


def test_digits_that_are_no_ascii_are_no_amount(stage: SettingsStage) -> None:
    field = stage.limit
    field.setFocus()
    field.selectAll()
    field.insert("\u0663")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert stage.state.settings == Settings()
    assert shows(field, "error-text")


def test_an_empty_field_goes_back_to_the_amount(stage: SettingsStage) -> None:
    field = stage.limit
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert field.text() == ""
    stage.window.search.setFocus()
    assert field.text() == "$1.00"
    assert stage.state.settings == Settings()


def test_reset_takes_nonsense_away(qtbot: QtBot) -> None:
    stage = SettingsStage(qtbot, Settings().with_value("confirm_above", 500_000))
    field = stage.limit
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "lots")
    stage.named(LinkButton, "Reset Limit per click").click()
    assert field.text() == "$1.00"
    assert stage.state.settings == Settings()
    assert not [each for each in stage.said if "still holds" in each]
