"""The controls under *More*, one for each kind of parameter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.catalog import Kind, Parameter, Value
from bfl_studio.ui import theme
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.controls import LinkButton, caption, column, row
from bfl_studio.ui.decimal_field import DecimalField
from bfl_studio.ui.field_message import FieldMessage
from bfl_studio.ui.more_words import MoreWords, choice_text, translated
from bfl_studio.ui.number_field import NumberField, ScrubLabel
from bfl_studio.ui.slider import Slider
from bfl_studio.ui.switch import Switch
from bfl_studio.ui.tab_order import in_tab_order
from bfl_studio.ui.text import label, wrapped

_NUMBER_WIDTH = 56


class MoreField(QWidget):
    """Shows one value of the recipe. `edited(value)` and `reset()` tell what the user wants.

    `control` is where the keyboard goes, `stops` where Tab stops.
    """

    edited = Signal(object)
    reset = Signal()
    control: QWidget

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return (self.control,)

    def take(self, parameter: Parameter) -> None:
        """Have the bounds, default and choices of a model's row from now on."""

    def show_value(self, value: Value) -> None:
        """Show a value that came from elsewhere, without telling it back."""

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with the value, or nothing."""


class NumericField(MoreField):
    """A slider between two words, and the number beside it; Reset while it is moved."""

    def __init__(self, parameter: Parameter, words: MoreWords) -> None:
        super().__init__()
        name = translated(words.name)
        self._parameter = parameter
        self.control: NumberField | DecimalField = _number(parameter, name)
        # All tracks are of one length.
        self.control.setMinimumWidth(theme.current().px(_NUMBER_WIDTH))
        self._slider = Slider()
        self._reset = LinkButton(self.tr("Reset {name}").format(name=name), self.tr("Reset"))
        self._message = FieldMessage(self.control)
        heading = row(ScrubLabel(name, self.control), self._reset)
        heading.insertStretch(1, 1)
        ends = row(_end(words.low), _end(words.high))
        ends.insertStretch(1, 1)
        track = row(column(self._slider, ends, gap=0), self.control, gap=12)
        track.setStretch(0, 1)
        track.setAlignment(self.control, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(heading, track, self._message, gap=4))
        in_tab_order(*self.stops)
        self._slider.moved.connect(self._drag)
        self._slider.reset.connect(self.reset)
        self.control.valueChanged.connect(self._tell)
        self._reset.clicked.connect(self._go_back)
        self.take(parameter)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return self.control, self._reset

    def take(self, parameter: Parameter) -> None:
        self._parameter = parameter
        least, most = parameter.minimum or 0, parameter.maximum or 0
        blocked = self.control.blockSignals(True)
        if isinstance(self.control, NumberField):
            self.control.setRange(int(least), int(most))
        else:
            self.control.setRange(least, most)
        self.control.blockSignals(blocked)
        usual = _as_number(parameter.default, least)
        self._slider.set_bounds(least, most, parameter.step, usual)

    def show_value(self, value: Value) -> None:
        usual = _as_number(self._parameter.default, 0)
        number = _as_number(value, usual)
        if isinstance(self.control, NumberField):
            self.control.show_value(int(number))
        else:
            self.control.show_value(number)
        self._slider.show_value(number)
        self._reset.setVisible(value != self._parameter.default)

    def show_problem(self, sentence: str) -> None:
        self._message.show_problem(sentence)

    def _tell(self, number: int | float) -> None:
        self._slider.show_value(number)
        self.edited.emit(number)

    def _drag(self, number: float) -> None:
        # The number takes the keyboard, so that the arrow keys go on where the hand stopped.
        self.control.setFocus(Qt.FocusReason.MouseFocusReason)
        if isinstance(self.control, NumberField):
            self.control.setValue(round(number))
        else:
            self.control.setValue(number)

    def _go_back(self) -> None:
        # Its own link vanishes with what it takes back.
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reset.emit()


class SwitchField(MoreField):
    """On or off, and what holds then."""

    def __init__(self, parameter: Parameter, words: MoreWords) -> None:
        super().__init__()
        self._notes = translated(words.off), translated(words.on)
        self.control: Switch = Switch(translated(words.name), translated(words.switch))
        self._note = wrapped("", "small", "text-2")
        self.setLayout(column(self.control, self._note, gap=0))
        self.control.clicked.connect(self._tell)

    def show_value(self, value: Value) -> None:
        self.control.setChecked(value is True)
        note = self._notes[value is True]
        self._note.setText(note)
        self.control.setAccessibleDescription(note)

    def _tell(self) -> None:
        self.edited.emit(self.control.isChecked())


class ChoiceField(MoreField):
    """One of several words."""

    def __init__(self, parameter: Parameter, words: MoreWords) -> None:
        super().__init__()
        self._words = words
        self.control: Combo = Combo(translated(words.name))
        self._message = FieldMessage(self.control)
        heading = caption(translated(words.name))
        self.setLayout(column(heading, self.control, self._message, gap=4))
        self.control.chosen.connect(self.edited)
        self.take(parameter)

    def take(self, parameter: Parameter) -> None:
        offered = [(choice_text(self._words, each), each) for each in parameter.choices]
        self.control.set_choices(offered)

    def show_value(self, value: Value) -> None:
        self.control.choose(value)

    def show_problem(self, sentence: str) -> None:
        self._message.show_problem(sentence)


FACTORIES: Mapping[Kind, Callable[[Parameter, MoreWords], MoreField]] = {
    Kind.INTEGER: NumericField,
    Kind.NUMBER: NumericField,
    Kind.SWITCH: SwitchField,
    Kind.CHOICE: ChoiceField,
}


def _number(parameter: Parameter, name: str) -> NumberField | DecimalField:
    least, most = parameter.minimum or 0, parameter.maximum or 0
    if parameter.kind is Kind.INTEGER:
        return NumberField(name, int(least), int(most), step=int(parameter.step))
    return DecimalField(name, least, most, step=parameter.step)


def _as_number(value: Value, otherwise: float) -> float:
    """A recipe made elsewhere may hold anything."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return otherwise
    return value


def _end(words: str) -> QWidget:
    return label(translated(words), "caption", "text-3")
