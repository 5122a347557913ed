"""Drops onto the slots: what they hold, where they would land, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.slots import Spot, spot_of, spots_of
from bfl_studio.state.notices import Notice, NoticeBoard, Severity, Topic
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.state.slots import Slots
from bfl_studio.ui.drop_contents import Contents, contents_of, pixels_of
from bfl_studio.ui.drop_targets import DropMark, Place, Target, Way, gap_at, over
from bfl_studio.ui.pasted_words import is_words
from bfl_studio.ui.prompt_editor import PromptEditor
from bfl_studio.ui.reference_words import verb_text
from bfl_studio.ui.references_panel import ReferencesPanel

Originals = Callable[[Path], Path]
"""The kept picture a copy of our own was made of; any other file as it is."""

_NOTICE = "drag"
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class ReferenceDrops(QObject):
    """Hears the drags over the window; only those over the panel can be dropped, and pictures on
    the prompt, which go into the next free slot.

    `address_dropped(Role, str | None, bool, str)` asks whether a picture of the web is to be used
    in place of the one of a key, or before it with the bool.
    """

    address_dropped = Signal(Role, object, bool, str)

    def __init__(
        self,
        panel: ReferencesPanel,
        slots: Slots,
        recipe_state: RecipeState,
        notices: NoticeBoard,
        originals: Originals,
        prompt: PromptEditor,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._panel = panel
        self._slots = slots
        self._recipe_state = recipe_state
        self._notices = notices
        self._contents: Contents | None = None
        self._are_words = False
        self._looked = False
        self._originals = originals
        self._mark = DropMark(panel)
        self._prompt = prompt
        for widget in (panel, prompt.viewport(), window):
            widget.setAcceptDrops(True)
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A drag's enter is a move by its class, and that a drop.
        if isinstance(event, QDropEvent):
            return self._follow(event, watched)
        if event.type() is QEvent.Type.DragLeave:
            self._end()
        return False

    def put(self, target: Target, contents: Contents, event: QDropEvent | None = None) -> None:
        """Do what a target promises with what was dropped."""
        role, insert = target.spot.role, target.way is Way.INSERT
        there = None if target.way is Way.ADD else self._slots.key_at(target.spot)
        if contents.slot is not None:
            self._rearrange(contents.slot, target)
        elif contents.paths:
            for failure in contents.refused:
                self._slots.refused.emit(failure)
            paths = [self._originals(path) for path in contents.paths]
            self._slots.add(role, paths, there, insert=insert)
        elif contents.has_pixels and event is not None:
            pixels = pixels_of(event.mimeData())
            if pixels is not None:
                self._slots.add_pixels(role, pixels, there, insert=insert)
        elif contents.address:
            wanted = (role, there, insert, contents.address)
            # A popup that opens inside the drop would belong to the drag.
            QTimer.singleShot(0, self, lambda: self.address_dropped.emit(*wanted))

    def _follow(self, event: QDropEvent, watched: QObject) -> bool:
        if isinstance(event, QDragEnterEvent) or not self._looked:
            self._look(event.mimeData())
        contents, on_panel = self._contents, watched is self._panel
        on_prompt = watched is self._prompt.viewport()
        if (on_prompt and self._are_words) or (contents is None and not on_panel):
            if isinstance(event, QDragMoveEvent):
                self._hide()
            else:
                self._end()
            return False
        target = self._target_on(watched, contents, event) if contents is not None else None
        if contents is not None and target is not None:
            self._take(target, contents, event)
            return True
        self._refuse(contents, say=on_panel or on_prompt)
        # Whoever refuses the first moment of a drag hears of no other.
        event.setAccepted(isinstance(event, QDragEnterEvent))
        return True

    def _look(self, data: QMimeData) -> None:
        """Once for all moves: each look may be a transfer from another program."""
        contents = contents_of(data)
        carried = contents.slot if contents is not None else None
        # The picture may be gone, or another studio's.
        gone = carried is not None and spot_of(self._recipe_state.recipe, carried) is None
        self._contents = None if gone else contents
        self._are_words = is_words(data)
        self._looked = True

    def _take(self, target: Target, contents: Contents, event: QDropEvent) -> None:
        _agree(event)
        if isinstance(event, QDragMoveEvent):
            self._show(target)
            return
        self._end()
        self.put(target, contents, event)
        # Whoever drops something here goes on here: no click need bring the keyboard.
        self._panel.window().activateWindow()

    def _target_on(self, watched: QObject, contents: Contents, event: QDropEvent) -> Target | None:
        """Where a drop would go at this moment; None where it would be refused."""
        if contents.is_nothing:
            return None
        if watched is self._panel:
            return self._target(contents, event)
        on_prompt = watched is self._prompt.viewport() and contents.slot is None
        target = self._tile_target(None) if on_prompt else None
        return target if target is not None and self._slots.room(target.spot.role) else None

    def _target(self, contents: Contents, event: QDropEvent) -> Target | None:
        point, places = event.position().toPoint(), self._panel.places()
        if contents.slot is not None:
            swaps = bool(event.modifiers() & _SHIFT)
            spot = spot_of(self._recipe_state.recipe, contents.slot)
            return self._target_of_slot(spot, places, point, swaps=swaps) if spot else None
        taken = spots_of(self._recipe_state.model)
        places = tuple(each for each in places if each.spot in taken)
        target = gap_at(places, point) or self._tile_target(over(places, point))
        fits = target is not None and self._slots.room(
            target.spot.role,
            self._slots.key_at(target.spot) if target.way is Way.REPLACE else None,
        )
        return target if fits else None

    def _target_of_slot(
        self, spot: Spot, places: tuple[Place, ...], point: QPoint, *, swaps: bool
    ) -> Target | None:
        place = over(places, point)
        other = place is not None and place.spot.role is not spot.role
        if place is not None and (other or (swaps and place.filled)):
            return Target(Way.SWAP if place.filled else Way.ADD, place.spot)
        own = [each for each in places if each.spot.role is spot.role]
        if place is not None and not place.filled:
            last = [each.square for each in own if each.filled][-1]
            point = QPoint(last.right(), last.center().y())
        return gap_at(own, point, halves=True)

    @property
    def _source(self) -> Spot | None:
        """The slot whose picture is dragged."""
        carried = self._contents.slot if self._contents is not None else None
        return spot_of(self._recipe_state.recipe, carried) if carried is not None else None

    def _tile_target(self, place: Place | None) -> Target | None:
        if place is not None and place.filled:
            return Target(Way.REPLACE, place.spot)
        if place is not None and place.alone:
            return Target(Way.ADD, place.spot)
        free = self._panel.first_free(place.spot.role if place is not None else None)
        return Target(Way.ADD, Spot(*free)) if free is not None else None

    def _rearrange(self, key: str, target: Target) -> None:
        if target.way is Way.INSERT:
            self._slots.move(key, target.spot.number)
        else:
            self._slots.swap(key, target.spot)
        self._panel.follow(key, by_hand=True)

    def _show(self, target: Target) -> None:
        self._notices.withdraw(_NOTICE)
        self._mark.show_bar(target.bar)
        words = "" if target.bar is not None else verb_text(target.way, target.spot)
        # An exchange changes both.
        source = self._source if target.way is Way.SWAP else None
        self._panel.show_verb(*filter(None, (target.spot, source)), words=words)

    def _refuse(self, contents: Contents | None, *, say: bool) -> None:
        """Nothing would come of a drop here; why, where somebody hoped for it."""
        self._panel.show_verb()
        if contents is None:
            self._notices.post(Notice(_NOTICE, Severity.WARNING, Topic.NOT_A_PICTURE))
            return
        self._mark.show_bar(None)
        if not say or contents.slot is not None:
            return
        if contents.is_nothing:
            why = Notice(_NOTICE, Severity.WARNING, Topic.FAILURE, contents.refused[0])
            self._notices.post(why)
        else:
            self._notices.post(self.refusal)

    @property
    def refusal(self) -> Notice:
        """Why no picture can be added."""
        model = self._recipe_state.model
        most = sum(each.most for each in self._slots.parameters)
        topic = Topic.NO_ROOM if most else Topic.TAKES_NONE
        return Notice(_NOTICE, Severity.WARNING, topic, most=most, names=(model.label, ""))

    def _end(self) -> None:
        self._contents, self._looked = None, False
        self._hide()

    def _hide(self) -> None:
        self._mark.hide()
        self._panel.show_verb()
        self._notices.withdraw(_NOTICE)


def _agree(event: QDropEvent) -> None:
    """Take it as a copy: whoever gives it away is to keep it."""
    if event.possibleActions() & Qt.DropAction.CopyAction:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
    else:
        event.acceptProposedAction()
