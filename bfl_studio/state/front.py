"""Front: what the window needs before its first paint, and nothing more."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.state.generate_state import GenerateState
from bfl_studio.state.notices import Notice, NoticeAction, NoticeBoard, Severity, Topic
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.state.situation import Situation


class Front(QObject):
    """The recipe, where it would go, what Generate shows, what has to be said."""

    def __init__(
        self,
        place: Place,
        library_folder: Path,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.notices = NoticeBoard(self)
        self.situation = Situation(place, library_folder, self)
        self.recipe_state = RecipeState(self)
        self.generate_state = GenerateState(self.recipe_state, self.situation, clock, parent=self)

    def say_fault(self, details: str) -> None:
        """Our own mistake; `details` are for the copy button."""
        failure = Failure(FailureKind.STUDIO_BUG, details=details)
        actions = (NoticeAction.COPY_DETAILS,)
        self.notices.post(Notice("bug", Severity.ERROR, Topic.FAILURE, failure, actions=actions))
