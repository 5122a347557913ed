"""SwitchNotice: what another model did not take over, and a name of older days, are said."""

from __future__ import annotations

from PySide6.QtCore import QObject

from bfl_studio.domain.fitting import Dropped
from bfl_studio.state.notices import Notice, NoticeAction, NoticeBoard, Severity, Topic
from bfl_studio.state.recipe_state import RecipeState

_KEY = "dropped"


class SwitchNotice(QObject):
    """The notice stands only while the switch is what came last: its Undo is the window's own."""

    def __init__(self, recipe_state: RecipeState, notices: NoticeBoard, parent: QObject) -> None:
        super().__init__(parent)
        self._notices = notices
        # `dropped` comes after the `changed` of its own edit.
        recipe_state.changed.connect(self._withdraw)
        recipe_state.dropped.connect(self._say)
        recipe_state.renamed.connect(self._say_renamed)

    def _withdraw(self) -> None:
        self._notices.withdraw(_KEY)

    def _say(self, dropped: Dropped) -> None:
        actions = (NoticeAction.UNDO,)
        self._notices.post(
            Notice(_KEY, Severity.INFO, Topic.DROPPED, actions=actions, dropped=dropped)
        )

    def _say_renamed(self, old: str, label: str) -> None:
        self._notices.post(Notice("renamed", Severity.INFO, Topic.RENAMED, names=(old, label)))
