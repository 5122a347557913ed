"""SlotNotices: what became of files that were to be references."""

from __future__ import annotations

from PySide6.QtCore import QObject

from bfl_studio.domain.errors import Failure
from bfl_studio.state.generate_state import GenerateState
from bfl_studio.state.notices import Notice, NoticeBoard, Severity, Topic
from bfl_studio.state.slots import Slots


class SlotNotices(QObject):
    """A file that is refused is named; Generate waits for those that are being read."""

    def __init__(
        self, slots: Slots, generate_state: GenerateState, notices: NoticeBoard, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._notices = notices
        slots.refused.connect(self._refused)
        slots.too_many.connect(self._too_many)
        slots.changed.connect(lambda: generate_state.set_reading(slots.reading))

    def _refused(self, failure: Failure) -> None:
        key = f"reference {failure.said}"
        self._notices.post(Notice(key, Severity.WARNING, Topic.FAILURE, failure))

    def _too_many(self, left_out: int, most: int) -> None:
        self._notices.post(
            Notice("too many", Severity.WARNING, Topic.TOO_MANY, count=left_out, most=most)
        )
