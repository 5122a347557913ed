"""Notices: what the studio has to say, without words; the window has those."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure


class Severity(StrEnum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Topic(StrEnum):
    FAILURE = "failure"
    RECOVERED = "recovered"
    STILL_SAVED = "still_saved"
    COPIED = "copied"


class NoticeAction(StrEnum):
    RESUME = "resume"
    OPEN_FOLDER = "open_folder"
    COPY_DETAILS = "copy_details"
    SHOW_JOBS = "show_jobs"


@dataclass(frozen=True, slots=True)
class Notice:
    """One message. A later one with the same `key` replaces it; `count` is pictures or jobs."""

    key: str
    severity: Severity
    topic: Topic
    failure: Failure | None = None
    place: Place | None = None
    count: int = 0
    actions: tuple[NoticeAction, ...] = ()


class NoticeBoard(QObject):
    """The notices that stand, newest last."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices: dict[str, Notice] = {}

    @property
    def notices(self) -> tuple[Notice, ...]:
        return tuple(self._notices.values())

    def post(self, notice: Notice) -> None:
        if self._notices.get(notice.key) == notice:
            return
        self._notices.pop(notice.key, None)
        self._notices[notice.key] = notice
        self.changed.emit()

    def withdraw(self, key: str) -> None:
        if self._notices.pop(key, None) is not None:
            self.changed.emit()
