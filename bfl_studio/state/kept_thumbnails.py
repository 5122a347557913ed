"""KeptThumbnails: the small pictures of originals the studio has a copy of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bfl_studio.state.errands import Errands

if TYPE_CHECKING:
    from bfl_studio.services.picture_desk import Taken


class KeptThumbnails(QObject):
    """`changed` tells that one was found, or that its original is gone."""

    changed = Signal()

    def __init__(self, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errands = errands
        self._found: dict[str, Path | None] = {}
        self._asked: set[str] = set()

    def of(self, sha256: str) -> Path | None:
        """Where the small picture of an original is; None while it is on its way, or lost."""
        if sha256 and sha256 not in self._asked:
            self._asked.add(sha256)
            self._errands.spawn(f"small picture {sha256}", lambda: self._find(sha256))
        return self._found.get(sha256)

    def know(self, taken: Taken) -> None:
        """One that has just come in."""
        self._asked.add(taken.sha256)
        self._found[taken.sha256] = taken.thumbnail

    def lost(self, sha256: str) -> bool:
        """Whether the original is gone."""
        return sha256 in self._found and self._found[sha256] is None

    @property
    def any_lost(self) -> bool:
        """Whether the original of any that was asked for is gone."""
        return None in self._found.values()

    def prove(self, sha256s: Iterable[str]) -> None:
        """Something could not be sent: see whether these originals are still there, and whole."""
        for sha256 in set(sha256s) - {""}:
            self._errands.spawn(f"original {sha256}", partial(self._prove, sha256))

    def look_again(self) -> None:
        """Originals may have come back, or gone."""
        self._asked.clear()

    async def _prove(self, sha256: str) -> None:
        if await self._errands.ask(lambda engine: engine.picture_desk.keeps(sha256)):
            await self._find(sha256)
        else:
            self._found[sha256] = None
            self.changed.emit()

    async def _find(self, sha256: str) -> None:
        desk_answer = self._errands.ask(lambda engine: engine.picture_desk.thumbnail(sha256))
        self._found[sha256] = await desk_answer
        self.changed.emit()
