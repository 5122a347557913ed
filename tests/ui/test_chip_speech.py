"""Who cannot see the prompt hears its chips."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from bfl_studio.domain.prompt_pieces import Chip
from bfl_studio.ui.chip_speech import ChipSpeech
from tests.ui.chip_stage import A, B, Parts, chip, press, references

pytestmark = pytest.mark.usefixtures("dark")


def test_who_hears_the_prompt_hears_its_chips(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, prompt, _ = parts
    heard: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: heard.append(event.message())
    )
    usual = prompt.accessibleDescription()
    ChipSpeech(prompt, state, prompt)
    prompt.insert((chip(B), " and ", Chip("#2C3E50 (dark blue-grey)"), "x"))
    assert prompt.accessibleDescription() == "In the text: image 2, #2C3E50."
    state.set_images(references(A))
    assert prompt.accessibleDescription() == "In the text: b.png gone, #2C3E50."
    press(prompt, Qt.Key.Key_Left)
    assert heard == []
    press(prompt, Qt.Key.Key_Left)
    assert heard == ["#2C3E50"]
    press(prompt, Qt.Key.Key_Home)
    press(prompt, Qt.Key.Key_Right)
    assert heard == ["#2C3E50", "b.png gone"]
    prompt.set_text("")
    assert prompt.accessibleDescription() == usual
