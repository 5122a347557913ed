"""Compose shows exactly each model's own fields, with the service's bounds and defaults."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.domain.catalog import Kind, Parameter, Role
from bfl_studio.domain.flux_models import hosted
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.domain.rules import Issue, IssueKind
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui import motion
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.compose_panel import ComposePanel
from bfl_studio.ui.controls import LineField
from bfl_studio.ui.decimal_field import DecimalField
from bfl_studio.ui.fold import FoldTitle
from bfl_studio.ui.number_field import NumberField
from bfl_studio.ui.segmented import Segmented
from bfl_studio.ui.switch import Switch
from tests.ui.looks.longer import Longer
from tests.ui.stage import focused

pytestmark = pytest.mark.usefixtures("dark", "still")

BATCH = ["Number of pictures", "Seed", "Output format"]
SIZE = ["Size preset", "Width", "Height"]
MORE = ["Safety tolerance", "Prompt rewriting"]
FINE = [*MORE, "Steps", "Guidance"]
MARGINS = ["Top margin", "Bottom margin", "Left margin", "Right margin"]
FIELDS = {
    "flux-2-pro": [*SIZE, *BATCH, *MORE],
    "flux-2-flex": [*SIZE, *BATCH, *FINE],
    "flux-2-klein-4b": [*SIZE, *BATCH, "Safety tolerance"],
    "flux-kontext-pro": ["Aspect ratio", *BATCH, *MORE],
    "flux-kontext-max": ["Aspect ratio", *BATCH, *MORE],
    "flux-pro-1.1": [*SIZE, *BATCH, *MORE],
    "flux-pro-1.1-ultra": ["Aspect ratio", "Raw", *BATCH, *MORE],
    "flux-pro-1.1-ultra-raw": ["Aspect ratio", "Raw", *BATCH, *MORE],
    "flux-dev": [*SIZE, *BATCH, *FINE],
    "flux-pro-1.0-fill": [*BATCH, *FINE],
    "flux-pro-1.0-expand": [*MARGINS, *BATCH, *FINE],
    "flux-outpainting": [
        *SIZE,
        "Offset across",
        "Offset down",
        "Cropping",
        "Mode",
        "Number of pictures",
        "Output format",
        *MORE,
    ],
    "flux-erase": ["Dilation", *BATCH, "Safety tolerance"],
    "flux-deblur": [*BATCH, "Safety tolerance"],
    "flux-virtual-try-on": [*BATCH, "Safety tolerance"],
    "flux-3-image": [
        "Aspect ratio",
        "Resolution tier",
        "Look things up",
        "Number of pictures",
        "Safety tolerance",
    ],
}
KINDS = (NumberField, DecimalField, Switch, Combo, LineField, Segmented)


@pytest.fixture
def still() -> Iterator[None]:
    motion.reduce(True)
    yield
    motion.reduce(False)


@pytest.fixture
def state(qapp: QApplication) -> RecipeState:
    return RecipeState()


@pytest.fixture
def compose(state: RecipeState, qtbot: QtBot) -> ComposePanel:
    made = ComposePanel(state)
    made.furnish()
    qtbot.addWidget(made)
    made.resize(320, 900)
    made.show()
    made.activateWindow()
    made.findChildren(FoldTitle)[0].click()
    QApplication.processEvents()
    return made


def _picture(role: Role) -> RecipeImage:
    return RecipeImage(role, "a" * 64, "hut.png", Size(1200, 900))


def _fields(compose: ComposePanel) -> list[QWidget]:
    """The controls in sight that edit the recipe, from top to bottom."""
    found = [
        each
        for each in compose.findChildren(QWidget)
        if isinstance(each, KINDS) and each.isVisible()
    ]
    places = {id(each): each.mapTo(compose, each.rect().topLeft()) for each in found}
    return sorted(found, key=lambda each: (places[id(each)].y(), places[id(each)].x()))


def _names(compose: ComposePanel) -> list[str]:
    return [each.accessibleName() for each in _fields(compose)]


@pytest.mark.parametrize("model_id", FIELDS)
def test_a_model_shows_its_own_fields_and_no_others(
    compose: ComposePanel, state: RecipeState, model_id: str
) -> None:
    for before in ("flux-outpainting", "flux-3-image", "flux-2-flex", "flux-2-pro"):
        state.set_model(before)
        state.set_model(model_id)
        QApplication.processEvents()
        assert _names(compose) == FIELDS[model_id]


def test_every_model_of_bfl_is_looked_at() -> None:
    previews = {model.id for model in hosted() if model.preview}
    others = {"flux-2-max", "flux-2-klein-9b"}
    assert {model.id for model in hosted()} == FIELDS.keys() | previews | others


def _rows() -> list[tuple[str, Parameter]]:
    return [
        (model.id, row)
        for model in hosted()
        for row in model.parameters
        if row.kind not in (Kind.TEXT, Kind.IMAGES) and row.role is not Role.SEED
    ]


@pytest.mark.parametrize(
    ("model_id", "row"), _rows(), ids=lambda each: str(getattr(each, "role", each))
)
def test_bounds_and_defaults_are_the_models(
    compose: ComposePanel, state: RecipeState, model_id: str, row: Parameter
) -> None:
    state.set_model("flux-2-flex")
    state.set_model(model_id)
    state.start_anew()
    if row.role is Role.IMAGE_PROMPT_STRENGTH:
        state.set_images((_picture(Role.IMAGE_PROMPT),))
    control = compose.cause_of(Issue(IssueKind.CHOICE_UNKNOWN, row.role))
    assert control.isVisible()
    match control:
        case NumberField() | DecimalField():
            bounds = control.minimum(), control.maximum(), control.value()
            assert bounds == (row.minimum, row.maximum, row.default)
        case Switch():
            assert control.isChecked() is row.default
        case Combo():
            known = [each for each in (row.default or "", *row.choices) if each or not row.default]
            assert control.choice() == (row.default or "")
            assert len(control.words) == len(set(known))
        case LineField():
            assert (control.text(), control.placeholderText()) == ("", "Centre")
        case _:
            assert control.accessibleName() == "High"


def test_the_strength_of_an_image_prompt_comes_and_goes_with_it(
    compose: ComposePanel, state: RecipeState
) -> None:
    state.set_model("flux-pro-1.1-ultra")
    state.set_images((_picture(Role.IMAGE_PROMPT),))
    assert "Image prompt strength" in _names(compose)
    (field,) = (each for each in _fields(compose) if isinstance(each, DecimalField))
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "0.45")
    assert state.recipe.value(Role.IMAGE_PROMPT_STRENGTH) == 0.45
    assert field.text() == "0.45"
    state.set_images(())
    assert "Image prompt strength" not in _names(compose)


def _overflowing(state: RecipeState, compose: ComposePanel, width: int) -> list[str]:
    """What does not fit a column of that width, for each model."""
    found: list[str] = []
    (area,) = compose.findChildren(QScrollArea)
    content = area.widget()
    assert content is not None
    for model_id in FIELDS:
        state.set_model(model_id)
        state.set_pictures(24)
        state.set_images(tuple(map(_picture, (Role.IMAGE_PROMPT, Role.IMAGE))))
        QApplication.processEvents()
        if content.minimumSizeHint().width() > width:
            found.append(f"{model_id}: {content.minimumSizeHint().width()}")
        for field in _fields(compose):
            if field.mapTo(compose, field.rect().topRight()).x() >= width:
                found.append(f"{model_id}: {field.accessibleName()}")
    return found


def test_every_column_fits_its_width(compose: ComposePanel, state: RecipeState) -> None:
    assert _overflowing(state, compose, 320) == []


def test_every_column_fits_in_a_longer_language(
    state: RecipeState, qapp: QApplication, qtbot: QtBot
) -> None:
    translator = Longer()
    qapp.installTranslator(translator)
    try:
        compose = ComposePanel(state)
        compose.furnish()
        qtbot.addWidget(compose)
        compose.resize(320, 900)
        compose.show()
        compose.findChildren(FoldTitle)[0].click()
        QApplication.processEvents()
        assert _overflowing(state, compose, 320) == []
    finally:
        qapp.removeTranslator(translator)


def _tabbed(compose: ComposePanel) -> list[str]:
    compose.prompt.setFocus()
    visited: list[str] = []
    while not visited or visited[-1] != "More":
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        visited.append(focused().accessibleName())
    return visited


@pytest.mark.parametrize(
    ("model_id", "visited"),
    [
        ("flux-pro-1.1-ultra", ["Aspect ratio", "Raw"]),
        ("flux-pro-1.0-expand", MARGINS),
        ("flux-3-image", ["Aspect ratio", "Resolution tier", "Look things up"]),
        (
            "flux-outpainting",
            [
                "Size preset",
                "Width",
                "Swap sides",
                "Height",
                "Lock ratio",
                "Offset across",
                "Offset down",
                "Cropping",
                "High",
            ],
        ),
    ],
)
def test_tab_goes_from_top_to_bottom(
    compose: ComposePanel, state: RecipeState, model_id: str, visited: list[str]
) -> None:
    state.set_model(model_id)
    QApplication.processEvents()
    batch = ["Number of pictures"]
    if model_id not in ("flux-outpainting", "flux-3-image"):
        batch += ["Seed", "Random seed"]
    if model_id != "flux-3-image":
        batch.append("Output format")
    beside_prompt = ["Search prompt history", "Starters"]
    assert _tabbed(compose) == [*beside_prompt, *visited, *batch, "More"]


def test_undo_takes_back_what_was_told_to_a_tool(compose: ComposePanel, state: RecipeState) -> None:
    state.set_model("flux-3-image")
    before = state.draft
    (switch,) = (each for each in _fields(compose) if isinstance(each, Switch))
    switch.click()
    assert state.recipe.value(Role.GROUNDING) is False
    state.undo_stack.undo()
    assert state.draft == before
    assert switch.isChecked()


def test_sides_that_are_not_there_are_not_swapped(state: RecipeState) -> None:
    state.set_model("flux-kontext-pro")
    before = state.draft
    state.swap_sides()
    assert state.draft == before
