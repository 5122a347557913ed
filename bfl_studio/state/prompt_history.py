"""PromptHistory: the prompts that were sent, newest first, none twice."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from bfl_studio.domain.errors import Failure
from bfl_studio.domain.prompts import MOST_SENT, Prompt, SentPrompt
from bfl_studio.state.errands import Errands
from bfl_studio.state.late_writes import LateWrites


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


class PromptHistory(QObject):
    """In memory at once, in the journal a moment later; `changed` follows every change."""

    changed = Signal()

    def __init__(
        self,
        errands: Errands,
        on_failure: Callable[[Failure], None],
        parent: QObject,
        now_ms: Callable[[], int] = _now_ms,
    ) -> None:
        super().__init__(parent)
        self._errands = errands
        self._now_ms = now_ms
        self._writes = LateWrites("prompt history", errands, on_failure)
        self._entries: tuple[SentPrompt, ...] = ()
        self._removed: tuple[SentPrompt, ...] = ()

    @property
    def entries(self) -> tuple[SentPrompt, ...]:
        return self._entries

    @property
    def removed(self) -> tuple[SentPrompt, ...]:
        """What was taken out last and can be put back."""
        return self._removed

    def begin(self) -> None:
        """The engine is open: read what was kept, and keep from now on."""
        self._writes.begin()
        self._errands.spawn("read prompt history", self._read)

    async def _read(self) -> None:
        kept = await self._errands.ask(lambda engine: engine.prompt_desk.sent())
        self._show(_each_once((*self._entries, *kept)))

    async def flush(self) -> None:
        """Write what is not written yet."""
        await self._writes.flush()

    def add(self, prompt: Prompt) -> None:
        """Put a prompt in front; a blank one is none."""
        if prompt.words.strip():
            sent = SentPrompt(prompt, self._now_ms())
            self._keep(sent)
            self._show(_each_once((sent, *self._entries)))

    def shelter(self, prompt: Prompt) -> None:
        """Let a draft that is out of sight survive a crash: the next start lists it."""
        if prompt.words.strip() and not self._holds(prompt.words):
            self._keep(SentPrompt(prompt, self._now_ms()))

    def release(self, prompt: Prompt) -> None:
        """The draft is back where it was."""
        if not self._holds(prompt.words):
            self._forget(prompt.words)

    def remove(self, sent: SentPrompt) -> None:
        self._removed = (sent,)
        self._forget(sent.words)
        self._show(tuple(each for each in self._entries if each.words != sent.words))

    def clear(self) -> None:
        if self._entries:
            self._removed = self._entries
            self._writes.add(lambda engine: engine.prompt_desk.clear())
            self._show(())

    def put_back(self) -> None:
        """What was taken out last, where it was by its moment."""
        back, self._removed = self._removed, ()
        listed = sorted((*self._entries, *back), key=lambda each: each.sent_ms, reverse=True)
        entries = _each_once(listed)
        for each in reversed(entries):
            self._keep(each)
        self._show(entries)

    def _holds(self, words: str) -> bool:
        return any(each.words == words for each in self._entries)

    def _keep(self, sent: SentPrompt) -> None:
        self._writes.add(lambda engine: engine.prompt_desk.keep(sent))

    def _forget(self, words: str) -> None:
        self._writes.add(lambda engine: engine.prompt_desk.forget(words))

    def _show(self, entries: tuple[SentPrompt, ...]) -> None:
        self._entries = entries[:MOST_SENT]
        self.changed.emit()


def _each_once(entries: tuple[SentPrompt, ...] | list[SentPrompt]) -> tuple[SentPrompt, ...]:
    """The first of those with the same words."""
    found: dict[str, SentPrompt] = {}
    for each in entries:
        found.setdefault(each.words, each)
    return tuple(found.values())
