"""What a reference costs, what fewer pixels of it save, and the size as image 1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.credits import credits
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.pricing import Exact
from bfl_studio.parts import StudioParts
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.controls import LinkButton
from tests.ui.drop_stage import Hand
from tests.ui.slot_stage import (
    HARDLY_MORE,
    choose,
    fill,
    images,
    menu_of,
    offered,
    said,
    tile,
)
from tests.ui.studio_window import control, settle, standing_window, visible

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def parts(qapp: object, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made
        Hand(made).leave()


def test_hardly_fewer_pixels_are_offered_where_they_save(parts: StudioParts) -> None:
    fill(parts, 1, HARDLY_MORE)
    state = parts.studio.recipe_state
    assert state.estimate == Exact(credits("6"))
    assert "Resize to 1 MP: saves $0.015" in said(parts, 1)
    link = control(parts, LinkButton, "Resize to save")
    assert link.text().replace("\u00a0", " ") == "Resize image 1 to 1 MP: saves $0.015"
    link.click()
    settle()
    assert images(parts)[0].at_most == 1
    assert state.estimate == Exact(credits("4.5"))
    assert not visible(parts, LinkButton, "Resize to save")
    state.undo_stack.undo()
    settle()
    menu = menu_of(parts, tile(parts, 1))
    assert next(iter(offered(menu))) == "Resize to 1 MP: saves $0.015"
    menu.close()
    choose(parts, tile(parts, 1), "Resize to 1 MP: saves $0.015")
    assert images(parts)[0].at_most == 1


def test_every_lower_tier_is_offered_with_what_it_saves(parts: StudioParts) -> None:
    fill(parts, 1, Size(4000, 3000))
    menu = menu_of(parts, tile(parts, 1))
    rows = [each for each in offered(menu) if each.startswith("Send at most")]
    menu.close()
    assert rows == [
        "Send at most ▸ 4 MP",
        "Send at most ▸ 3 MP (saves $0.015)",
        "Send at most ▸ 2 MP (saves $0.03)",
        "Send at most ▸ 1 MP (saves $0.045)",
    ]
    choose(parts, tile(parts, 1), rows[2])
    assert images(parts)[0].at_most == 2
    assert "sent as 2 MP" in said(parts, 1)
    menu = menu_of(parts, tile(parts, 1))
    assert [row for row in rows if offered(menu)[row].isChecked()] == [rows[2]]
    menu.close()
    choose(parts, tile(parts, 1), "Keep full detail")
    assert (images(parts)[0].full_detail, images(parts)[0].at_most) == (True, None)


def test_pixels_are_in_the_tooltip(parts: StudioParts) -> None:
    fill(parts, 2)
    tip = tile(parts, 1).toolTip().replace("\u00a0", " ")
    assert "3000 × 2000 · sent as 1 MP · adds $0.015" in tip


def test_the_first_size_is_that_of_image_1(parts: StudioParts) -> None:
    fill(parts, 2, Size(832, 1216))
    state = parts.studio.recipe_state
    preset = control(parts, Combo, "Size preset")
    assert preset.words[0].replace("\u00a0", " ") == "As image 1 · 832 × 1216"
    window = parts.window
    QTest.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert state.recipe.size == Size(832, 1216)
    assert preset.text().startswith("As image 1")
    state.undo_stack.undo()
    assert state.recipe.size == Size(1024, 1024)
    fill(parts, 2, Size(848, 1200))
    parts.window.commands.table["size_as_first"]()
    assert preset.text().replace("\u00a0", " ") == "As image 1 · 848 × 1200"
    assert not any(each.startswith("Custom") for each in preset.words)
    first = replace(images(parts)[0], off=True)
    state.set_images((first, replace(images(parts)[1], size=Size(1600, 900))))
    assert "As image 1 · 1600 × 896" in [each.replace("\u00a0", " ") for each in preset.words]
    fill(parts, 0)
    assert not any(each.startswith("As image 1") for each in preset.words)


def test_size_as_image_1_keeps_a_lock_and_a_model_of_ratios_its_ratio(parts: StudioParts) -> None:
    fill(parts, 1, Size(832, 1216))
    state = parts.studio.recipe_state
    state.set_ratio_locked(True)
    parts.window.commands.table["size_as_first"]()
    assert state.draft.locked == Size(832, 1216)
    state.set_model("flux-pro-1.1-ultra")
    state.set_value(Role.ASPECT_RATIO, "16:9")
    parts.window.commands.table["size_as_first"]()
    assert state.recipe.value(Role.ASPECT_RATIO) == "2:3"
