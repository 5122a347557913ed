"""Every control fits and stands out in every state: hovered, pressed, on, focused, off."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from bfl_studio.ui import theme
from tests.gallery import pages
from tests.ui.looks.contrast import faint
from tests.ui.looks.fit import misfits

pytestmark = pytest.mark.usefixtures("dark")


@pytest.mark.parametrize("scheme", [theme.Scheme.DARK, theme.Scheme.LIGHT])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_kit_fits_and_stands_out(
    qapp: QApplication, scheme: theme.Scheme, scale: float
) -> None:
    theme.apply(qapp, scheme, scale)
    found = []
    for name, page in pages(qapp):
        window = page.window()
        found += [f"{name}: {fault}" for fault in (*misfits(window), *faint(window))]
        window.deleteLater()
    assert found == []
