"""The toolbar: menu, queue, balance, endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from bfl_studio.domain.credits import Credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.state.situation import Situation
from bfl_studio.ui import icons, theme
from bfl_studio.ui.controls import IconButton, QuietButton, Surface, row
from bfl_studio.ui.glyph import Glyph
from bfl_studio.ui.money import money_floor
from bfl_studio.ui.text import label, set_tooltip

if TYPE_CHECKING:
    from bfl_studio.state.job_model import JobModel

_AT_WORK = frozenset({"sending", "accepted", "saving"})
_QUEUED = "queued"
_DOTS = "•••"
_ENDPOINT_WIDTH = 400
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_STALE_SECONDS = 3 * _MINUTE


class Toolbar(Surface):
    """`to_jobs` is asked for by a click on the queue; `place_chosen(Place)` and `key_wanted`
    come from the list of endpoints.
    """

    to_jobs = Signal()
    place_chosen = Signal(Place)
    key_wanted = Signal()

    def __init__(self, situation: Situation, custom_origin: str | None = None) -> None:
        super().__init__("window")
        self._situation = situation
        self._custom_origin = custom_origin
        self._jobs: JobModel | None = None
        look = theme.current()
        self.setFixedHeight(look.metrics.height_toolbar)
        self.menu_button = IconButton(self.tr("Menu"), "menu", "F10")
        self._queue = QuietButton(self.tr("Queue"), glyph="layers")
        self._queue.clicked.connect(self.to_jobs)
        self._balance = _Balance(situation)
        self._endpoint = _EndpointButton(self.tr("Endpoint"))
        self._endpoint.clicked.connect(self.open_endpoint)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.px(6), 0, look.px(6), 0)
        layout.setSpacing(look.px(4))
        layout.addWidget(self.menu_button)
        layout.addStretch()
        layout.addWidget(self._queue)
        layout.addSpacing(look.px(8))
        layout.addWidget(self._balance)
        layout.addSpacing(look.px(8))
        layout.addWidget(self._endpoint)
        situation.changed.connect(self._show_situation)
        self._queue.hide()
        self._balance.show_balance()
        self._show_situation()

    def watch(self, jobs: JobModel) -> None:
        """Count what runs and waits from now on."""
        self._jobs = jobs
        jobs.dataChanged.connect(self._show_queue)
        jobs.rowsInserted.connect(self._show_queue)
        self._show_queue()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, from left to right."""
        return self.menu_button, self._queue, self._endpoint

    def set_menu(self, menu: QMenu) -> None:
        self.menu_button.setMenu(menu)

    def _show_queue(self) -> None:
        jobs = self._jobs.jobs if self._jobs is not None else ()
        running = sum(job.state.value in _AT_WORK for job in jobs)
        queued = sum(job.state.value == _QUEUED for job in jobs)
        self._queue.setVisible(bool(running or queued))
        self._queue.set_words(f"{running} · {queued}")
        tip = self.tr("{running} running, {queued} queued")
        set_tooltip(self._queue, tip.format(running=running, queued=queued), "Ctrl+Shift+J")
        self._queue.setAccessibleDescription(tip.format(running=running, queued=queued))

    def _show_situation(self) -> None:
        self._endpoint.show_place(self._place_words, self._situation.place is Place.SANDBOX)

    def expect(self, price: Credits | None) -> None:
        """What the next press can cost: a balance that does not cover it is low."""
        self._balance.expect(price)

    @property
    def live_place(self) -> Place:
        """Where money moves: the present place, or the one the Sandbox stands in for."""
        place = self._situation.place
        if place is not Place.SANDBOX:
            return place
        return Place.CUSTOM if self._custom_origin else Place.GLOBAL

    @property
    def _place_words(self) -> str:
        return {
            Place.SANDBOX: self.tr("Sandbox"),
            Place.GLOBAL: self.tr("Global"),
            Place.EU: self.tr("EU"),
            Place.US: self.tr("US"),
            Place.CUSTOM: self.tr("Own service"),
        }[self._situation.place]

    def open_endpoint(self) -> None:
        """Where the next pictures are made, to be chosen."""
        from bfl_studio.ui.endpoint_menu import FLAGGED, LIVE, EndpointMenu
        from bfl_studio.ui.popups import Popover

        place = self._situation.place
        places = FLAGGED if self._custom_origin else LIVE
        standing = self._situation.keys.get(place)
        menu = EndpointMenu(places, place, self._custom_origin or "", standing)
        popover = Popover(self.tr("Endpoint"), menu, self)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.chosen.connect(popover.close)
        menu.chosen.connect(self.place_chosen)
        menu.key_wanted.connect(popover.close)
        menu.key_wanted.connect(self.key_wanted)
        popover.open_at(self._endpoint, theme.current().px(_ENDPOINT_WIDTH))

    def set_prices_hidden(self, hidden: bool) -> None:
        """Sums become dots, as for a screen that is shared; Generate keeps its price."""
        self._balance.set_hidden(hidden)


class _EndpointButton(QuietButton):
    """In the Sandbox it wears its tint."""

    def __init__(self, name: str) -> None:
        super().__init__(name, glyph="globe")
        self._pretend = False

    def show_place(self, words: str, pretend: bool) -> None:
        self._pretend = pretend
        self.ink = "sandbox-text" if pretend else "text"
        glyph, ink = ("flask-conical", "sandbox-text") if pretend else ("globe", "text-2")
        self.setIcon(icons.icon(glyph, ink))
        self.set_words(words)
        self.update()

    def _ground(self) -> str:
        return super()._ground() or ("sandbox-tint" if self._pretend else "")


class _Balance(QWidget):
    """What is left at the present place, and since when that is known."""

    def __init__(self, situation: Situation) -> None:
        super().__init__()
        self._situation = situation
        self._hidden = False
        self._price: Credits | None = None
        self._glyph = Glyph("wallet", "text-2")
        self._amount = label("", "button")
        self._amount.setAccessibleName(self.tr("Balance"))
        self._age = label("", "button", "text-3")
        self.setLayout(row(self._glyph, self._amount, self._age, gap=6))
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self.show_balance)
        situation.changed.connect(self.show_balance)

    def expect(self, price: Credits | None) -> None:
        if price != self._price:
            self._price = price
            self.show_balance()

    def set_hidden(self, hidden: bool) -> None:
        self._hidden = hidden
        self.show_balance()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_age()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def show_balance(self) -> None:
        balance = self._situation.balance
        self.setVisible(balance is not None)
        if balance is None:
            return
        pretend = self._situation.place is Place.SANDBOX
        low = self._price is not None and balance < self._price
        glyph = "flask-conical" if pretend else "triangle-alert" if low else "wallet"
        self._glyph.set_glyph(glyph, "sandbox-text" if pretend else _ink(low, "text-2"))
        self._amount.setText(_DOTS if self._hidden else money_floor(balance))
        stale = self._show_age()
        rest = "sandbox-text" if pretend else "text-3" if stale else "text"
        self._amount.set_ink(_ink(low, rest))
        less = self.tr("less than the next press may cost") if low else ""
        said = ", ".join(part for part in (less, self._age.text()) if part)
        # The name of a label is all that is read of it, and stands for what the sum is.
        self._amount.setAccessibleDescription(", ".join(filter(None, (self._spoken(), said))))
        set_tooltip(self._amount, said)

    def _spoken(self) -> str:
        """The sum aloud; a hidden one is not read out either."""
        return "" if self._hidden else self._amount.text()

    def _show_age(self) -> bool:
        """Say how old it is; whether it is stale. Looks again when that will have changed."""
        age = self._situation.balance_age or 0.0
        stale = age >= _STALE_SECONDS
        self._age.setText(self._age_words(age) if stale else "")
        self._age.setVisible(stale)
        if self.isVisible():
            unit = _MINUTE if age < _HOUR else _HOUR
            due = unit - age % unit if stale else _STALE_SECONDS - age
            self._clock.start(int(due * 1000) + 50)
        return stale

    def _age_words(self, age: float) -> str:
        if age < _HOUR:
            return self.tr("{minutes}\u00a0min ago").format(minutes=int(age // _MINUTE))
        if age < _DAY:
            return self.tr("{hours}\u00a0h ago").format(hours=int(age // _HOUR))
        return self.tr("over a day ago")


def _ink(low: bool, otherwise: str) -> str:
    return "warn-text" if low else otherwise
