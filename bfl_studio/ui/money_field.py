"""An amount of money to type, exact to what the service charges in."""

from __future__ import annotations

import re
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.credits import Credits, credits
from bfl_studio.ui import theme
from bfl_studio.ui.controls import LineField, column, row
from bfl_studio.ui.field_message import FieldMessage
from bfl_studio.ui.money import money

_WIDTH = 120
_CREDITS_IN_A_DOLLAR = 100
_AMOUNT = re.compile(r"\$?\s*(\d{1,9}(?:[.,]\d{0,9})?|[.,]\d{1,9})", re.ASCII)


class MoneyField(QWidget):
    """Dollars in a line, with a sentence under it while they make no sense.

    `note` is spoken with it. Amounts go in and out in thousandths of a credit. `edited(amount)`
    comes as soon as what is typed is one; when it no longer is, the amount of before holds again.
    """

    edited = Signal(int)

    def __init__(self, name: str, note: str, minimum: int, maximum: int) -> None:
        super().__init__()
        self._least, self._most = Credits(minimum), Credits(maximum)
        self._value = self._before = self._least
        self.field = LineField(name)
        self.field.setAccessibleDescription(note)
        self.field.setFixedWidth(theme.current().px(_WIDTH))
        self._message = FieldMessage(self.field)
        line = row(self.field)
        line.addStretch(1)
        self.setLayout(column(line, self._message, gap=4))
        self.field.textEdited.connect(self._hear)
        self.field.editingFinished.connect(self._settle)
        self._settle()

    def show_value(self, thousandths: int) -> None:
        """Show an amount that came from elsewhere, without telling it back."""
        if Credits(thousandths) != self._value:
            self._value = self._before = Credits(thousandths)
            self._say()

    def _hear(self, typed: str) -> None:
        amount = self._amount(typed)
        if amount is not None:
            self._message.show_problem("")
        self._tell(self._before if amount is None else amount)

    def _settle(self) -> None:
        """Enter, or leaving the field: an amount is written as amounts are, nonsense is named."""
        if self.field.text() and self._amount(self.field.text()) is None:
            words = self.tr("Type an amount from {least} to {most}. {kept} still holds.")
            amounts = {"least": money(self._least), "most": money(self._most)}
            self._message.show_problem(words.format(kept=money(self._value), **amounts))
        else:
            self._before = self._value
            self._say()

    def _say(self) -> None:
        self._message.show_problem("")
        self.field.setText(money(self._value))

    def _tell(self, amount: Credits) -> None:
        if amount != self._value:
            self._value = amount
            self.edited.emit(amount.thousandths)

    def _amount(self, typed: str) -> Credits | None:
        """What was typed, or None while it is no amount within the bounds."""
        found = _AMOUNT.fullmatch(typed.strip())
        if found is None:
            return None
        try:
            amount = credits(Decimal(found[1].replace(",", ".")) * _CREDITS_IN_A_DOLLAR)
        except ValueError:
            return None
        return amount if self._least <= amount <= self._most else None
