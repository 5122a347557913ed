"""Glyphs: all there, sharp, and in the colour of the theme."""

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication, QToolButton

from bfl_studio.ui import glyphs, icons, theme
from bfl_studio.ui.theme import Scheme
from bfl_studio.ui.tokens import DARK, LIGHT

INTERFACE_STATES = {
    "queued": "clock",
    "sending": "send",
    "running": "aperture",
    "slow": "hourglass",
    "saving": "download",
    "refused": "ban",
    "moderated": "shield-alert",
    "failed": "circle-x",
    "gone": "file-x",
    "unconfirmed": "circle-question-mark",
    "cancelled": "minus",
    "discarded": "minus",
}


@pytest.fixture(autouse=True)
def dark(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, Scheme.DARK)
    yield
    theme.apply(qapp, Scheme.DARK)


def strongest(image: QImage) -> QColor:
    """The most opaque colour of a picture."""
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return max((image.pixelColor(x, y) for x, y in spots), key=QColor.alpha)


def ink(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal, on: bool = False) -> str:
    """The colour an icon is drawn in, as `#rrggbb`."""
    state = QIcon.State.On if on else QIcon.State.Off
    return strongest(icon.pixmap(QSize(64, 64), 1.0, mode, state).toImage()).name()


@pytest.mark.parametrize("name", sorted(glyphs.NAMES))
def test_every_glyph_has_an_outline_to_tint(name: str) -> None:
    outline = glyphs.outline(name)
    assert "currentColor" in outline
    assert 'stroke-width="2"' in outline


def test_job_states_are_told_by_the_glyphs_of_the_interface() -> None:
    for state, glyph in INTERFACE_STATES.items():
        assert glyphs.JOB_STATES[state][0] == glyph


def test_a_glyph_nobody_knows_is_refused_where_it_is_asked_for() -> None:
    with pytest.raises(KeyError):
        icons.icon("no-such-glyph")


def test_an_icon_follows_the_theme(qapp: QApplication) -> None:
    icon = icons.icon("minus")
    assert ink(icon) == QColor(DARK.text_2).name()
    theme.apply(qapp, Scheme.LIGHT)
    assert ink(icon) == QColor(LIGHT.text_2).name()


def test_an_icon_shows_whether_it_is_off_or_on() -> None:
    icon = icons.icon("minus", "text")
    tokens = theme.current().tokens
    assert ink(icon) == QColor(tokens.text).name()
    assert ink(icon, QIcon.Mode.Disabled) == QColor(tokens.text_off).name()
    assert ink(icon, on=True) == QColor(tokens.accent_text).name()


def test_an_icon_has_a_pixel_for_every_pixel_of_the_screen() -> None:
    pixmap = icons.icon("star").pixmap(QSize(16, 16), 2.0)
    assert pixmap.size() == QSize(32, 32)
    assert pixmap.devicePixelRatio() == 2.0


def test_an_icon_lives_as_long_as_its_button() -> None:
    button = QToolButton()
    button.setIcon(icons.icon("star"))
    copy = QIcon(button.icon())
    gc.collect()
    assert not button.grab().isNull()
    assert not copy.pixmap(QSize(16, 16)).isNull()


def test_neither_the_icon_package_nor_its_database_is_read_before_a_glyph_is_drawn() -> None:
    code = (
        "import sys; from bfl_studio.ui import icons, controls; "
        "bad = {'lucide', 'PySide6.QtSql', 'PySide6.QtSvg', 'sqlite3'} & set(sys.modules); "
        "sys.exit(str(bad) if bad else 0)"
    )
    checkout = Path(theme.__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=checkout).returncode == 0
