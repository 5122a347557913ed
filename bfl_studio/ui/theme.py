"""Dresses the application: scheme, palette, font and style sheet, from one table."""

import re
import sys
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio import resources
from bfl_studio.ui.tokens import (
    DARK,
    FACES,
    LARGEST_SCALE,
    LIGHT,
    SMALLEST_SCALE,
    Metrics,
    Tokens,
    at_scale,
    by_name,
    high_contrast,
)

_PLACEHOLDER = re.compile(r"@([a-z][a-z0-9-]*)")


class Scheme(Enum):
    """What the user chose; SYSTEM follows the desktop."""

    SYSTEM = Qt.ColorScheme.Unknown
    LIGHT = Qt.ColorScheme.Light
    DARK = Qt.ColorScheme.Dark


@dataclass(frozen=True, slots=True)
class Theme:
    """What painters read: colours, sizes and fonts of the present look."""

    dark: bool = True
    contrast: bool = False
    scale: float = 1.0
    tokens: Tokens = field(init=False)
    metrics: Metrics = field(init=False)

    def __post_init__(self) -> None:
        tokens = DARK if self.dark else LIGHT
        metrics = Metrics()
        if self.contrast:
            tokens, metrics = high_contrast(tokens), replace(metrics, ring=3)
        object.__setattr__(self, "tokens", tokens)
        object.__setattr__(self, "metrics", metrics.scaled(self.scale))

    def color(self, token: str) -> QColor:
        """The colour of a token such as `text-2`; AttributeError for an unknown one."""
        return QColor(getattr(self.tokens, token.replace("-", "_")))

    def px(self, pixels: float) -> int:
        """A length given at 100 %, in logical pixels of the present scale."""
        return at_scale(pixels, self.scale)

    def line(self, face: str) -> int:
        """The line height of a step of the type scale, in logical pixels."""
        return self.px(FACES[face].line)

    def font(self, face: str) -> QFont:
        """The font of a step of the type scale such as `caption`; shared, so leave it as it is."""
        return font(face, self.scale)


class ThemeSignals(QObject):
    """Tells painters and caches that the look has changed."""

    changed = Signal()


class _Look:
    """The look the application wears now."""

    def __init__(self) -> None:
        self.scheme = Scheme.SYSTEM
        self.theme = Theme()
        self.worn = False
        self.signals = ThemeSignals()


@cache
def _look() -> _Look:
    return _Look()


def current() -> Theme:
    """The look the application wears."""
    return _look().theme


def signals() -> ThemeSignals:
    """Its `changed` comes after the application wears another look."""
    return _look().signals


def apply(application: QApplication, scheme: Scheme = Scheme.SYSTEM, scale: float = 1.0) -> None:
    """Dress the application, and follow the desktop from now on if the scheme is SYSTEM.

    The scale is held between 0.8 and 2.0.
    """
    look = _look()
    look.scheme = scheme
    if not look.worn:
        application.setStyle("Fusion")
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(_follow)
        accessibility = hints.accessibility()
        accessibility.contrastPreferenceChanged.connect(_follow)
    application.styleHints().setColorScheme(scheme.value)
    _wear(application, min(max(scale, SMALLEST_SCALE), LARGEST_SCALE))


def stylesheet(theme: Theme) -> str:
    """The application's style sheet; KeyError for a placeholder no table has."""
    values = placeholders(theme)
    template = resources.text("styles", "studio.qss")
    return _PLACEHOLDER.sub(lambda match: values[match[1]], template)


def placeholders(theme: Theme) -> dict[str, str]:
    """Every name the style-sheet template may use after `@`."""
    metrics = theme.metrics
    values = by_name(theme.tokens)
    values |= {name: f"{size}px" for name, size in by_name(metrics).items()}
    for name, face in FACES.items():
        values[f"size-{name}"] = f"{theme.px(face.size)}px"
        values[f"line-{name}"] = f"{theme.line(name)}px"
        values[f"weight-{name}"] = str(face.weight)
    # Style sheets measure heights inside the border.
    values["inner-control"] = f"{metrics.height_control - 2 * metrics.border}px"
    # A line edit adds two pixels of its own before its text.
    values["inner-space"] = f"{metrics.space_8 - 2}px"
    return values


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet selects by, and let the widget show it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _follow() -> None:
    application = QApplication.instance()
    if isinstance(application, QApplication):
        _wear(application, current().scale)


def _wear(application: QApplication, scale: float) -> None:
    look = _look()
    theme = Theme(_is_dark(application, look.scheme), _wants_contrast(application), scale)
    if look.worn and theme == look.theme:
        return
    look.theme, look.worn = theme, True
    application.setFont(theme.font("body"))
    application.setPalette(_palette(theme))
    application.setStyleSheet(stylesheet(theme))
    look.signals.changed.emit()


def _is_dark(application: QApplication, scheme: Scheme) -> bool:
    if scheme is Scheme.SYSTEM:
        return application.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return scheme is Scheme.DARK


def _wants_contrast(application: QApplication) -> bool:
    hints = application.styleHints()
    accessibility = hints.accessibility()
    return accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast


@cache
def _families() -> list[str]:
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    if sys.platform in ("win32", "darwin"):
        return [system]
    return list(dict.fromkeys(("Inter", system, "Noto Sans", "DejaVu Sans")))


@cache
def font(face: str, scale: float) -> QFont:
    """A step of the type scale at a scale; shared, not to be changed."""
    step = FACES[face]
    made = QFont(_families())
    made.setPixelSize(at_scale(step.size, scale))
    made.setWeight(QFont.Weight(step.weight))
    # Without tabular numbers "1111" is a quarter narrower than "0000" and prices jitter.
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


_ROLES = {
    QPalette.ColorRole.Window: "pane",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "control",
    QPalette.ColorRole.AlternateBase: "pane",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text-3",
    QPalette.ColorRole.Button: "control",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "error-text",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on-accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent-text",
    QPalette.ColorRole.LinkVisited: "accent-text",
    QPalette.ColorRole.Light: "hover",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "edge",
    QPalette.ColorRole.Shadow: "edge",
}

_DISABLED_ROLES = {
    QPalette.ColorRole.WindowText: "text-off",
    QPalette.ColorRole.Text: "text-off",
    QPalette.ColorRole.ButtonText: "text-off",
    QPalette.ColorRole.Base: "pane",
}


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    for role, token in _ROLES.items():
        palette.setColor(role, theme.color(token))
    for role, token in _DISABLED_ROLES.items():
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color(token))
    return palette
