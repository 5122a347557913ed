"""Ctrl+C gives the picture, clean, unless text is selected; the prompt has a chord of its own."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QClipboard, QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.parts import StudioParts
from bfl_studio.state.notices import Severity
from bfl_studio.state.outgoing import Clip, Outgoing
from bfl_studio.ui.copying import clipboard_data
from bfl_studio.ui.notice_words import notice_sentence
from bfl_studio.ui.picture_commands import PictureCommands
from tests.ui.pictures import a_saved_picture
from tests.ui.studio_window import control, standing_window

# The offscreen platform says so of every window that is shown.
pytestmark = pytest.mark.usefixtures("dark")


class Stage:
    """A whole window that can hand out, and the clipboard, which had a word on it before."""

    def __init__(self, parts: StudioParts, folder: Path, qtbot: QtBot) -> None:
        self.parts = parts
        self.folder = folder
        self.qtbot = qtbot
        self.outgoing = Outgoing(folder / "outgoing", native_images=False)
        self.pictures.hand_out(self.outgoing)
        self.clipboard.setText("before")

    @property
    def pictures(self) -> PictureCommands:
        return self.parts.window.commands.pictures

    @property
    def clipboard(self) -> QClipboard:
        return QGuiApplication.clipboard()

    @property
    def said(self) -> list[tuple[Severity, str]]:
        notices = self.parts.studio.notices.notices
        return [(notice.severity, notice_sentence(notice)) for notice in notices]

    def show_picture(self) -> Path:
        picture = a_saved_picture(self.folder, 1)
        self.parts.window.panes.viewer.show_picture(picture)
        return picture.path


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[Stage]:
    with standing_window(tmp_path) as parts:
        made = Stage(parts, tmp_path, qtbot)
        yield made
        made.outgoing.close()
        made.outgoing.deleteLater()
        made.clipboard.clear()


def test_the_clipboard_gets_a_clean_file_and_its_pixels(stage: Stage) -> None:
    original = stage.show_picture()
    with stage.qtbot.waitSignal(stage.outgoing.copied):
        stage.pictures.copy_picture()
    data = stage.clipboard.mimeData()
    (url,) = data.urls()
    copy = Path(url.toLocalFile())
    assert copy.name == original.name
    assert copy != original
    assert bytes(data.data("x-special/gnome-copied-files").data()).startswith(b"copy\nfile:///")
    png = bytes(data.data("image/png").data())
    with Image.open(io.BytesIO(png)) as pasted, Image.open(original) as kept:
        assert pasted.tobytes() == kept.tobytes()
    assert stage.said == [(Severity.INFO, "Copied, clean: without prompt or recipe.")]


def _select_in(stage: Stage, name: str) -> str:
    box = control(stage.parts, QWidget, name)
    box.setFocus()
    if isinstance(box, QTextEdit):
        box.setPlainText("a harbour")
        box.selectAll()
        return "a harbour"
    if isinstance(box, QAbstractSpinBox):
        box.selectAll()
        return "1024"
    assert isinstance(box, QLineEdit)
    box.setText("48213")
    box.selectAll()
    return "48213"


@pytest.mark.parametrize("name", ["Prompt", "Width", "Seed"])
def test_selected_text_comes_first(stage: Stage, name: str) -> None:
    stage.show_picture()
    expected = _select_in(stage, name)
    with stage.qtbot.assertNotEmitted(stage.outgoing.copied, wait=50):
        stage.pictures.copy_picture()
    assert stage.clipboard.text() == expected
    assert stage.said == []


def test_a_text_box_with_nothing_selected_leaves_it_to_the_picture(stage: Stage) -> None:
    stage.show_picture()
    control(stage.parts, QTextEdit, "Prompt").setFocus()
    with stage.qtbot.waitSignal(stage.outgoing.copied):
        stage.pictures.copy_picture()


def test_its_prompt_alone(stage: Stage) -> None:
    stage.show_picture()
    stage.pictures.copy_prompt()
    assert stage.clipboard.text() == "a harbour"
    assert not stage.clipboard.mimeData().hasUrls()
    assert stage.said == [(Severity.INFO, "Prompt copied.")]


@pytest.mark.parametrize("copy", [PictureCommands.copy_picture, PictureCommands.copy_prompt])
def test_without_a_picture_the_clipboard_stays(
    stage: Stage, copy: Callable[[PictureCommands], None]
) -> None:
    with stage.qtbot.assertNotEmitted(stage.outgoing.copied, wait=50):
        copy(stage.pictures)
    assert stage.clipboard.text() == "before"
    assert stage.said == []


def test_what_cannot_be_copied_is_said_and_the_clipboard_stays(stage: Stage) -> None:
    stage.show_picture().unlink()
    with stage.qtbot.waitSignal(stage.outgoing.refused):
        stage.pictures.copy_picture()
    ((severity, sentence),) = stage.said
    assert severity is Severity.WARNING
    assert "was moved or deleted" in sentence
    assert stage.clipboard.text() == "before"


def test_where_the_system_wants_its_own_pixels_it_gets_them_too() -> None:
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    data: QMimeData = clipboard_data(Clip(Path("picture.png").absolute(), b"png", image))
    assert data.hasImage()
    assert data.urls() == [QUrl.fromLocalFile(str(Path("picture.png").absolute()))]
    assert data.imageData().size() == image.size()
