"""What is set takes effect at once, wherever it was set."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from bfl_studio.state.generate_state import GenerateState
from bfl_studio.state.settings_state import SettingsState
from bfl_studio.ui import motion, theme
from bfl_studio.ui.toolbar import Toolbar


class Preferences(QObject):
    """Brings settings to whom they concern. `scheme_changed(str)` names the scheme now worn."""

    scheme_changed = Signal(str)

    def __init__(
        self,
        settings: SettingsState,
        generate_state: GenerateState,
        toolbar: Toolbar,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state = settings
        self._generate_state = generate_state
        self._toolbar = toolbar
        self._effects: Mapping[str, Callable[[], None]] = {
            "scheme": self._wear,
            "reduce_motion": self._move,
            "confirm_above": self._limit,
            "hide_prices": self._hide,
        }
        settings.changed.connect(self._take_effect)
        for effect in (self._move, self._limit, self._hide):
            effect()

    def wear(self, scheme: str) -> None:
        """`system`, `light` or `dark`, from now on."""
        self._state.set_value("scheme", scheme)

    def toggle_prices(self) -> None:
        """Hide sums, or show them again."""
        self._state.set_value("hide_prices", not self._state.settings.hide_prices)

    @property
    def scheme(self) -> str:
        return self._state.settings.scheme

    @property
    def prices_hidden(self) -> bool:
        return self._state.settings.hide_prices

    def _take_effect(self, key: str) -> None:
        effect = self._effects.get(key)
        if effect is not None:
            effect()

    def _wear(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            # The scale waits for the next start: what stands was measured with the present one.
            scale = theme.current().scale
            theme.apply(application, theme.Scheme[self.scheme.upper()], scale)
        self.scheme_changed.emit(self.scheme)

    def _move(self) -> None:
        motion.reduce(self._state.settings.reduce_motion)

    def _limit(self) -> None:
        self._generate_state.set_confirm_above(self._state.settings.confirm_above)

    def _hide(self) -> None:
        self._toolbar.set_prices_hidden(self._state.settings.hide_prices)
