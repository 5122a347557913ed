"""The settings window: made from the rows, applied at once, searched, reset, closed by Esc."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.domain.settings import (
    SETTINGS,
    Section,
    Setting,
    SettingKind,
    Settings,
    SettingValue,
)
from bfl_studio.state.settings_state import SettingsState
from bfl_studio.ui import theme
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.contents_list import ContentsList
from bfl_studio.ui.controls import LinkButton
from bfl_studio.ui.money_field import MoneyField
from bfl_studio.ui.number_field import NumberField
from bfl_studio.ui.segmented import Segmented
from bfl_studio.ui.settings_rows import SettingRow
from bfl_studio.ui.settings_window import SettingsWindow
from bfl_studio.ui.settings_words import SECTION_WORDS, SETTING_WORDS, SettingWords
from bfl_studio.ui.switch import Switch
from bfl_studio.ui.text import Label
from tests.ui.settings_stage import SettingsStage
from tests.ui.stage import Show, focused

pytestmark = pytest.mark.usefixtures("dark")
SHOWN = [row for row in SETTINGS if not row.hidden]


@pytest.fixture
def stage(qtbot: QtBot) -> SettingsStage:
    return SettingsStage(qtbot)


def test_every_row_that_is_shown_has_words_and_every_choice_a_name() -> None:
    assert set(SETTING_WORDS) == {row.key for row in SHOWN}
    assert set(SECTION_WORDS) == set(Section)
    for row in SHOWN:
        words = SETTING_WORDS[row.key]
        assert words.name
        assert words.note
        assert bool(words.switch) is (row.kind is SettingKind.SWITCH)
        named = [choice for choice in row.choices if isinstance(choice, str)]
        assert [choice for choice, _ in words.choices] == named


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: row.key)
def test_every_row_has_a_control_called_as_its_label(stage: SettingsStage, row: Setting) -> None:
    assert row.section is not None
    stage.window.show_section(row.section)
    words = SETTING_WORDS[row.key]
    stops = [
        each
        for each in stage.window.findChildren(QWidget)
        if each.accessibleName() == words.name and each.isVisible()
    ]
    assert len(stops) == 1
    assert words.name in stage.said
    assert words.note in stage.said
    label = next(each for each in stage.in_sight(Label) if each.text() == words.name)
    note = next(each for each in stage.in_sight(Label) if each.text() == words.note)
    place = stops[0].mapTo(stage.window, stops[0].rect().topLeft())
    assert label.mapTo(stage.window, label.rect().bottomLeft()).y() < place.y()
    assert note.mapTo(stage.window, note.rect().topLeft()).y() > place.y()


def test_it_is_a_window_of_its_own_and_blocks_nothing(stage: SettingsStage) -> None:
    window = stage.window
    assert window.isWindow()
    assert not window.isModal()
    assert window.windowTitle() == "Settings"
    assert (window.width(), window.minimumHeight()) == (720, 480)
    assert focused() is window.search


def test_a_section_shows_its_rows_and_no_other(stage: SettingsStage) -> None:
    assert stage.keys == ["scheme", "scale", "reduce_motion"]
    sections = stage.named(ContentsList, "Sections")
    sections.setFocus()
    QTest.keyClick(sections, Qt.Key.Key_Down)
    assert stage.keys == ["confirm_above", "hide_prices"]
    stage.window.show_section("notices")
    assert stage.keys == ["desktop_notices"]
    assert sections.currentIndex().data() == "Notices"
    QTest.keyClick(sections, Qt.Key.Key_Up)
    assert stage.keys == ["confirm_above", "hide_prices"]


def test_a_section_that_is_not_there_is_a_mistake(stage: SettingsStage) -> None:
    with pytest.raises(ValueError, match="weather"):
        stage.window.show_section("weather")


def test_a_switch_applies_at_once(stage: SettingsStage) -> None:
    stage.window.show_section("money")
    switch = stage.named(Switch, "Hide prices")
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert stage.state.settings.hide_prices
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert not stage.state.settings.hide_prices


def test_few_choices_are_segments_and_apply_at_once(stage: SettingsStage) -> None:
    segments = stage.named(Segmented, "Colours").findChildren(QRadioButton)
    next(each for each in segments if each.accessibleName() == "Dark").click()
    assert stage.state.settings.scheme == "dark"


def test_many_choices_are_a_list_and_apply_at_once(stage: SettingsStage) -> None:
    combo = stage.named(Combo, "Size of words and controls")
    assert combo.words[0] == "80\u00a0%"
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert stage.state.settings.scale == 1.1


def test_what_changes_elsewhere_is_shown(stage: SettingsStage) -> None:
    stage.state.set_value("scheme", "light")
    stage.state.set_value("reduce_motion", True)
    assert stage.named(Segmented, "Colours").choice() == "light"
    assert stage.named(Switch, "Reduce motion").isChecked()
    assert stage.named(LinkButton, "Reset Colours").text() == "Reset"


def test_reset_stands_only_where_something_differs(qtbot: QtBot) -> None:
    stage = SettingsStage(qtbot, Settings().with_value("scale", 150))
    assert [each.text() for each in stage.in_sight(LinkButton)] == ["Reset"]
    reset = stage.named(LinkButton, "Reset Size of words and controls")
    reset.setFocus()
    QTest.keyClick(reset, Qt.Key.Key_Return)
    assert stage.state.settings == Settings()
    combo = stage.named(Combo, "Size of words and controls")
    assert combo.choice() == 100
    assert stage.in_sight(LinkButton) == []
    assert focused() is combo


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("MOTION", ["reduce_motion"]),
        ("second press", ["confirm_above"]),
        ("money", ["confirm_above", "hide_prices"]),
        ("dark", ["scheme"]),
        ("generate screen", ["hide_prices"]),
        ("notifications", ["desktop_notices"]),
        ("next  size ", ["scale"]),
    ],
)
def test_a_search_filters_over_all_sections(
    stage: SettingsStage, text: str, keys: list[str]
) -> None:
    QTest.keyClicks(stage.window.search, text)
    assert stage.keys == keys
    titles = {SECTION_WORDS[row.section] for row in SHOWN if row.key in keys and row.section}
    assert titles <= set(stage.said)
    assert not stage.named(ContentsList, "Sections").selectionModel().hasSelection()


def test_a_search_that_finds_nothing_says_so(stage: SettingsStage) -> None:
    stage.window.search_for("<b>teapot")
    assert stage.keys == []
    assert stage.said == ["No setting matches “<b>teapot”."]


def test_choosing_a_section_ends_the_search(stage: SettingsStage) -> None:
    stage.window.search_for("motion")
    sections = stage.named(ContentsList, "Sections")
    row = sections.visualRect(sections.model().index(1, 0))
    QTest.mouseClick(sections.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert stage.window.search.text() == ""
    assert stage.keys == ["confirm_above", "hide_prices"]


def test_escape_empties_the_search_then_closes(stage: SettingsStage) -> None:
    stage.window.show_section("notices")
    stage.window.search_for("motion")
    QTest.keyClick(stage.window.search, Qt.Key.Key_Escape)
    assert stage.keys == ["desktop_notices"]
    QTest.keyClick(stage.named(Switch, "Desktop notices"), Qt.Key.Key_Escape)
    assert not stage.window.isVisible()
    stage.window.come_forward()
    assert stage.keys == ["desktop_notices"]


def test_it_closes_with_the_window_it_belongs_to(show: Show, qtbot: QtBot) -> None:
    main = show(Switch("Something"))
    window = SettingsWindow(SettingsState(Settings()), main)
    window.come_forward()
    assert window.isVisible()
    main.hide()
    assert not window.isVisible()


def test_the_chords_of_a_window_work(stage: SettingsStage) -> None:
    stage.named(ContentsList, "Sections").setFocus()
    QTest.keyClick(stage.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert focused() is stage.window.search
    QTest.keyClick(stage.window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert not stage.window.isVisible()


def test_tab_goes_from_the_search_through_sections_and_rows(stage: SettingsStage) -> None:
    names = []
    for _ in range(5):
        names.append(focused().accessibleName())
        QTest.keyClick(stage.window, Qt.Key.Key_Tab)
    rows = ["As the system", "Size of words and controls", "Reduce motion"]
    assert names == ["Search settings", "Sections", *rows]


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("scheme", [theme.Scheme.DARK, theme.Scheme.LIGHT])
def test_no_words_are_cut_off(
    qtbot: QtBot, qapp: QApplication, scheme: theme.Scheme, scale: float
) -> None:
    theme.apply(qapp, scheme, scale)
    stage = SettingsStage(qtbot, Settings().with_value("scheme", "dark"))
    stage.window.resize(round(720 * scale), round(560 * scale))
    for section in Section:
        stage.window.show_section(section)
        QApplication.processEvents()
        parts = (*stage.in_sight(Label), *stage.in_sight(QPushButton), *_toggles(stage))
        for each in parts:
            right = each.mapTo(stage.window, each.rect().topRight()).x()
            assert right <= stage.window.width(), each.accessibleName()
            assert each.width() >= each.minimumSizeHint().width(), each.accessibleName()


def _toggles(stage: SettingsStage) -> list[QAbstractButton]:
    return [*stage.in_sight(QRadioButton), *stage.in_sight(Switch)]


# Kinds of rows that later settings may have


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (Setting("a", Section.LOOKS, SettingKind.NUMBER, 3, minimum=1, maximum=9), NumberField),
        (Setting("b", Section.MONEY, SettingKind.MONEY, 3, maximum=9), MoneyField),
        (Setting("c", Section.LOOKS, SettingKind.CHOICE, 1, choices=(1, 2)), Segmented),
        (Setting("d", Section.LOOKS, SettingKind.CHOICE, 1, choices=(1, 2, 3, 4, 5)), Combo),
        (Setting("e", Section.LOOKS, SettingKind.SWITCH, False), Switch),
    ],
    ids=lambda each: each.key if isinstance(each, Setting) else "",
)
def test_each_kind_has_its_control(show: Show, row: Setting, kind: type[QWidget]) -> None:
    made = SettingRow(row, SettingWords("Some name", "Some note."))
    show(made)
    made.show_value(row.default)
    assert len(made.findChildren(kind)) == 1
    assert made.editor.control.accessibleName() == "Some name"


def test_a_number_applies_at_once(show: Show) -> None:
    row = Setting("a", Section.LOOKS, SettingKind.NUMBER, 3, minimum=1, maximum=9, unit="px")
    made = SettingRow(row, SettingWords("Some name", "Some note."))
    show(made)
    made.show_value(3)
    told: list[SettingValue] = []
    made.edited.connect(told.append)
    made.editor.control.setFocus()
    QTest.keyClick(made.editor.control, Qt.Key.Key_Up)
    assert told == [4]
