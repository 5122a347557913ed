"""The rows of the settings window: a control for each kind of setting, its label and its note."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from bfl_studio.domain.settings import Setting, SettingKind, SettingValue
from bfl_studio.ui import theme
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.controls import LinkButton, column, row, section
from bfl_studio.ui.money_field import MoneyField
from bfl_studio.ui.number_field import NumberField
from bfl_studio.ui.segmented import Segmented
from bfl_studio.ui.settings_words import SettingWords, choice_text, translated
from bfl_studio.ui.switch import Switch
from bfl_studio.ui.text import wrapped

_MOST_SEGMENTS = 4
_FIELD_WIDTH = 120


class Editor(QWidget):
    """A control that shows one value; `edited(value)` tells what the user wants.

    `control` is where the keyboard goes.
    """

    edited = Signal(object)
    control: QWidget

    def show_value(self, value: SettingValue) -> None:
        """Show a value that came from elsewhere, without telling it back."""
        raise NotImplementedError

    def _tell(self, value: SettingValue) -> None:
        self.edited.emit(value)

    def _stand(self, control: QWidget, width: int = 0) -> None:
        """The control at the left, as wide as it asks or as it is told."""
        self.control = control
        if width:
            control.setFixedWidth(theme.current().px(width))
        self.setLayout(_leading(control))


class SwitchEditor(Editor):
    def __init__(self, setting: Setting, words: SettingWords) -> None:
        super().__init__()
        self._switch = Switch(translated(words.name), translated(words.switch))
        self._switch.setAccessibleDescription(translated(words.note))
        self._switch.clicked.connect(self._tell)
        self._stand(self._switch)

    def show_value(self, value: SettingValue) -> None:
        self._switch.setChecked(value is True)


class SegmentsEditor(Editor):
    def __init__(self, setting: Setting, words: SettingWords) -> None:
        super().__init__()
        self._segments = Segmented(translated(words.name), _offered(setting, words))
        self._segments.chosen.connect(self.edited)
        self._stand(self._segments)

    def show_value(self, value: SettingValue) -> None:
        self._segments.choose(value)


class ComboEditor(Editor):
    def __init__(self, setting: Setting, words: SettingWords) -> None:
        super().__init__()
        self._combo = Combo(translated(words.name), _offered(setting, words))
        self._combo.chosen.connect(self.edited)
        self._stand(self._combo, max(_FIELD_WIDTH, self._combo.sizeHint().width()))

    def show_value(self, value: SettingValue) -> None:
        self._combo.choose(value)


class NumberEditor(Editor):
    def __init__(self, setting: Setting, words: SettingWords) -> None:
        super().__init__()
        self._field = NumberField(
            translated(words.name), setting.minimum, setting.maximum, unit=setting.unit
        )
        self._field.setAccessibleDescription(translated(words.note))
        self._field.valueChanged.connect(self._tell)
        self._stand(self._field, _FIELD_WIDTH)

    def show_value(self, value: SettingValue) -> None:
        if isinstance(value, int):
            self._field.show_value(value)


class MoneyEditor(Editor):
    def __init__(self, setting: Setting, words: SettingWords) -> None:
        super().__init__()
        name, note = translated(words.name), translated(words.note)
        self._field = MoneyField(name, note, setting.minimum, setting.maximum)
        self._field.edited.connect(self._tell)
        self.control = self._field.field
        self.setLayout(column(self._field))

    def show_value(self, value: SettingValue) -> None:
        if isinstance(value, int):
            self._field.show_value(value)


def _choice(setting: Setting, words: SettingWords) -> Editor:
    few = len(setting.choices) <= _MOST_SEGMENTS
    return SegmentsEditor(setting, words) if few else ComboEditor(setting, words)


EDITORS: Mapping[SettingKind, Callable[[Setting, SettingWords], Editor]] = {
    SettingKind.SWITCH: SwitchEditor,
    SettingKind.CHOICE: _choice,
    SettingKind.NUMBER: NumberEditor,
    SettingKind.MONEY: MoneyEditor,
}


class SettingRow(QWidget):
    """Label, control and note of one setting; Reset while it is not as at first.

    `edited(value)` and `reset()` tell what the user wants.
    """

    edited = Signal(object)
    reset = Signal()

    def __init__(self, setting: Setting, words: SettingWords) -> None:
        super().__init__()
        self.setting = setting
        name = translated(words.name)
        self.editor = EDITORS[setting.kind](setting, words)
        self._reset = LinkButton(self.tr("Reset {name}").format(name=name), self.tr("Reset"))
        heading = row(section(name), self._reset, gap=12)
        heading.addStretch(1)
        note = wrapped(translated(words.note), "small", "text-2")
        # A switch is lower than its own height.
        gap = 0 if setting.kind is SettingKind.SWITCH else 4
        self.setLayout(column(heading, self.editor, note, gap=gap))
        self.editor.edited.connect(self.edited)
        self._reset.clicked.connect(self._go_back)

    def show_value(self, value: SettingValue) -> None:
        """Show a value that came from elsewhere, without telling it back."""
        self.editor.show_value(value)
        self._reset.setVisible(value != self.setting.default)

    def _go_back(self) -> None:
        # Its own link vanishes with what it takes back.
        self.editor.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reset.emit()


def _offered(setting: Setting, words: SettingWords) -> list[tuple[str, object]]:
    return [(choice_text(setting, words, each), each) for each in setting.choices]


def _leading(control: QWidget) -> QBoxLayout:
    layout = row(control)
    layout.addStretch(1)
    return layout
