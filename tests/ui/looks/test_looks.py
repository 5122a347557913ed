"""In every state of the window nothing is cut off, nothing is faint, nothing lies over another."""

from __future__ import annotations

import pytest

from tests.scenes import SCENES
from tests.ui.looks.survey import Faults, survey

_NAMES = [scene.name for scene in SCENES]


@pytest.fixture(scope="module")
def faults(request: pytest.FixtureRequest) -> tuple[Faults, Faults]:
    """Of the scenes whose tests run now, so that one alone does not take the time of all."""
    items = request.session.items
    wanted = {item.callspec.params.get("scene") for item in items if hasattr(item, "callspec")}
    return survey([name for name in _NAMES if name in wanted])


@pytest.mark.parametrize("scene", _NAMES)
def test_everything_fits_and_stands_out(scene: str, faults: tuple[Faults, Faults]) -> None:
    assert faults[0][scene] == []


@pytest.mark.parametrize("scene", _NAMES)
def test_it_still_fits_in_a_language_a_third_longer(
    scene: str, faults: tuple[Faults, Faults]
) -> None:
    assert faults[1][scene] == []
