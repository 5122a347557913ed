"""OwnStarterList: the designer's own starters, as they are now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from bfl_studio.domain.errors import Failure
from bfl_studio.domain.prompts import OwnStarter, OwnStarters, Prompt
from bfl_studio.state.errands import Errands
from bfl_studio.state.late_writes import LateWrites

LONGEST_NAME = 60


class OwnStarterList(QObject):
    """In memory at once, on the disk a moment later; `changed` follows every change."""

    changed = Signal()

    def __init__(
        self, errands: Errands, on_failure: Callable[[Failure], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._errands = errands
        self._writes = LateWrites("own starters", errands, on_failure)
        self._own = OwnStarters()
        self._unread = False
        self._removed: tuple[int, OwnStarter] | None = None

    @property
    def starters(self) -> tuple[OwnStarter, ...]:
        return self._own.starters

    @property
    def removed(self) -> OwnStarter | None:
        """What was taken out last and can be put back."""
        return self._removed[1] if self._removed is not None else None

    def begin(self) -> None:
        """The engine is open: read what was kept, and keep from now on."""
        self._unread = True
        self._errands.spawn("read own starters", self._read)

    async def _read(self) -> None:
        kept = await self._errands.ask(lambda engine: engine.prompt_desk.starters())
        if not self._unread:
            return
        self._unread = False
        early = self._own.starters
        self._own = replace(kept, starters=(*kept.starters, *early))
        self._writes.begin()
        if early:
            self._write()
        self.changed.emit()

    async def flush(self) -> None:
        """Write what is not written yet; nothing is written over what was not read."""
        if self._unread:
            await self._read()
        await self._writes.flush()

    def add(self, name: str, template: Prompt) -> None:
        """Save a prompt under a name, or another name if that is taken; a blank one is none."""
        if template.words.strip():
            free = _free(name, self.starters)
            self._show((*self.starters, OwnStarter(free, template)))

    def rename(self, place: int, name: str) -> None:
        """A blank name changes nothing."""
        before, after = self.starters[:place], self.starters[place + 1 :]
        renamed = self.starters[place]
        if name.strip() and name.strip() != renamed.name:
            renamed = replace(renamed, name=_free(name, (*before, *after)))
            self._show((*before, renamed, *after))

    def remove(self, place: int) -> None:
        self._removed = place, self.starters[place]
        self._show((*self.starters[:place], *self.starters[place + 1 :]))

    def put_back(self) -> None:
        """What was taken out last, where it was."""
        if self._removed is not None:
            (place, starter), self._removed = self._removed, None
            self._show((*self.starters[:place], starter, *self.starters[place:]))

    def _show(self, starters: tuple[OwnStarter, ...]) -> None:
        self._own = replace(self._own, starters=starters)
        self._write()
        self.changed.emit()

    def _write(self) -> None:
        own = self._own
        self._writes.add(lambda engine: engine.prompt_desk.save_starters(own))


def _free(name: str, others: Iterable[OwnStarter]) -> str:
    """The name, with a number behind it if another starter has it already."""
    bare = " ".join(name.split())[:LONGEST_NAME]
    taken = {each.name.casefold() for each in others}
    number, free = 1, bare
    while free.casefold() in taken:
        number += 1
        free = f"{bare} {number}"
    return free
