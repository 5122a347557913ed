"""Compose with models that lack something, and after a refusal."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.errors import Failure, FailureKind, Fault
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.compose_panel import ComposePanel

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


def _said(compose: ComposePanel) -> str:
    parts = compose.findChildren(QWidget)
    return "\n".join(str(part.property("text")) for part in parts if part.isVisibleTo(compose))


@pytest.mark.parametrize("model_id", ["flux-erase", "flux-deblur"])
def test_a_tool_that_takes_no_prompt_says_so_and_keeps_it(
    compose: ComposePanel, state: RecipeState, model_id: str
) -> None:
    QTest.keyClicks(compose.prompt, "a red barn")
    state.set_model(model_id)
    assert not compose.prompt.isVisible()
    assert f"{state.model.label} takes no prompt. Yours is kept." in _said(compose)
    state.set_model("flux-2-pro")
    assert compose.prompt.isVisible()
    assert compose.prompt.toPlainText() == "a red barn"


@pytest.mark.parametrize(
    ("failure", "name"),
    [
        (Failure(FailureKind.MODEL_NOT_ALLOWED), "Model"),
        (Failure(FailureKind.UNKNOWN_MODEL), "Model"),
        (Failure(FailureKind.FIELDS_REFUSED, faults=(Fault(Role.HEIGHT),)), "Height"),
        (Failure(FailureKind.FIELDS_REFUSED, faults=(Fault(Role.SEED),)), "Seed"),
        (Failure(FailureKind.FIELDS_REFUSED, faults=(Fault(None), Fault(Role.SEED))), "Seed"),
        (Failure(FailureKind.FIELDS_REFUSED), "Prompt"),
        (Failure(FailureKind.REQUEST_MODERATED), "Prompt"),
        (None, "Prompt"),
    ],
)
def test_a_refusal_leads_to_what_has_to_be_changed(
    compose: ComposePanel, failure: Failure | None, name: str
) -> None:
    assert compose.place_of(failure).accessibleName() == name
