"""DraftKeeper: what was typed survives a crash."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QTimer

from bfl_studio.state import draft
from bfl_studio.state.draft import Draft
from bfl_studio.state.early_draft import nothing_composed
from bfl_studio.state.errands import Errands
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.state.slot_history import SlotHistory

_EARLIER = "earlier"
KEEP_SECONDS = 1.0
"""The most that a crash can take."""


class DraftKeeper(QObject):
    """Writes the draft to the journal at most once a second, and only when it has changed; with
    it what the slots held before, which changes with the draft only.
    """

    def __init__(
        self,
        recipe_state: RecipeState,
        slot_history: SlotHistory,
        errands: Errands,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._recipe_state = recipe_state
        self._slot_history = slot_history
        self._errands = errands
        self._kept: Draft | None = None
        self._due = QTimer(self, singleShot=True, interval=int(KEEP_SECONDS * 1000))
        self._due.timeout.connect(self._keep)

    def begin(self, stored: Mapping[str, Any] | None) -> None:
        """Show what was kept, with what was composed already on top; keep from now on."""
        nothing = nothing_composed()
        early = self._recipe_state.draft != nothing
        if isinstance(stored, Mapping):
            self._slot_history.restore(stored.get(_EARLIER))
            # A draft that cannot be read is not worth a start that fails.
            with suppress(ValueError):
                self._recipe_state.restore(draft.from_json(stored))
        # What was composed before there was a journal is not in it yet.
        self._kept = nothing if early else self._recipe_state.draft
        self._recipe_state.changed.connect(self._mind)
        self._mind()

    def _mind(self) -> None:
        if self._recipe_state.draft != self._kept and not self._due.isActive():
            self._due.start()

    def _keep(self) -> None:
        self._errands.spawn("keep draft", self.flush)

    async def flush(self) -> None:
        """Write what is not written yet."""
        self._due.stop()
        wanted = self._recipe_state.draft
        if self._kept is not None and wanted != self._kept:
            kept = {**draft.to_json(wanted), _EARLIER: self._slot_history.to_json()}
            await self._errands.ask(lambda engine: engine.save_draft(kept))
            self._kept = wanted
            self._mind()
