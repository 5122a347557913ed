"""Prompts that were sent and starters of one's own: kept for the window by the engine."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.prompts import OwnStarters, SentPrompt
from bfl_studio.storage import own_starters
from bfl_studio.storage.sent_prompts import SentPrompts


class PromptDesk:
    """Every method is a coroutine of the engine's loop.

    What touches the journal raises StudioError(JOURNAL_CLOSED) when the disk refuses.
    """

    def __init__(self, sent: SentPrompts, starters: Path) -> None:
        self._sent = sent
        self._starters = starters

    async def sent(self) -> tuple[SentPrompt, ...]:
        """All of them, newest first."""
        return self._sent.newest_first()

    async def keep(self, prompt: SentPrompt) -> None:
        self._sent.keep(prompt)

    async def forget(self, words: str) -> None:
        self._sent.forget(words)

    async def clear(self) -> None:
        self._sent.clear()

    async def starters(self) -> OwnStarters:
        return await asyncio.to_thread(own_starters.load, self._starters)

    async def save_starters(self, own: OwnStarters) -> None:
        """Raises StudioError(DISK_FULL) when they cannot be written."""
        try:
            await asyncio.to_thread(own_starters.save, self._starters, own)
        except OSError as error:
            failure = Failure(FailureKind.DISK_FULL, details=type(error).__name__)
            raise StudioError(failure) from None
