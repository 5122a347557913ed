"""Everything the keyboard can reach has a name, and the names others rely on stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.parts import StudioParts
from tests import scenes
from tests.ui.studio_window import settle, standing_window, visible

pytestmark = pytest.mark.usefixtures("dark")
_ROLE = QAccessible.Role
Scene = Callable[[StudioParts, Path], None]

ALWAYS = {
    "Prompt": {_ROLE.EditableText},
    "Model": {_ROLE.Button, _ROLE.ButtonMenu, _ROLE.ComboBox},
    "Size preset": {_ROLE.Button, _ROLE.ButtonMenu, _ROLE.ComboBox},
    "Width": {_ROLE.SpinBox},
    "Height": {_ROLE.SpinBox},
    "Swap sides": {_ROLE.Button},
    "Lock ratio": {_ROLE.Button, _ROLE.CheckBox},
    "Seed": {_ROLE.EditableText},
    "Random seed": {_ROLE.Button, _ROLE.CheckBox},
    "Number of pictures": {_ROLE.SpinBox},
    "Output format": {_ROLE.Button, _ROLE.ButtonMenu, _ROLE.ComboBox},
    "Generate": {_ROLE.Button},
    "Endpoint": {_ROLE.Button, _ROLE.ButtonMenu},
    "Menu": {_ROLE.Button, _ROLE.ButtonMenu},
}
IN_USE = ("Jobs", "Job actions", "Library", "Viewer", "Zoom", "Open folder", "Batch", "Notices")


@pytest.fixture
def parts(qtbot: QtBot, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


def _reachable(parts: StudioParts) -> list[QWidget]:
    return [
        each
        for each in parts.window.findChildren(QWidget)
        if each.isVisible()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
    ]


def _spoken_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


@pytest.mark.parametrize(
    "scene", [scenes.first_start, scenes.bad_afternoon, scenes.too_large, scenes.closed_folder]
)
def test_everything_the_keyboard_reaches_has_a_name(
    parts: StudioParts, tmp_path: Path, scene: Scene
) -> None:
    scene(parts, tmp_path)
    settle()
    reached = _reachable(parts)
    assert len(reached) > 12
    nameless = [type(each).__name__ for each in reached if not _spoken_name(each).strip()]
    assert nameless == []


@pytest.mark.parametrize("name", ALWAYS)
def test_a_control_is_found_by_its_name_with_its_kind(parts: StudioParts, name: str) -> None:
    (found,) = [
        each
        for each in parts.window.findChildren(QWidget)
        if each.accessibleName() == name and each.isVisible()
    ]
    assert QAccessible.queryAccessibleInterface(found).role() in ALWAYS[name]


def test_names_stay_unique_in_a_window_in_full_use(parts: StudioParts, tmp_path: Path) -> None:
    scenes.bad_afternoon(parts, tmp_path)
    settle()
    names = Counter(
        each.accessibleName() for each in parts.window.findChildren(QWidget) if each.isVisible()
    )
    wanted = {*ALWAYS, *IN_USE}
    assert {name: names[name] for name in wanted} == dict.fromkeys(wanted, 1)


WELCOME = {
    "API key": _ROLE.EditableText,
    "Test key": _ROLE.Button,
    "Try in the Sandbox": _ROLE.Button,
    "Balance": _ROLE.StaticText,
}


@pytest.mark.parametrize("name", WELCOME)
def test_the_first_minute_is_found_by_its_names(parts: StudioParts, name: str) -> None:
    parts.studio.situation.set_balance(Place.SANDBOX, credits("100"))
    settle()
    (found,) = visible(parts, QWidget, name)
    spoken = QAccessible.queryAccessibleInterface(found)
    assert spoken.role() == WELCOME[name]
    assert spoken.text(QAccessible.Text.Name) == name


@pytest.mark.parametrize("name", ["Jobs", "Library", "Batch"])
def test_items_speak_a_sentence(parts: StudioParts, tmp_path: Path, name: str) -> None:
    scenes.bad_afternoon(parts, tmp_path)
    settle()
    views = [
        each
        for each in parts.window.findChildren(QAbstractItemView)
        if each.accessibleName() == name and each.isVisible()
    ]
    model = views[0].model()
    indexes = [model.index(row, 0) for row in range(model.rowCount())]
    headings = [each for each in indexes if not each.data(Qt.ItemDataRole.AccessibleTextRole)]
    assert all(each.data(Qt.ItemDataRole.DisplayRole) for each in headings)
    items = [each for each in indexes if each not in headings]
    assert len(items) > 3
    for each in items:
        spoken = str(each.data(Qt.ItemDataRole.AccessibleTextRole))
        assert len(spoken.split(", ")) >= 4, spoken
        assert "FLUX" in spoken
        assert "None" not in spoken


def test_generate_says_its_price_and_whose_money(parts: StudioParts, tmp_path: Path) -> None:
    scenes.ready(parts, tmp_path)
    button = parts.window.panes.foot.button
    assert button.accessibleName() == "Generate"
    spoken = button.accessibleDescription()
    assert "Generate 4 · $0.12" in spoken
    assert "pretend money" in spoken
