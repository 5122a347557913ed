"""FolderWatch: while the library folder refuses, look again until it does not."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QObject

from bfl_studio.state.errands import Errands
from bfl_studio.state.situation import Situation

_LOOK_AGAIN_SECONDS = 2.0


class FolderWatch(QObject):
    """Generate is off meanwhile, so that nobody else would notice the folder's recovery."""

    def __init__(self, situation: Situation, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._situation = situation
        self._errands = errands
        situation.changed.connect(self._mind)

    def _mind(self) -> None:
        if self._situation.folder_failure is not None:
            self._errands.spawn("mind folder", self._look)

    async def _look(self) -> None:
        while self._situation.folder_failure is not None:
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)
            # The answer comes as an event, like every report of the folder.
            await self._errands.ask(lambda engine: engine.check_folder())
