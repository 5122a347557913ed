"""The newest notice stands in the foot until it has been read or closed."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.fitting import Dropped
from bfl_studio.state.notices import Notice, NoticeAction, NoticeBoard, Severity, Topic
from bfl_studio.ui import theme
from bfl_studio.ui.controls import LineField, Surface, row
from bfl_studio.ui.notice_area import INFO_MILLISECONDS, UNDO_MILLISECONDS, NoticeArea
from bfl_studio.ui.notice_words import notice_sentence

pytestmark = pytest.mark.usefixtures("dark")

INFO = Notice("back", Severity.INFO, Topic.RECOVERED, count=6)
PAUSED = Notice(
    "paused",
    Severity.WARNING,
    Topic.FAILURE,
    Failure(FailureKind.NO_CREDITS, details="HTTP 402"),
    Place.SANDBOX,
    actions=(NoticeAction.RESUME, NoticeAction.COPY_DETAILS),
)
FULL = Notice(
    "folder",
    Severity.ERROR,
    Topic.FAILURE,
    Failure(FailureKind.DISK_FULL),
    actions=(NoticeAction.OPEN_FOLDER,),
)
UNDOABLE = Notice(
    "dropped",
    Severity.INFO,
    Topic.DROPPED,
    actions=(NoticeAction.UNDO,),
    dropped=Dropped(
        "FLUX.2 [klein] 9B preview",
        (Role.REWRITING, Role.STEPS, Role.GUIDANCE),
        unused=4,
    ),
)
NEVER = 1_000_000


class Stage:
    """Notices in a foot as wide as the window."""

    def __init__(self, qtbot: QtBot, stay: int = NEVER, stay_to_undo: int = NEVER) -> None:
        self.board = NoticeBoard()
        self.area = NoticeArea(self.board, stay, stay_to_undo)
        self.foot = Surface("window")
        elsewhere = LineField("Elsewhere")
        self.foot.setLayout(row(elsewhere, self.area, gap=0))
        self.foot.resize(900, 56)
        qtbot.addWidget(self.foot)
        self.foot.show()
        self.foot.activateWindow()
        elsewhere.setFocus()
        QApplication.processEvents()

    @property
    def said(self) -> list[str]:
        return _texts(self.area)

    def button(self, words: str, within: QWidget | None = None) -> QAbstractButton:
        place = within or self.area
        (found,) = (
            each
            for each in place.findChildren(QAbstractButton)
            if each.isVisibleTo(place) and words in (each.text(), each.accessibleName())
        )
        return found


def _texts(place: QWidget) -> list[str]:
    shown = (part for part in place.findChildren(QWidget) if part.isVisibleTo(place))
    return [str(text) for part in shown if (text := part.property("text"))]


def _point_at(widget: QWidget, inside: bool) -> None:
    middle = QPointF(widget.rect().center())
    enter = QEnterEvent(middle, middle, middle)
    widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, inside)
    QApplication.sendEvent(widget, enter if inside else QEvent(QEvent.Type.Leave))


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return Stage(qtbot)


def test_no_notice_takes_no_room(stage: Stage) -> None:
    assert not stage.area.isVisible()
    stage.board.post(INFO)
    assert stage.area.isVisible()
    stage.board.withdraw(INFO.key)
    assert not stage.area.isVisible()
    assert stage.area.accessibleName() == "Notices"


def test_the_newest_is_shown_and_older_ones_are_counted(stage: Stage) -> None:
    for notice in (INFO, PAUSED, FULL):
        stage.board.post(notice)
    assert notice_sentence(FULL) in stage.said
    assert notice_sentence(PAUSED) not in stage.said
    assert "+2" in stage.said
    stage.board.withdraw(FULL.key)
    assert notice_sentence(PAUSED) in stage.said
    assert "+1" in stage.said


def test_older_ones_can_be_read_and_closed(stage: Stage) -> None:
    for notice in (PAUSED, FULL):
        stage.board.post(notice)
    stage.button("Older notices").click()
    popover = QApplication.activePopupWidget()
    assert popover is not None
    assert notice_sentence(PAUSED) in _texts(popover)
    assert notice_sentence(FULL) not in _texts(popover)
    stage.button("Close notice", popover).click()
    assert stage.board.notices == (FULL,)
    assert QApplication.activePopupWidget() is None


def test_closing_withdraws_the_one_shown(stage: Stage) -> None:
    stage.board.post(PAUSED)
    stage.board.post(FULL)
    stage.button("Close notice").click()
    assert stage.board.notices == (PAUSED,)


def test_info_leaves_by_itself_and_the_rest_stays(qtbot: QtBot) -> None:
    stage = Stage(qtbot, stay=1)
    for notice in (INFO, PAUSED, FULL):
        stage.board.post(notice)
    qtbot.waitUntil(lambda: INFO not in stage.board.notices)
    qtbot.wait(20)
    assert stage.board.notices == (PAUSED, FULL)


def test_what_can_be_taken_back_stands_longer_than_other_info(qtbot: QtBot) -> None:
    assert UNDO_MILLISECONDS == 10_000 > INFO_MILLISECONDS == 6_000
    stage = Stage(qtbot, stay=1)
    stage.board.post(UNDOABLE)
    stage.board.post(INFO)
    qtbot.waitUntil(lambda: INFO not in stage.board.notices)
    assert stage.board.notices == (UNDOABLE,)
    stage = Stage(qtbot, stay_to_undo=1)
    stage.board.post(INFO)
    stage.board.post(UNDOABLE)
    qtbot.waitUntil(lambda: UNDOABLE not in stage.board.notices)
    assert stage.board.notices == (INFO,)


def test_undo_is_told(stage: Stage, qtbot: QtBot) -> None:
    stage.board.post(UNDOABLE)
    with qtbot.waitSignal(stage.area.chosen, timeout=0) as told:
        stage.button("Undo").click()
    assert told.args == [UNDOABLE, NoticeAction.UNDO]


def test_info_waits_while_it_has_the_keyboard(qtbot: QtBot) -> None:
    stage = Stage(qtbot, stay=1)
    stage.board.post(PAUSED)
    stage.button("Close notice").setFocus()
    stage.board.post(INFO)
    qtbot.wait(20)
    assert INFO in stage.board.notices
    stage.button("Close notice").clearFocus()
    qtbot.waitUntil(lambda: INFO not in stage.board.notices)


def test_info_waits_while_pointed_at(qtbot: QtBot) -> None:
    stage = Stage(qtbot, stay=1)
    stage.board.post(PAUSED)
    _point_at(stage.area, True)
    stage.board.post(INFO)
    qtbot.wait(20)
    assert INFO in stage.board.notices
    _point_at(stage.area, False)
    qtbot.waitUntil(lambda: INFO not in stage.board.notices)


def test_info_behind_another_notice_leaves_too(qtbot: QtBot) -> None:
    stage = Stage(qtbot, stay=1)
    stage.board.post(INFO)
    stage.board.post(FULL)
    qtbot.waitUntil(lambda: stage.board.notices == (FULL,))
    assert notice_sentence(FULL) in stage.said


def test_actions_are_told(stage: Stage, qtbot: QtBot) -> None:
    stage.board.post(PAUSED)
    with qtbot.waitSignal(stage.area.chosen, timeout=0) as told:
        stage.button("Resume").click()
    assert told.args == [PAUSED, NoticeAction.RESUME]


def test_details_are_copied_and_said_to_be(stage: Stage, qtbot: QtBot) -> None:
    stage.board.post(PAUSED)
    with qtbot.assertNotEmitted(stage.area.chosen):
        stage.button("Copy details").click()
    assert QApplication.clipboard().text() == "HTTP 402"
    assert "Copied" in stage.said


@pytest.mark.parametrize("notice", [INFO, PAUSED, FULL, UNDOABLE], ids=lambda notice: notice.key)
def test_it_stands_in_the_foot_whole(stage: Stage, notice: Notice) -> None:
    stage.board.post(notice)
    QApplication.processEvents()
    assert stage.area.width() <= 420
    assert stage.area.heightForWidth(420) <= 56
    assert stage.foot.minimumSizeHint().height() <= 56


@pytest.mark.parametrize("kind", FailureKind)
@pytest.mark.parametrize("place", [Place.SANDBOX, Place.EU])
def test_every_sentence_fits_two_lines(stage: Stage, kind: FailureKind, place: Place) -> None:
    failure = Failure(kind, details="HTTP 500")
    actions = (NoticeAction.RESUME, NoticeAction.COPY_DETAILS)
    stage.board.post(Notice("n", Severity.ERROR, Topic.FAILURE, failure, place, actions=actions))
    QApplication.processEvents()
    words = next(part for part in stage.area.findChildren(QWidget) if part.property("text"))
    assert words.property("text").startswith(notice_sentence(stage.board.notices[0]))
    assert words.height() <= 2 * theme.current().line("small")
    assert words.height() >= words.heightForWidth(words.width())
