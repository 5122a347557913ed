"""What notices say, and the words of what can be done about them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.model_rows import BrokenRow, RowProblem
from bfl_studio.state.notices import Notice, NoticeAction, Topic
from bfl_studio.ui.dropped_words import dropped_sentence
from bfl_studio.ui.money import money_floor
from bfl_studio.ui.text import plain
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP
from bfl_studio.ui.words import sentence

_LONGEST_NAME = 60
_LONGEST_OF_SEVERAL = 30

_ACTIONS: Mapping[NoticeAction, str] = {
    NoticeAction.RESUME: QT_TRANSLATE_NOOP("notices", "Resume"),
    NoticeAction.OPEN_FOLDER: QT_TRANSLATE_NOOP("notices", "Open folder"),
    NoticeAction.COPY_DETAILS: QT_TRANSLATE_NOOP("notices", "Copy details"),
    NoticeAction.SHOW_JOBS: QT_TRANSLATE_NOOP("notices", "Show"),
    NoticeAction.UNDO: QT_TRANSLATE_NOOP("notices", "Undo"),
    NoticeAction.CHANGE_KEY: QT_TRANSLATE_NOOP("notices", "Change key"),
    NoticeAction.UNLOCK: QT_TRANSLATE_NOOP("notices", "Unlock"),
    NoticeAction.THIS_SESSION: QT_TRANSLATE_NOOP("notices", "This session"),
    NoticeAction.TRY_AGAIN: QT_TRANSLATE_NOOP("notices", "Try again"),
    NoticeAction.TOP_UP: QT_TRANSLATE_NOOP("notices", "Top up at BFL"),
}

_PLAIN: Mapping[Topic, str] = {
    Topic.STORE_ABSENT: QT_TRANSLATE_NOOP(
        "notices", "This computer has no key store: the key is used until you quit."
    ),
    Topic.STORE_LOCKED: QT_TRANSLATE_NOOP(
        "notices",
        "Your system's key store is locked. Unlock it, or use the key until you quit.",
    ),
    Topic.STORE_REFUSED: QT_TRANSLATE_NOOP(
        "notices", "Your system's key store refused the key: it is used until you quit."
    ),
    Topic.NO_ROOM: QT_TRANSLATE_NOOP(
        "notices", "Every slot is filled: drop it on the picture it is to replace."
    ),
    Topic.NO_PICTURE: QT_TRANSLATE_NOOP("notices", "There is no picture on the clipboard."),
    Topic.NOT_A_PICTURE: QT_TRANSLATE_NOOP(
        "notices", "There is no picture in what you drag, and no address of one."
    ),
    Topic.NOT_CROPPED: QT_TRANSLATE_NOOP(
        "notices", "This picture goes as it is: BFL fetches it, or a mask lies over it."
    ),
    Topic.NOTHING_EARLIER: QT_TRANSLATE_NOOP("notices", "This slot held no other picture before."),
    Topic.PICTURE_COPIED: QT_TRANSLATE_NOOP("notices", "Copied, clean: without prompt or recipe."),
    Topic.STILL_SAVED: QT_TRANSLATE_NOOP(
        "notices", "It is already paid for, so it will still be saved."
    ),
    Topic.COPIED: QT_TRANSLATE_NOOP("notices", "Copied."),
    Topic.PROMPT_COPIED: QT_TRANSLATE_NOOP("notices", "Prompt copied."),
    Topic.PICTURE_MOVED: QT_TRANSLATE_NOOP(
        "notices", "The file of this picture was moved or deleted: there is nothing to copy."
    ),
    Topic.PICTURE_UNREADABLE: QT_TRANSLATE_NOOP(
        "notices", "The file of this picture can't be read, so no clean copy of it can be made."
    ),
    Topic.COPY_NOT_WRITTEN: QT_TRANSLATE_NOOP(
        "notices",
        "No copy of this picture can be written: the disk may be full. The picture itself is safe.",
    ),
}
"""Of the key store; what was handed out, and what was not."""


_NOT_HERE: Mapping[Topic, str] = {
    Topic.TAKES_NONE: QT_TRANSLATE_NOOP("notices", "{model} takes no pictures."),
    Topic.NO_SLOT: QT_TRANSLATE_NOOP("notices", "{model} has no slot {number}."),
}
"""Of pictures that the model has no place for."""


def notice_sentence(notice: Notice) -> str:
    """What a notice says."""
    match notice.topic:
        case Topic.RECOVERED:
            return _awaited(notice.count)
        case Topic.RECOVERY:
            return _recovered(notice.count, notice.lost)
        case Topic.BROKEN_ROW if notice.broken is not None:
            return _broken(notice.broken)
        case Topic.RENAMED:
            words = QT_TRANSLATE_NOOP("notices", "{old} is called {new} today: that was chosen.")
            return _tr(words).format(old=plain(notice.names[0], _LONGEST_NAME), new=notice.names[1])
        case Topic.KEY_WORKS if notice.balance is not None:
            words = QT_TRANSLATE_NOOP("notices", "This key works. Balance {balance}.")
            return _tr(words).format(balance=money_floor(notice.balance))
        case Topic.TOO_MANY:
            return _too_many(notice)
        case Topic.TAKES_NONE | Topic.NO_SLOT:
            label = plain(notice.names[0], _LONGEST_NAME)
            return _tr(_NOT_HERE[notice.topic]).format(model=label, number=notice.count)
        case Topic.DROPPED if notice.dropped is not None:
            return dropped_sentence(notice.dropped)
        case topic if topic in _PLAIN:
            return _tr(_PLAIN[topic])
    failure = notice.failure or Failure(FailureKind.STUDIO_BUG)
    # Only what the designer can mend pauses a queue, and that was refused before it was bought.
    refused = notice.key.startswith("paused")
    kept = notice.with_references
    return sentence(failure, notice.place, refused=refused, with_references=kept)


def action_words(action: NoticeAction) -> str:
    return _tr(_ACTIONS[action])


_ROW_PROBLEMS: Mapping[RowProblem, str] = {
    RowProblem.MISSING: QT_TRANSLATE_NOOP("notices", "{where}: “{field}” is missing."),
    RowProblem.UNKNOWN: QT_TRANSLATE_NOOP("notices", "{where}: “{field}” is no field of a model."),
    RowProblem.WRONG: QT_TRANSLATE_NOOP("notices", "{where}: “{field}” can't be used as it is."),
    RowProblem.TAKEN: QT_TRANSLATE_NOOP("notices", "{where}: another model has this “{field}”."),
}


def _broken(row: BrokenRow) -> str:
    """Where a designer's own model row is broken: file, line, field."""
    at = QT_TRANSLATE_NOOP("notices", "{file}, line {line}")
    name = plain(row.file, _LONGEST_NAME)
    where = _tr(at).format(file=name, line=row.line) if row.line else name
    if not row.field:
        return _tr(QT_TRANSLATE_NOOP("notices", "{where}: this is no model row.")).format(
            where=where
        )
    return _tr(_ROW_PROBLEMS[row.problem]).format(
        where=where, field=plain(row.field, _LONGEST_NAME)
    )


_LEFT_OUT = (
    QT_TRANSLATE_NOOP("notices", "This model takes {most}: “{first}” was left out."),
    QT_TRANSLATE_NOOP(
        "notices", "This model takes {most}: “{first}” and “{second}” were left out."
    ),
    QT_TRANSLATE_NOOP(
        "notices", "This model takes {most}: “{first}”, “{second}” and {more} more were left out."
    ),
)
"""One, two, or more than are named."""


def _too_many(notice: Notice) -> str:
    longest = _LONGEST_NAME if notice.count == 1 else _LONGEST_OF_SEVERAL
    first, second = (plain(name, longest) for name in notice.names)
    words = _LEFT_OUT[min(notice.count, len(_LEFT_OUT)) - 1]
    return _tr(words).format(
        most=notice.most, first=first, second=second, more=notice.count - len(notice.names)
    )


def _recovered(count: int, lost: int) -> str:
    one = QT_TRANSLATE_NOOP("notices", "1 picture was finished and saved")
    more = QT_TRANSLATE_NOOP("notices", "{count} pictures were finished and saved")
    expired = QT_TRANSLATE_NOOP("notices", "{lost} expired while the studio was closed")
    said = (_tr(one if count == 1 else more) if count else "", _tr(expired) if lost else "")
    facts = ", ".join(each for each in said if each).format(count=count, lost=lost)
    return _tr(QT_TRANSLATE_NOOP("notices", "Welcome back: {facts}.")).format(facts=facts)


def _awaited(count: int) -> str:
    one = QT_TRANSLATE_NOOP("notices", "Welcome back: 1 paid picture is still on its way.")
    more = QT_TRANSLATE_NOOP(
        "notices", "Welcome back: {count} paid pictures are still on their way."
    )
    return _tr(one if count == 1 else more).format(count=count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("notices", text)
