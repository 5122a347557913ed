"""`#` offers colours: used ones, those of the pictures, or any that is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bfl_studio.domain import settings
from bfl_studio.domain.catalog import Role
from bfl_studio.ui.swatches import Swatches
from tests.ui.prompt_stage import PromptStage

pytestmark = pytest.mark.usefixtures("dark")
ENTER, ESC, UP, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down
_NONE = Qt.KeyboardModifier.NoModifier
LEFT, RIGHT, BACK = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Backspace


class TestColours:
    def test_a_colour_may_be_typed_wide(self, stage: PromptStage) -> None:
        for each in ("壁は", "＃", "２Ｃ３Ｅ５０"):
            stage.commit(each)
        stage.press(ENTER)
        assert stage.written == "壁は #2C3E50 (dark blue-grey)"

    @pytest.mark.parametrize("typed", ["2C3E50", "2c3e50"])
    def test_six_digits_and_enter_are_a_colour_with_its_name(
        self, stage: PromptStage, typed: str
    ) -> None:
        stage.type(f"walls in #{typed}")
        stage.press(ENTER)
        assert stage.written == "walls in #2C3E50 (dark blue-grey)"
        assert stage.open == ""
        stage.press(BACK)
        assert stage.written == "walls in "

    def test_three_digits_stand_for_six(self, stage: PromptStage) -> None:
        stage.type("#f00")
        stage.press(ENTER)
        assert stage.written.startswith("#FF0000 (")

    @pytest.mark.parametrize("typed", ["2", "2C3E", "2C3E5"])
    def test_behind_half_a_colour_enter_is_a_new_line(self, stage: PromptStage, typed: str) -> None:
        stage.palette.use("#111111")
        stage.type(f"Poster, our #{typed}")
        stage.press(ENTER)
        stage.type("next line")
        assert (stage.written, stage.open) == (f"Poster, our #{typed}\nnext line", "")

    @pytest.mark.parametrize("words", ["#summer", "# one", "#2C3E50f", "C#", "&#", "##"])
    def test_other_words_are_words(self, stage: PromptStage, words: str) -> None:
        stage.type(words)
        assert stage.open == ""
        stage.press(ENTER)
        assert stage.written == f"{words}\n"

    def test_escape_leaves_the_sign(self, stage: PromptStage) -> None:
        stage.type("#")
        assert stage.open == "#"
        stage.press(ESC)
        assert (stage.open, stage.written) == ("", "#")

    def test_used_colours_come_first_and_are_kept(self, stage: PromptStage) -> None:
        for colour in ("#111111", "#222222", "#111111"):
            stage.palette.use(colour)
        assert stage.palette.used == ("#111111", "#222222")
        kept = settings.from_json(settings.to_json(stage.settings.settings))
        assert kept.palette == ("#111111", "#222222")
        stage.type("#")
        stage.press(RIGHT, ENTER)
        assert stage.written.startswith("#222222 (")
        assert stage.palette.used == ("#222222", "#111111")

    def test_the_palette_stays_small(self, stage: PromptStage) -> None:
        for number in range(100):
            stage.palette.use(f"#0000{number:02X}")
        assert len(stage.palette.used) <= 64
        assert stage.palette.used[0] == "#000063"

    def test_colours_of_the_pictures_are_offered(
        self, stage: PromptStage, tmp_path: Path, qtbot: QtBot
    ) -> None:
        path = tmp_path / "two.png"
        shown = Image.new("RGB", (64, 64), "#2C3E50")
        shown.paste("#F5F5DC", (0, 0, 64, 20))
        shown.save(path)
        stage.paths.append(path)
        stage.type("#")
        qtbot.waitUntil(lambda: bool(stage.palette.of_pictures([path])))
        assert stage.palette.of_pictures([path])[0] == "#2C3E50"
        stage.press(ENTER)
        assert stage.written == "#2C3E50 (dark blue-grey)"

    def test_a_click_takes_a_swatch(self, stage: PromptStage) -> None:
        stage.palette.use("#2C3E50")
        stage.palette.use("#F5F5DC")
        stage.type("#")
        used = stage.colours.findChild(Swatches)
        assert used is not None
        place = used.square(1).center().toPoint()
        QTest.mouseClick(used, Qt.MouseButton.LeftButton, pos=place)
        assert stage.written.startswith("#2C3E50")
        assert QApplication.focusWidget() is stage.prompt

    def test_the_arrows_lead_to_the_eyedropper_at_last(self, stage: PromptStage) -> None:
        asked: list[bool] = []
        stage.colours.picking.connect(lambda: asked.append(True))
        stage.palette.use("#2C3E50")
        stage.type("#")
        stage.press(DOWN, ENTER)
        assert asked == [True]
        assert stage.written == "#"

    @pytest.mark.parametrize("rewriting", [True, False])
    def test_rewriting_is_named_where_it_is_on(self, stage: PromptStage, rewriting: bool) -> None:
        stage.state.set_value(Role.REWRITING, rewriting)
        stage.type("#")
        said = [
            str(part.property("text"))
            for part in stage.colours.children()
            if part.isWidgetType() and part.property("visible")
        ]
        assert ("Colours are met best with rewriting off." in said) is rewriting

    def test_a_colour_is_read_again_where_a_prompt_is_shown(self, stage: PromptStage) -> None:
        stage.type("#2C3E50")
        stage.press(ENTER)
        kept = stage.written
        stage.prompt.set_text("")
        stage.prompt.set_text(kept)
        stage.press(Qt.Key.Key_End, BACK)
        assert stage.written == ""


def test_a_point_between_swatches_is_none(qapp: QApplication) -> None:
    grid = Swatches("Used")
    grid.resize(100, 60)
    grid.show_colours(("#111111", "#222222"))
    assert grid.place_at(QPoint(1, 1)) == 0
    assert grid.place_at(QPoint(25, 1)) == -1
    assert grid.place_at(QPoint(30, 1)) == 1
    assert grid.place_at(QPoint(60, 1)) == -1
