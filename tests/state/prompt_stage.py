"""A history of prompts whose engine is a journal at hand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import Future
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QObject

from bfl_studio.domain.errors import Failure
from bfl_studio.domain.prompts import Prompt
from bfl_studio.services.prompt_desk import PromptDesk
from bfl_studio.state.errands import Errands
from bfl_studio.state.own_starters import OwnStarterList
from bfl_studio.state.prompt_history import PromptHistory
from bfl_studio.state.prompt_walk import PromptWalk
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.storage.journal import Journal
from tests.loop import Run, until


class _Engine:
    """Answers on the window's own loop."""

    def __init__(self, desk: PromptDesk) -> None:
        self._engine: Any = SimpleNamespace(prompt_desk=desk)

    def ask(self, question: Callable[[Any], Coroutine[Any, Any, Any]]) -> Future[Any]:
        import asyncio

        answered: Future[Any] = Future()

        async def answer() -> None:
            try:
                answered.set_result(await question(self._engine))
            except BaseException as error:
                answered.set_exception(error)

        asyncio.get_running_loop().create_task(answer())
        return answered


class PromptStage:
    """History, walk and starters around a recipe, as the studio has them."""

    def __init__(self, folder: Path) -> None:
        self.owner = QObject()
        self.journal = Journal(folder / "journal.db")
        self.starters_path = folder / "starters.json"
        desk = PromptDesk(self.journal.sent_prompts, self.starters_path)
        self.failures: list[Failure] = []
        self.errands = Errands(_Engine(desk), self._fail)
        self.recipe_state = RecipeState(self.owner)
        self.now = 0
        self.history = PromptHistory(self.errands, self.failures.append, self.owner, self._tick)
        self.walk = PromptWalk(self.recipe_state, self.history, self.owner)
        self.own = OwnStarterList(self.errands, self.failures.append, self.owner)

    def _tick(self) -> int:
        self.now += 1
        return self.now

    def _fail(self, name: str, error: BaseException) -> None:
        raise error

    def put(self, prompt: Prompt) -> None:
        self.recipe_state.set_prompt(prompt.words, prompt.mentions)

    def type(self, words: str) -> None:
        self.recipe_state.set_prompt(words)

    def send(self, *words: str) -> None:
        for each in words:
            self.type(each)
            self.walk.sent()

    @property
    def shown(self) -> str:
        return self.recipe_state.recipe.prompt

    @property
    def listed(self) -> list[str]:
        return [each.words for each in self.history.entries]

    @property
    def kept(self) -> list[str]:
        """What the next start would read."""
        return [each.words for each in self.journal.sent_prompts.newest_first()]

    async def settle(self) -> None:
        await self.history.flush()
        await self.own.flush()


@asynccontextmanager
async def prompt_stage(folder: Path) -> AsyncIterator[PromptStage]:
    """Open, with what an earlier one left in the folder."""
    stage = PromptStage(folder)
    read: list[bool] = []
    stage.own.changed.connect(lambda: read.append(True))
    stage.errands.begin()
    stage.history.begin()
    stage.own.begin()
    await until(lambda: read, 5)
    try:
        yield stage
    finally:
        await stage.settle()
        await stage.errands.close()
        stage.journal.close()
        stage.owner.deleteLater()


Play = Callable[[Callable[[PromptStage], Coroutine[Any, Any, None]]], None]


def player(run: Run, folder: Path) -> Play:
    """What plays a story on such a stage."""

    def play(story: Callable[[PromptStage], Coroutine[Any, Any, None]]) -> None:
        async def scenario() -> None:
            async with prompt_stage(folder) as stage:
                await story(stage)

        run(scenario())

    return play
