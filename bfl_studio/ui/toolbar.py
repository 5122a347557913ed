"""The toolbar: menu, queue, balance, endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from bfl_studio.domain.endpoint import Place
from bfl_studio.state.situation import Situation
from bfl_studio.ui import theme
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
        self._hidden = False
        self._jobs: JobModel | None = None
        look = theme.current()
        self.setFixedHeight(look.metrics.height_toolbar)
        self.menu_button = IconButton(self.tr("Menu"), "menu", "F10")
        self._queue = QuietButton(self.tr("Queue"), glyph="layers")
        self._queue.clicked.connect(self.to_jobs)
        self._balance_glyph = Glyph("wallet", "text-2")
        self._balance = label("", "button")
        self._balance.setAccessibleName(self.tr("Balance"))
        self._endpoint = QuietButton(self.tr("Endpoint"), glyph="globe")
        self._endpoint.clicked.connect(self.open_endpoint)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.px(6), 0, look.px(6), 0)
        layout.setSpacing(look.px(4))
        layout.addWidget(self.menu_button)
        layout.addStretch()
        layout.addWidget(self._queue)
        layout.addSpacing(look.px(8))
        layout.addLayout(row(self._balance_glyph, self._balance, gap=6))
        layout.addSpacing(look.px(8))
        layout.addWidget(self._endpoint)
        situation.changed.connect(self._show_situation)
        self._queue.hide()
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
        balance = self._situation.balance
        pretend = self._situation.place is Place.SANDBOX
        for part in (self._balance_glyph, self._balance):
            part.setVisible(balance is not None)
        if balance is not None:
            self._balance.setText(_DOTS if self._hidden else money_floor(balance))
        self._balance.set_ink("sandbox-text" if pretend else "text")
        self._balance_glyph.set_glyph("flask-conical" if pretend else "wallet", self._ink)
        self._endpoint.set_words(self._place_words)

    @property
    def _ink(self) -> str:
        return "sandbox-text" if self._situation.place is Place.SANDBOX else "text-2"

    @property
    def _place_words(self) -> str:
        return {
            Place.SANDBOX: self.tr("Sandbox"),
            Place.GLOBAL: self.tr("Global"),
            Place.EU: self.tr("EU"),
            Place.US: self.tr("US"),
            Place.CUSTOM: self.tr("Start flag"),
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
        self._hidden = hidden
        self._show_situation()
