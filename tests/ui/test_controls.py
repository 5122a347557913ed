"""Controls have names, answer to keys, tell only what counts, and show where the keyboard is."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.ui import theme
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.controls import (
    IconButton,
    LineField,
    LinkButton,
    QuietButton,
)
from bfl_studio.ui.field_message import FieldMessage, Severity
from bfl_studio.ui.glyph import Glyph
from bfl_studio.ui.notice_bar import NoticeBar
from bfl_studio.ui.number_field import NumberField
from bfl_studio.ui.popups import Menu, Popover
from bfl_studio.ui.primary_button import Face, PrimaryButton
from bfl_studio.ui.prompt_editor import PromptEditor
from bfl_studio.ui.segmented import Segmented
from bfl_studio.ui.splitter import ThinSplitter
from bfl_studio.ui.switch import Switch
from tests.ui.stage import SIZES, Show, focused, row_host, shows

# The offscreen platform says so of every window that is shown.
pytestmark = pytest.mark.usefixtures("dark")


NAMED: dict[str, Callable[[], QWidget]] = {
    "Edit": lambda: QuietButton("Edit", "Edit this picture"),
    "Star": lambda: IconButton("Star", "star", "S"),
    "Why Generate is off": lambda: LinkButton("Why Generate is off", "Write a prompt first."),
    "Search": lambda: LineField("Search", "Search pictures", "search"),
    "Generate": lambda: PrimaryButton("Generate"),
    "Random seed": lambda: Switch("Random seed", "Random"),
    "Size preset": lambda: Combo("Size preset", SIZES),
    "Width": lambda: NumberField("Width", 64, 4096),
    "Prompt": lambda: PromptEditor("Prompt"),
}


class TestEveryControl:
    @pytest.mark.parametrize("name", NAMED)
    def test_speaks_its_name_whatever_its_words_are(self, name: str, qtbot: QtBot) -> None:
        control = NAMED[name]()
        qtbot.addWidget(control)
        spoken = QAccessible.queryAccessibleInterface(control)
        assert spoken.text(QAccessible.Text.Identifier) == name
        if spoken.role() == QAccessible.Role.ComboBox:
            # Qt speaks the present choice as the name of a combo box on Linux.
            assert name in (spoken.text(QAccessible.Text.Name), control.accessibleDescription())
        else:
            assert spoken.text(QAccessible.Text.Name) == name

    @pytest.mark.parametrize("name", NAMED)
    def test_is_reached_by_tab(self, name: str, show: Show) -> None:
        control, before = NAMED[name](), LineField("Before")
        show(before, control)
        before.setFocus()
        QTest.keyClick(before, Qt.Key.Key_Tab)
        assert control.hasFocus()

    @pytest.mark.parametrize("name", NAMED)
    @pytest.mark.parametrize("scheme", [theme.Scheme.DARK, theme.Scheme.LIGHT])
    def test_can_be_drawn_off_and_at_twice_the_size(
        self, name: str, scheme: theme.Scheme, qapp: QApplication, qtbot: QtBot
    ) -> None:
        plain = NAMED[name]()
        small = plain.sizeHint().height()
        theme.apply(qapp, scheme, scale=2.0)
        control = NAMED[name]()
        qtbot.addWidget(control)
        qtbot.addWidget(plain)
        control.setEnabled(False)
        assert control.sizeHint().height() == pytest.approx(2 * small, abs=4)
        assert not control.grab().isNull()

    def test_without_a_name_is_refused(self, qapp: QApplication) -> None:
        with pytest.raises(ValueError, match="name"):
            QuietButton("")


class TestPrimaryButton:
    def test_keeps_its_name_while_its_words_change(self, qtbot: QtBot) -> None:
        button = PrimaryButton("Generate")
        qtbot.addWidget(button)
        button.show_face(Face.CONFIRM, "Press again · $3.84")
        assert button.accessibleName() == "Generate"
        assert button.text() == "Press again · $3.84"

    @pytest.mark.parametrize(
        ("face", "token"),
        [
            (Face.LIVE, "accent"),
            (Face.SANDBOX, "sandbox"),
            (Face.CONFIRM, "warn-fill"),
            (Face.OFF, "control"),
        ],
    )
    def test_is_filled_by_what_it_means(self, face: Face, token: str, qtbot: QtBot) -> None:
        button = PrimaryButton("Generate")
        qtbot.addWidget(button)
        button.show_face(face, "Generate · $0.06")
        assert shows(button, token)
        assert button.isEnabled() == (face is not Face.OFF)

    def test_is_never_pressed_by_enter(self, show: Show) -> None:
        button = PrimaryButton("Generate")
        presses: list[bool] = []
        button.clicked.connect(lambda: presses.append(True))
        show(button)
        button.setFocus()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QTest.keyClick(button, key)
        assert presses == []
        QTest.keyClick(button, Qt.Key.Key_Space)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert len(presses) == 2

    def test_is_wide_enough_for_its_words(self, qtbot: QtBot) -> None:
        button = PrimaryButton("Generate")
        qtbot.addWidget(button)
        button.show_face(Face.LIVE, "Generate · $0.06")
        short = button.minimumSizeHint().width()
        button.show_face(Face.LIVE, "Generate 24 · price unknown until sending")
        assert button.minimumSizeHint().width() > short
        assert button.sizeHint().height() == 40


class TestChoices:
    @pytest.mark.parametrize(
        ("make", "key"), [(Combo, Qt.Key.Key_Up), (Segmented, Qt.Key.Key_Left)]
    )
    def test_tell_what_the_user_chose_and_not_what_they_are_shown(
        self, make: type[Combo | Segmented], key: Qt.Key, show: Show
    ) -> None:
        before, control = LineField("Before"), make("Size preset", SIZES)
        told: list[object] = []
        control.chosen.connect(told.append)
        show(before, control)
        control.choose((832, 1216))
        before.setFocus()
        QTest.keyClick(before, Qt.Key.Key_Tab)
        assert (control.choice(), told) == ((832, 1216), [])
        QTest.keyClick(focused(), key)
        assert (control.choice(), told) == ((1536, 1024), [(1536, 1024)])

    def test_a_combo_keeps_its_choice_among_other_choices(self, qtbot: QtBot) -> None:
        combo = Combo("Size preset", SIZES)
        qtbot.addWidget(combo)
        combo.choose((832, 1216))
        combo.set_choices(SIZES[1:])
        assert combo.choice() == (832, 1216)

    def test_a_combo_is_wide_enough_for_its_widest_choice(self, qtbot: QtBot) -> None:
        combo = Combo("Size preset", [("A very long name of a size, 1920 × 1088", 1)])
        qtbot.addWidget(combo)
        words = combo.fontMetrics().horizontalAdvance(combo.text())
        assert combo.sizeHint().width() >= words + 9 + 22

    def test_segments_are_one_stop_of_tab_and_radio_buttons_to_a_reader(self, show: Show) -> None:
        before, after = LineField("Before"), LineField("After")
        segments = Segmented("Output format", [("PNG", "png"), ("JPEG", "jpeg"), ("WebP", "webp")])
        segments.choose("jpeg")
        show(before, segments, after)
        before.setFocus()
        QTest.keyClick(before, Qt.Key.Key_Tab)
        spoken = QAccessible.queryAccessibleInterface(focused())
        assert spoken.text(QAccessible.Text.Name) == "JPEG"
        assert spoken.role() == QAccessible.Role.RadioButton
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        assert after.hasFocus()

    def test_a_switch_is_turned_by_a_click_on_its_words_and_by_space(self, show: Show) -> None:
        switch = Switch("Random seed", "Random")
        show(switch)
        end_of_words = QPoint(switch.sizeHint().width() - 4, 14)
        QTest.mouseClick(switch, Qt.MouseButton.LeftButton, pos=end_of_words)
        assert switch.isChecked()
        assert shows(switch, "accent") or shows(switch, "accent-hover")
        QTest.keyClick(switch, Qt.Key.Key_Space)
        assert not switch.isChecked()


class TestMessages:
    def test_a_problem_is_told_by_words_glyph_and_border(self, show: Show) -> None:
        field = LineField("Name")
        message = FieldMessage(field)
        show(field, message)
        assert not message.isVisible()
        message.show_problem("This name is taken.")
        assert message.isVisible()
        assert shows(message, "error-text")
        assert shows(field, "error-text")
        assert field.accessibleDescription() == "This name is taken."
        message.show_problem("")
        assert not message.isVisible()
        assert not shows(field, "error-text")
        assert field.accessibleDescription() == ""

    def test_a_notice_offers_its_actions_and_can_be_closed(self, show: Show) -> None:
        bar = NoticeBar("Notice")
        chosen: list[int] = []
        closed: list[bool] = []
        bar.chosen.connect(chosen.append)
        bar.closed.connect(lambda: closed.append(True))
        show(bar)
        bar.show_notice(Severity.INFO, "An older notice.", ("Undo",))
        bar.show_notice(Severity.WARNING, "Something happened.", ("Keep", "Discard"))
        QApplication.processEvents()
        links = [link for link in bar.findChildren(LinkButton) if link.isVisible()]
        assert [link.text() for link in links] == ["Keep", "Discard"]
        links[1].setFocus()
        QTest.keyClick(links[1], Qt.Key.Key_Return)
        assert chosen == [1]
        assert shows(bar, "warn-tint")
        QTest.mouseClick(bar.findChildren(IconButton)[0], Qt.MouseButton.LeftButton)
        assert closed == [True]

    def test_a_notice_is_at_most_420_pixels_wide(self, show: Show) -> None:
        bar = NoticeBar("Notice")
        bar.show_notice(Severity.ERROR, "A sentence that goes on. " * 12, ("Show folder",))
        window = show(row_host(bar))
        window.resize(1200, 300)
        QApplication.processEvents()
        assert bar.width() <= 420

    def test_words_of_a_button_are_taken_as_they_are(self, qtbot: QtBot) -> None:
        button = QuietButton("Project", "R&D <b>")
        qtbot.addWidget(button)
        assert button.text() == "R&&D <b>"
        assert button.shortcut().isEmpty()


def test_a_glyph_stands_beside_the_first_line_of_a_message(show: Show) -> None:
    field = LineField("Width")
    message = FieldMessage(field)
    window = show(field, message)
    window.resize(200, 200)
    message.show_problem("A sentence that is much too long to stand on one line alone.")
    QApplication.processEvents()
    (glyph,) = message.findChildren(Glyph)
    assert message.height() > 16
    assert glyph.geometry().top() <= 1


class TestPopups:
    def test_a_popover_opens_beside_its_control_and_closes_on_escape(self, show: Show) -> None:
        anchor, field = QuietButton("Model"), LineField("Filter")
        window = show(anchor)
        popover = Popover("Models", field, window)
        popover.open_at(anchor)
        QApplication.processEvents()
        assert popover.isVisible()
        assert not popover.geometry().intersects(
            anchor.rect().translated(anchor.mapToGlobal(QPoint()))
        )
        QTest.keyClick(popover, Qt.Key.Key_Escape)
        assert not popover.isVisible()

    def test_a_menu_marks_what_is_on(self, qtbot: QtBot) -> None:
        menu = Menu("View")
        qtbot.addWidget(menu)
        follow = menu.addAction("Follow newest")
        follow.setCheckable(True)
        off = menu.grab().toImage()
        follow.setChecked(True)
        assert menu.grab().toImage() != off


class TestSplitter:
    def test_shows_one_pixel_and_gives_seven_to_grab(self, qtbot: QtBot) -> None:
        splitter = ThinSplitter(Qt.Orientation.Horizontal, "Panes")
        qtbot.addWidget(splitter)
        panes = QWidget(), QWidget()
        for pane in panes:
            splitter.addWidget(pane)
        splitter.resize(400, 100)
        splitter.show()
        QApplication.processEvents()
        assert splitter.handle(1).width() == 7
        left, right = (pane.geometry() for pane in panes)
        assert right.left() - left.right() - 1 == 1
