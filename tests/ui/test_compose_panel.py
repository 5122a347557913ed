"""Compose shows the recipe, fits its width, and knows which control an issue belongs to."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.rules import Issue, IssueKind
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.compose_panel import ComposePanel
from bfl_studio.ui.focus_ring import focus_by_key
from bfl_studio.ui.fold import FoldTitle
from bfl_studio.ui.prompt_panel import LONGEST_PASTE
from tests.ui.stage import Show, focused

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def state(qapp: QApplication) -> RecipeState:
    return RecipeState()


@pytest.fixture
def compose(state: RecipeState, qtbot: QtBot) -> ComposePanel:
    made = ComposePanel(state)
    made.furnish()
    qtbot.addWidget(made)
    made.resize(320, 624)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


def _paste(compose: ComposePanel, text: str) -> None:
    source = QMimeData()
    source.setText(text)
    compose.prompt.insertFromMimeData(source)


def _said(compose: ComposePanel) -> str:
    parts = compose.findChildren(QWidget)
    return "\n".join(str(part.property("text")) for part in parts if part.isVisibleTo(compose))


def test_typing_is_in_the_recipe_at_once(compose: ComposePanel, state: RecipeState) -> None:
    QTest.keyClicks(compose.prompt, "a red barn")
    assert state.recipe.prompt == "a red barn"


def test_a_prompt_from_elsewhere_is_shown_and_can_be_taken_back(
    compose: ComposePanel, state: RecipeState
) -> None:
    QTest.keyClicks(compose.prompt, "mine")
    state.set_prompt("theirs\n2")
    assert compose.prompt.toPlainText() == "theirs\n2"
    compose.prompt.undo()
    assert (compose.prompt.toPlainText(), state.recipe.prompt) == ("mine", "mine")


def test_edits_of_the_recipe_leave_the_cursor_where_it_is(
    compose: ComposePanel, state: RecipeState
) -> None:
    QTest.keyClicks(compose.prompt, "a barn")
    compose.prompt.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClicks(compose.prompt, "red ")
    state.set_pictures(4)
    assert compose.prompt.textCursor().position() == 4
    assert state.recipe.prompt == "red a barn"


def test_showing_a_prompt_does_not_change_it(compose: ComposePanel, state: RecipeState) -> None:
    odd = "a\u00a0b\r\nc\u2028d"
    state.set_prompt(odd)
    compose.prompt.moveCursor(QTextCursor.MoveOperation.Start)
    state.set_pictures(2)
    assert state.recipe.prompt == odd
    assert compose.prompt.textCursor().position() == 0


def test_escape_leaves_the_prompt_and_keeps_it(
    compose: ComposePanel, state: RecipeState, qtbot: QtBot
) -> None:
    QTest.keyClicks(compose.prompt, "kept")
    with qtbot.waitSignal(compose.left, timeout=0):
        QTest.keyClick(compose.prompt, Qt.Key.Key_Escape)
    assert state.recipe.prompt == "kept"


def test_the_generate_chord_is_no_line_break(compose: ComposePanel, state: RecipeState) -> None:
    QTest.keyClicks(compose.prompt, "one")
    QTest.keyClick(compose.prompt, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(compose.prompt, Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier)
    assert state.recipe.prompt == "one"


def test_pasted_text_loses_its_dress(compose: ComposePanel, state: RecipeState) -> None:
    source = QMimeData()
    source.setHtml("<b style='font-size:40px'>bold</b>")
    source.setText("bold")
    compose.prompt.insertFromMimeData(source)
    assert state.recipe.prompt == "bold"
    assert compose.prompt.textCursor().charFormat().fontWeight() != QFont.Weight.Bold


@pytest.mark.parametrize("text", ["x" * 10**6, "ab\n" * 333_333, "lorem ipsum " * 83_333])
def test_a_huge_paste_is_cut_with_a_word_and_the_rest_works(
    compose: ComposePanel, state: RecipeState, text: str
) -> None:
    _paste(compose, text)
    assert state.recipe.prompt == text[:LONGEST_PASTE]
    assert "100,000" in _said(compose)
    QTest.keyClick(compose.prompt, Qt.Key.Key_Backspace)
    assert len(state.recipe.prompt) == LONGEST_PASTE - 1
    assert "100,000" not in _said(compose)


def test_what_a_paste_replaces_makes_room_for_it(compose: ComposePanel, state: RecipeState) -> None:
    _paste(compose, "a " * (LONGEST_PASTE // 2))
    compose.prompt.selectAll()
    _paste(compose, "b " * (LONGEST_PASTE // 2))
    assert state.recipe.prompt == "b " * (LONGEST_PASTE // 2)
    assert "100,000" not in _said(compose)


@pytest.mark.parametrize("width", [320, 340])
def test_it_fits_its_width_and_height_without_scrolling(
    compose: ComposePanel, state: RecipeState, width: int
) -> None:
    state.set_model("flux-2-klein-9b-preview")
    state.set_size(Size(4096, 4096))
    state.set_pictures(24)
    state.set_seed(4_294_967_295)
    state.set_output_format("jpeg")
    compose.resize(width, 624)
    QApplication.processEvents()
    (area,) = compose.findChildren(QScrollArea)
    content = area.widget()
    assert content is not None
    assert content.width() == width
    assert content.minimumSizeHint().width() <= 320
    assert area.verticalScrollBar().maximum() == 0
    for part in content.findChildren(QWidget):
        host = part.parentWidget()
        if part.isVisible() and host is not None and host in (content, *content.children()):
            assert part.geometry().right() < host.width()


def test_left_edges_align(compose: ComposePanel) -> None:
    controls: list[QWidget] = [compose.model, compose.prompt, compose.batch.pictures]
    controls += compose.findChildren(QComboBox, options=Qt.FindChildOption.FindChildrenRecursively)[
        :1
    ]
    edges = {control.mapTo(compose, control.rect().topLeft()).x() for control in controls}
    assert edges == {12}


def test_tab_visits_the_controls_in_the_order_they_are_read(show: Show) -> None:
    compose = ComposePanel(RecipeState())
    compose.furnish()
    show(compose)
    compose.model.setFocus()
    names = [focused().accessibleName()]
    for _ in range(13):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        names.append(focused().accessibleName())
    assert names == [
        "Model",
        "Prompt",
        "Search prompt history",
        "Starters",
        "Size preset",
        "Width",
        "Swap sides",
        "Height",
        "Lock ratio",
        "Number of pictures",
        "Seed",
        "Random seed",
        "Output format",
        "More",
    ]


@pytest.mark.parametrize(
    ("issue", "name"),
    [
        (Issue(IssueKind.PROMPT_EMPTY, Role.PROMPT), "Prompt"),
        (Issue(IssueKind.AREA_TOO_LARGE, Role.WIDTH), "Width"),
        (Issue(IssueKind.SIDE_OUT_OF_RANGE, Role.HEIGHT, 64, 4096), "Height"),
        (Issue(IssueKind.NUMBER_OUT_OF_RANGE, Role.SEED), "Seed"),
        (Issue(IssueKind.CHOICE_UNKNOWN, Role.OUTPUT_FORMAT), "Output format"),
        (Issue(IssueKind.PICTURES_OUT_OF_RANGE, None, 1, 24), "Number of pictures"),
        (Issue(IssueKind.UNKNOWN_MODEL), "Model"),
        (Issue(IssueKind.NUMBER_OUT_OF_RANGE, Role.SAFETY_TOLERANCE), "Safety tolerance"),
        (Issue(IssueKind.CHOICE_UNKNOWN, Role.REWRITING), "Prompt rewriting"),
        (Issue(IssueKind.NUMBER_OUT_OF_RANGE, Role.STEPS), "Steps"),
        (Issue(IssueKind.NUMBER_OUT_OF_RANGE, Role.GUIDANCE), "Guidance"),
    ],
)
def test_an_issue_leads_to_its_control(
    compose: ComposePanel, state: RecipeState, issue: Issue, name: str
) -> None:
    state.set_model("flux-2-flex")
    cause = compose.cause_of(issue)
    assert cause.accessibleName() == name
    assert cause.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert cause.isVisible()


def _in_sight(compose: ComposePanel, part: QWidget) -> bool:
    """Whether all of a part is inside what the pane shows of its content."""
    (area,) = compose.findChildren(QScrollArea)
    place = part.mapTo(area.viewport(), part.rect().topLeft())
    return area.viewport().rect().contains(part.rect().translated(place))


def test_more_is_followed_as_it_opens_and_nothing_else_moves_aside(
    compose: ComposePanel, state: RecipeState, qtbot: QtBot
) -> None:
    state.set_model("flux-2-flex")
    (area,) = compose.findChildren(QScrollArea)
    QApplication.processEvents()
    assert area.verticalScrollBar().maximum() == 0
    width = compose.model.width()
    compose.findChildren(FoldTitle)[0].click()
    guidance = compose.more.control(Role.GUIDANCE)
    assert guidance is not None
    qtbot.waitUntil(lambda: _in_sight(compose, guidance))
    assert area.verticalScrollBar().maximum() > 0
    assert compose.model.width() == width


def test_tab_goes_through_more_when_it_is_open(show: Show) -> None:
    state = RecipeState()
    state.set_model("flux-2-flex")
    compose = ComposePanel(state)
    compose.furnish()
    after = QPushButton("After")
    window = show(compose, after)
    QWidget.setTabOrder(compose.last_stop, after)
    window.resize(344, 300)
    safety = compose.more.control(Role.SAFETY_TOLERANCE)
    assert safety is not None
    safety.setFocus()
    names = []
    for _ in range(4):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        names.append(focused().accessibleName())
        assert names[-1] == "" or _in_sight(compose, focused())
    assert names == ["Prompt rewriting", "Steps", "Guidance", ""]
    assert focused() is after


def test_what_a_key_leads_to_is_scrolled_into_sight(
    compose: ComposePanel, state: RecipeState
) -> None:
    state.set_model("flux-2-flex")
    compose.resize(320, 300)
    guidance = compose.more.control(Role.GUIDANCE)
    assert guidance is not None
    for control in (guidance, compose.model, compose.batch.seed, guidance):
        focus_by_key(control)
        QApplication.processEvents()
        assert _in_sight(compose, control)


def test_more_grows_with_what_it_has_to_say_without_scrolling_away(
    compose: ComposePanel, state: RecipeState
) -> None:
    state.set_model("flux-2-flex")
    compose.resize(320, 400)
    guidance = compose.more.control(Role.GUIDANCE)
    (area,) = compose.findChildren(QScrollArea)
    assert guidance is not None
    area.verticalScrollBar().setValue(0)
    most = area.verticalScrollBar().maximum()
    state.set_value(Role.GUIDANCE, 11.0)
    QApplication.processEvents()
    assert area.verticalScrollBar().value() == 0
    assert area.verticalScrollBar().maximum() > most
    focus_by_key(guidance)
    assert "Guidance must be 1.5 to 10." in _said(compose)
