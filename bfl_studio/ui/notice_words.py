"""What notices say, and the words of what can be done about them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.state.notices import Notice, NoticeAction, Topic
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP
from bfl_studio.ui.words import sentence

_ACTIONS: Mapping[NoticeAction, str] = {
    NoticeAction.RESUME: QT_TRANSLATE_NOOP("notices", "Resume"),
    NoticeAction.OPEN_FOLDER: QT_TRANSLATE_NOOP("notices", "Open folder"),
    NoticeAction.COPY_DETAILS: QT_TRANSLATE_NOOP("notices", "Copy details"),
    NoticeAction.SHOW_JOBS: QT_TRANSLATE_NOOP("notices", "Show"),
}


def notice_sentence(notice: Notice) -> str:
    """What a notice says."""
    match notice.topic:
        case Topic.RECOVERED:
            return _recovered(notice.count)
        case Topic.STILL_SAVED:
            return _tr(
                QT_TRANSLATE_NOOP("notices", "It is already paid for, so it will still be saved.")
            )
        case Topic.COPIED:
            return _tr(QT_TRANSLATE_NOOP("notices", "Copied."))
    failure = notice.failure or Failure(FailureKind.STUDIO_BUG)
    # Only what the designer can mend pauses a queue, and that was refused before it was bought.
    return sentence(failure, notice.place, refused=NoticeAction.RESUME in notice.actions)


def action_words(action: NoticeAction) -> str:
    return _tr(_ACTIONS[action])


def _recovered(count: int) -> str:
    one = QT_TRANSLATE_NOOP("notices", "Welcome back: 1 paid picture is still on its way.")
    more = QT_TRANSLATE_NOOP(
        "notices", "Welcome back: {count} paid pictures are still on their way."
    )
    return _tr(one if count == 1 else more).format(count=count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("notices", text)
