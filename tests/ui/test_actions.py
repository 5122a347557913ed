"""The action table: every action named, keyed once, and found in a menu."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.ui import actions
from bfl_studio.ui.actions import ACTIONS


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_ids_and_keys_are_unique() -> None:
    assert not [id for id, count in Counter(spec.id for spec in ACTIONS).items() if count > 1]
    for keys in (
        [key for spec in ACTIONS for key in spec.keys],
        [key for spec in ACTIONS for key in spec.mac or spec.keys],
    ):
        used = Counter(QKeySequence(key).toString() for key in keys)
        assert not [key for key, count in used.items() if count > 1 or not key]


def test_no_chord_breaks_the_rules_for_keys() -> None:
    for spec in ACTIONS:
        assert not [key for key in spec.keys if "Ctrl+Alt" in key]


def test_every_action_stands_in_a_menu_and_does_what_its_row_says(window: QWidget) -> None:
    done: list[str] = []
    commands = {spec.id: (lambda id=spec.id: done.append(id)) for spec in ACTIONS}
    built = actions.build(window, commands)
    found: list[QAction] = []
    waiting: list[QMenu] = [actions.menu(window, built)]
    while waiting:
        for action in waiting.pop().actions():
            inner = action.menu()
            if isinstance(inner, QMenu):
                waiting.append(inner)
            elif not action.isSeparator():
                found.append(action)
    assert set(found) == set(built.values())
    for action in found:
        action.trigger()
    assert sorted(done) == sorted(built)


def test_only_harmless_actions_repeat_while_a_key_is_held() -> None:
    assert not next(spec for spec in ACTIONS if spec.id == "generate").repeats


def test_a_row_without_a_command_is_noticed(window: QWidget) -> None:
    with pytest.raises(KeyError):
        actions.build(window, {})
