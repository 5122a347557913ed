"""Choosing pictures from the disk: nothing that can be taken is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileDialog

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.picture_kinds import endings
from bfl_studio.parts import StudioParts
from tests.ui.studio_window import settle, standing_window


@pytest.fixture
def parts(qapp: object, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


def test_every_picture_that_can_be_read_can_be_chosen(parts: StudioParts) -> None:
    parts.window.commands.references.files.ask(Role.REFERENCE)
    (dialog,) = parts.window.findChildren(QFileDialog)
    pictures, everything = dialog.nameFilters()
    patterns = pictures.partition("(")[2].rstrip(")").split()
    names = [f"IMG_0001.{each}" for each in (*endings(), "heic", "HEIC", "JPG")]
    assert [name for name in names if not QDir.match(patterns, name)] == []
    assert not QDir.match(patterns, "IMG_0001.psd")
    assert everything == "*"
    dialog.reject()
    settle()
