"""What the engine reports becomes what the models show: one row for each kind of event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.job import held_up, needs_you, stopped
from bfl_studio.services import events
from bfl_studio.state.library_model import LibraryModel, Picture
from bfl_studio.state.studio import Studio


class Reports(QObject):
    """Applies events on the GUI thread. `picture_saved` carries the new Picture;
    `needs_you` a Job that has just come to a state that waits for a decision.
    """

    picture_saved = Signal(object)
    needs_you = Signal(object)

    def __init__(
        self, studio: Studio, library: LibraryModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._library = library
        self._handlers: dict[type, Callable[[Any], None]] = {
            events.JobChanged: self._job_changed,
            events.PictureSaved: self._picture_saved,
            events.BalanceChanged: self._balance_changed,
            events.QueuePaused: self._queue_paused,
            events.ServiceTrouble: self._service_trouble,
            events.FolderTrouble: self._folder_trouble,
            events.KeyFound: self._key_found,
            events.StudioFault: self._studio_fault,
        }

    def apply(self, event: events.Event) -> None:
        self._handlers[type(event)](event)

    def _job_changed(self, event: events.JobChanged) -> None:
        before = self._studio.jobs.job(event.job.id)
        self._studio.jobs.put(event.job)
        same = before is not None and before.state is event.job.state
        # One that is held up goes to and fro between two states, and is told once.
        told = before is not None and needs_you(before) and (same or held_up(event.job))
        if not same and stopped(event.job):
            images = event.job.recipe.images
            self._studio.slots.thumbnails.prove(image.sha256 for image in images)
        if not told and needs_you(event.job):
            self.needs_you.emit(event.job)

    def _picture_saved(self, event: events.PictureSaved) -> None:
        picture = Picture(event.generation, event.path, event.thumbnail)
        self._library.prepend(picture)
        self.picture_saved.emit(picture)

    def _balance_changed(self, event: events.BalanceChanged) -> None:
        self._studio.situation.set_balance(event.place, event.balance)

    def _queue_paused(self, event: events.QueuePaused) -> None:
        self._studio.situation.set_paused(event.place, event.failure)
        self._say(f"paused {event.place}", event.failure, event)

    def _service_trouble(self, event: events.ServiceTrouble) -> None:
        self._studio.situation.set_trouble(event.place, event.failure)
        self._say(f"trouble {event.place}", event.failure, event)

    def _folder_trouble(self, event: events.FolderTrouble) -> None:
        self._studio.situation.set_folder_failure(event.failure)
        if event.failure is None:
            self._studio.notices.withdraw("folder")
        else:
            self._studio.say_failure("folder", event.failure)

    def _key_found(self, _event: events.KeyFound) -> None:
        self._studio.places.look_again()

    def _studio_fault(self, event: events.StudioFault) -> None:
        self._studio.say_failure("bug", Failure(FailureKind.STUDIO_BUG, details=event.details))

    def _say(
        self,
        key: str,
        failure: Failure | None,
        event: events.QueuePaused | events.ServiceTrouble,
    ) -> None:
        if failure is None:
            self._studio.notices.withdraw(key)
        else:
            self._studio.say_failure(key, failure, event.place)
