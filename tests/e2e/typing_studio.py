"""The program, with somebody who types into it once it is ready, for a test that kills it."""

from __future__ import annotations

import os
import sys
from typing import Any

from PySide6.QtTest import QTest

from bfl_studio import app
from bfl_studio.domain.recipe import Mention
from bfl_studio.parts import StudioProcess


class _TypedInto(StudioProcess):
    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.front.situation.changed.connect(self._type)

    def _type(self) -> None:
        prompt = os.environ["TYPED"]
        state = self.front.recipe_state
        if not self.front.situation.ready or state.recipe.prompt:
            return
        QTest.keyClicks(self.window.panes.compose.prompt, prompt)
        # As a chip is: its words belong to a picture.
        state.set_prompt(prompt, (Mention(prompt.index("image 1"), 7, "a" * 64),))


if __name__ == "__main__":
    vars(app)["StudioProcess"] = _TypedInto
    sys.exit(app.main(sys.argv[1:]))
