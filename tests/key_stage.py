"""The studio over a real engine whose key store is a drawer: open, locked, absent or sulking."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from bfl_studio.domain.api_key import KeyStanding, StoreTrouble
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.settings import Settings
from bfl_studio.parts import StudioParts, _Crossing
from bfl_studio.services.engine import Engine
from bfl_studio.services.engine_thread import EngineThread
from bfl_studio.services.keys import Keys
from bfl_studio.services.premises import Premises
from bfl_studio.state.key_state import KeyState
from bfl_studio.state.studio import Studio
from bfl_studio.storage.credentials import Found
from bfl_studio.storage.key_store import KeyStoreError
from tests.e2e.window import Clock
from tests.loop import until
from tests.services.workshop import PATIENCE, QUICK
from tests.staging import WELCOMED

W = TypeVar("W", bound=QWidget)

GOOD = "bfl_q7Xv2mZ9kR4tW8pL"
REFUSED = {
    "403": "bfl_invalid_c3Ht6yB1",
    "401": "bfl_unauthorized",
    "422 with text": "sk-c3Ht6yB1c3Ht6yB1",
}
"""Keys the Sandbox turns down, by its answer."""

TRIMMED = {
    "newline": f"{GOOD}\n",
    "blanks": f"  \t{GOOD} ",
    "quotes": f'"{GOOD}"',
    "curly quotes": f"\u201c{GOOD}\u201d",
    "zero-width": f"\u200b{GOOD}\ufeff\u200d",
    "line of a file": f"export BFL_API_KEY='{GOOD}'\r\n",
}
"""What people copy along with a key."""

STRANGE = {
    "4 kB": ("bfl_" + "k" * 4092, "This is far longer than a key. Copy the key alone."),
    "emoji": (
        "bfl_\N{KEY}c3Ht6yB1",
        "This can't be a key: a key is one word of plain letters and digits.",
    ),
    "two words": (
        "bfl_c3Ht6yB1 bfl_c3Ht6yB1",
        "This can't be a key: a key is one word of plain letters and digits.",
    ),
    "nothing": (" \u200b\n", "There is no key in what was pasted."),
}
"""What can't be a key, and what is said of it."""


class Drawer:
    """A key store in memory; `trouble` is what every call runs into."""

    def __init__(
        self, trouble: StoreTrouble | None = None, kept: Mapping[str, str] | None = None
    ) -> None:
        self.kept = dict(kept or {})
        self.trouble = trouble

    def _open(self) -> None:
        if self.trouble is not None:
            raise KeyStoreError(self.trouble)

    def load(self, name: str) -> str | None:
        self._open()
        return self.kept.get(name)

    def save(self, name: str, key: str) -> None:
        self._open()
        self.kept[name] = key

    def forget(self, name: str) -> None:
        self._open()
        self.kept.pop(name, None)


class KeyStage:
    """What a test does to the studio, and what it reads there."""

    def __init__(self, parts: StudioParts, drawer: Drawer) -> None:
        self.parts = parts
        self.drawer = drawer

    @property
    def studio(self) -> Studio:
        return self.parts.studio

    @property
    def key_state(self) -> KeyState:
        return self.studio.key_state

    @property
    def place(self) -> Place:
        """Where the next job would go."""
        return self.studio.situation.place

    def standing(self, place: Place = Place.CUSTOM) -> KeyStanding:
        return self.studio.situation.keys.get(place) or KeyStanding()

    @property
    def notices(self) -> list[str]:
        return [notice.key for notice in self.studio.notices.notices]

    def seen(self, kind: type[W], name: str) -> list[W]:
        """The controls of that kind and name that can be seen, in any window of the studio."""
        every = self.parts.window.findChildren(kind)
        return [each for each in every if each.accessibleName() == name and each.isVisible()]

    def control(self, kind: type[W], name: str) -> W:
        (found,) = self.seen(kind, name)
        return found

    def click(self, name: str) -> None:
        self.control(QAbstractButton, name).click()

    @property
    def said(self) -> str:
        """Every text that can be seen or heard, one a line."""
        shown = [each for each in self.parts.window.findChildren(QWidget) if each.isVisible()]
        parts: list[object] = []
        for each in shown:
            text = each.displayText() if isinstance(each, QLineEdit) else each.property("text")
            parts += [text, each.accessibleName(), each.accessibleDescription(), each.toolTip()]
        return "\n".join(part for part in parts if isinstance(part, str)).replace("\u00a0", " ")

    async def until(self, condition: Callable[[], object]) -> None:
        await until(condition, PATIENCE)


@asynccontextmanager
async def key_stage(
    folder: Path,
    origin: str,
    drawer: Drawer | None = None,
    found: Found | None = None,
    place: Place = Place.CUSTOM,
    kept: Settings | None = None,
) -> AsyncIterator[KeyStage]:
    """A studio that stands open, with a service named by a start flag."""
    premises = Premises(folder, folder / "library")
    store = drawer or Drawer()
    crossing = _Crossing()

    def make() -> Engine:
        keys = Keys(found, PATIENCE, store)
        return Engine(premises, crossing.arrived.emit, keys, QUICK, origin)

    thread = EngineThread(make)
    parts = StudioParts(premises, place, origin, Clock(), kept or WELCOMED)
    parts.furnish(thread)
    crossing.arrived.connect(parts.reports.apply, Qt.ConnectionType.QueuedConnection)
    parts.window.resize(1440, 900)
    parts.window.show()
    parts.window.activateWindow()
    thread.start()
    parts.studio.open()
    try:
        await until(lambda: place in parts.studio.situation.keys, PATIENCE)
        yield KeyStage(parts, store)
    finally:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        parts.window.leave()
        await parts.studio.draft_keeper.flush()
        await parts.studio.tasks.close()
        thread.stop()
        await asyncio.to_thread(thread.join)
        parts.cache.close()
        for part in (parts.window, parts.studio, parts.front, parts.settings):
            part.deleteLater()
        await asyncio.sleep(0.01)
