"""The field a key is pasted into takes it, and never gives it out again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QClipboard, QContextMenuEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from bfl_studio.ui.key_field import KeyField
from bfl_studio.ui.popups import Menu
from tests.key_stage import GOOD, STRANGE, TRIMMED
from tests.ui.stage import Show

pytestmark = pytest.mark.usefixtures("dark")
_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def field(show: Show) -> KeyField:
    made = KeyField("API key", "Paste your key")
    show(made)
    made.setFocus()
    return made


@pytest.fixture
def pasted(field: KeyField) -> list[str]:
    heard: list[str] = []
    field.pasted.connect(heard.append)
    return heard


def _copy(text: str) -> None:
    QApplication.clipboard().setText(text)


@pytest.mark.parametrize("text", TRIMMED.values(), ids=TRIMMED)
def test_a_paste_is_told_whole_and_held_clean(
    field: KeyField, pasted: list[str], text: str
) -> None:
    _copy(text)
    QTest.keyClick(field, Qt.Key.Key_V, _CTRL)
    assert [each.strip() for each in pasted] == [text.replace("\r\n", "\n").strip()]
    assert field.text() == GOOD


def test_a_paste_takes_the_place_of_what_was_there(field: KeyField) -> None:
    field.take("bfl_another")
    field.take(GOOD)
    assert field.text() == GOOD


@pytest.mark.parametrize("text", [text for text, _ in STRANGE.values()], ids=STRANGE)
def test_what_cannot_be_a_key_is_not_held_so_that_no_part_of_it_is_tried(
    field: KeyField, pasted: list[str], text: str
) -> None:
    field.take(text)
    assert pasted == [text]
    assert field.text() == ""


def test_nobody_reads_it_over_a_shoulder(field: KeyField) -> None:
    field.take(GOOD)
    assert field.echoMode() is QLineEdit.EchoMode.Password
    assert GOOD not in field.displayText()


@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_X])
def test_it_is_not_copied_out(field: KeyField, key: Qt.Key) -> None:
    field.take(GOOD)
    _copy("before")
    field.selectAll()
    QTest.keyClick(field, key, _CTRL)
    assert QApplication.clipboard().text() == "before"
    assert field.text() == GOOD


def test_undo_does_not_bring_it_back(field: KeyField) -> None:
    field.take(GOOD)
    field.empty()
    field.undo()
    assert field.text() == ""


def test_what_is_dropped_is_pasted(field: KeyField, pasted: list[str]) -> None:
    dropped = QMimeData()
    dropped.setText(f"{GOOD}\n")
    event = QDropEvent(
        QPointF(4, 4),
        Qt.DropAction.CopyAction,
        dropped,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    field.dropEvent(event)
    assert pasted == [f"{GOOD}\n"]


def test_a_selection_is_pasted_by_the_middle_button(field: KeyField, pasted: list[str]) -> None:
    clipboard = QApplication.clipboard()
    if not clipboard.supportsSelection():
        pytest.skip("no selection here")
    clipboard.setText(GOOD, QClipboard.Mode.Selection)
    QTest.mouseClick(field, Qt.MouseButton.MiddleButton)
    assert pasted == [GOOD]


def test_its_menu_only_pastes(field: KeyField, pasted: list[str]) -> None:
    field.take(GOOD)
    _copy("bfl_another_one")
    menu = _menu(field)
    assert [action.text() for action in menu.actions()] == ["Paste"]
    menu.actions()[0].trigger()
    menu.close()
    assert pasted[-1] == "bfl_another_one"


def test_enter_asks_for_a_try(field: KeyField) -> None:
    asked: list[bool] = []
    field.entered.connect(lambda: asked.append(True))
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Return, _CTRL)
    assert asked == [True]


def _menu(field: KeyField) -> Menu:
    place = field.rect().center()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(field, QContextMenuEvent(reason, place, field.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, Menu)
    return menu


def test_the_line_of_qt_never_holds_it(field: KeyField) -> None:
    told: list[str] = []
    field.textChanged.connect(told.append)
    field.take(GOOD)
    QTest.keyClicks(field, "x7")
    assert field.text() == f"{GOOD}x7"
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text() == f"{GOOD}x"
    assert len(field.displayText()) == len(GOOD) + 1
    assert all(not text.strip("\N{BULLET}") for text in (QLineEdit.text(field), *told))


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Delete])
def test_what_is_chosen_goes_at_once(field: KeyField, key: Qt.Key) -> None:
    field.take(GOOD)
    field.selectAll()
    QTest.keyClick(field, key)
    assert field.text() == ""


def test_typing_over_what_is_chosen_takes_its_place(field: KeyField) -> None:
    field.take(GOOD)
    field.selectAll()
    QTest.keyClicks(field, "bfl_n")
    assert field.text() == "bfl_n"


def test_what_assistive_technology_writes_is_a_paste(field: KeyField, pasted: list[str]) -> None:
    QLineEdit.setText(field, GOOD)
    assert pasted == [GOOD]
    assert field.text() == GOOD
    assert not QLineEdit.text(field).strip("\N{BULLET}")
