"""Every state of the window worth a look, each set up in a window that was just made."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.endpoint import GLOBAL, Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.job import JobState
from bfl_studio.parts import StudioParts
from bfl_studio.state.library_model import Picture
from bfl_studio.state.notices import Notice, NoticeAction, Severity, Topic
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.controls import LineField, QuietButton
from bfl_studio.ui.drag_out import Grab, drag_pixmap
from tests.around_prompt_scenes import AROUND_PROMPT_SCENES
from tests.crop_scenes import CROP_SCENES
from tests.generate_scenes import GENERATE_SCENES
from tests.generate_scenes import closed_folder as closed_folder
from tests.generate_scenes import first_start as first_start
from tests.generate_scenes import ready as ready
from tests.generate_scenes import too_large as too_large
from tests.job_scenes import JOB_SCENES
from tests.job_scenes import bad_afternoon as bad_afternoon
from tests.job_scenes import in_use as in_use
from tests.key_scenes import KEY_SCENES
from tests.later_scenes import LATER_SCENES
from tests.prompt_scenes import PROMPT_SCENES
from tests.reference_scenes import REFERENCE_SCENES
from tests.staging import Scene, control, fill, scene, spoken
from tests.staging import a_job as a_job
from tests.staging import a_picture as a_picture


def model_list(parts: StudioParts, folder: Path) -> None:
    """The model picker, open."""
    in_use(parts, folder)
    parts.window.panes.compose.model.click()


def model_search(parts: StudioParts, folder: Path, sought: str) -> None:
    """What a word finds among the models."""
    model_list(parts, folder)
    popup = QApplication.activePopupWidget()
    if popup is None:
        raise ValueError("no list is open")
    popup.findChildren(LineField)[0].setText(sought)


def finish_menu(parts: StudioParts, folder: Path) -> None:
    """Where a picture can be made once more, and what that costs."""
    picture_menu(parts, folder)
    menu = parts.window.commands.pictures.menu
    menu.setActiveAction(next(each for each in menu.actions() if each.menu() is not None))
    QTest.keyClick(menu, Qt.Key.Key_Right)


def size_list(parts: StudioParts, folder: Path) -> None:
    """The sizes, open."""
    ready(parts, folder)
    control(parts, Combo, "Size preset").click()


def format_list(parts: StudioParts, folder: Path) -> None:
    """The formats, open."""
    ready(parts, folder)
    control(parts, Combo, "Output format").click()


def view_menu(parts: StudioParts, folder: Path) -> None:
    """All that can be done, and the menu of the view beside it."""
    ready(parts, folder)
    menu = parts.window.panes.toolbar.menu_button.menu()
    menu.popup(parts.window.mapToGlobal(QPoint(6, 38)))
    menu.setActiveAction(next(each for each in menu.actions() if each.text() == spoken("View")))


def picture_menu(parts: StudioParts, folder: Path) -> None:
    """What can be done with a picture."""
    in_use(parts, folder)
    parts.window.commands.pictures.menu.popup(parts.window.mapToGlobal(QPoint(500, 200)))


def zoom_menu(parts: StudioParts, folder: Path) -> None:
    """How large a picture is shown."""
    in_use(parts, folder)
    control(parts, QuietButton, "Zoom").click()


def library_tiles(parts: StudioParts, folder: Path) -> None:
    """Chosen, shown, new, just come, gone, and one of the Sandbox among real ones."""
    in_use(parts, folder)
    panes = parts.window.panes
    for number in range(40, 46):
        job = a_job(number, JobState.SAVED, "live", endpoint=GLOBAL)
        parts.library.prepend(a_picture(folder, job))
    lost = a_picture(folder, a_job(46, JobState.SAVED, "live", endpoint=GLOBAL)).generation
    damaged = folder / "damaged.png"
    damaged.write_bytes(b"half a pict")
    for number, path in ((47, folder / "moved.png"), (48, damaged)):
        made = replace(lost, id=path.stem, number=number)
        parts.library.prepend(Picture(made, path, path))
    panes.fold_library(False)
    for number in (43, 44):
        panes.viewer.offer(a_picture(folder, a_job(number, JobState.SAVED, "live")))
    panes.library.choose("live-42")


def damaged_picture(parts: StudioParts, folder: Path) -> None:
    """A picture whose file is there and can't be read, in the viewer."""
    in_use(parts, folder)
    made = a_picture(folder, a_job(46, JobState.SAVED, "live")).generation
    damaged = folder / "damaged.png"
    damaged.write_bytes(b"half a pict")
    parts.window.panes.viewer.show_picture(Picture(made, damaged, damaged))


def lost_picture(parts: StudioParts, folder: Path) -> None:
    """A picture whose file was moved, in the viewer."""
    in_use(parts, folder)
    made = a_picture(folder, a_job(46, JobState.SAVED, "live")).generation
    nowhere = folder / "moved.png"
    parts.window.panes.viewer.show_picture(Picture(made, nowhere, nowhere))


def notices(parts: StudioParts, folder: Path) -> None:
    """One of each weight; the newest is our own mistake."""
    in_use(parts, folder)
    board = parts.studio.notices
    board.post(Notice("recovered", Severity.INFO, Topic.RECOVERED, count=6))
    paused = Failure(FailureKind.NO_CREDITS)
    parts.studio.say_failure("paused sandbox", paused, Place.SANDBOX)
    parts.front.say_fault("Traceback: boom")


def older_notices(parts: StudioParts, folder: Path) -> None:
    """What stands behind the newest one."""
    notices(parts, folder)
    control(parts, QuietButton, "Older notices").click()


def said_and_done(parts: StudioParts, folder: Path) -> None:
    """A piece of news that leaves by itself."""
    in_use(parts, folder)
    parts.studio.notices.post(Notice("still saved", Severity.INFO, Topic.STILL_SAVED))


def picture_copied(parts: StudioParts, folder: Path) -> None:
    """What went into the clipboard."""
    in_use(parts, folder)
    parts.studio.notices.post(Notice("copied", Severity.INFO, Topic.PICTURE_COPIED))


def dropped_by_model(parts: StudioParts, folder: Path) -> None:
    """What another model did not take over, with its Undo."""
    in_use(parts, folder)
    recipe = parts.studio.recipe_state
    recipe.set_model("flux-2-flex")
    for role, value in ((Role.STEPS, 30), (Role.GUIDANCE, 7.5), (Role.SAFETY_TOLERANCE, 4)):
        recipe.set_value(role, value)
    recipe.set_model("flux-2-klein-9b")


def dragged_out(parts: StudioParts, folder: Path) -> None:
    """What goes with the pointer says what it carries; a narrow one has room for the word."""
    in_use(parts, folder)
    for number in (20, 22):
        picture = a_picture(folder, a_job(number, JobState.SAVED, "new"))
        shown = QPixmap(str(picture.thumbnail))
        pixmap = drag_pixmap(Grab(picture, shown), parts.window.devicePixelRatioF())
        place = QPoint(620 + 10 * number, 300)
        _Carried(pixmap, parts.window).show_at(parts.window.mapToGlobal(place))


def job_needs_you(parts: StudioParts, folder: Path) -> None:
    """A job that stopped, said in the foot while the list is folded away."""
    in_use(parts, folder)
    actions = (NoticeAction.SHOW_JOBS,)
    failure = Failure(FailureKind.PICTURE_MODERATED, reasons=("Violence", "Gore"))
    parts.studio.notices.post(
        Notice("job", Severity.WARNING, Topic.FAILURE, failure, Place.GLOBAL, actions=actions)
    )


def folded(parts: StudioParts, folder: Path) -> None:
    """Both sides folded: the picture is everything."""
    in_use(parts, folder)
    parts.window.panes.fold_compose(True)
    parts.window.panes.fold_library(True)


def least_window(parts: StudioParts, folder: Path) -> None:
    """As small as the window goes, with the library unfolded."""
    bad_afternoon(parts, folder)
    parts.window.panes.fold_library(False)


def wide_window(parts: StudioParts, folder: Path) -> None:
    """A large screen."""
    fill(parts, folder)
    ready(parts, folder)


def by_keyboard(parts: StudioParts, folder: Path) -> None:
    """The ring, after a few steps with Tab."""
    in_use(parts, folder)
    for _ in range(3):
        QTest.keyClick(parts.window, Qt.Key.Key_Tab)


class _Carried(QWidget):
    """A picture that hangs at the pointer."""

    def __init__(self, pixmap: QPixmap, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.ToolTip)
        self._pixmap = pixmap
        self.resize(pixmap.deviceIndependentSize().toSize())

    def show_at(self, place: QPoint) -> None:
        self.move(place)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).drawPixmap(0, 0, self._pixmap)


SCENES: tuple[Scene, ...] = (
    *GENERATE_SCENES,
    *JOB_SCENES,
    *(scene(stage) for stage in (model_list, size_list, format_list, view_menu, picture_menu)),
    Scene("model-list-searched", partial(model_search, sought="max"), sizes=((1280, 720),)),
    Scene("model-list-nothing", partial(model_search, sought="zebra"), sizes=((1280, 720),)),
    scene(finish_menu),
    *(scene(stage) for stage in (zoom_menu, library_tiles, lost_picture, damaged_picture)),
    *(scene(stage) for stage in (notices, older_notices, said_and_done, job_needs_you)),
    *(scene(stage) for stage in (picture_copied, dropped_by_model, folded, by_keyboard)),
    scene(dragged_out, sizes=((1280, 720),)),
    scene(least_window, place=Place.GLOBAL, sizes=((1024, 600),)),
    scene(wide_window, sizes=((1920, 1080),)),
    *KEY_SCENES,
    *REFERENCE_SCENES,
    *PROMPT_SCENES,
    *AROUND_PROMPT_SCENES,
    *CROP_SCENES,
    *LATER_SCENES,
)
