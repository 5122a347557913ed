"""The tables of colours and sizes, and the application that wears them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio import resources
from bfl_studio.ui import theme
from bfl_studio.ui.theme import Scheme, Theme
from bfl_studio.ui.tokens import DARK, FACES, LIGHT, Metrics, Tokens, high_contrast

REST = ("window", "pane", "control", "raised")
SURFACES = (*REST, "hover", "pressed")
TINTS = ("accent_tint", "sandbox_tint", "warn_tint", "error_tint")

# Words or borders → what they stand on → lowest ratio in the dark and in the light.
CONTRAST = [
    ("edge", REST, 3.4, 3.3),
    ("text", (*SURFACES, *TINTS, "canvas"), 8.8, 8.6),
    ("text_2", (*SURFACES, *TINTS), 5.5, 6.6),
    ("text_3", SURFACES, 4.6, 4.8),
    ("text_off", REST, 3.8, 3.1),
    ("on_accent", ("accent",), 5.1, 6.0),
    ("on_accent", ("accent_hover", "accent_pressed"), 4.6, 7.3),
    ("accent_text", (*SURFACES, "accent_tint"), 5.4, 5.2),
    ("focus", SURFACES, 4.9, 4.6),
    ("on_accent", ("sandbox", "sandbox_hover"), 4.9, 6.0),
    ("sandbox_text", (*SURFACES, "sandbox_tint"), 5.8, 5.0),
    ("ok_text", SURFACES, 5.5, 4.7),
    ("warn_text", (*SURFACES, "warn_tint"), 5.6, 5.4),
    ("error_text", (*SURFACES, "error_tint"), 5.1, 5.1),
    ("on_warn", ("warn_fill",), 9.2, 9.2),
]
READ_LESS_CLOSELY = {"edge": 3.0, "text_off": 3.0}


def luminance(color: QColor) -> float:
    """Relative luminance as WCAG 2 defines it."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(p) for p in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """The ratio of two colours as WCAG 2 defines it, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("ink", "grounds", "dark", "light"), CONTRAST)
def test_words_can_be_read_on_whatever_they_stand_on(
    ink: str, grounds: tuple[str, ...], dark: float, light: float
) -> None:
    for tokens, promised in ((DARK, dark), (LIGHT, light)):
        ratios = [
            contrast(QColor(getattr(tokens, ink)), QColor(getattr(tokens, ground)))
            for ground in grounds
        ]
        assert min(ratios) >= promised - 0.1
        assert min(ratios) >= READ_LESS_CLOSELY.get(ink, 4.5)


@pytest.mark.parametrize("tokens", [DARK, LIGHT])
def test_white_words_can_be_read_on_the_scrim_over_a_white_picture(tokens: Tokens) -> None:
    light_left = round(255 * (1 - QColor(tokens.scrim).alphaF()))
    over_white = QColor(light_left, light_left, light_left)
    assert contrast(QColor(tokens.on_scrim), over_white) >= 9.2


@pytest.mark.parametrize("tokens", [DARK, LIGHT])
def test_the_chrome_is_pure_grey(tokens: Tokens) -> None:
    for name in (*SURFACES, "well", "canvas", "line", "edge", "text", "text_2", "text_3"):
        color = QColor(getattr(tokens, name))
        assert color.red() == color.green() == color.blue(), name


def test_more_contrast_makes_lines_edges_and_rings_stronger() -> None:
    asked = Theme(dark=True, contrast=True)
    assert asked.tokens == high_contrast(DARK)
    assert asked.tokens.line == DARK.edge
    assert asked.tokens.text_3 == DARK.text_2
    assert asked.metrics.ring == 3


@pytest.mark.parametrize("dark", [True, False])
def test_the_style_sheet_finds_every_placeholder(dark: bool) -> None:
    look = Theme(dark=dark)
    assert "@" in resources.text("styles", "studio.qss")
    sheet = theme.stylesheet(look)
    assert "@" not in sheet
    assert look.tokens.pane in sheet


def test_a_scale_multiplies_sizes_and_metrics_together() -> None:
    double = Theme(scale=2.0)
    assert double.metrics.height_control == 56
    assert double.line("body") == 40
    assert double.font("body").pixelSize() == 26
    assert double.px(12) == 24
    assert min(vars_of(Metrics().scaled(0.8))) >= 1


def vars_of(metrics: Metrics) -> list[int]:
    """All sizes of a table of metrics."""
    return [getattr(metrics, name) for name in Metrics.__slots__]


def test_no_step_of_the_type_scale_is_under_eleven_pixels() -> None:
    assert min(face.size for face in FACES.values()) == 11


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    theme.apply(qapp, Scheme.DARK)
    yield qapp
    theme.apply(qapp, Scheme.DARK)


def test_an_application_wears_the_scheme_it_is_given(dressed: QApplication) -> None:
    theme.apply(dressed, Scheme.LIGHT)
    assert theme.current().tokens == LIGHT
    assert dressed.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.pane)
    off = dressed.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert off == QColor(LIGHT.text_off)
    assert LIGHT.accent_text in dressed.styleSheet()


def test_painters_hear_of_a_change_once_and_of_no_change_never(dressed: QApplication) -> None:
    heard: list[Tokens] = []

    def listen() -> None:
        heard.append(theme.current().tokens)

    theme.signals().changed.connect(listen)
    theme.apply(dressed, Scheme.LIGHT)
    theme.apply(dressed, Scheme.LIGHT)
    assert heard == [LIGHT]
    theme.signals().changed.disconnect(listen)


def test_the_desktop_is_followed_only_when_asked(dressed: QApplication) -> None:
    theme.apply(dressed, Scheme.SYSTEM)
    desktop = dressed.styleHints().colorScheme()
    assert theme.current().dark == (desktop == Qt.ColorScheme.Dark)
    dressed.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.current().dark == (dressed.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    theme.apply(dressed, Scheme.DARK)
    dressed.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.current().dark


def test_a_scale_out_of_bounds_is_held_within_them(dressed: QApplication) -> None:
    theme.apply(dressed, Scheme.DARK, scale=9)
    assert theme.current().scale == 2.0
    theme.apply(dressed, Scheme.DARK, scale=0.1)
    assert theme.current().scale == 0.8


def test_numbers_stand_in_columns_also_under_the_style_sheet(dressed: QApplication) -> None:
    assert dressed.font().featureValue(QFont.Tag("tnum")) == 1
    for face in FACES:
        metrics = QFontMetricsF(theme.current().font(face))
        assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")


def test_restyling_shows_at_once(dressed: QApplication) -> None:
    widget = QWidget()
    theme.restyle(widget, "surface", "pane")
    assert widget.property("surface") == "pane"
