"""Sizes are chosen, typed, swapped and locked, and say what they are billed as."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.flux_models import DEFAULT_MODEL_ID, find_model
from bfl_studio.domain.geometry import MEGAPIXEL, PRESETS, Preset, Size
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.ui.number_field import NumberField
from bfl_studio.ui.size_words import megapixel_text, preset_text, too_large_text
from tests.ui.size_stage import Stage
from tests.ui.stage import Show

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def stage(qapp: QApplication, show: Show) -> Stage:
    return Stage(show)


def _type(field: NumberField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


@pytest.mark.parametrize("chosen", PRESETS, ids=lambda preset: preset.id)
def test_a_preset_sets_the_size_and_a_size_shows_its_preset(stage: Stage, chosen: Preset) -> None:
    combo = stage.preset
    while combo.choice() != chosen.size:
        before = combo.choice()
        combo.step(1)
        assert combo.choice() != before
    assert stage.state.recipe.size == chosen.size
    assert (stage.field("Width").value(), stage.field("Height").value()) == (
        chosen.size.width,
        chosen.size.height,
    )
    assert combo.text() == preset_text(chosen)


def test_presets_are_named_apart() -> None:
    assert len({preset_text(preset) for preset in PRESETS}) == len(PRESETS)


def test_headings_cannot_be_chosen(stage: Stage) -> None:
    combo = stage.preset
    offered = [combo.choice()]
    for _ in combo.words:
        combo.step(1)
        offered.append(combo.choice())
    assert set(offered) == {preset.size for preset in PRESETS}
    assert len(combo.words) > len(PRESETS)
    assert combo.accessibleName() == "Size preset"


def test_full_hd_says_why_it_is_1088(stage: Stage) -> None:
    stage.state.set_size(Size(1920, 1088))
    assert "1080 is no multiple of 16" in stage.said
    stage.state.set_size(Size(1024, 1024))
    assert "1080" not in stage.said


def test_a_size_of_ones_own_is_custom_and_leaves_again(stage: Stage) -> None:
    stage.state.set_size(Size(1008, 784))
    assert stage.preset.text().replace("\u00a0", " ") == "Custom · 1008 × 784"
    stage.state.set_size(Size(1024, 784))
    assert stage.preset.text().replace("\u00a0", " ") == "Custom · 1024 × 784"
    stage.state.set_size(Size(1024, 1024))
    assert not [words for words in stage.preset.words if words.startswith("Custom")]


@pytest.mark.parametrize(
    ("typed", "told"), [("1000", 1008), ("9999", 4096), ("64", 64), ("1031", 1024)]
)
def test_a_typed_side_snaps_in_sight_and_is_told_at_once(
    stage: Stage, typed: str, told: int
) -> None:
    width = stage.field("Width")
    _type(width, typed)
    assert stage.state.recipe.size.width == told
    QTest.keyClick(width, Qt.Key.Key_Return)
    assert width.text().replace("\u00a0", " ") == f"{told} px"


def test_too_small_a_side_becomes_the_least(stage: Stage) -> None:
    height = stage.field("Height")
    _type(height, "3")
    QTest.keyClick(height, Qt.Key.Key_Return)
    assert stage.state.recipe.size.height >= 64
    assert height.value() == stage.state.recipe.size.height


def test_swap_turns_the_picture(stage: Stage) -> None:
    stage.state.set_size(Size(1216, 832))
    stage.button("Swap sides").click()
    assert stage.state.recipe.size == Size(832, 1216)


def test_a_locked_ratio_moves_the_other_side(stage: Stage) -> None:
    stage.state.set_size(Size(1280, 720))
    stage.button("Lock ratio").click()
    assert stage.button("Lock ratio").isChecked()
    _type(stage.field("Width"), "1920")
    assert stage.state.recipe.size == Size(1920, 1088)
    assert stage.field("Height").value() == 1088
    stage.button("Lock ratio").click()
    _type(stage.field("Width"), "1024")
    assert stage.state.recipe.size == Size(1024, 1088)


def test_showing_a_lock_does_not_move_it(stage: Stage) -> None:
    locked = replace(stage.state.draft, locked=Size(1280, 720))
    stage.state.show(locked)
    assert stage.button("Lock ratio").isChecked()
    assert stage.state.draft.locked == Size(1280, 720)


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (Size(1024, 1024), "1 MP"),
        (Size(1152, 896), "0.98 MP, billed as 1"),
        (Size(1536, 1040), "1.52 MP, billed as 2"),
        (Size(2048, 1024), "2 MP"),
        (Size(1040, 2032), "2.02 MP, billed as 3"),
        (Size(2048, 2048), "4 MP"),
    ],
)
def test_megapixels_say_what_is_billed(stage: Stage, size: Size, text: str) -> None:
    stage.state.set_size(size)
    assert text in stage.said.splitlines()


def test_a_size_past_a_step_never_reads_like_the_step() -> None:
    for width in range(64, 4097, 16):
        height = (MEGAPIXEL * 2 // width) // 16 * 16 + 16
        size = Size(width, height)
        if size.tier == 3:
            assert not megapixel_text(size).startswith("2\u00a0")


def test_just_over_a_step_offers_the_size_below_and_what_it_saves(stage: Stage) -> None:
    stage.state.set_size(Size(2048, 1040))
    assert "2.03 MP, billed as 3" in stage.said
    assert "Use 2048 × 1024: saves $0.015 a picture" in stage.said
    stage.button("Use it").click()
    assert stage.state.recipe.size == Size(2048, 1024)
    assert not stage.button("Use it").isVisible()


def test_the_offer_follows_the_model(stage: Stage) -> None:
    stage.state.set_size(Size(2048, 1040))
    stage.state.set_model("flux-2-flex")
    assert "saves $0.05 a picture" in stage.said


def test_too_large_a_size_says_so_marks_both_sides_and_offers_one_that_fits(stage: Stage) -> None:
    stage.state.set_size(Size(2624, 1968))
    assert "2624 × 1968 is 4.9 MP; FLUX.2 stops at 4 MP." in stage.said
    assert "billed" not in stage.said
    assert [stage.field(name).property("issue") for name in ("Width", "Height")] == ["error"] * 2
    assert "4.9" in stage.field("Width").accessibleDescription()
    stage.button("Use it").click()
    assert stage.state.recipe.size.pixels <= 4 * MEGAPIXEL
    assert "stops at" not in stage.said
    assert [stage.field(name).property("issue") for name in ("Width", "Height")] == ["", ""]


@pytest.mark.parametrize(
    ("size", "nearest", "text"),
    [
        (
            Size(2624, 1968),
            Size(2304, 1728),
            "2624 × 1968 is 4.9 MP; FLUX.2 stops at 4 MP. The largest at 4:3 is 2304 × 1728.",
        ),
        (
            Size(2064, 2048),
            Size(2032, 2016),
            "2064 × 2048 is 4.03 MP; FLUX.2 stops at 4 MP. "
            "The largest of this shape is 2032 × 2016.",
        ),
    ],
)
def test_the_sentence_of_a_size_that_is_too_large(size: Size, nearest: Size, text: str) -> None:
    model = find_model(DEFAULT_MODEL_ID)
    assert model is not None
    assert too_large_text(size, nearest, model).replace("\u00a0", " ") == text


FLUX_1 = "flux-pro-1.1"


def test_a_model_with_other_limits_takes_other_sides(stage: Stage) -> None:
    stage.state.set_model(FLUX_1)
    width = stage.field("Width")
    assert (width.minimum(), width.maximum(), width.singleStep()) == (256, 1440, 32)
    _type(width, "1000")
    assert stage.state.recipe.size.width == 992
    _type(width, "9999")
    assert stage.state.recipe.size.width == 1440
    stage.state.set_model(DEFAULT_MODEL_ID)
    _type(width, "1008")
    assert stage.state.recipe.size.width == 1008


def test_presets_are_those_the_model_takes(stage: Stage) -> None:
    stage.state.set_model(FLUX_1)
    stage.state.start_anew()
    combo = stage.preset
    offered = {combo.choice()}
    for _ in combo.words:
        combo.step(1)
        offered.add(combo.choice())
    sizes = {each for each in offered if isinstance(each, Size)}
    assert Size(1344, 768) in sizes
    sides = {side for size in sizes for side in (size.width, size.height)}
    assert all(256 <= side <= 1440 and side % 32 == 0 for side in sides)
    stage.state.set_model(DEFAULT_MODEL_ID)
    assert len(combo.words) > len(PRESETS)


def test_only_a_price_by_the_megapixel_says_what_is_billed(stage: Stage) -> None:
    stage.state.set_model(FLUX_1)
    stage.state.set_size(Size(1152, 896))
    assert "0.98 MP" in stage.said.splitlines()
    assert not [words for words in stage.preset.words if "illed" in words]
    stage.state.set_size(Size(1440, 736))
    assert not stage.button("Use it").isVisible()
    stage.state.set_model(DEFAULT_MODEL_ID)
    assert "billed as 2" in stage.said


def test_a_side_the_model_does_not_take_is_said_in_its_own_steps(stage: Stage) -> None:
    stage.state.set_model(FLUX_1)
    stage.state.set_size(Size(1920, 1088))
    assert "Width must be 256 to 1440, in steps of 32." in stage.said
    stage.button("Use it").click()
    model = find_model(FLUX_1)
    assert model is not None
    assert model.size_limits.allows(stage.state.recipe.size)
    assert "must be" not in stage.said


def test_a_picture_that_reaches_beyond_its_canvas_is_offered_a_larger_one(stage: Stage) -> None:
    stage.state.set_model("flux-outpainting")
    stage.state.set_images((RecipeImage(Role.IMAGE, "a" * 64, "hut.png", Size(1200, 900)),))
    assert "Canvas" in stage.said
    assert "reaches beyond the canvas" in stage.said
    assert "Use 1200 × 1024" in stage.said
    stage.button("Use it").click()
    assert stage.state.recipe.size == Size(1200, 1024)
    assert "reaches beyond" not in stage.said


def test_it_is_absent_where_a_model_takes_no_sides(stage: Stage) -> None:
    for model_id, there in (("flux-kontext-pro", False), (FLUX_1, True), ("flux-deblur", False)):
        stage.state.set_model(model_id)
        assert stage.panel.isVisible() is there
