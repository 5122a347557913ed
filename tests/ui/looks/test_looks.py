"""In every state of the window nothing is cut off, nothing is faint, nothing lies over another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenes import SCENES
from tests.ui.looks.survey import Surveyor, surveyor

EVERY_SCENE = pytest.mark.parametrize("scene", [scene.name for scene in SCENES])


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is painted for scenes, once for all processes of this run."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "scenes"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def our_words(tmp_path_factory: pytest.TempPathFactory, pictures: Path) -> Iterator[Surveyor]:
    with surveyor(tmp_path_factory.mktemp("usual"), pictures) as look:
        yield look


@pytest.fixture(scope="module")
def longer_words(tmp_path_factory: pytest.TempPathFactory, pictures: Path) -> Iterator[Surveyor]:
    with surveyor(tmp_path_factory.mktemp("longer"), pictures, "--longer") as look:
        yield look


@EVERY_SCENE
def test_everything_fits_and_stands_out(scene: str, our_words: Surveyor) -> None:
    assert our_words(scene) == []


@EVERY_SCENE
def test_it_still_fits_in_a_language_a_third_longer(scene: str, longer_words: Surveyor) -> None:
    assert longer_words(scene) == []
