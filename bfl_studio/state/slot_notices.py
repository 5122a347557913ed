"""SlotNotices: what became of files that were to be references."""

from __future__ import annotations

from PySide6.QtCore import QObject

from bfl_studio.domain.errors import Failure
from bfl_studio.domain.rules import Issue, IssueKind
from bfl_studio.state.arrivals import LeftOut
from bfl_studio.state.generate_state import GenerateState
from bfl_studio.state.notices import Notice, NoticeBoard, Severity, Topic
from bfl_studio.state.slots import Slots


class SlotNotices(QObject):
    """A file that is refused is named; Generate waits for those that are being read, and is off
    while one is gone.
    """

    def __init__(
        self, slots: Slots, generate_state: GenerateState, notices: NoticeBoard, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._notices = notices
        slots.refused.connect(self._refused)
        slots.too_many.connect(self._too_many)
        self._slots = slots
        self._generate_state = generate_state
        slots.changed.connect(self._tell_generate)

    def _tell_generate(self) -> None:
        self._generate_state.set_reading(self._slots.reading)
        self._generate_state.set_lost(_lost(self._slots))

    def _refused(self, failure: Failure) -> None:
        key = f"reference {failure.said}"
        self._notices.post(Notice(key, Severity.WARNING, Topic.FAILURE, failure))

    def _too_many(self, left_out: LeftOut) -> None:
        first, second = (*left_out.names, "")[:2]
        self._notices.post(
            Notice(
                "too many",
                Severity.WARNING,
                Topic.TOO_MANY,
                count=len(left_out.names),
                most=left_out.most,
                names=(first, second),
            )
        )


def _lost(slots: Slots) -> Issue | None:
    """The first picture that would be sent and is not there any more."""
    if not slots.thumbnails.any_lost:
        return None
    shown = (slot for each in slots.parameters for slot in slots.of(each.role))
    return next(
        (
            Issue(IssueKind.IMAGE_LOST, slot.role, named=slot.image.origin, number=slot.number)
            for slot in shown
            if slot.lost and slot.used and slot.image is not None and not slot.reading
        ),
        None,
    )
