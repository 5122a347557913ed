"""Notices: what the studio has to say, without words; the window has those."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bfl_studio.domain.credits import Credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind

if TYPE_CHECKING:
    from bfl_studio.domain.fitting import Dropped
    from bfl_studio.domain.model_rows import BrokenRow


class Severity(StrEnum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Topic(StrEnum):
    FAILURE = "failure"
    RECOVERED = "recovered"
    RECOVERY = "recovery"
    STILL_SAVED = "still_saved"
    COPIED = "copied"
    DROPPED = "dropped"
    TOO_MANY = "too_many"
    NO_ROOM = "no_room"
    NO_SLOT = "no_slot"
    TAKES_NONE = "takes_none"
    NO_PICTURE = "no_picture"
    NOT_A_PICTURE = "not_a_picture"
    NOT_CROPPED = "not_cropped"
    NOTHING_EARLIER = "nothing_earlier"
    BROKEN_ROW = "broken_row"
    RENAMED = "renamed"
    STORE_ABSENT = "store_absent"
    STORE_LOCKED = "store_locked"
    STORE_REFUSED = "store_refused"
    KEY_WORKS = "key_works"
    PICTURE_COPIED = "picture_copied"
    PROMPT_COPIED = "prompt_copied"
    PICTURE_MOVED = "picture_moved"
    PICTURE_UNREADABLE = "picture_unreadable"
    COPY_NOT_WRITTEN = "copy_not_written"


class NoticeAction(StrEnum):
    RESUME = "resume"
    OPEN_FOLDER = "open_folder"
    COPY_DETAILS = "copy_details"
    SHOW_JOBS = "show_jobs"
    UNDO = "undo"
    CHANGE_KEY = "change_key"
    UNLOCK = "unlock"
    THIS_SESSION = "this_session"
    TRY_AGAIN = "try_again"
    TOP_UP = "top_up"


@dataclass(frozen=True, slots=True)
class Notice:
    """One message. A later one with the same `key` replaces it; `count` is pictures or jobs,
    `lost` those that will not come, `most` a limit, `names` an old and a new one
    or the first two of several,
    `balance` what is on the account of a key; `with_references`: the recipe has some.
    """

    key: str
    severity: Severity
    topic: Topic
    failure: Failure | None = None
    place: Place | None = None
    count: int = 0
    lost: int = 0
    most: int = 0
    actions: tuple[NoticeAction, ...] = ()
    dropped: Dropped | None = None
    broken: BrokenRow | None = None
    names: tuple[str, str] = ("", "")
    balance: Credits | None = None
    with_references: bool = False


_KEYLESS = frozenset({FailureKind.KEY_REFUSED, FailureKind.KEY_MISSING})
_NOT_BFL = frozenset({Place.SANDBOX, Place.CUSTOM})


def failure_actions(
    failure: Failure, place: Place | None, *, pauses: bool
) -> tuple[NoticeAction, ...]:
    """What can be done about a failure where it is told; `pauses`: a queue waits for it."""
    actions = _remedies(failure, place) + ((NoticeAction.RESUME,) if pauses else ())
    if failure.kind in _KEYLESS:
        actions = (NoticeAction.CHANGE_KEY,)
    if failure.kind is FailureKind.STUDIO_BUG or failure.details:
        actions = (*actions, NoticeAction.COPY_DETAILS)
    return actions


def _remedies(failure: Failure, place: Place | None) -> tuple[NoticeAction, ...]:
    if failure.kind is FailureKind.MANY_UNCONFIRMED:
        return (NoticeAction.SHOW_JOBS,)
    rush = failure.kind is FailureKind.CREDITS_IN_A_RUSH and failure.balance is None
    spent = failure.kind is FailureKind.NO_CREDITS or rush
    return (NoticeAction.TOP_UP,) if spent and place not in _NOT_BFL else ()


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
