"""The table of drops through constructed events, given to the window as the system gives them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.ui.drop_contents import slot_data
from bfl_studio.ui.drop_targets import DropMark
from bfl_studio.ui.notice_words import notice_sentence
from bfl_studio.ui.reference_tile import ReferenceTile
from tests.drops.carried import ADDRESS, Carried, lay_out, mime_of
from tests.drops.table import DROPS, MADE, PASTED, Drop, Mark, Place
from tests.e2e.window import LiveStudio, live_studio
from tests.loop import Run
from tests.ui.slot_stage import key_of

_LEFT = Qt.MouseButton.LeftButton
_COPY, _MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction


class Hand:
    """Drags over the whole window: who hears of it is for the window to find out."""

    def __init__(self, live: LiveStudio, row: Drop) -> None:
        self._live = live
        self._window = live.window.windowHandle()
        self._row = row
        self._held = (
            Qt.KeyboardModifier.ShiftModifier if row.shift else Qt.KeyboardModifier.NoModifier
        )
        self._actions = _MOVE if row.carried is Carried.SLOT else _COPY

    def point(self) -> QPoint:
        """Where the row's place is in the window."""
        panes = self._live.window.panes
        if self._row.place in (Place.PROMPT, Place.VIEWER):
            widget: QWidget = panes.compose.prompt
            widget = widget if self._row.place is Place.PROMPT else panes.viewer
            return widget.mapTo(self._live.window, widget.rect().center())
        if self._row.place is Place.BESIDE:
            return panes.references.mapTo(self._live.window, QPoint(3, 3))
        tile = self.tile(self._row.number)
        square = tile.ring_rect()
        part = 0.5 if self._row.place is Place.TILE else 0.03
        inside = QPoint(round(square.width() * part), square.height() // 2)
        return tile.mapTo(self._live.window, inside)

    def tile(self, number: int) -> ReferenceTile:
        return self._live.window.panes.references.tile_of(Role.REFERENCE, number)

    def hover(self, data: QMimeData) -> bool:
        """Come in at an edge and move to the place; whether a drop would be taken there."""
        edge = QDragEnterEvent(QPoint(2, 2), self._actions, data, _LEFT, self._held)
        QApplication.sendEvent(self._window, edge)
        accepted = False
        # The first move over another widget only tells it that a drag has come.
        for _ in range(2):
            move = QDragMoveEvent(self.point(), self._actions, data, _LEFT, self._held)
            QApplication.sendEvent(self._window, move)
            accepted = move.isAccepted()
        return accepted

    def let_go(self, data: QMimeData, accepted: bool) -> None:
        """A system drops nothing where it was refused."""
        if accepted:
            at = QPointF(self.point())
            drop = QDropEvent(at, self._actions, data, _LEFT, self._held)
            QApplication.sendEvent(self._window, drop)
            assert drop.isAccepted()
        else:
            QApplication.sendEvent(self._window, QDragLeaveEvent())

    def seen(self) -> tuple[Mark, str]:
        """The mark and the words at the row's tile, and that they are at no other."""
        (mark,) = self._live.window.findChildren(DropMark)
        panel = self._live.window.panes.references
        tile = self.tile(self._row.at)
        own = {tile, self.tile(self._row.from_slot)} if tile.verb == "Swap" else {tile}
        others = [each for each in panel.findChildren(ReferenceTile) if each not in own]
        assert [each.verb for each in others if each.verb] == []
        assert {each.verb for each in own} == {tile.verb}
        if mark.isVisible() and mark.bar is not None:
            left = tile.mapTo(panel, QPoint()).x()
            assert left - 10 <= mark.bar.center().x() <= left
            return Mark.BAR, tile.verb
        return (Mark.RING if tile.verb else Mark.NONE), tile.verb


async def _made(live: LiveStudio) -> Path:
    """A picture in the library, and the clean copy that a drag of it carries."""
    studio, viewer = live.process.studio, live.window.panes.viewer
    studio.recipe_state.set_prompt("a harbour")
    studio.generate()
    await live.until(lambda: viewer.picture is not None, 60)
    picture = viewer.picture
    assert picture is not None
    live.process.outgoing.prepare(picture)
    await live.until(lambda: live.process.outgoing.ready(picture) is not None)
    copy = live.process.outgoing.ready(picture)
    assert copy is not None
    studio.recipe_state.set_prompt("")
    return copy


def _said(live: LiveStudio) -> str:
    return " ".join(notice_sentence(each) for each in live.process.studio.notices.notices)


def _names(row: tuple[str, ...], made: str) -> list[str]:
    known = {MADE: made, PASTED: PASTED}
    return [known.get(name, f"{name}.png") for name in row]


@pytest.mark.parametrize("row", DROPS, ids=lambda row: row.name)
def test_what_comes_of_a_drop(run: Run, tmp_path: Path, row: Drop) -> None:
    folder = tmp_path / "dragged"
    lay_out(folder)

    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            studio = live.process.studio
            made = await _made(live) if row.carried in (Carried.LIBRARY, Carried.VIEWER) else None
            filled = [folder / "filled" / f"{name}.png" for name in row.filled]
            if filled:
                studio.slots.add(Role.REFERENCE, filled)
            await live.until(lambda: not studio.slots.reading)
            await asyncio.sleep(0.05)
            before = len(studio.recipe_state.recipe.images)
            assert before == len(row.filled)

            hand = Hand(live, row)
            data = _data(live, row, folder, made)
            accepted = hand.hover(data)
            try:
                assert accepted is row.accepted
                assert hand.seen() == (row.mark, row.verb)
                assert row.refused in _said(live)
                assert bool(_said(live)) is bool(row.refused)
            finally:
                # Qt remembers the widget a drag was last over, even when it is gone.
                hand.let_go(data, accepted)
            await live.until(lambda: not studio.slots.reading)
            await asyncio.sleep(0.05)

            recipe = studio.recipe_state.recipe
            known = made.name if made is not None else ""
            assert [image.origin for image in recipe.images] == _names(row.after, known)
            assert recipe.prompt == row.prompt
            assert row.said in _said(live)
            assert bool(_said(live)) is bool(row.said)
            _check_offer(row)
            if row.after != row.filled:
                studio.recipe_state.undo_stack.undo()
                kept = [image.origin for image in studio.recipe_state.recipe.images]
                assert kept == [path.name for path in filled]

    run(scenario())


def _data(live: LiveStudio, row: Drop, folder: Path, made: Path | None) -> QMimeData:
    if row.carried is Carried.SLOT:
        return slot_data(key_of(live.process, row.from_slot))
    if made is not None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(made))])
        return data
    return mime_of(row.carried, folder)


def _check_offer(row: Drop) -> None:
    """An address is shown in a field and used only when somebody says so."""
    popover = QApplication.activePopupWidget()
    assert (popover is not None) is row.offers
    if popover is not None:
        (line,) = popover.findChildren(QLineEdit)
        assert line.text() == ADDRESS
        popover.close()
