"""What is written survives a studio that is killed, choices and chips and all."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from bfl_studio.domain.recipe import Mention
from bfl_studio.services.premises import Premises
from bfl_studio.storage.journal import Journal
from tests.e2e.window import live_studio
from tests.loop import Run
from tests.sandbox.process import PATIENCE, REPOSITORY

_PROMPT = "{red|deep blue} jacket of image 1, {{as|it}} reads"
_MENTIONS = (Mention(_PROMPT.index("image 1"), 7, "a" * 64),)


def _stored(folder: Path) -> dict[str, Any]:
    path = Premises(folder, folder / "library").journal
    if not path.exists():
        return {}
    with closing(Journal(path)) as journal:
        kept: dict[str, Any] = (journal.draft("default") or {}).get("recipe", {})
        return kept


def test_a_prompt_with_choices_is_there_after_a_kill(run: Run, tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.typing_studio", "--data-dir", str(tmp_path)],
        cwd=REPOSITORY,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "TYPED": _PROMPT},
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while _stored(tmp_path).get("mentions") is None:
            assert child.poll() is None
            assert time.monotonic() < deadline, "nothing was kept"
            time.sleep(0.1)
    finally:
        child.kill()
        child.wait()

    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            state = live.process.studio.recipe_state
            await live.until(lambda: state.recipe.prompt == _PROMPT)
            assert state.recipe.mentions == _MENTIONS
            assert state.choices == 2

    run(scenario())
