"""The controls made from a model's row, one for each kind of parameter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QWidget

from bfl_studio.domain.catalog import Kind, Parameter, Value
from bfl_studio.ui import theme
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.controls import LinkButton, caption, column, row
from bfl_studio.ui.decimal_field import DecimalField
from bfl_studio.ui.field_message import FieldMessage
from bfl_studio.ui.more_words import MoreWords, choice_text, translated
from bfl_studio.ui.number_field import NumberField, ScrubLabel
from bfl_studio.ui.presence import show_if
from bfl_studio.ui.segmented import Segmented
from bfl_studio.ui.slider import Slider
from bfl_studio.ui.switch import Switch
from bfl_studio.ui.tab_order import in_tab_order
from bfl_studio.ui.text import label, plain, wrapped
from bfl_studio.ui.tool_words import prices_text

_NUMBER_WIDTH = 64
_MOST_SEGMENTS = 4
_MOST_STEPS = 100
"""A track has about as many pixels."""

_LARGEST = 2**31 - 1
_NONE = ""
"""Stands in a list for no choice at all."""

_NO_PRICES: Mapping[str, str] = MappingProxyType({})


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

    def take(self, parameter: Parameter, prices: Mapping[str, str] = _NO_PRICES) -> None:
        """Have the bounds, default and choices of a model's row from now on; `prices` are what
        a picture costs by choice.
        """

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
        self.control: NumberField | DecimalField = _number(parameter, name, words.unit)
        # All tracks are of one length.
        self.control.setMinimumWidth(theme.current().px(_NUMBER_WIDTH))
        self._track = QWidget()
        self._slider = Slider()
        self._reset = LinkButton(self.tr("Reset {name}").format(name=name), self.tr("Reset"))
        self._message = FieldMessage(self.control)
        heading = row(ScrubLabel(name, self.control), self._reset)
        heading.insertStretch(1, 1)
        ends = row(_end(words.low), _end(words.high))
        ends.insertStretch(1, 1)
        self._track.setLayout(column(self._slider, ends, gap=0))
        track = row(self._track, self.control, gap=12)
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

    def take(self, parameter: Parameter, prices: Mapping[str, str] = _NO_PRICES) -> None:
        self._parameter = parameter
        least, most = _bounds(parameter)
        if isinstance(self.control, NumberField):
            step = max(1, int(parameter.step))
            self.control.set_bounds(int(least), int(most), step=step)
        else:
            self.control.set_bounds(least, most, step=parameter.step)
        # A designer's own row may have no ends, or only one number between them.
        on_track = parameter.maximum is not None and least < most
        show_if(on_track, self._track)
        if on_track:
            usual = _as_number(parameter.default, least)
            self._slider.set_bounds(least, most, _coarse(parameter), usual)

    def show_value(self, value: Value) -> None:
        usual = _as_number(self._parameter.default, 0)
        least, most = _bounds(self._parameter)
        number = min(max(_as_number(value, usual), least), most)
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
    """One of several words, each with its price where that depends on it."""

    def __init__(self, parameter: Parameter, words: MoreWords) -> None:
        super().__init__()
        self._words = words
        self._parameter = parameter
        self._offered: list[tuple[str, object]] = []
        self._prices = _NO_PRICES
        self.control: Combo = Combo(translated(words.name))
        self._message = FieldMessage(self.control)
        heading = caption(translated(words.name))
        self.setLayout(column(heading, self.control, self._message, gap=4))
        self.control.chosen.connect(self._tell)
        self.take(parameter)

    def take(self, parameter: Parameter, prices: Mapping[str, str] = _NO_PRICES) -> None:
        self._parameter, self._prices = parameter, prices
        self._offer(())

    def show_value(self, value: Value) -> None:
        present = self._parameter.default if value is None else value
        if present is None:
            present = _NONE
        # What a recipe made elsewhere says is shown, with what is wrong about it below.
        odd = present != _NONE and present not in self._parameter.choices
        self._offer((str(present),) if odd else ())
        self.control.choose(str(present))

    def show_problem(self, sentence: str) -> None:
        self._message.show_problem(sentence)

    def _offer(self, odd: tuple[str, ...]) -> None:
        offered: list[tuple[str, object]] = [(plain(each, 40), each) for each in odd]
        if self._parameter.default is None:
            offered.append((translated(self._words.none), _NONE))
        offered += [(self._text(each), each) for each in self._parameter.choices]
        if offered != self._offered:
            self._offered = offered
            self.control.set_choices(offered)

    def _text(self, choice: str) -> str:
        words, price = choice_text(self._words, choice), self._prices.get(choice)
        return f"{words} · {price}" if price else words

    def _tell(self, choice: object) -> None:
        self.edited.emit(None if choice == _NONE else choice)


class SegmentField(MoreField):
    """One of two to four words, all in sight, and what each costs."""

    def __init__(self, parameter: Parameter, words: MoreWords) -> None:
        super().__init__()
        self._words = words
        self._choices = parameter.choices
        offered = [(choice_text(words, each), each) for each in parameter.choices]
        self.control: Segmented = Segmented(translated(words.name), offered)
        self._note = label("", "caption")
        self._message = FieldMessage(self.control)
        heading = row(caption(translated(words.name)), self._note)
        heading.insertStretch(1, 1)
        self.setLayout(column(heading, self.control, self._message, gap=4))
        self.control.chosen.connect(self.edited)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return tuple(self.control.findChildren(QAbstractButton))

    def take(self, parameter: Parameter, prices: Mapping[str, str] = _NO_PRICES) -> None:
        named = {choice_text(self._words, each): price for each, price in prices.items()}
        self._note.setText(prices_text(named))
        self._note.setVisible(bool(prices))

    def show_value(self, value: Value) -> None:
        if value in self._choices:
            self.control.choose(value)

    def show_problem(self, sentence: str) -> None:
        self._message.show_problem(sentence)


Maker = Callable[[Parameter, MoreWords], MoreField]

FACTORIES: Mapping[Kind, Maker] = {
    Kind.INTEGER: NumericField,
    Kind.NUMBER: NumericField,
    Kind.SWITCH: SwitchField,
    Kind.CHOICE: ChoiceField,
}


def maker_of(parameter: Parameter, words: MoreWords) -> Maker | None:
    """What makes the field of a row; None for a row that no field can show."""
    named = {choice for choice, _ in words.choices}
    few = 2 <= len(parameter.choices) <= _MOST_SEGMENTS and named == set(parameter.choices)
    if parameter.kind is Kind.CHOICE and few and parameter.default is not None:
        return SegmentField
    return FACTORIES.get(parameter.kind)


def _number(parameter: Parameter, name: str, unit: str) -> NumberField | DecimalField:
    least, most = _bounds(parameter)
    if parameter.kind is Kind.INTEGER:
        return NumberField(name, int(least), int(most), unit=unit)
    return DecimalField(name, least, most, step=parameter.step)


def _bounds(parameter: Parameter) -> tuple[float, float]:
    least = 0 if parameter.minimum is None else parameter.minimum
    return least, max(least, _LARGEST if parameter.maximum is None else parameter.maximum)


def _coarse(parameter: Parameter) -> float:
    """A step that the hand can feel on the track."""
    least, most = _bounds(parameter)
    steps = (parameter.step * times for times in (1, 2, 5, 10, 20, 50, 100))
    return next((each for each in steps if (most - least) / each <= _MOST_STEPS), most - least)


def _as_number(value: Value, otherwise: float) -> float:
    """A recipe made elsewhere may hold anything."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return otherwise
    return value if isinstance(value, int) or isfinite(value) else otherwise


def _end(words: str) -> QWidget:
    return label(translated(words), "caption", "text-3")
