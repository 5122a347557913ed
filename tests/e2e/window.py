"""The whole studio in this process: real window, real engine thread, real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.settings import Settings
from bfl_studio.options import Options
from bfl_studio.parts import StudioProcess
from bfl_studio.services.premises import Premises
from bfl_studio.storage import settings
from tests.loop import until

SIZE = (1440, 900)


class Clock:
    """Each look is a second later, so that no press comes too soon after another."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


class LiveStudio:
    """What a test does to the window, and what it reads there."""

    def __init__(self, process: StudioProcess) -> None:
        self.process = process
        self.window = process.window

    def named(self, name: str) -> QWidget:
        """The visible control of that accessible name."""
        found = [
            each
            for each in self.window.findChildren(QWidget)
            if each.accessibleName() == name and each.isVisible()
        ]
        assert found, f"no {name} in the window"
        return found[0]

    def type_prompt(self, text: str) -> None:
        prompt = self.named("Prompt")
        QTest.keyClick(prompt, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(prompt, Qt.Key.Key_Delete)
        QTest.keyClicks(prompt, text)

    def press_generate(self) -> None:
        """Ctrl+Enter, as the action table has it."""
        self.window.commands.table["generate"]()

    @property
    def generate_words(self) -> str:
        button = self.named("Generate")
        words = button.property("text")
        return str(words).replace("&&", "&")

    def texts(self) -> str:
        """Every text a label of the window shows, one a line."""
        labels = (each.property("text") for each in self.window.findChildren(QWidget))
        words = "\n".join(text for text in labels if isinstance(text, str))
        return words.replace("\u00a0", " ")

    async def until(self, condition: Callable[[], object], seconds: float = 15.0) -> None:
        await until(condition, seconds)


@asynccontextmanager
async def live_studio(
    folder: Path,
    origin: str | None = None,
    library: Path | None = None,
    *,
    ready: bool = True,
) -> AsyncIterator[LiveStudio]:
    """The studio, open and, if asked for, ready; closed as its window closes it."""
    premises = Premises(folder, library or folder / "library")
    kept = settings.load(premises.settings)
    process = StudioProcess(Options(folder, origin), premises, clock=Clock(), kept=kept)
    for _ in process.opening():
        pass
    if kept == Settings():
        process.window.resize(*SIZE)
    process.window.show()
    living = asyncio.create_task(process.live())
    try:
        await until(lambda: process.studio.situation.ready or not ready, 15)
        yield LiveStudio(process)
    finally:
        process.window.close()
        await living
        process.window.deleteLater()
        process.studio.deleteLater()
        process.front.deleteLater()
        await asyncio.sleep(0.01)
