"""A window that bad files are dropped on, and what is said of them there."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QByteArray, QMimeData, QTimer

from bfl_studio.domain.errors import FailureKind
from bfl_studio.state.notices import Notice
from bfl_studio.ui.notice_words import notice_sentence
from tests.e2e.window import LiveStudio, live_studio
from tests.ui.drop_stage import Hand, names, picture


class Stage:
    """A window with a good picture in its first slot, and a hand over it."""

    def __init__(self, live: LiveStudio, folder: Path) -> None:
        self.live = live
        self.studio = live.process.studio
        self.folder = folder
        self.hand = Hand(live.process)

    @property
    def names(self) -> list[str]:
        return names(self.live.process)

    @property
    def notices(self) -> tuple[Notice, ...]:
        return self.studio.notices.notices

    @property
    def refused(self) -> dict[str, FailureKind]:
        failures = [each.failure for each in self.notices if each.failure is not None]
        return {each.said: each.kind for each in failures}

    @property
    def sentences(self) -> list[str]:
        return [notice_sentence(each) for each in self.notices]

    async def drop(self, *paths: Path, slot: int = 2) -> int:
        """How often the window came to itself while they were read."""
        return await self.drop_data(listed(*paths), slot)

    async def drop_data(self, data: QMimeData, slot: int = 2) -> int:
        beats: list[int] = []
        timer = QTimer(self.studio)
        timer.timeout.connect(lambda: beats.append(1))
        timer.start(5)
        self.hand.drop(data, self.hand.point(slot))
        await self.read()
        timer.stop()
        return len(beats)

    async def read(self) -> None:
        await self.live.until(lambda: not self.studio.slots.reading, 60)

    def left_over(self) -> list[Path]:
        """What nobody needs any more."""
        places = (self.folder / "library", self.folder / "thumbnails")
        return [part for place in places for part in place.rglob("*.part")]


@asynccontextmanager
async def bad_input_stage(folder: Path) -> AsyncIterator[Stage]:
    data = folder / "data"
    async with live_studio(data) as live:
        stage = Stage(live, data)
        await stage.drop(picture(folder, "kept.png", "olive"), slot=1)
        assert stage.names == ["kept.png"]
        yield stage
        # Qt remembers the widget a drag was last over, even when it is gone.
        stage.hand.leave()


def listed(*paths: Path) -> QMimeData:
    """As a file manager names them: by the bytes the disk has."""
    data = QMimeData()
    lines = (b"file://" + quote(os.fsencode(path)).encode() for path in paths)
    data.setData("text/uri-list", b"\r\n".join(lines))
    return data


class Offered(QMimeData):
    """Data of another program, which gives it away when it is asked."""

    def __init__(self, kind: str, content: QByteArray) -> None:
        super().__init__()
        self._kind = kind
        self._content = content

    def formats(self) -> list[str]:
        return [self._kind]

    def hasFormat(self, kind: str) -> bool:
        return kind == self._kind

    def retrieveData(self, kind: str, preferred: object) -> object:
        return self._content if kind == self._kind else None
