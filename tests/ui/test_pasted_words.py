"""What is on the clipboard is text or a picture; a blank that comes with a picture is neither."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from bfl_studio.parts import StudioParts
from tests.e2e.window import live_studio
from tests.loop import Run
from tests.ui.drop_stage import names, picture
from tests.ui.studio_window import standing_window

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def parts(qapp: object, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


@pytest.fixture(autouse=True)
def _clipboard(qapp: object) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize("blank", [" ", "\n\u00a0\t", "\ufffc"])
def test_a_picture_with_a_blank_for_its_text_is_a_picture(
    run: Run, tmp_path: Path, blank: str
) -> None:
    """As programs that write pages copy one."""
    image = QImage(str(picture(tmp_path, "a.png")))

    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            data = QMimeData()
            data.setImageData(image)
            data.setHtml('<img src="x.png">')
            data.setText(blank)
            QGuiApplication.clipboard().setMimeData(data)
            prompt = live.window.panes.compose.prompt
            prompt.setFocus()
            QTest.keyClick(prompt, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
            await live.until(lambda: not live.process.studio.slots.reading)
            assert names(live.process) == ["pasted picture.png"]
            assert live.process.studio.recipe_state.recipe.prompt == ""

    run(scenario())


def test_a_blank_alone_is_still_text(parts: StudioParts) -> None:
    prompt = parts.window.panes.compose.prompt
    QTest.keyClicks(prompt, "12")
    QGuiApplication.clipboard().setText(" ")
    QTest.keyClick(prompt, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert prompt.toPlainText() == "12 "
