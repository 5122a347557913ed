"""Situation: where the next job would go, and what stands in its way."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from bfl_studio.domain.api_key import KeyStanding
from bfl_studio.domain.credits import Credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind


class Situation(QObject):
    """`changed` follows every change. `ready` is false until the engine has opened."""

    changed = Signal()

    def __init__(self, place: Place, library_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.library_folder = library_folder
        self.ready = False
        self.start_failure: Failure | None = None
        self.folder_failure: Failure | None = None
        self.paused: dict[Place, Failure] = {}
        self.troubles: dict[Place, Failure] = {}
        self.keys: dict[Place, KeyStanding] = {}
        self._balances: dict[Place, Credits] = {}
        self._told_at: dict[Place, float] = {}

    @property
    def balance(self) -> Credits | None:
        """Of the present place; None while it is not known."""
        return self._balances.get(self.place)

    @property
    def balance_age(self) -> float | None:
        """Seconds since the service last told the balance of the present place."""
        told = self._told_at.get(self.place)
        return time.monotonic() - told if told is not None else None

    @property
    def blocker(self) -> Failure | None:
        """What keeps any picture from being bought now; the first one wins."""
        return self.start_failure or self.key_failure or self.folder_failure

    @property
    def key_failure(self) -> Failure | None:
        """No key for the present place, or one that was refused. The Sandbox needs none."""
        if self.place is Place.SANDBOX:
            return None
        standing, pause = self.keys.get(self.place), self.paused.get(self.place)
        if standing is not None and standing.source is None:
            return Failure(FailureKind.KEY_MISSING)
        refused = pause is not None and pause.kind is FailureKind.KEY_REFUSED
        return pause if refused else None

    def set_place(self, place: Place) -> None:
        self.place = place
        self.changed.emit()

    def set_key(self, place: Place, standing: KeyStanding) -> None:
        self.keys[place] = standing
        self.changed.emit()

    def set_opened(self, folder_failure: Failure | None) -> None:
        self.ready = True
        self.folder_failure = folder_failure
        self.changed.emit()

    def set_not_opened(self, failure: Failure) -> None:
        self.start_failure = failure
        self.changed.emit()

    def forget_balance(self, place: Place) -> None:
        """Another key, another account."""
        if self._balances.pop(place, None) is not None:
            self.changed.emit()

    def set_balance(self, place: Place, balance: Credits) -> None:
        self._balances[place] = balance
        self._told_at[place] = time.monotonic()
        self.changed.emit()

    def set_folder_failure(self, failure: Failure | None) -> None:
        if failure != self.folder_failure:
            self.folder_failure = failure
            self.changed.emit()

    def set_paused(self, place: Place, failure: Failure | None) -> None:
        self._set(self.paused, place, failure)

    def set_trouble(self, place: Place, failure: Failure | None) -> None:
        self._set(self.troubles, place, failure)

    def _set(self, table: dict[Place, Failure], place: Place, failure: Failure | None) -> None:
        if failure is None:
            table.pop(place, None)
        else:
            table[place] = failure
        self.changed.emit()
